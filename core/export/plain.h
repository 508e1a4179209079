/* plain.h: the text of an exported file: a script as it stands, with a comment that says how it is to be run. */
#ifndef PLAIN_H
#define PLAIN_H

#include "graph/revision.h"
#include "export/export.h"
#include "sqlembic/buf.h"

struct plain {
	const struct export *export;
	size_t at; /* the item */
	enum sqlembic_direction direction;
	const size_t *item_of; /* by index of a revision */
};

/* Appends it.  Refuses a script that the database's client could not read, by its place. */
int plain_make(struct sqlembic_buf *out, const struct plain *plain, const struct export_order *order,
	       struct sqlembic_error *err);

#endif
