/* equivalence.c: see equivalence.h. */
#include "proof/equivalence.h"

#include <string.h>

#include "graph/walk.h"
#include "proof/ascent.h"
#include "proof/census.h"
#include "proof/finding.h"
#include "sqlembic/error.h"

/* What a range has left in a scratch database. */
struct outcome {
	struct catalog up, down;
	struct census rows;
};

struct comparing {
	const struct equivalence_order *order;
	struct outcome outcomes[2]; /* of what is replaced, and of the squash */
	struct finding_list findings;
};

static void release_outcome(struct outcome *outcome)
{
	catalog_release(&outcome->up);
	catalog_release(&outcome->down);
	census_release(&outcome->rows);
}

/* ---- running ---- */

/* What was found wrong with a script is an error here. */
static int fail_script(const struct finding_list *findings, struct sqlembic_error *err)
{
	const struct sqlembic_test_finding *found = findings->items[findings->n - 1];
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", found->text);
	if (found->path)
		sqlembic_fail_at(err, found->path, found->line, found->column);
	if (found->detail)
		(void)sqlembic_fail_detail(err, "%s", found->detail);
	return SQLEMBIC_E_FAILED;
}

static int build(struct ascent *ascent, const bool *goal, struct sqlembic_error *err)
{
	struct finding_list findings = { .arena = ascent->arena };
	int rc = ascent_build(ascent, goal, &findings, err);
	if (rc < 0 || findings.failures == 0)
		return rc;
	(void)fail_script(&findings, err);
	return sqlembic_fail_hint(err, "correct the script, then run the same command again");
}

static int run_down(struct ascent *ascent, const struct revision *revision, struct sqlembic_error *err)
{
	struct rehearse_script script;
	bool is_undone;
	int rc = rehearse_look(&script, &ascent->rehearsal, revision, SQLEMBIC_DOWNGRADE, err);
	if (rc == 0)
		rc = rehearse_run(&ascent->rehearsal, &script, &ascent->site.scratch.database, &is_undone,
				  err);
	rehearse_release_script(&script);
	if (rc == SQLEMBIC_E_FAILED && !err->hint[0])
		(void)sqlembic_fail_hint(err,
					 "correct the script, or squash without a way back: --irreversible");
	return rc;
}

static int run_members(struct outcome *out, struct ascent *ascent, const struct revision_list *members,
		       const struct equivalence_order *order, struct sqlembic_error *err)
{
	const struct graph *graph = ascent->origin->graph;
	const struct proof *proof = &ascent->origin->proof;
	const struct database *database = &ascent->site.scratch.database;
	const struct revision_list last = { members->items + members->n - 1, 1 };
	bool *goal = arena_alloc(ascent->arena, graph->n, sizeof(*goal));
	if (!goal)
		return sqlembic_fail_memory(err);
	int rc = walk_reach(goal, graph, &last, WALK_ALL_DOWN, err);
	if (rc == 0)
		rc = build(ascent, goal, err);
	if (rc == 0)
		rc = proof_read(&out->up, proof, database, err);
	if (rc == 0 && order->rows)
		rc = census_take(&out->rows, proof->schema, database->session, proof->texts, err);
	for (size_t i = members->n; rc == 0 && order->squash->down_path && i > 0; i--)
		rc = run_down(ascent, members->items[i - 1], err);
	if (rc == 0 && order->squash->down_path)
		rc = proof_read(&out->down, proof, database, err);
	return rc;
}

/* Not of a scratch database that could not be made. */
static int say_where(int rc, struct sqlembic_error *err)
{
	if (rc < 0)
		sqlembic_fail_state(err,
				    "this happened in a scratch database; the database was not touched, and "
				    "no file of the squash is left");
	return rc;
}

static int run(struct outcome *out, const struct equivalence_order *order, const struct graph *graph,
	       const struct revision_list *members, struct sqlembic_error *err)
{
	struct arena arena = { 0 };
	struct ascent ascent = { .origin = order->origin, .arena = &arena };
	order->origin->graph = graph;
	int rc = ascent_open(&ascent, NULL, NULL, 0, err);
	if (rc == 0)
		rc = ascent_enter(&ascent, false, err);
	if (rc == 0)
		rc = say_where(run_members(out, &ascent, members, order, err), err);
	ascent_close(&ascent);
	arena_release(&arena);
	return rc;
}

