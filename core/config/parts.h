/* parts.h: shared by the files of this room.  Nothing outside includes it. */
#ifndef CONFIG_INTERNAL_H
#define CONFIG_INTERNAL_H

#include "config/config.h"
#include "config/dotenv.h"
#include "config/inifile.h"
#include "config/lookup.h"

#define MAIN_SECTION  "alembic"
#define LOOKUP_PREFIX "ALEMBIC_"

/* The content of a file that a <NAME>_FILE variable names: read once, since it may be a pipe. */
struct config_secret {
	const char *path, *text;
	struct config_secret *next;
};

/* A value as it was found, before interpolation. */
struct config_value {
	const char *text; /* NULL: nowhere */
	bool is_literal;  /* not to be interpolated */
	const char *origin;
	const char *file; /* where it is written, NULL when in no file */
	int line;
	/* What people correct to change it: "DATABASE_URL", "DATABASE_URL in .env"; NULL: its key. */
	const char *setting;
};

/* What overrides a key, found out once for many databases. */
struct config_override {
	bool is_set;
	struct config_value value;
};

struct config {
	struct arena *arena;
	struct caller caller; /* who can stop the reading of files */
	const char *file;     /* NULL: there is none */
	const char *section;
	const char *here; /* absolute directory of the file, the current one without a file */
	struct inifile ini;
	struct dotenv dotenv;
	const struct sqlembic_pair *x, *set;
	size_t nx, nset;
	const char *(*getenv)(const char *name); /* never NULL */
	struct config_secret *secrets;
	const char *const *variables; /* "NAME=value" of the environment, or NULL */
	const char **warnings;
	size_t nwarnings, warning_room;
	const struct config_override *overrides; /* by key; NULL: they are looked up */
	struct config_value url;                 /* of a target, before any other; text NULL: none */
	const char *schema;                      /* of a tenant, before version_table_schema; NULL: none */
	/* Of a target: what names its URL, where that is not sqlalchemy.url. */
	enum config_naming { NAMED_AS_USUAL, NAMED_BY_LINE, NAMED_BY_SECTION, NAMED_BY_TENANT } naming;
};

/* ---- the files (sources.c) */

int sources_read(struct config *config, const struct sqlembic_options *options, struct sqlembic_error *err);
/* Reads the dotenv file that the section names. */
int sources_read_env_file(struct config *config, struct sqlembic_error *err);

/* ---- where a value comes from (lookup.c) */

/* Finds a key's value; out->origin is set even when this fails (a secret file that cannot be read). */
int lookup_find(struct config_value *out, struct config *config, const char *key, struct sqlembic_error *err);

/* Parts of that, each returning 1 when the key was found: what overrides the ini file, and an entry of
 * the file. */
int lookup_override(struct config_value *out, struct config *config, const char *key,
		    struct sqlembic_error *err);
int lookup_entry(struct config_value *out, struct config *config, const char *section, const char *key,
		 struct sqlembic_error *err);

/* Looks up once what of the environment overrides keys: it does not change while many databases are at work. */
int lookup_remember(struct config *config, struct sqlembic_error *err);

/* The variable that overrides `key` of `section`; NULL when out of memory. */
const char *lookup_name(const struct config *config, const char *section, const char *key);

/* True for an entry of the section in use that is none of our keys. */
bool lookup_is_foreign(const struct config *config, const struct inifile_entry *entry);

/* ---- warnings (warnings.c, variables.c) */

/* Adds a warning; `text` NULL: out of memory. */
int warnings_add(struct config *config, const char *text, struct sqlembic_error *err);
/* Warns of environment variables whose names are nearly those that override a key. */
int variables_check(struct config *config, struct sqlembic_error *err);

/* ---- the rest */

/* Appends the sections that can be used, "[alembic], [billing]". */
int sections_print(struct sqlembic_buf *out, struct config *config, struct sqlembic_error *err);

/* Interpolates a value that was found in `section`; `key` is for messages. */
int expand_value(const char **out, struct config *config, const struct config_value *value,
		 const char *section, const char *key, struct sqlembic_error *err);

/* The interpolated value of a key of any section, NULL when it is not there: no overrides, no defaults. */
int expand_entry(const char **out, struct config *config, const char *section, const char *key,
		 struct sqlembic_error *err);

/* Refuses a key's value: "<key>: "<text>" <why>", with the place or the origin. */
int config_refuse(struct config *config, const char *key, const char *text, const char *why,
		  struct sqlembic_error *err);

/* Splits at `separators` (any of them), trims blanks and line breaks, leaves out empty items; in the
 * arena. */
int config_split(const char *const **out, size_t *n, struct config *config, const char *text,
		 const char *separators, struct sqlembic_error *err);

#endif
