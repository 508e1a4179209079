/* sections.h: the sections that can be used. */
#ifndef SECTIONS_H
#define SECTIONS_H

#include <stddef.h>

#include "sqlembic.h"

struct config;

/* All but those that configure Python, in the order of the file. */
int sections_list(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err);

#endif
