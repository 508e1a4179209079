/* interrupt.c: see interrupt.h. */
#include "proof/interrupt.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/flag.h"

struct interruption {
	struct ascent *ascent;
	const struct revision *revision;
	struct finding_list *findings;
	struct interrupt_place *place;
	struct proof reader; /* knows our tables in the scratch database */
	struct catalog below, above;
	size_t statements[2]; /* of the scripts, by direction */
	/* Of the run at hand. */
	size_t stop_after; /* 0: it is not stopped */
};

static bool is_stopped(const struct interruption *i)
{
	return sqlembic_flag_is_set(i->ascent->origin->proof.home.cancel);
}

/* Says what a signal would; one that is sent ends a statement that runs, too. */
static bool before_statement(void *payload, const char *path, const struct statement *statement)
{
	struct interruption *i = payload;
	(void)path;
	i->place->stops |= i->stop_after && statement->number > i->stop_after;
	return rehearse_leaves_out(&i->ascent->rehearsal, statement);
}

static int adapt(void *payload, struct statement *statement, struct sqlembic_error *err)
{
	struct interruption *i = payload;
	return rehearse_adapt(&i->ascent->rehearsal, statement, err);
}

/* ---- runs ---- */

static int run(struct interruption *i, enum sqlembic_direction direction, const char *target,
	       size_t stop_after, struct sqlembic_error *err)
{
	struct run_order order = {
		.arena = i->ascent->arena,
		.database = &i->place->scratch.database,
		.direction = direction,
		.targets = &target,
		.ntargets = 1,
		/* Each goes to the server alone: what is behind the last one has not been sent. */
		.tell_statements = true,
		.adapt = adapt,
		.leaves_out = before_statement,
		.payload = i
	};
	i->stop_after = stop_after;
	i->place->stops = false;
	int rc = origin_run(i->ascent->origin, &order, &i->reader, err);
	if (is_stopped(i))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	return rc;
}

static const char *target_of(const struct interruption *i, enum sqlembic_direction direction)
{
	const struct revision *r = i->revision;
	if (direction == SQLEMBIC_UPGRADE)
		return r->id;
	return r->nparents > 0 ? r->parents[0]->id : "base";
}

static int read_catalog(struct catalog *out, struct interruption *i, struct sqlembic_error *err)
{
	i->place->stops = false;
	int rc = database_connect(&i->place->scratch.database, false, err);
	if (rc == 0)
		rc = proof_read(out, &i->reader, &i->place->scratch.database, err);
	database_close(&i->place->scratch.database);
	return rc;
}

/* ---- findings ---- */

static int add(const struct interruption *i, enum sqlembic_direction direction, const char *what,
	       struct sqlembic_error *said, const struct finding_difference *d, struct sqlembic_error *err)
{
	if (said && scratch_is_without_room(&i->place->scratch, said))
		return sqlembic_fail_copy(err, said);
	bool up = direction == SQLEMBIC_UPGRADE;
	struct arena *arena = i->findings->arena;
	const struct sqlembic_test_finding finding = {
		.stage = "kill",
		.is_failure = true,
		.text = arena_printf(arena, "the %s script, stopped behind statement %zu of %zu, %s%s%s",
				     up ? "up" : "down", i->stop_after, i->statements[direction], what,
				     said ? ": " : "", said ? said->message : ""),
		.path = said && said->file[0] ? said->file
			: up                  ? i->revision->up_path
					      : i->revision->down_path,
		.line = said ? said->line : 0,
		.column = said ? said->column : 0,
	};
	return finding.text ? finding_add(i->findings, &finding, d, err) : sqlembic_fail_memory(err);
}

