/* outline.h: the tables of a schema, for people.  A part of sqlembic.h. */
#ifndef SQLEMBIC_OUTLINE_H
#define SQLEMBIC_OUTLINE_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlembic_outline_column {
	const char *name, *type;
	bool is_not_null, is_primary;
};

struct sqlembic_outline_table;

/* A foreign key. */
struct sqlembic_outline_reference {
	const struct sqlembic_outline_column *const *columns; /* of the table that has it */
	size_t ncolumns;
	const struct sqlembic_outline_table *table; /* NULL: it is not in the outline */
	const char *name;                           /* of that, as the key has it, without its schema */
};

struct sqlembic_outline_table {
	const char *name;
	size_t index; /* in the outline */
	const struct sqlembic_outline_column *const *columns;
	size_t ncolumns;
	const struct sqlembic_outline_reference *const *references;
	size_t nreferences;
};

struct sqlembic_outline {
	const struct sqlembic_outline_table *const *tables; /* by name */
	size_t ntables;
};

/* The tables of a schema with their columns and foreign keys; `from` as for sqlembic_dump. */
SQLEMBIC_API int sqlembic_outline(sqlembic *ctx, const char *from, const struct sqlembic_outline **out,
				  struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
