/* embedded.h: files that are compiled in; made by embed.awk. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name; /* "generic/README", "alembic.ini.sample" */
	const char *text;
	size_t length;
};

/* Ends with a NULL name. */
extern const struct embedded_file embedded_files[];

#endif
