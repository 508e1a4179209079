/* unread_read.h: looks into a file that is no script, for the revision that it stands for. */
#ifndef UNREAD_READ_H
#define UNREAD_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "graph/unread.h"

/* Whether a name that is no script's could be meant as a revision's: *.py of Alembic, any *.sql. */
bool unread_read_concerns(const char *name, size_t length);
/* Fills in kind and id of the file at out->path.  A file that cannot be read has no id. */
void unread_read(struct unread *out, struct arena *arena);

#endif
