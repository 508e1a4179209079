/* template.h: names and contents of new files. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stddef.h>
#include <time.h>

#include "base/arena.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

/* A revision's date in the configured time zone. */
struct template_date {
	struct tm local;
	long long epoch; /* seconds */
	long microseconds;
	char text[64]; /* "2026-11-20 10:00:00.123456+00:00"; no offset without a time zone */
};

/* "now" in `zone` (a tz database name, looked up as given and in upper case; NULL or "": local time, naive).
 * An unknown name is an error.  Changes no global state. */
int template_date(struct template_date *out, const char *zone, struct sqlembic_error *err);
/* The same at a given time. */
int template_date_at(struct template_date *out, const char *zone, struct timespec at,
		     struct sqlembic_error *err);

/* \w+ runs of the message joined by "_", lower-cased (Unicode), cut as Alembic cuts them; limit 0: 40
 * characters. */
void template_slug(struct sqlembic_buf *out, const char *message, size_t limit);

/* file_template with Python's %-formatting: rev, slug, epoch, year ... second, any printf flags, width,
 * precision of s, d, r; unknown tokens and conversions are errors that name the column in the template. */
int template_file_name(struct sqlembic_buf *out, const char *file_template, const char *rev, const char *slug,
		       const struct template_date *date, struct sqlembic_error *err);

/* Replaces ${name} by values[i].value where keys match; an unknown name is an error with path:line:column.
 * "$${" stands for "${" itself. */
int template_render(struct sqlembic_buf *out, struct sqlembic_span text, const struct sqlembic_pair *values,
		    size_t n, const char *path, struct sqlembic_error *err);

#endif
