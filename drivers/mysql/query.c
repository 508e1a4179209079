/* query.c: the driver's slot for our own statements: they find our tables whatever database a script has chosen. */
#include "query.h"

#include "rows.h"
#include "script.h"

int mysqldb_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);

	query->missing = false;
	query->changed = 0;
	int rc = mysqldb_select_ours(s, err);
	if (rc < 0)
		return rc;
	rc = mysqldb_run_query(s, query, err);
	int back = mysqldb_select_scripts(s, rc < 0 ? NULL : err);
	return rc < 0 ? rc : back;
}
