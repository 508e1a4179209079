/* rows.h: our own statements, in whatever default database the script has chosen. */
#ifndef MYSQL_ROWS_H
#define MYSQL_ROWS_H

#include "session.h"

/* Runs the query; arguments are written into its text, which may be several statements: rows of all are yielded. */
int mysqldb_run_query(struct mysqldb *s, struct sqlembic_query *q, struct sqlembic_error *err);
/* Queries of one statement each, in one packet, none of which may wait in the server for long.  The server stops at the first
 * that fails, be it for a table that is missing; those before it are `answered`. */
int mysqldb_run_together(struct mysqldb *s, struct sqlembic_query *const *queries, size_t n,
			 struct sqlembic_error *err);
/* mysqldb_run_query() for SQL without arguments. */
int mysqldb_read_rows(struct mysqldb *s, const char *sql,
		      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		      struct sqlembic_error *err);
/* The same for a statement without rows. */
int mysqldb_run(struct mysqldb *s, const char *sql, struct sqlembic_error *err);
/* The columns of the first row, in malloc'ed memory; all NULL when there is no row.  `n` columns. */
int mysqldb_read_row(struct mysqldb *s, char **out, size_t n, const char *sql, struct sqlembic_error *err);
/* The next mark of an argument outside of quotes, or the end. */
const char *mysqldb_find_mark(const char *sql);
/* Appends the text of a query, its arguments written out. */
int mysqldb_add_query(struct sqlembic_buf *out, const struct sqlembic_query *q, struct sqlembic_error *err);
/* Appends a literal that means `text` whatever sql_mode and the character sets are; NULL: NULL. */
void mysqldb_add_literal(struct sqlembic_buf *out, const char *text);
/* Reads, in its place, what HEX() has written. */
void mysqldb_read_hexadecimal(char *text);

#endif
