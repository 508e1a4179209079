/* own_name.h: statements that name the live database mean, in a scratch database, the one that they run in. */
#ifndef OWN_NAME_H
#define OWN_NAME_H

#include "sql/scan.h"
#include "sqlembic/schema.h"

struct own_name {
	const struct sqlembic_schema *schema;
	const char *database; /* NULL: it has none */
	struct sqlembic_buf text;
};

/* Puts one without the name in the place of a statement.  Good until the next call. */
int own_name_take(struct own_name *own, struct statement *statement, struct sqlembic_error *err);
void own_name_release(struct own_name *own);

#endif
