/* proposal_prove.c: runs the scripts of a proposal in a copy of the schema, and looks at what they have made of it.
 *
 * The copy has rows, so that a script that loses them is found out.  Where a script says that rows can stop it, or it makes
 * what the server computes from rows, and a statement of it fails, the structure alone is proven, in a copy without rows.
 * Nothing else is excused by that. */
#include <string.h>

#include "proof/census.h"
#include "proof/load.h"
#include "proof/proposal.h"
#include "sqlembic/error.h"

struct trial {
	struct proposal *proposal;
	struct proof *proof;
	struct scratch scratch;
	struct catalog start; /* the copy's, before */
	bool has_rows;
	bool is_stopped; /* a statement of a script failed */
};

/* ---- errors ---- */

#define UNTOUCHED "no file was written; the database was not touched"

/* Who is interrupted, or has lost the server, has learned nothing of the script. */
static int fail_unproven(struct sqlembic_error *err, const char *what)
{
	if (err->code != SQLEMBIC_E_FAILED)
		return sqlembic_fail_state(err, UNTOUCHED);
	struct sqlembic_error said = *err;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s: %.900s", what, said.message);
	err->line = said.line;
	err->column = said.column;
	if (said.statement[0])
		memcpy(err->statement, said.statement, sizeof(err->statement));
	if (said.detail[0])
		memcpy(err->detail, said.detail, sizeof(err->detail));
	(void)sqlembic_fail_state(err, UNTOUCHED);
	return sqlembic_fail_hint(err, "write the statements by hand");
}

static int fail_listed(struct sqlembic_buf *list, const char *what, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "still to be done would be: %.900s",
			    sqlembic_buf_text(list));
	sqlembic_buf_release(list);
	return fail_unproven(err, what);
}

/* The first differences between what is there and what should be. */
static int fail_different(const struct comparison *c, const char *what, struct sqlembic_error *err)
{
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	size_t n = 0;
	for (size_t i = 0; i < c->n && n < 3; i++) {
		if (!compare_is_told(c, &c->pairs[i]))
			continue;
		sqlembic_buf_puts(&list, n++ > 0 ? "; " : "");
		write_difference(&list, c, &c->pairs[i]);
	}
	return fail_listed(&list, what, err);
}

/* ---- steps ---- */

static int run(struct trial *trial, const char *sql, enum write_transaction mode, const char *name,
	       struct sqlembic_error *err)
{
	struct sqlembic_span text = { sql, strlen(sql) };
	int rc = load_text(&trial->scratch.database, text, name, mode == WRITE_ON, err);
	trial->is_stopped |= rc < 0;
	return rc;
}

/* Whether two catalogs are equal; *c is how they differ. */
static int are_equal(bool *equal, struct comparison *c, const struct trial *trial, const struct catalog *is,
		     const struct catalog *wanted, struct arena *arena, struct sqlembic_error *err)
{
	int rc = compare(c, is, wanted, &trial->proof->options, arena, err);
	*equal = rc == 0 && compare_count(c) == 0;
	return rc;
}

/* What stays and is not changed can be broken by what is: SQLite makes no views that follow. */
static int expect_sound(const struct comparison *c, const char *script, struct sqlembic_error *err)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct sqlembic_fact *is = compare_before(c, &c->pairs[i]);
		const struct sqlembic_fact *wanted = compare_after(c, &c->pairs[i]);
		if (!is || !wanted || !(is->flags & SQLEMBIC_FACT_BROKEN) ||
		    wanted->flags & SQLEMBIC_FACT_BROKEN)
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s uses what is gone",
				    compare_kind(c, &c->pairs[i])->name, is->shown);
		return fail_unproven(err, script);
	}
	return 0;
}

static bool is_broken(const struct sqlembic_fact *fact)
{
	return fact && fact->flags & SQLEMBIC_FACT_BROKEN;
}

/* Whether the scripts have to do with what this is on one of the sides. */
static bool is_touched(const struct comparison *scripts, bool after, const struct sqlembic_fact *fact)
{
	const struct catalog *side = after ? scripts->to : scripts->from;
	size_t entry = catalog_find(side, fact->kind, fact->identity);
	if (entry == CATALOG_NONE)
		return false;
	const struct pair *pair = &scripts->pairs[(after ? scripts->of_after : scripts->of_before)[entry]];
	return pair->fate || pair->changed || pair->before == CATALOG_NONE || pair->after == CATALOG_NONE;
}

