/* template.h: the contents of new files: text with ${names}. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stddef.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Replaces ${name} by values[i].value where keys match; an unknown name is an error with path:line:column.
 * "$${" stands for "${" itself. */
int template_render(struct sqlembic_buf *out, struct sqlembic_span text, const struct sqlembic_pair *values,
		    size_t n, const char *path, struct sqlembic_error *err);

/* Adds the line and the column of `at`, a place in the text of the file at `path`, to an error that was just set. */
int template_fail_at(struct sqlembic_span text, const char *at, const char *path, struct sqlembic_error *err);

#endif
