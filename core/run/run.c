/* run.c: the order of a run: connect, read the rows, stop when there is nothing to do, lock, read again, plan, look
 * through the scripts, execute. */
#include "run/run.h"

#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/error.h"

int run_describe(struct run_order *order, struct config *config, struct sqlembic_error *err)
{
	int rc;
	if ((rc = config_number(config, "lock_retries", &order->lock_retries, err)) < 0 ||
	    (rc = config_duration(config, "lock_retry_delay", &order->lock_retry_delay_ms, err)) < 0 ||
	    (rc = config_count(config, "commit_group", &order->commit_group, err)) < 0)
		return rc;
	return config_bool(config, "transaction_per_migration", &order->transaction_per_migration, err);
}

static int begin(struct run *run, const struct run_order *order, struct sqlembic_error *err)
{
	*run = (struct run){
		.order = order,
		.beliefs = { .rows = rowset_new(order->arena) },
		.preflight = { .graph = order->graph,
			       .records = order->records,
			       .dialect = order->database->engine->dialect,
			       .arena = order->arena,
			       .caller = &order->database->caller },
		.parcel = { .listener = { report_sending, run } },
	};
	return run->beliefs.rows ? 0 : sqlembic_fail_memory(err);
}

static void end(struct run *run)
{
	preflight_release(&run->preflight);
	parcel_release(&run->parcel);
	arena_release(&run->scratch);
}

/* ---- online ---------------------------------------------------------------------------------------------- */

/* The plan was made before the lock was there: another process may have moved meanwhile.  Rows are compared before the
 * first step; a step that was running then is looked at again here. */
static int lock(struct run *run, struct sqlembic_error *err)
{
	int rc = state_lock(run, err);
	return rc == 0 && run_running(run) ? state_read_waiting(run, &run->scratch, err) : rc;
}

static void note_begun(const struct run *run, bool has_begun)
{
	if (run->order->has_begun)
		*run->order->has_begun = has_begun;
}

static int execute(struct run *run, struct rows *after, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	struct plan plan = { 0 };
	int rc = run->beliefs.tables.is_read ? 0 : state_read_waiting(run, order->arena, err);
	if (rc < 0)
		return rc;
	*after = run->beliefs.tables.rows;
	if (order->direction == SQLEMBIC_STAMP) {
		if ((rc = state_lock(run, err)) == 0)
			rc = order->takes_over ? takeover_run(run, err) : stamp_run(run, err);
		return rc < 0 ? rc : state_read_end(run, after, err);
	}
	if ((rc = state_plan(&plan, order, after, err)) < 0 || (rc = state_adopt(run, &plan, after, err)) < 0)
		return rc;
	if (run->plan.n == 0 && (!run_running(run) || owner_is_beyond(run)))
		return run->beliefs.tables.has_version_table ? 0 : tables_ensure(run, err);
	if (order->direction == SQLEMBIC_UPGRADE &&
	    (rc = changed_warn(&run->changed, after, "is not run again", err)) < 0)
		return rc;
	if ((rc = state_connect_anew(run, err)) == 0)
		run->beliefs.planned_under_lock = order->database->locked;
	if (rc == 0 && (rc = lock(run, err)) == 0 && (rc = outside_check(run, err)) == 0) {
		note_begun(run, true);
		rc = execute_all(run, err);
	}
	return rc < 0 ? rc : state_read_end(run, after, err);
}

/* How to go on after a failure outside of any step, where nobody has said so yet.  A stamp says by itself what it is to make. */
static void hint_rest(const struct run *run, struct sqlembic_error *err)
{
	if (run->order->direction == SQLEMBIC_STAMP)
		database_end_hint(run->order->database, err);
	else if (err->code == SQLEMBIC_E_INTERRUPTED || err->code == SQLEMBIC_E_UNREACHABLE)
		report_hint_again(run, err->code, err);
}

