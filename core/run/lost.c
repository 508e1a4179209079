/* lost.c: what has become of a transaction when the connection broke.
 *
 * A whole revision travels in one message, its COMMIT included: the server may have done all of it, or may still be at
 * it, when nobody is left to hear so.  Whoever reads the error at night wants to know which: the server is asked over a
 * new connection. */
#include <string.h>

#include "run/run.h"
#include "sqlembic/error.h"

/* A server that was restarted, or that has to notice that a client is gone, needs a moment. */
#define PATIENCE_US 3000000
#define NAP_MS      100

static bool is_row(const struct rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->n; i++) {
		if (strcmp(rows->items[i], name) == 0)
			return true;
	}
	return false;
}

/* Whether the version table holds what the step writes and no longer holds what it takes away. */
static bool is_applied(const struct rows *rows, const struct step *step)
{
	for (size_t i = 0; i < step->nchanges; i++) {
		const struct row_change *change = &step->changes[i];
		if ((change->to && !is_row(rows, change->to)) || (change->from && is_row(rows, change->from)))
			return false;
	}
	return true;
}

static void say(struct run *run, const struct step *step, const struct rows *rows, struct sqlembic_error *err)
{
	const char *verb = run_direction(step->direction), *id = step->revision->id;
	bool applied = is_applied(rows, step);
	sqlembic_fail_state(err, "%s of %s was %s; the database is at %s", verb, id,
			    applied ? "committed" : "rolled back", run_report_rows(run, rows));
	sqlembic_fail_hint(err, "run the command again: sqlembic %s %s", run_direction(run->direction),
			   run->targets[0]);
}

/* 1: the old connection is gone and the rows are read; 0: not yet. */
static int look(struct run *run, struct database *again, struct rows *rows, bool *busy)
{
	bool exists;
	*busy = false;
	if (!again->session && database_connect(again, true, NULL) < 0)
		return 0;
	int alive = again->driver->connection_alive(again->session, run->database->journal.connection, NULL);
	*busy = alive > 0;
	if (alive == 0 &&
	    ledger_read(rows, &exists, &again->ledger, again->session, &run->scratch, NULL) == 0)
		return 1;
	if (alive < 0)
		database_close(again);
	return 0;
}

void run_describe_lost(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	struct database again = *run->database;
	struct rows rows = { NULL, 0 };
	bool known = false, busy = false;
	const long long began = run_ticks();
	again.session = NULL;
	again.locked = false;
	again.wait_ms = 0;
	/* By the clock, since a try may take as long as connect_timeout. */
	while (!database_cancelled(&again) && !(known = look(run, &again, &rows, &busy) != 0) &&
	       run_ticks() - began < PATIENCE_US)
		database_nap(&again, NAP_MS);
	database_close(&again);
	if (known) {
		say(run, step, &rows, err);
	} else if (busy) {
		sqlembic_fail_state(err, "unknown: the server is still at the %s of %s, and may commit it",
				    run_direction(step->direction), step->revision->id);
		sqlembic_fail_hint(err, "run the command again: it waits until connection %s has ended",
				   run->database->journal.connection);
	}
}
