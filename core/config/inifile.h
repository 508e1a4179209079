/* inifile.h: an ini file with the meaning that Python's ConfigParser gives it, values as written.
 *
 * Keys are case-insensitive (kept in lower case), sections case-sensitive; [DEFAULT] is inherited by
 * every section; there are no inline comments; a line indented deeper than its key goes on with the
 * value after a line break; a key or section that comes twice is refused.  Interpolation is done
 * elsewhere, when a value is used. */
#ifndef INIFILE_H
#define INIFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/caller.h"
#include "base/names.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct inifile_entry {
	size_t section; /* index into sections, the first of that name */
	const char *key, *value;
	int line; /* of the key */
};

/* Zero-initialised: a file without sections. */
struct inifile {
	const char *path;
	const char **sections; /* in the order of the file */
	int *section_lines;
	size_t nsections;
	struct inifile_entry *entries; /* in the order of the file */
	size_t nentries;
	struct names by_name; /* sections, with their index */
	struct names by_key;  /* entries by section and key, with their index */
};

/* Errors have file:line:column.  Everything lives in the arena; `text` is not needed afterwards. */
int inifile_parse(struct inifile *out, struct arena *arena, struct sqlembic_span text, const char *path,
		  struct sqlembic_error *err);
int inifile_read(struct inifile *out, struct arena *arena, const char *path, const struct caller *caller,
		 struct sqlembic_error *err);

bool inifile_has_section(const struct inifile *ini, const char *section);
/* The section's own entry, else that of [DEFAULT], else NULL; `key` in lower case. */
const struct inifile_entry *inifile_find(const struct inifile *ini, const char *section, const char *key);

#endif
