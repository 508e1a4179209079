/* misread.c: see misread.h. */
#include "records/misread.h"

#include <string.h>

#include "sqlembic/error.h"

/* A column or a type is not what it should be; SQLite has no such classes, and no error of another kind that has no advice. */
static bool is_of_columns(const struct sqlembic_error *err)
{
	return !err->sqlstate[0] || strncmp(err->sqlstate, "42", 2) == 0;
}

int misread_explain(int rc, const char *table, const char *key, struct sqlembic_error *err)
{
	if (rc != SQLEMBIC_E_FAILED || !err || err->hint[0] || !is_of_columns(err))
		return rc;
	if (!err->detail[0])
		(void)sqlembic_fail_detail(err, "the table %s was read", table);
	return sqlembic_fail_hint(
		err, "if the table %s is another program's, let %s name one that is not there yet", table,
		key);
}
