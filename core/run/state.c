/* state.c: what the database says, and what that means for the plan. */
#include "run/parts.h"
#include "run/report.h"
#include "run/shared.h"
#include "sqlembic/error.h"

/* ---- reading --------------------------------------------------------------------------------------------- */

int state_connect(struct run *run, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	run->changed = (struct changed){ .order = order };
	int rc = order->direction == SQLEMBIC_UPGRADE && database_expects_work(order->database)
			 ? changed_begin(&run->changed, order, err)
			 : 0;
	if (rc == 0)
		rc = records_connect_reading(&run->beliefs.tables, order->records, order->database,
					     &run->changed.query, order->arena, err);
	/* Only a connection that is handed on asks for it. */
	if (rc == 0 && order->database->stock)
		run->preflight.is_plain = order->database->driver->is_plain;
	return rc;
}

int state_connect_anew(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	if (!database->is_renewed || (!run_running(run) && preflight_is_plain(&run->preflight, &run->plan)))
		return 0;
	database_close(database);
	database->stock = NULL;
	int rc = state_connect(run, err);
	return rc < 0 || run->beliefs.tables.is_read ? rc : state_read_waiting(run, run->order->arena, err);
}

/* Where another process has moved the database meanwhile. */
static int refuse_renewed(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "another process has moved the database, to where other scripts are to be run "
			    "than were looked through");
	return sqlembic_fail_hint(err, "run the command again: it goes on from there");
}

int state_read(struct run *run, struct arena *arena, struct sqlembic_error *err)
{
	return records_read(&run->beliefs.tables, run->order->records, run_session(run), arena, err);
}

int state_read_waiting(struct run *run, struct arena *arena, struct sqlembic_error *err)
{
	return records_read_waiting(&run->beliefs.tables, run->order->records, run->order->database, arena,
				    err);
}

int state_lock(struct run *run, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	int rc = journal_bind(&order->records->journal, order->database->session, err);
	return rc < 0 ? rc : database_lock(order->database, order->records->lock_key, err);
}

static int refuse_end(const struct run *run, const struct rows *found, struct sqlembic_error *err)
{
	const struct rows believed = rowset_rows(run->beliefs.rows);
	struct arena *arena = run->order->arena;
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s holds %s at the end of this run, which has written %s",
		      run->order->records->ledger.table, report_rows(arena, found),
		      report_rows(arena, &believed));
	sqlembic_fail_state(err, "every step of this run is committed; the version table says %s",
			    report_rows(arena, found));
	return sqlembic_fail_hint(err, "take out of the scripts what they do to that table; then say where "
				       "the database is with: sqlembic stamp --purge REVISION");
}

/* Nobody else has written since the last commit where this run holds a lock: other rows are a script's doing. */
static int check_end(struct run *run, const struct rows *found, bool is_locked, struct rows *after,
		     struct sqlembic_error *err)
{
	struct beliefs *beliefs = &run->beliefs;
	if (is_locked && beliefs->planned_under_lock && !beliefs->may_differ &&
	    !rowset_equals(beliefs->rows, found))
		return refuse_end(run, found, err);
	int rc = rowset_fill(beliefs->rows, found, err);
	*after = rowset_rows(beliefs->rows);
	return rc;
}

int state_read_end(struct run *run, struct rows *after, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	struct database *database = order->database;
	struct ledger_reading reading;
	struct rows found;
	bool exists, is_locked = database->locked;
	ledger_read_begin(&reading, &order->records->ledger, order->arena);
	database_query_and_unlock(database, &reading.query);
	is_locked = is_locked && (reading.query.answered || database->locked);
	int rc = reading.query.answered
			 ? ledger_read_end(&found, &exists, &reading, err)
			 : records_read_rows(&found, order->records, database, order->arena, err);
	return rc < 0 ? rc : check_end(run, &found, is_locked, after, err);
}

/* ---- planning -------------------------------------------------------------------------------------------- */