/* What statements of ours that were composed make of a schema is that schema, but for how the server prints its texts.  Else a
 * script and its proof would be wrong alike.  In the place of what does not work a copy has something else.  `schema` is a side of the scripts. */
static int expect_copied(const struct trial *trial, const struct catalog *copy, const struct catalog *schema,
			 struct sqlembic_error *err)
{
	const bool after = schema == &trial->proposal->to;
	struct comparison c;
	struct arena arena = { 0 };
	struct sqlembic_buf list = SQLEMBIC_BUF_INIT;
	if (!trial->proof->schema->composes)
		return 0;
	int rc = compare(&c, copy, schema, &trial->proof->options, &arena, err);
	for (size_t i = 0; rc == 0 && i < c.n; i++) {
		const struct pair *pair = &c.pairs[i];
		const struct sqlembic_fact *fact = compare_after(&c, pair);
		if (is_broken(fact) || !compare_differs_beyond_print(&c, pair) ||
		    !is_touched(&trial->proposal->up.comparison, after,
				fact ? fact : compare_before(&c, pair)))
			continue;
		write_difference(&list, &c, pair);
		rc = fail_listed(&list, "a copy of the schema is not like it", err);
	}
	arena_release(&arena);
	return rc;
}

/* What the script has made can be one print ahead of the target. */
static int expect(const struct trial *trial, const struct catalog *wanted, const char *script,
		  const char *what, struct sqlembic_error *err)
{
	struct catalog is, settled;
	struct comparison c;
	struct arena arena = { 0 };
	bool equal = false;
	int rc = proof_read_facts(&is, trial->proof, &trial->scratch.database, err);
	if (rc == 0)
		rc = are_equal(&equal, &c, trial, &is, wanted, &arena, err);
	if (rc == 0 && !equal) {
		rc = proof_settle(&settled, trial->proof, wanted, false, err);
		if (rc == 0)
			rc = are_equal(&equal, &c, trial, &is, &settled, &arena, err);
		if (rc == 0)
			rc = expect_sound(&c, script, err);
		if (rc == 0 && !equal)
			rc = fail_different(&c, what, err);
		if (rc == 0 && wanted == &trial->proposal->to)
			rc = expect_copied(trial, &settled, wanted, err);
		catalog_release(&settled);
	} else if (rc == 0) {
		rc = expect_sound(&c, script, err);
	}
	catalog_release(&is);
	arena_release(&arena);
	return rc;
}

/* ---- rows ---- */

/* The pair of a table or column that is there before and after, and that no script says it makes anew empty. */
static const struct pair *kept_pair(const struct comparison *c, const struct census_change *change)
{
	const struct pair *pair = census_pair(c, change);
	return pair && !(pair->fate & PAIR_GONE) ? pair : NULL;
}

/* Whether the script says that rows go of the table that this is, or is a column of. */
static bool says_rows_go(const struct trial *trial, const struct pair *pair)
{
	const struct proposal_script *up = &trial->proposal->up;
	const struct pair *table = compare_parent(&up->comparison, pair, false);
	size_t number = (size_t)((table ? table : pair) - up->comparison.pairs);
	for (size_t i = 0; i < up->actions.n; i++)
		if (up->actions.items[i]->flags & SQLEMBIC_ACTION_LOSES_ROWS &&
		    up->actions.items[i]->pair == number)
			return true;
	return false;
}

static int count_rows(struct census *out, struct trial *trial, struct sqlembic_error *err)
{
	return census_take(out, trial->proof->schema, trial->scratch.database.session, trial->proof->texts,
			   err);
}

static int expect_rows(struct trial *trial, const struct census *before, struct sqlembic_error *err)
{
	struct census after = { 0 };
	const struct comparison *c = &trial->proposal->up.comparison;
	int rc = count_rows(&after, trial, err);
	struct census_walk walk = census_compare(before, &after);
	struct census_change change;
	while (rc == 0 && (rc = census_next(&walk, &change, err)) > 0) {
		const struct pair *pair = kept_pair(c, &change);
		rc = 0;
		if (!pair || !change.count_now)
			continue;
		bool same_count = strcmp(change.count, change.count_now) == 0;
		/* Values of a column that is changed may be written otherwise. */
		bool same_values = pair->changed || !change.has_other_values;
		if ((same_count && same_values) || says_rows_go(trial, pair))
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s", c->from->kinds[change.kind].name,
				    change.kind == compare_before(c, pair)->kind
					    ? compare_before(c, pair)->shown
					    : change.identity);
		rc = fail_unproven(err, "the script would lose rows or values");
	}
	census_end(&walk);
	census_release(&after);
	return rc;
}

