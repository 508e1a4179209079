/* warnings.h: the parts of a configuration that nobody reads. */
#ifndef WARNINGS_H
#define WARNINGS_H

#include <stddef.h>

#include "sqlembic.h"

struct config;

/* Collects the warnings of a config that is otherwise complete. */
int warnings_collect(struct config *config, struct sqlembic_error *err);
/* Warnings found while loading (unknown keys with a suggestion, ...), "file:line: text" each. */
size_t warnings_list(const struct config *config, const char *const **out);

#endif
