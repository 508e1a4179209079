/* sections.h: the sections that can be used. */
#ifndef SECTIONS_H
#define SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic.h"

struct config;

/* All but those that configure Python, in the order of the file. */
int sections_list(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err);

/* True for [DEFAULT] and for sections that configure hooks and Python's logging: no database is described there. */
bool sections_is_pythons(const char *name);

#endif
