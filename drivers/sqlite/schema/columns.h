/* columns.h: what pragmas say of a table's columns.  It follows from the table's text alone, so it is kept beside that, as one text. */
#ifndef SQLITE_SCHEMA_COLUMNS_H
#define SQLITE_SCHEMA_COLUMNS_H

#include "../session.h"

struct sqlite_listed_column {
	char *name, *type, *default_value; /* the last may be NULL */
	bool is_not_null, is_generated;
};

struct sqlite_columns {
	struct sqlite_listed_column *items; /* hidden ones, too */
	size_t n;
	bool is_rowid_alias; /* a primary key without an index of its own is the rowid under another name */
};

/* Appends that text of a table in `main`, whose own is `sql`: pragmas are asked once for each text that it has had. */
int sqlite_columns_pack(struct sqlembic_buf *out, struct sqlite_session *s, const char *table,
			const char *sql, struct sqlembic_error *err);
int sqlite_columns_unpack(struct sqlite_columns *out, const char *packed, struct sqlembic_error *err);
/* Of a table of a catalog, be it folded or not; false: out of memory. */
struct sqlembic_side;
struct sqlembic_fact;
bool sqlite_columns_of(struct sqlite_columns *out, const struct sqlembic_side *side,
		       const struct sqlembic_fact *table);
void sqlite_columns_release(struct sqlite_columns *columns);

#endif