int state_plan(struct plan *out, const struct run_order *order, const struct rows *rows,
	       struct sqlembic_error *err)
{
	static const struct rows none = { NULL, 0 };
	if (order->shared && order->direction != SQLEMBIC_STAMP)
		return shared_find_plan(out, order->shared, order->graph, order->direction, rows,
					order->targets[0], err);
	switch (order->direction) {
	case SQLEMBIC_UPGRADE:
		return plan_upgrade(out, order->graph, rows, order->targets[0], err);
	case SQLEMBIC_DOWNGRADE:
		return plan_downgrade(out, order->graph, rows, order->targets[0], err);
	case SQLEMBIC_STAMP:
		break;
	}
	return plan_stamp(out, order->graph, order->purge ? &none : rows, order->targets, order->ntargets,
			  err);
}

int state_adopt(struct run *run, const struct plan *plan, const struct rows *rows, struct sqlembic_error *err)
{
	run->plan = *plan;
	run->at = 0;
	run->group.alone = NULL;
	int rc = rowset_fill(run->beliefs.rows, rows, err);
	if (rc == 0 && plan->warning)
		rc = caller_tell(run_caller(run), SQLEMBIC_EVENT_WARNING, plan->warning, err);
	if (rc < 0 || run->order->direction == SQLEMBIC_STAMP)
		return rc;
	rc = run->order->shared ? shared_look_through(run->order->shared, &run->preflight, &run->plan,
						      run->order->direction, err)
				: preflight_scripts(&run->preflight, &run->plan, err);
	return rc;
}

/* Plans from what the database says under the lock: from the target the first time, as Alembic would, and later, when
 * another process has moved it between two of our transactions, what is left of the frozen plan. */
static int replan(struct run *run, const struct rows *rows, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	struct plan plan;
	struct plan rest = run->plan;
	rest.steps += run->at;
	rest.n -= run->at;
	int rc = run->beliefs.planned_under_lock ? plan_rebase(&plan, order->graph, rows, &rest, err)
						 : state_plan(&plan, order, rows, err);
	if (rc < 0) {
		sqlembic_fail_state(err, "the database is at %s; %zu step%s of this run are committed",
				    report_rows(&run->scratch, rows), run->counts.committed,
				    run->counts.committed == 1 ? "" : "s");
		return rc;
	}
	rc = state_adopt(run, &plan, rows, err);
	return rc == 0 && order->database->is_renewed && !preflight_is_plain(&run->preflight, &run->plan)
		       ? refuse_renewed(err)
		       : rc;
}

static const struct revision *next_revision(const struct run *run)
{
	return run->at < run->plan.n ? run->plan.steps[run->at].revision : NULL;
}

int state_synchronise(struct run *run, bool *again, struct sqlembic_error *err)
{
	struct beliefs *beliefs = &run->beliefs;
	int rc = state_read(run, &run->scratch, err);
	if (rc < 0)
		return rc;
	bool moved = beliefs->may_differ || !rowset_equals(beliefs->rows, &beliefs->tables.rows);
	beliefs->may_differ = false;
	if (!moved && beliefs->planned_under_lock)
		return 0;
	const struct revision *before = next_revision(run);
	if (moved && (rc = replan(run, &beliefs->tables.rows, err)) < 0)
		return rc;
	beliefs->planned_under_lock = true;
	*again = run->at == run->plan.n || next_revision(run) != before;
	return 0;
}

/* ---- believing ------------------------------------------------------------------------------------------- */

bool state_is_known(const struct run *run)
{
	const struct beliefs *beliefs = &run->beliefs;
	const struct records_state *tables = &beliefs->tables;
	return run->order->database->locked && beliefs->planned_under_lock && !beliefs->may_differ &&
	       !tables->running && tables->has_version_table &&
	       (!records_has_log(run->order->records) ||
		(tables->has_log_table && run_journal(run)->newest >= 0));
}

long long state_next_row(struct run *run)
{
	struct journal *journal = run_journal(run);
	return run_is_offline(run) || !journal->qualified || journal->newest < 0 ? 0 : ++journal->newest;
}

int state_move(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	return rowset_change(run->beliefs.rows, step->changes, step->nchanges, err);
}

int state_create_tables(struct run *run, struct sqlembic_error *err)
{
	return records_create(run->order->records, &run->beliefs.tables, run_session(run), err);
}

void state_has_tables(struct run *run)
{
	run->beliefs.tables.has_version_table = true;
	run->beliefs.tables.has_log_table = records_has_log(run->order->records);
}