/* ---- comparing ---- */

static int compare_catalogs(struct comparing *c, const struct catalog *wanted, const struct catalog *is,
			    const char *path, const char *text, struct sqlembic_error *err)
{
	struct finding_difference difference;
	int rc = finding_compare(&difference, &c->order->origin->proof, wanted, is, err);
	if (rc == 0 && difference.n > 0) {
		const struct sqlembic_test_finding finding = {
			.stage = "squash", .is_failure = true, .text = text, .path = path
		};
		rc = finding_add(&c->findings, &finding, &difference, err);
	}
	finding_release(&difference);
	return rc;
}

static int refuse_rows(const struct comparing *c, const struct census_change *change,
		       struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s leaves other rows in %s than what it replaces",
		      c->order->squash->id, change->identity);
	if (change->count_now && strcmp(change->count, change->count_now) != 0)
		sqlembic_fail_detail(err, "%s rows instead of %s", change->count_now, change->count);
	sqlembic_fail_at(err, c->order->squash->up_path, 0, 0);
	return sqlembic_fail_hint(err, "values that differ at each run, as those of now() or of a random id, "
				       "cannot be compared: leave --rows out");
}

static int compare_rows(const struct comparing *c, struct sqlembic_error *err)
{
	struct census_walk walk = census_compare(&c->outcomes[0].rows, &c->outcomes[1].rows);
	struct census_change change;
	int rc = census_next(&walk, &change, err);
	if (rc > 0)
		rc = refuse_rows(c, &change, err);
	census_end(&walk);
	return rc;
}

/* The last script that was found to differ is the one that is told. */
static int refuse_schema(const struct comparing *c, struct sqlembic_error *err)
{
	const struct sqlembic_test_finding *found = c->findings.items[c->findings.n - 1];
	const char *down = c->order->squash->down_path;
	int rc = fail_script(&c->findings, err);
	if (down && found->path && strcmp(found->path, down) == 0)
		(void)sqlembic_fail_hint(err,
					 "let each script put back at its end what it sets for its session, "
					 "or squash without a way back: --irreversible");
	else
		(void)sqlembic_fail_hint(err,
					 "let each script put back at its end what it sets for its session, "
					 "then run the same command again, or squash a shorter range");
	return rc;
}

static int compare_all(struct comparing *c, struct sqlembic_error *err)
{
	const struct revision *squash = c->order->squash;
	const struct outcome *before = &c->outcomes[0], *after = &c->outcomes[1];
	int rc = compare_catalogs(c, &before->up, &after->up, squash->up_path,
				  "the squash builds another schema than what it replaces", err);
	if (rc == 0 && squash->down_path)
		rc = compare_catalogs(
			c, &before->down, &after->down, squash->down_path,
			"the way back of the squash ends in another schema than that of what it "
			"replaces",
			err);
	if (rc == 0 && c->findings.failures)
		rc = refuse_schema(c, err);
	return rc == 0 && c->order->rows ? compare_rows(c, err) : rc;
}

static int refuse_rows_of_engine(struct sqlembic_error *err)
{
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "rows of this database cannot be compared: leave --rows "
			     "out");
}

int equivalence_prove(const struct equivalence_order *order, struct sqlembic_error *err)
{
	struct arena arena = { 0 };
	struct comparing c = { .order = order, .findings = { .arena = &arena } };
	struct revision *squash = (struct revision *)order->squash;
	const struct revision_list alone = { &squash, 1 };
	if (order->rows && !order->origin->proof.schema->rows)
		return refuse_rows_of_engine(err);
	int rc = run(&c.outcomes[0], order, order->before, &order->range->members, err);
	if (rc == 0)
		rc = run(&c.outcomes[1], order, order->after, &alone, err);
	if (rc == 0)
		rc = say_where(compare_all(&c, err), err);
	release_outcome(&c.outcomes[0]);
	release_outcome(&c.outcomes[1]);
	arena_release(&arena);
	return rc;
}
