/* takeover.c: records what another program has run: version rows, and a row of the log for each step, with its time. */
#include <string.h>

#include "run/parts.h"
#include "run/report.h"
#include "sql/scan.h"
#include "sqlembic/error.h"

static int refuse_rows(const struct run *run, const struct rows *rows, struct sqlembic_error *err)
{
	const struct records *records = run->order->records;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s says already that the database is at %s",
			    records->ledger.table, report_rows(run->order->arena, rows));
	return sqlembic_fail_hint(err,
				  "sqlembic status shows what is there; sqlembic stamp --purge base would "
				  "empty the table first");
}

static const struct run_past *find_past(const struct run_order *order, const char *id)
{
	for (size_t i = 0; i < order->npast; i++)
		if (strcmp(order->past[i].revision, id) == 0)
			return &order->past[i];
	return NULL;
}

static int plan_past(struct run *run, struct sqlembic_error *err)
{
	const struct run_order *order = run->order;
	const struct rows *found = &run->beliefs.tables.rows, none = { NULL, 0 };
	struct plan *plan = &run->plan;
	*plan = (struct plan){ 0 };
	int rc = order->npast ? plan_upgrade(plan, order->graph, &none,
					     order->past[order->npast - 1].revision, err)
			      : 0;
	for (size_t i = 0; rc == 0 && i < plan->n; i++)
		if (!find_past(order, plan->steps[i].revision->id))
			rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
					   "revision %s comes before %s, and is not known to be applied",
					   plan->steps[i].revision->id,
					   order->past[order->npast - 1].revision);
	if (rc < 0 || found->n == 0)
		return rc;
	if ((rc = rowset_fill(run->beliefs.rows, &plan->after, err)) < 0)
		return rc;
	if (!rowset_equals(run->beliefs.rows, found))
		return refuse_rows(run, found, err);
	plan->n = 0;
	return 0;
}

/* Counts and hashes the statements of a script, as if it had run. */
static int read_script(struct journal_step *entry, char checksum[HASH_TEXT_SIZE], const struct run *run,
		       const char *path, struct sqlembic_error *err)
{
	struct statement statement;
	struct hash hash;
	struct scan *scan = scan_open_file(run_dialect(run), path, err);
	int rc;
	if (!scan)
		return SQLEMBIC_E_FAILED;
	hash_init(&hash);
	while ((rc = scan_next(scan, &statement, err)) > 0) {
		hash_statement(&hash, statement.sql);
		entry->statements = entry->statements_done = statement.number;
	}
	hash_text(&hash, checksum);
	scan_close(scan);
	return rc;
}

static int write_step(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	char checksum[HASH_TEXT_SIZE];
	const struct run_past *past = find_past(run->order, step->revision->id);
	struct journal_step entry = { .step = step,
				      .started_us = journal_now(run_journal(run)),
				      .milliseconds = -1,
				      .checksum = checksum,
				      .status = "done" };
	if (past && past->applied_us >= 0)
		entry.started_us = past->applied_us;
	if (past)
		entry.milliseconds = past->milliseconds;
	int rc = read_script(&entry, checksum, run, step->revision->up_path, err);
	return rc < 0 ? rc : transaction_add_rows(run, step, &entry, err);
}

static int refuse_half(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "a step of this database is half applied");
	return sqlembic_fail_hint(err, "sqlembic status shows which, and how to go on");
}

static int write_all(struct run *run, struct sqlembic_error *err)
{
	int rc = state_read(run, &run->scratch, err);
	if (rc == 0 && run_running(run))
		rc = refuse_half(err);
	if (rc == 0)
		rc = plan_past(run, err);
	run->beliefs.planned_under_lock = rc == 0;
	if (rc == 0)
		rc = state_create_tables(run, err);
	parcel_begin(&run->parcel, run_session(run), run_dialect(run), NULL);
	for (size_t i = 0; rc == 0 && i < run->plan.n; i++)
		rc = write_step(run, &run->plan.steps[i], err);
	return rc < 0 ? rc : parcel_send(&run->parcel, err);
}

int takeover_run(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	int rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	rc = write_all(run, err);
	if (rc == 0)
		rc = database_commit(database, err);
	if (rc == 0)
		return rowset_fill(run->beliefs.rows,
				   run->plan.n ? &run->plan.after : &run->beliefs.tables.rows, err);
	database_rollback(database);
	return rc;
}
