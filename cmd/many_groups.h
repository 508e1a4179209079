/* many_groups.h: the failures of many databases, grouped by what went wrong.  Pure: text is appended. */
#ifndef MANY_GROUPS_H
#define MANY_GROUPS_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* "FILE:LINE:COLUMN: ", or nothing. */
void many_groups_place(struct sqlembic_buf *out, const struct sqlembic_outcome *outcome);
/* A paragraph for each error that several targets have: how many, the error, who. */
void many_groups_put(struct sqlembic_buf *out, const struct sqlembic_many_report *report);

#endif
