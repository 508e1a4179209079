/* config.h: effective settings, from the command line down to the defaults, each with its origin. */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "sqlembic.h"

struct config;

/* Reads the ini file that `options` name.  Values are interpolated only when they are asked for.  The config
 * lives in the arena; there is nothing to free. */
int config_load(struct config **out, struct arena *arena, const struct sqlembic_options *options,
		struct sqlembic_error *err);

/* The effective, interpolated value of a key, *out NULL when it is not set anywhere and has no default.
 * Errors name the origin (file:line) of the value.  Values live in the arena. */
int config_string(struct config *config, const char *key, const char **out, struct sqlembic_error *err);
/* The same, checked: true/yes/on/1, false/no/off/0. */
int config_bool(struct config *config, const char *key, bool *out, struct sqlembic_error *err);
/* A whole number >= 0. */
int config_number(struct config *config, const char *key, long *out, struct sqlembic_error *err);
/* The same, from 1. */
int config_count(struct config *config, const char *key, long *out, struct sqlembic_error *err);
/* A time as config_milliseconds reads it. */
int config_duration(struct config *config, const char *key, long *out, struct sqlembic_error *err);
/* "500ms", "30s", "5min", "2h", or a bare number of seconds, in milliseconds; -1: it is none of these. */
long config_milliseconds(const char *text);
/* The origin of a key's value: "alembic.ini:7", "environment ALEMBIC_SQLALCHEMY_URL", "default"; never NULL. */
const char *config_origin(struct config *config, const char *key);
/* Adds to an error that a key's value is to blame for, where that is. */
void config_blame(struct config *config, const char *key, struct sqlembic_error *err);
/* The variables of env_file, "NAME=value"; NULL ends.  In the arena. */
int config_env_file(struct config *config, const char *const **out, struct sqlembic_error *err);
/* The ini file's path as given, or NULL when there is none; the section in use. */
const char *config_file(const struct config *config);
const char *config_section(const struct config *config);

#endif