/* The catalog is what it is without a stop. */
static int expect(struct interruption *i, enum sqlembic_direction direction, struct sqlembic_error *err)
{
	struct catalog is;
	struct finding_difference d = { 0 };
	catalog_init(&is, i->reader.schema->kinds);
	int rc = read_catalog(&is, i, err);
	/* Not by the reader, a copy: what is opened to settle expressions is the proof's, which closes it. */
	if (rc == 0)
		rc = finding_compare(&d, &i->ascent->origin->proof,
				     direction == SQLEMBIC_UPGRADE ? &i->above : &i->below, &is, err);
	if (rc == 0 && d.n > 0)
		rc = add(i, direction, "does not lead where it does without a stop", NULL, &d, err);
	finding_release(&d);
	catalog_release(&is);
	return rc;
}

/* ---- one stop ---- */

/* Stops behind a statement, if the script has more, and goes on. */
static int stop(struct interruption *i, enum sqlembic_direction direction, size_t behind,
		struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 };
	const char *target = target_of(i, direction);
	if (behind >= i->statements[direction])
		return run(i, direction, target, 0, err);
	int rc = run(i, direction, target, behind, &said);
	if (is_stopped(i) ||
	    (rc < 0 && rc != SQLEMBIC_E_INTERRUPTED && rc != SQLEMBIC_E_HALF && rc != SQLEMBIC_E_FAILED)) {
		return sqlembic_fail_copy(err, &said);
	}
	if (rc == SQLEMBIC_E_FAILED)
		return add(i, direction, "fails", &said, NULL, err);
	said = (struct sqlembic_error){ 0 };
	rc = run(i, direction, target, 0, &said);
	i->stop_after = behind;
	if (is_stopped(i)) {
		*err = said;
		return rc;
	}
	return rc < 0 ? add(i, direction, "cannot go on", &said, NULL, err) : expect(i, direction, err);
}

static int build_below(struct interruption *i, struct sqlembic_error *err)
{
	const struct revision *r = i->revision;
	int rc = 0;
	for (size_t k = 0; rc == 0 && k < r->nparents; k++)
		rc = run(i, SQLEMBIC_UPGRADE, r->parents[k]->id, 0, err);
	for (size_t k = 0; rc == 0 && k < r->ndeps; k++)
		rc = run(i, SQLEMBIC_UPGRADE, r->deps[k]->id, 0, err);
	return rc == 0 ? read_catalog(&i->below, i, err) : rc;
}

/* Whether the way down is this revision alone. */
static int is_alone(bool *out, const struct interruption *i, struct sqlembic_error *err)
{
	const struct rows rows = { &i->revision->id, 1 };
	struct plan plan;
	int rc = plan_downgrade(&plan, i->ascent->origin->graph, &rows, target_of(i, SQLEMBIC_DOWNGRADE),
				err);
	*out = rc == 0 && plan.n == 1;
	return rc;
}

static int stop_everywhere(struct interruption *i, struct sqlembic_error *err)
{
	size_t up = i->statements[SQLEMBIC_UPGRADE], down = i->statements[SQLEMBIC_DOWNGRADE];
	int rc = build_below(i, err);
	if (rc == 0)
		rc = run(i, SQLEMBIC_UPGRADE, i->revision->id, 0, err);
	if (rc == 0)
		rc = read_catalog(&i->above, i, err);
	if (rc == 0)
		rc = run(i, SQLEMBIC_DOWNGRADE, target_of(i, SQLEMBIC_DOWNGRADE), 0, err);
	for (size_t behind = 1; rc == 0 && i->findings->failures == 0 && (behind < up || behind < down);
	     behind++) {
		rc = stop(i, SQLEMBIC_UPGRADE, behind, err);
		if (rc == 0 && i->findings->failures == 0)
			rc = stop(i, SQLEMBIC_DOWNGRADE, behind, err);
	}
	return rc;
}

static int count_statements(struct interruption *i, struct sqlembic_error *err)
{
	int rc = 0;
	for (int k = 0; rc == 0 && k < 2; k++) {
		struct rehearse_script script;
		rc = rehearse_look(&script, &i->ascent->rehearsal, i->revision,
				   k == 0 ? SQLEMBIC_UPGRADE : SQLEMBIC_DOWNGRADE, err);
		i->statements[k == 0 ? SQLEMBIC_UPGRADE : SQLEMBIC_DOWNGRADE] = script.last;
		rehearse_release_script(&script);
	}
	return rc;
}

