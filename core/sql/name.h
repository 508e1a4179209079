/* name.h: names in our own SQL, quoted where the bare word could mean something else. */
#ifndef NAME_H
#define NAME_H

#include "base/arena.h"
#include "sqlembic/driver.h"

/* Appends one name. */
void name_add(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *name);
/* Appends "schema.table", or "table" where the schema is NULL or empty. */
void name_qualify(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *schema,
		  const char *table);
/* The text of a dialect with `name`, which is SQL, in place of its "?"; NULL when out of memory. */
const char *name_put(struct arena *arena, const char *text, const char *name);

#endif
