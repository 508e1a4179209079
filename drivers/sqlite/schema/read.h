/* read.h: what the readers of this folder share while a catalog is read. */
#ifndef SQLITE_SCHEMA_READ_H
#define SQLITE_SCHEMA_READ_H

#include "../session.h"
#include "literals.h"
#include "schema.h"

/* A row of sqlite_schema; malloc'ed texts. */
struct sqlite_object {
	char *type, *name, *table, *sql;
	bool is_virtual, is_shadow, is_strict, is_without_rowid;
};

struct sqlite_reading {
	struct sqlite_session *session;
	const struct sqlembic_scope *scope;
	const struct sqlembic_catalog_sink *out;
	struct sqlembic_error *err;
	struct sqlite_object *objects;
	size_t n;
	struct sqlite_names
		names; /* of all tables, views and their columns, from when they are needed first */
	bool failed;   /* out of memory */
};

/* read_table.c: facts of a table, its columns and constraints. */
int sqlite_read_table(struct sqlite_reading *reading, const struct sqlite_object *object);
/* unfold.c: tells a table's parts; `columns` is columns.h's text. */
int sqlite_unfold_table(const struct sqlembic_catalog_sink *out, const struct sqlembic_fact *table,
			const char *columns, bool by_meaning, struct sqlembic_error *err);
/* read_uses.c: tables and views that a view or trigger reads or writes, or a full-text index is filled from. */
int sqlite_read_uses(struct sqlite_reading *reading, const char *server_id,
		     const struct sqlite_object *object);

#endif
