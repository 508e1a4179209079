/* template_name.h: the names of new files. */
#ifndef TEMPLATE_NAME_H
#define TEMPLATE_NAME_H

#include <stddef.h>

#include "scripts/date.h"
#include "sqlembic/buf.h"

/* \w+ runs of the message joined by "_", lower-cased (Unicode), cut as Alembic cuts them; limit 0: 40
 * characters. */
void template_name_slug(struct sqlembic_buf *out, const char *message, size_t limit);

/* file_template with Python's %-formatting: rev, slug, epoch, year ... second, any printf flags, width,
 * precision of s, d, r; unknown tokens and conversions are errors that name the column in the template. */
int template_name_file(struct sqlembic_buf *out, const char *file_template, const char *rev, const char *slug,
		       const struct date *date, struct sqlembic_error *err);

#endif
