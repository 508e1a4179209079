/* misread.c: see misread.h. */
#include "records/misread.h"

#include "sqlembic/error.h"

int misread_explain(int rc, const char *table, const char *key, struct sqlembic_error *err)
{
	if (rc != SQLEMBIC_E_FAILED || !err || err->hint[0])
		return rc;
	if (!err->detail[0])
		(void)sqlembic_fail_detail(err, "the table %s was read", table);
	return sqlembic_fail_hint(
		err, "if the table %s is another program's, let %s name one that is not there yet", table,
		key);
}
