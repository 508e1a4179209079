/* keys.c: the table of keys, made from keys.def. */
#include "config/keys.h"

#include <stddef.h>
#include <string.h>

#include "sqlembic/distance.h"

#define KEY(name, metavar, default_value, kind, help) { name, default_value, CONFIG_##kind },
const struct config_key keys_all[] = {
#include "config/keys.def"
	{ NULL, NULL, CONFIG_TEXT },
};
#undef KEY

/* Settings are looked up once for each of many databases. */
const struct config_key *keys_find(const char *name)
{
	for (const struct config_key *key = keys_all; key->name; key++) {
		if (*key->name == *name && strcmp(key->name, name) == 0)
			return key;
	}
	return NULL;
}

bool keys_is_pythons(const char *name)
{
	/* The last one is an older name of path_separator, and read as such. */
	static const char *const names[] = { "revision_environment", "sourceless", "output_encoding",
					     "databases", "version_path_separator" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	/* Any other sqlalchemy.* is an argument of SQLAlchemy's create_engine, unless the URL was meant. */
	return strncmp(name, "sqlalchemy.", strlen("sqlalchemy.")) == 0 &&
	       sqlembic_distance(name, "sqlalchemy.url") > 2;
}

const char *keys_suggest(const char *name)
{
	size_t length = strlen(name);
	/* People forget the prefix. */
	if (strcmp(name, "url") == 0 || strcmp(name, "database_url") == 0)
		return "sqlalchemy.url";
	const char *best = NULL;
	size_t best_distance = length / 3 + 1;
	for (const struct config_key *key = keys_all; key->name; key++) {
		size_t distance = sqlembic_distance(name, key->name);
		if (distance < best_distance) {
			best = key->name;
			best_distance = distance;
		}
	}
	return best;
}
