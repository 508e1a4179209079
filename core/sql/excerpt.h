/* excerpt.h: a statement shown in an error or in a line, cut at whole characters. */
#ifndef EXCERPT_H
#define EXCERPT_H

#include "base/arena.h"
#include "sql/scan.h"

/* Copies as much of the statement into err->statement as it holds: its beginning, or the lines round err->position. */
void excerpt_copy(struct sqlembic_error *err, struct sqlembic_span sql);
/* Turns a driver's error into one of the script: place and statement.  Returns err->code. */
int excerpt_point(struct sqlembic_error *err, const char *path, const struct statement *statement);
/* The beginning of a statement, for a line about it; NULL when out of memory. */
const char *excerpt_short(struct arena *arena, struct sqlembic_span sql);

#endif