/* ---- places ---- */

static int open_place(const struct interruption *i, struct sqlembic_error *err)
{
	struct scratch *scratch = &i->place->scratch;
	int rc = scratch_open(scratch, &i->ascent->origin->proof.home, true, err);
	if (rc == 0)
		rc = ascent_make_home(i->ascent, scratch, err);
	scratch->database.caller.stops = &i->place->stops;
	return rc;
}

/* What a script does wrong is found; a place where that was is good for nothing more. */
static int try_in_place(struct interruption *i, struct sqlembic_error *err)
{
	struct interrupt_place *place = i->place;
	*i->findings = (struct finding_list){ .arena = i->findings->arena };
	int rc = place->scratch.home ? 0 : open_place(i, err);
	if (rc < 0) {
		scratch_close(&place->scratch);
		return rc;
	}
	catalog_init(&i->below, i->reader.schema->kinds);
	catalog_init(&i->above, i->reader.schema->kinds);
	rc = stop_everywhere(i, err);
	if ((rc == SQLEMBIC_E_FAILED || rc == SQLEMBIC_E_HALF) &&
	    !scratch_is_without_room(&place->scratch, err)) {
		const struct sqlembic_error said = *err;
		*err = (struct sqlembic_error){ 0 };
		rc = finding_add_error(i->findings, "kill", "the revision cannot be run step by step", &said,
				       err);
	}
	catalog_release(&i->below);
	catalog_release(&i->above);
	if (rc < 0 || i->findings->failures > 0)
		scratch_close(&place->scratch);
	return rc;
}

static bool is_within(const struct interrupt_place *place, const bool *goal, size_t n)
{
	bool is = true;
	for (size_t k = 0; is && k < n; k++)
		is = !place->is_applied[k] || goal[k];
	return is;
}

/* Where revisions have gone up and down more than once, rows may be there more than once: what is found there has to be found in a
 * new place, too. */
static int try_where_it_fits(struct interruption *i, struct sqlembic_error *err)
{
	struct interrupt_place *place = i->place;
	const size_t n = i->ascent->origin->graph->n;
	bool *goal = arena_alloc(i->ascent->arena, n, sizeof(*goal));
	int rc = goal ? ascent_closure(goal, i->ascent, i->revision, err) : sqlembic_fail_memory(err);
	if (rc < 0)
		return rc;
	goal[i->revision->index] = false;
	if (place->scratch.home && !is_within(place, goal, n))
		scratch_close(&place->scratch);
	const bool was_used = place->scratch.home;
	rc = try_in_place(i, err);
	if (rc == 0 && was_used && i->findings->failures > 0)
		rc = try_in_place(i, err);
	memcpy(place->is_applied, goal, n * sizeof(*goal));
	return rc;
}

int interrupt_run(struct interrupt_place *place, struct ascent *ascent, const struct revision *revision,
		  struct finding_list *findings, struct sqlembic_error *err)
{
	struct finding_list found = { .arena = findings->arena };
	struct interruption i = { .ascent = ascent,
				  .revision = revision,
				  .findings = &found,
				  .place = place,
				  .reader = ascent->origin->proof };
	bool alone = false;
	int rc = count_statements(&i, err);
	if (rc == 0)
		rc = is_alone(&alone, &i, err);
	if (rc == 0 && !alone) {
		const struct sqlembic_test_finding finding = {
			.stage = "kill",
			.text = "not stopped, since a downgrade takes more than this revision down"
		};
		rc = finding_add(&found, &finding, NULL, err);
	}
	if (rc == 0 && alone)
		rc = try_where_it_fits(&i, err);
	return rc == 0 ? finding_join(findings, &found, NULL, err) : rc;
}

void interrupt_leave(struct interrupt_place *place)
{
	scratch_close(&place->scratch);
}
