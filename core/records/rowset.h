/* rowset.h: a set of version rows, in the order of their names whatever is done to it. */
#ifndef ROWSET_H
#define ROWSET_H

#include "base/arena.h"
#include "graph/plan.h"

struct rowset;

/* An empty one, in the arena; NULL when out of memory. */
struct rowset *rowset_new(struct arena *arena);
/* Makes it hold `rows`, which come in any order and are copied. */
int rowset_fill(struct rowset *set, const struct rows *rows, struct sqlembic_error *err);
/* Names are borrowed.  Adding what is there, or removing what is not, changes nothing. */
int rowset_add(struct rowset *set, const char *name, struct sqlembic_error *err);
void rowset_remove(struct rowset *set, const char *name);
/* Does to it what a step does to the version table. */
int rowset_change(struct rowset *set, const struct row_change *changes, size_t n, struct sqlembic_error *err);
bool rowset_has(const struct rowset *set, const char *name);
/* Whether it holds the same rows as the database, whose order does not matter. */
bool rowset_equals(const struct rowset *set, const struct rows *rows);
/* Its rows, borrowed until it is changed. */
struct rows rowset_rows(const struct rowset *set);

#endif
