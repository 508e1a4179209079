/* state.c: what the database says, and what that means for the plan. */
#include <stdlib.h>
#include <string.h>

#include "run/run.h"
#include "sqlembic/error.h"

int run_make_plan(struct plan *out, const struct run *run, const struct rows *rows,
		  struct sqlembic_error *err)
{
	static const struct rows none = { NULL, 0 };
	switch (run->direction) {
	case SQLEMBIC_UPGRADE:
		return plan_upgrade(out, run->graph, rows, run->targets[0], err);
	case SQLEMBIC_DOWNGRADE:
		return plan_downgrade(out, run->graph, rows, run->targets[0], err);
	case SQLEMBIC_STAMP:
		break;
	}
	return plan_stamp(out, run->graph, run->purge ? &none : rows, run->targets, run->ntargets, err);
}

int run_read_now(struct run *run, struct rows *rows, struct arena *arena, struct sqlembic_error *err)
{
	struct database *database = run->database;
	int rc = ledger_read(rows, &run->has_version_table, &database->ledger, database->session, arena, err);
	if (rc < 0)
		return rc;
	return journal_running(&run->running, &run->has_log_table, &database->journal, database->session,
			       arena, err);
}

int run_read_state(struct run *run, struct rows *rows, struct arena *arena, struct sqlembic_error *err)
{
	long waited_ms = 0;
	for (;;) {
		int rc = run_read_now(run, rows, arena, err);
		if (rc != SQLEMBIC_E_LOCKED)
			return rc;
		rc = database_wait(run->database, &waited_ms, "the database could not be read", NULL, err);
		if (rc < 0)
			return rc;
	}
}

static int add_row(struct run *run, const char *name)
{
	if (run->rows_n == run->rows_cap) {
		size_t cap = run->rows_cap ? run->rows_cap * 2 : 8;
		const char **rows = arena_alloc(run->arena, cap, sizeof(*rows));
		if (!rows)
			return -1;
		if (run->rows_n)
			memcpy(rows, run->rows_known, run->rows_n * sizeof(*rows));
		run->rows_known = rows;
		run->rows_cap = cap;
	}
	run->rows_known[run->rows_n++] = name;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* `known` is sorted; `rows` come in the server's order. */
static int same_rows(bool *same, struct arena *arena, const struct rows *known, const struct rows *rows)
{
	*same = known->n == rows->n;
	if (!*same || rows->n == 0)
		return 0;
	const char **sorted = arena_alloc(arena, rows->n, sizeof(*sorted));
	if (!sorted)
		return -1;
	memcpy(sorted, rows->items, rows->n * sizeof(*sorted));
	qsort(sorted, rows->n, sizeof(*sorted), compare_names);
	for (size_t i = 0; i < rows->n && *same; i++)
		*same = strcmp(sorted[i], known->items[i]) == 0;
	return 0;
}

static void sort_rows(struct run *run)
{
	if (run->rows_n)
		qsort(run->rows_known, run->rows_n, sizeof(*run->rows_known), compare_names);
}

int run_know_rows(struct run *run, const struct rows *rows)
{
	run->rows_n = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const char *name = arena_dup(run->arena, rows->items[i]);
		if (!name || add_row(run, name) < 0)
			return -1;
	}
	sort_rows(run);
	return 0;
}

int run_expect_changes(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	for (size_t i = 0; i < step->nchanges; i++) {
		const struct row_change *change = &step->changes[i];
		const char **at = change->from && run->rows_n
					  ? bsearch(&change->from, run->rows_known, run->rows_n,
						    sizeof(*run->rows_known), compare_names)
					  : NULL;
		if (at) {
			size_t index = (size_t)(at - run->rows_known);
			memmove(at, at + 1, (--run->rows_n - index) * sizeof(*at));
		}
		if (change->to && add_row(run, change->to) < 0)
			return sqlembic_fail_memory(err);
	}
	sort_rows(run);
	return 0;
}

int run_adopt_plan(struct run *run, const struct plan *plan, const struct rows *rows,
		   struct sqlembic_error *err)
{
	run->plan = *plan;
	run->at = 0;
	if (run_know_rows(run, rows) < 0)
		return sqlembic_fail_memory(err);
	if (plan->warning && run_report_text(run, SQLEMBIC_EVENT_WARNING, plan->warning, err) < 0)
		return SQLEMBIC_E_INTERRUPTED;
	return run->direction == SQLEMBIC_STAMP ? 0 : preflight_scripts(run, err);
}

/* Plans from what the database says under the lock: from the target the first time, as Alembic would, and later, when
 * another process has moved it between two of our transactions, what is left of the frozen plan. */
static int replan(struct run *run, const struct rows *rows, struct sqlembic_error *err)
{
	struct plan plan;
	struct plan rest = run->plan;
	rest.steps += run->at;
	rest.n -= run->at;
	int rc = run->planned_under_lock ? plan_rebase(&plan, run->graph, rows, &rest, err)
					 : run_make_plan(&plan, run, rows, err);
	if (rc < 0) {
		sqlembic_fail_state(err, "the database is at %s; %zu step%s of this run are committed",
				    run_report_rows(run, rows), run->committed,
				    run->committed == 1 ? "" : "s");
		return rc;
	}
	return run_adopt_plan(run, &plan, rows, err);
}

bool run_knows_state(const struct run *run)
{
	const struct journal *journal = &run->database->journal;
	return run->database->locked && run->planned_under_lock && !run->rows_unknown && !run->running &&
	       run->has_version_table &&
	       (!journal->qualified || (run->has_log_table && journal->newest >= 0));
}

long long run_next_row(struct run *run)
{
	struct journal *journal = &run->database->journal;
	return run->offline || !journal->qualified || journal->newest < 0 ? 0 : ++journal->newest;
}

int run_synchronise(struct run *run, struct sqlembic_error *err)
{
	struct rows rows;
	int rc = run_read_now(run, &rows, &run->scratch, err);
	if (rc < 0)
		return rc;
	bool same;
	const struct rows known = { run->rows_known, run->rows_n };
	if (same_rows(&same, &run->scratch, &known, &rows) < 0)
		return sqlembic_fail_memory(err);
	bool moved = !same || run->rows_unknown;
	run->rows_unknown = false;
	if (moved || !run->planned_under_lock) {
		const struct step *before = run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
		const struct revision *revision = before ? before->revision : NULL;
		if (moved && (rc = replan(run, &rows, err)) < 0)
			return rc;
		run->planned_under_lock = true;
		const struct step *now = run->at < run->plan.n ? &run->plan.steps[run->at] : NULL;
		if (!now || now->revision != revision)
			return RUN_AGAIN;
	}
	return 0;
}

int run_create_tables(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->database;
	int rc = run->has_version_table ? 0 : run_ensure_schema(run, err);
	if (rc == 0 && !run->has_version_table)
		rc = ledger_create(&database->ledger, database->session, err);
	if (rc == 0 && !run->has_log_table && database->journal.qualified)
		rc = journal_create(&database->journal, database->session, err);
	return rc;
}
