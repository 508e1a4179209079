/* traces_catalogs.h: the tables of the catalog: by what their rows belong to objects, and what in them counts. */
#ifndef POSTGRESQL_SCHEMA_TRACES_CATALOGS_H
#define POSTGRESQL_SCHEMA_TRACES_CATALOGS_H

#include "../session.h"

#define POSTGRES_TOUCHED 32 /* catalogs that a transaction has changed */

struct postgres_catalog {
	const char *name;
	/* Of one that has many rows of the server's own objects, which no schema has, and which are not looked at: the column with
	 * the object's number; NULL: all are. */
	const char *object;
	const char *where;   /* which rows are this database's; NULL: all */
	const char *counts;  /* which of them count; NULL: all */
	const char *is_data; /* which of these are tables, columns of tables or sequences; NULL: none */
	const char *content; /* a text of what counts in them; NULL: the row */
	const char *file;    /* a text, NULL: none */
	bool is_passed_over;
};

/* What one session sees of the rows that the transaction has changed. */
struct postgres_content {
	long long rows, counted; /* of these; and those of them that count */
	long long all;           /* of the catalog, those that count, where that is asked for */
	struct sqlembic_buf text, data, files;
	struct sqlembic_buf names; /* what counts in words (traces_names.h), where that is asked for */
};

struct postgres_touched {
	const struct postgres_catalog *catalog;
	long long net; /* how many rows there are more than before */
	struct postgres_content before, after;
};

/* Prepared ones of a catalog. */
enum postgres_catalog_query {
	POSTGRES_CATALOG_ANY,
	POSTGRES_CATALOG_CHANGED,
	POSTGRES_CATALOG_CHANGED_BEFORE,
	POSTGRES_CATALOG_NAMES,
	POSTGRES_CATALOG_NAMES_BEFORE,
	POSTGRES_CATALOG_WAYS
};

/* NULL: one that is not known. */
const struct postgres_catalog *postgres_catalog_named(const char *name);
/* The following append queries to s->text, whose first column is `number`: of the rows that the transaction has made, or of
 * those that it has deleted or replaced (`is_before`, for another session), how many there are, what counts in them, what of
 * that is data, and the files of tables; ... */
void postgres_catalog_add_changed(struct postgres_session *s, const struct postgres_catalog *catalog,
				  bool is_before, size_t number, const char *xid);
/* ... no more than whether the transaction has made any: a row if so. */
void postgres_catalog_add_any(struct postgres_session *s, const struct postgres_catalog *catalog,
			      size_t number, const char *xid);
/* ... how many rows there are that count. */
void postgres_catalog_add_size(struct postgres_session *s, const struct postgres_catalog *catalog,
			       size_t number);
/* For the text of a query of changed rows, with $1 as its first column: its name, and true where the server does not know it yet,
 * so that its text is to follow; ... */
bool postgres_catalog_begin(struct postgres_session *s, const struct postgres_catalog *catalog,
			    enum postgres_catalog_query query, unsigned *name);
/* ... FROM and WHERE: the rows, as "c". */
void postgres_catalog_add_rows(struct postgres_session *s, const struct postgres_catalog *catalog,
			       bool is_before);
void postgres_touched_release(struct postgres_touched *touched);

#endif
