/* misread.h: a table of ours that cannot be read, since it is perhaps another program's of that name. */
#ifndef MISREAD_H
#define MISREAD_H

#include "sqlembic.h"

/* Behind a query of the table: adds to what the server says, which names a column at most, which table that is about and the key
 * that gives it its name; unless the driver knows what to do.  Returns `rc`. */
int misread_explain(int rc, const char *table, const char *key, struct sqlembic_error *err);

#endif
