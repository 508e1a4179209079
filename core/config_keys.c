/* config_keys.c: the table of keys, made from config_keys.def. */
#include "config_keys.h"

#include <stddef.h>
#include <string.h>

#include "sqlembic.h"

#define NAME_MAX_LENGTH 64

#define KEY(name, metavar, default_value, kind, help) { name, default_value, CONFIG_##kind },
const struct config_key config_keys[] = {
#include "config_keys.def"
	{ NULL, NULL, CONFIG_TEXT },
};
#undef KEY

const struct sqlembic_key_info *sqlembic_keys(void)
{
#define KEY(name, metavar, default_value, kind, help) { name, metavar, default_value, help },
	static const struct sqlembic_key_info infos[] = {
#include "config_keys.def"
		{ NULL, NULL, NULL, NULL },
	};
#undef KEY
	return infos;
}

const struct config_key *config_key_find(const char *name)
{
	for (const struct config_key *key = config_keys; key->name; key++) {
		if (strcmp(key->name, name) == 0)
			return key;
	}
	return NULL;
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* How many letters must be inserted, removed or replaced; `b` is at most NAME_MAX_LENGTH long. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_LENGTH + 1];
	size_t n = strlen(b);
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t above = row[j];
			row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[n];
}

bool config_key_is_pythons(const char *name)
{
	/* The last one is an older name of path_separator, and read as such. */
	static const char *const names[] = { "prepend_sys_path", "revision_environment",
					     "sourceless",       "output_encoding",
					     "databases",        "version_path_separator" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	/* Any other sqlalchemy.* is an argument of SQLAlchemy's create_engine, unless the URL was meant. */
	return strncmp(name, "sqlalchemy.", strlen("sqlalchemy.")) == 0 &&
	       edit_distance(name, "sqlalchemy.url") > 2;
}

const char *config_key_suggest(const char *name)
{
	size_t length = strlen(name);
	if (length > NAME_MAX_LENGTH)
		return NULL;
	/* People forget the prefix. */
	if (strcmp(name, "url") == 0 || strcmp(name, "database_url") == 0)
		return "sqlalchemy.url";
	const char *best = NULL;
	size_t best_distance = length / 3 + 1;
	for (const struct config_key *key = config_keys; key->name; key++) {
		size_t distance = edit_distance(name, key->name);
		if (distance < best_distance) {
			best = key->name;
			best_distance = distance;
		}
	}
	return best;
}