/* Says where a failure outside of any step has left the database. */
static void describe_rest(const struct run *run, struct sqlembic_error *err)
{
	const size_t committed = run->counts.committed;
	if (!err->state[0] && committed)
		sqlembic_fail_state(err, "%zu of %zu steps are committed, nothing is half done", committed,
				    committed + run->plan.n - run->at);
	else if (!err->state[0] && !run->counts.restarts && !run->counts.retries)
		/* A step that was begun again may have committed statements before. */
		sqlembic_fail_state(err, "nothing was changed");
	hint_rest(run, err);
}

/* A lock that was not held any more has excluded nobody; one whose connection is lost was held until then. */
static int unlock(const struct run *run, struct sqlembic_error *err)
{
	int rc = database_unlock(run->order->database, err);
	if (rc == 0)
		return 0;
	sqlembic_fail_state(
		err, "every step is committed%s",
		rc == SQLEMBIC_E_FAILED ? ", but another process may have migrated at the same time" : "");
	hint_rest(run, err);
	return rc;
}

int run_execute(struct rows *after, const struct run_order *order, struct sqlembic_error *err)
{
	struct run run;
	int rc = begin(&run, order, err);
	if (rc < 0)
		return rc;
	note_begun(&run, false);
	rc = state_connect(&run, err);
	if (rc == 0)
		rc = execute(&run, after, err);
	if (rc < 0)
		describe_rest(&run, err);
	else
		rc = unlock(&run, err);
	if (rc < 0)
		database_name_setting(order->database, err);
	end(&run);
	return rc;
}

int run_ensure_tables(struct rows *after, const struct run_order *order, struct sqlembic_error *err)
{
	struct run run;
	int rc = begin(&run, order, err);
	if (rc < 0)
		return rc;
	rc = tables_ensure(&run, err);
	*after = rowset_rows(run.beliefs.rows);
	end(&run);
	return rc;
}

int run_resolve(struct rows *after, const struct run_order *order, enum sqlembic_resolution resolution,
		struct sqlembic_error *err)
{
	struct run run;
	int rc = begin(&run, order, err);
	if (rc < 0)
		return rc;
	rc = resolve_step(&run, resolution, after, err);
	if (rc < 0)
		database_end_hint(order->database, err);
	end(&run);
	return rc;
}

/* ---- without a connection -------------------------------------------------------------------------------- */

static int print_all(struct run *run, const struct rows *from, struct sqlembic_error *err)
{
	struct plan plan = { 0 };
	int rc = journal_bind(run_journal(run), run_session(run), err);
	if (rc == 0)
		rc = state_plan(&plan, run->order, from, err);
	if (rc == 0)
		rc = state_adopt(run, &plan, from, err);
	/* From base the version table is not there, from anywhere else it is.  The log table is made if it is missing:
	 * Alembic may have been here alone. */
	run->beliefs.tables.has_version_table = from->n > 0;
	if (rc < 0 || run->plan.n == 0)
		return rc;
	return run->order->direction == SQLEMBIC_STAMP ? stamp_run(run, err) : execute_all(run, err);
}

int run_offline(const struct run_order *order, const struct rows *from, struct sqlembic_error *err)
{
	struct run run;
	int rc = begin(&run, order, err);
	if (rc < 0)
		return rc;
	rc = print_all(&run, from, err);
	if (rc < 0)
		database_name_setting(order->database, err);
	end(&run);
	return rc;
}

int run_plan(struct plan *out, const struct run_order *order, const struct rows *rows,
	     struct sqlembic_error *err)
{
	struct run run;
	int rc = begin(&run, order, err);
	if (rc < 0)
		return rc;
	rc = state_plan(out, order, rows, err);
	if (rc == 0)
		rc = state_adopt(&run, out, rows, err);
	end(&run);
	return rc;
}

int run_status(struct run_status *out, const struct run_order *order, struct sqlembic_error *err)
{
	return status_read(out, order, err);
}
