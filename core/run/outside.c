/* outside.c: statements that stand outside of transactions, where what one does to the session may not be there when the next
 * one comes.  Only the open session knows whether that is so: it is asked under the lock, before the first script runs. */
#include "run/parts.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

/* Classes of statements that no transaction of ours surrounds (stepwise_statement.c). */
#define APART (SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_TXN | SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_ALONE)

static int refuse(const struct step *step, const struct statement *statement, struct sqlembic_error *err)
{
	sqlembic_fail_state(err, "nothing was changed");
	return excerpt_point(err, preflight_path(step), statement);
}

/* *all: whatever comes may stand outside. */
static int check_step(struct run *run, const struct step *step, bool *all, struct sqlembic_error *err)
{
	struct sqlembic_session *session = run_session(run);
	struct statement statement;
	bool is_open = preflight_facts(&run->preflight, step)->begins_inside;
	int rc = preflight_open(&run->preflight, step, err);
	if (rc < 0)
		return rc;
	while (!*all && (rc = scan_next(run->preflight.scan, &statement, err)) > 0) {
		if (preflight_steers(&statement, &is_open) || is_open)
			continue;
		const bool alone = !records_has_log(run->order->records) || (statement.classes & APART);
		rc = session->driver->check_outside(session, statement.text, alone, err);
		if (rc < 0)
			return refuse(step, &statement, err);
		*all = rc > 0;
	}
	return rc < 0 ? rc : 0;
}

int outside_check(struct run *run, struct sqlembic_error *err)
{
	bool all = !run_session(run)->driver->check_outside;
	int rc = 0;
	for (size_t i = 0; rc == 0 && !all && i < run->plan.n; i++) {
		const struct step *step = &run->plan.steps[i];
		if (preflight_is_stepwise(&run->preflight, step))
			rc = check_step(run, step, &all, err);
	}
	return rc;
}