/* ---- a trial ---- */

static int go_up(struct trial *trial, struct sqlembic_error *err)
{
	struct census before = { 0 };
	const struct proposal_script *up = &trial->proposal->up;
	/* Rows are counted under their new names. */
	int rc = up->renames ? run(trial, up->renames, WRITE_ON, "up script", err) : 0;
	if (rc == 0 && trial->has_rows)
		rc = count_rows(&before, trial, err);
	if (rc == 0 && (rc = run(trial, up->body, up->mode, "up script", err)) < 0)
		rc = fail_unproven(err, "the up script that was made fails");
	if (rc == 0)
		rc = expect(trial, &trial->proposal->to, "the up script breaks what stays",
			    "the up script does not lead to the target", err);
	if (rc == 0 && trial->has_rows)
		rc = expect_rows(trial, &before, err);
	census_release(&before);
	return rc;
}

static int go_down(struct trial *trial, struct sqlembic_error *err)
{
	const struct proposal_script *down = &trial->proposal->down;
	int rc = run(trial, down->text, down->mode, "down script", err);
	if (rc < 0)
		return fail_unproven(err, "the down script that was made fails");
	return expect(trial, &trial->start, "the down script breaks what stays",
		      "the down script does not lead back", err);
}

/* It is the user's own schema that the server does not take: what helps then, helps here. */
static int fail_uncopied(struct sqlembic_error *err)
{
	struct sqlembic_error said = *err;
	int rc = fail_unproven(err, "no copy of the schema could be made to try the script in");
	return rc == SQLEMBIC_E_FAILED && said.hint[0] ? sqlembic_fail_hint(err, "%s", said.hint) : rc;
}

static int make_copy(struct trial *trial, struct sqlembic_error *err)
{
	const struct proposal *proposal = trial->proposal;
	const struct catalog *start = proposal->original.n > 0 ? &proposal->original : &proposal->from;
	int rc = proof_build(trial->proof, &trial->scratch.database, start, err);
	if (rc < 0)
		return fail_uncopied(err);
	rc = proof_read(&trial->start, trial->proof, &trial->scratch.database, err);
	return rc == 0 ? expect_copied(trial, &trial->start, start, err) : rc;
}

static int try_once(struct proposal *proposal, struct proof *proof, bool with_rows, bool *is_stopped,
		    struct sqlembic_error *err)
{
	struct trial trial = { .proposal = proposal, .proof = proof };
	catalog_init(&trial.start, proof->schema->kinds);
	int rc = scratch_open(&trial.scratch, &proof->home, false, err);
	if (rc == 0)
		rc = make_copy(&trial, err);
	if (rc == 0 && with_rows) {
		trial.has_rows = true;
		rc = proof->schema->seed(trial.scratch.database.session, false, err);
	}
	if (rc == 0)
		rc = go_up(&trial, err);
	if (rc == 0)
		rc = go_down(&trial, err);
	*is_stopped = trial.is_stopped;
	catalog_release(&trial.start);
	scratch_close(&trial.scratch);
	return rc;
}

/* A materialized view's query may well refuse rows that are only there to be counted: a text that it casts, or reads as XML. */
static bool may_fail(const struct proposal_script *script)
{
	for (size_t i = 0; i < script->actions.n; i++)
		if (script->actions.items[i]->flags & (SQLEMBIC_ACTION_MAY_FAIL | SQLEMBIC_ACTION_EVALUATES))
			return true;
	return false;
}

int proposal_prove(struct proposal *proposal, struct proof *proof, struct sqlembic_error *err)
{
	bool with_rows = proof->schema->seed && proof->schema->rows;
	bool rows_may_stop = may_fail(&proposal->up) || may_fail(&proposal->down);
	bool is_stopped;
	int rc = try_once(proposal, proof, with_rows, &is_stopped, err);
	if (rc < 0 && rc != SQLEMBIC_E_INTERRUPTED && is_stopped && with_rows && rows_may_stop)
		rc = try_once(proposal, proof, false, &is_stopped, err);
	proposal->is_proven = rc == 0;
	return rc;
}
