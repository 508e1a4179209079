/* check.c: whether a script has left the data consistent.
 *
 * A script must not add a violation of foreign keys, in whatever transaction mode it runs.  foreign.c counts before and
 * after; where an earlier run has begun the script, its count is gone, and any violation stops the step.  With
 * foreign_key_check=off in the URL the user answers for it. */
#include "check.h"

#include <stdlib.h>

#include "fail.h"
#include "foreign.h"
#include "query.h"

#define WAYS_OUT                                                                                          \
	"repair the rows, or give the columns referred to a PRIMARY KEY or UNIQUE index; if it is meant " \
	"so, run "                                                                                        \
	"it with foreign_key_check=off in sqlalchemy.url"

int sqlite_script_resume(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)err;
	sqlite_session(session)->resumed = true;
	return 0;
}

/* Of the whole database; fails also where references cannot be followed. */
static int check_all(struct sqlite_session *s, struct sqlembic_error *err)
{
	long long violations = 0;
	char *table = NULL;
	int rc = sqlite_query_number(s, &violations, "SELECT count(*) FROM pragma_foreign_key_check", NULL,
				     err);
	if (rc < 0) {
		(void)sqlembic_fail_hint(err, WAYS_OUT);
		return rc;
	}
	if (violations == 0)
		return 0;
	rc = sqlite_query_text(s, &table, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", NULL,
			       err);
	if (rc < 0)
		return rc;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the database has %lld foreign key violation%s (table %s), and the run that "
			    "began the script is "
			    "gone: nobody knows whether the script has added %s",
			    violations, violations == 1 ? "" : "s", table ? table : "?",
			    violations == 1 ? "it" : "them");
	free(table);
	return sqlembic_fail_hint(err, WAYS_OUT);
}

int sqlite_script_check(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	if (s->foreign_unchecked)
		return 0;
	return s->resumed ? check_all(s, err) : sqlite_foreign_check(session, err);
}
