/* rows_tables.h: the tables of a scratch database that have rows of their own, and what their columns take. */
#ifndef MYSQL_SCHEMA_ROWS_TABLES_H
#define MYSQL_SCHEMA_ROWS_TABLES_H

#include "../session.h"
#include "sqlembic/schema.h"

struct mysqldb_rows_column {
	const char *name;
	const char
		*value; /* an expression for a row's value, in which "%" stands for the number of the row */
	bool is_number;
};

struct mysqldb_rows_table {
	char *name;
	struct mysqldb_rows_column *columns; /* without generated ones */
	size_t n;
	int nrows; /* that it has, up to two */
};

struct mysqldb_rows_tables {
	struct mysqldb_rows_table *items;
	size_t n, cap;
	void *texts; /* names and values of columns, a tree: most are those of other columns, too */
	size_t at;   /* while columns are read: the table that they are of */
	bool folds;  /* case does not count in names of tables */
	bool failed;
};

/* Reads those that core does not know; `scope` NULL: all.  Released by the caller also after a failure. */
int mysqldb_rows_read(struct mysqldb_rows_tables *out, struct mysqldb *s, const struct sqlembic_scope *scope,
		      struct sqlembic_error *err);
void mysqldb_rows_release(struct mysqldb_rows_tables *tables);
/* How many bytes a packet takes. */
size_t mysqldb_rows_packet(const struct mysqldb *s);

#endif
