/* keys.h: what is known of configuration keys.  Pure tables. */
#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

#include <stdbool.h>

/* The check that a value has to pass.  An empty value means the default, except for OPTIONAL, where it means "none".
 * TARGETS hold variables that have a value for one target only: they are expanded for each. */
enum config_kind {
	CONFIG_TEXT,
	CONFIG_OPTIONAL,
	CONFIG_URL,
	CONFIG_TARGETS,
	CONFIG_BOOL,
	CONFIG_NUMBER,
	CONFIG_DURATION
};

struct config_key {
	const char *name, *default_value;
	enum config_kind kind;
};

/* All keys in the order of documentation; ends with a NULL name. */
extern const struct config_key keys_all[];

/* NULL when the key is not one of ours. */
const struct config_key *keys_find(const char *name);
/* True for keys that only Alembic's Python side reads: accepted and ignored. */
bool keys_is_pythons(const char *name);
/* The known key that `name` was probably meant to be, or NULL. */
const char *keys_suggest(const char *name);

#endif
