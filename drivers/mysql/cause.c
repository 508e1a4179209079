/* cause.c: see cause.h.
 *
 * "Can't create table (errno: 150 "Foreign key constraint is incorrectly formed")" is the whole of the error: which key, and what is
 * wrong with it, MariaDB says in a warning beside it. */
#include "cause.h"

#include <string.h>

#include "rows.h"
#include "sqlembic/error.h"

#define ER_CANT_CREATE_TABLE 1005
#define CAUSE                "150" /* the errno of a foreign key */

static bool is_told_beside(struct mysqldb *s)
{
	return !s->lost && mysql_errno(s->db) == ER_CANT_CREATE_TABLE;
}

/* Receives Level, Code, Message. */
static int take(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_error *err = payload;
	if (n < 3 || !values[1] || !values[2] || strcmp(values[1], CAUSE) != 0)
		return 0;
	(void)sqlembic_fail_detail(err, "error %d of the server: %s", ER_CANT_CREATE_TABLE, values[2]);
	return 1;
}

void mysqldb_cause_add(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_error unheard;
	if (err && is_told_beside(s))
		(void)mysqldb_read_rows(s, "SHOW WARNINGS", take, err, &unheard);
}
