/* fires.h: what triggers do that a script does not say: whether one fires where it changes rows, and names a table.  Pure: text
 * only. */
#ifndef FIRES_H
#define FIRES_H

#include "proof/says.h"

/* Appends what the statement makes, if that is a trigger or a routine. */
void fires_add(struct sqlembic_buf *code, const struct sqlembic_dialect *dialect, struct sqlembic_span sql);
/* Whether a trigger among these is on a table that a statement of the script names. */
bool fires_any(const struct sqlembic_buf *code, const struct sqlembic_dialect *dialect,
	       const struct says *says);
/* Whether one of them, or a routine, names the table (without its schema). */
bool fires_names(const struct sqlembic_buf *code, const char *name);

#endif
