/* dotenv.h: files of environment variables.
 *
 * NAME=value a line, with an optional "export " before it.  Unquoted values are trimmed and end at " #";
 * 'single quotes' take everything as it stands; "double quotes" know \n \r \t \" \\ \$ ; both may span
 * lines.  Nothing is expanded. */
#ifndef DOTENV_H
#define DOTENV_H

#include <stddef.h>

#include "base/arena.h"
#include "base/caller.h"
#include "base/names.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct dotenv_entry {
	const char *name, *value;
	int line; /* of the name */
};

/* Zero-initialised: no variables. */
struct dotenv {
	const char *path;
	struct dotenv_entry *entries;
	size_t n;
	struct names by_name; /* the last assignment to each */
};

/* Errors have file:line:column and never hold a value.  Everything lives in the arena. */
int dotenv_parse(struct dotenv *out, struct arena *arena, struct sqlembic_span text, const char *path,
		 struct sqlembic_error *err);
int dotenv_read(struct dotenv *out, struct arena *arena, const char *path, const struct caller *caller,
		struct sqlembic_error *err);
/* The last assignment to `name`, or NULL. */
const struct dotenv_entry *dotenv_find(const struct dotenv *dotenv, const char *name);

#endif
