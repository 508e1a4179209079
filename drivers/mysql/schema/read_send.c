/* read_send.c: the messages of a reading. */
#include "../rows.h"
#include "read.h"

int mysqldb_read_send(struct mysqldb_reading *r, const char *sql,
		      int (*row)(void *payload, const char *const *values, size_t n))
{
	int rc = mysqldb_read_rows(r->session, sql, row, r, r->err);
	if (r->rc == 0)
		r->rc = rc;
	return r->rc;
}
