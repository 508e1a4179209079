/* lost.c: what has become of a transaction when the connection broke.
 *
 * A whole revision travels in one parcel, its COMMIT included: the server may have done all of it, or may still be at
 * it, when nobody is left to hear so.  A new connection asks the server which. */
#include <string.h>

#include "run/parts.h"
#include "run/report.h"
#include "sqlembic/clock.h"
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
	const char *verb = report_direction(step->direction), *id = step->revision->id;
	bool applied = is_applied(rows, step);
	sqlembic_fail_state(err, "%s of %s was %s; the database is at %s", verb, id,
			    applied ? "committed" : "rolled back", report_rows(&run->scratch, rows));
	report_hint_rest(run, "run the command again: ", err);
}

/* Whether the old connection is gone and the rows are read.  *busy: the server is still at it. */
static bool look(struct run *run, struct database *second, struct rows *rows, bool *busy)
{
	const struct records *records = run->order->records;
	struct sqlembic_error unheard;
	bool exists;
	*busy = false;
	if (!second->session && database_connect(second, true, &unheard) < 0)
		return false;
	int alive = second->driver->connection_alive(second->session, records->journal.connection, &unheard);
	*busy = alive > 0;
	if (alive == 0 &&
	    ledger_read(rows, &exists, &records->ledger, second->session, &run->scratch, &unheard) == 0)
		return true;
	if (alive < 0)
		database_close(second);
	return false;
}

void lost_describe(struct run *run, const struct step *step, struct sqlembic_error *err)
{
	struct database second;
	struct rows rows = { NULL, 0 };
	bool known = false, busy = false;
	const struct caller *caller = run_caller(run);
	const long long began = sqlembic_clock_us();
	database_describe_second(&second, run->order->database);
	/* By the clock, since a try may take as long as connect_timeout. */
	while (!caller_is_cancelled(caller) && !(known = look(run, &second, &rows, &busy)) &&
	       sqlembic_clock_us() - began < PATIENCE_US)
		caller_nap(caller, NAP_MS);
	database_close(&second);
	if (known) {
		say(run, step, &rows, err);
	} else if (busy) {
		sqlembic_fail_state(err, "unknown: the server is still at the %s of %s, and may commit it",
				    report_direction(step->direction), step->revision->id);
		sqlembic_fail_hint(err, "run the command again: it waits until connection %s has ended",
				   run_journal(run)->connection);
	}
}
