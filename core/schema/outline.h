/* outline.h: the tables of a catalog, for people: columns with their types, primary keys, foreign keys.  Pure. */
#ifndef OUTLINE_H
#define OUTLINE_H

#include "schema/catalog.h"
#include "sqlembic.h"

/* Everything is in the arena.  `lex` is that of the catalog's dialect. */
int outline_make(const struct sqlembic_outline **out, const struct catalog *catalog, unsigned lex,
		 struct arena *arena, struct sqlembic_error *err);

#endif
