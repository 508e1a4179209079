/* config.c: single values with their types.  It knows no database. */
#include "config/config.h"

#include <limits.h>
#include <string.h>

#include "config/keys.h"
#include "config/parts.h"
#include "config/warnings.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static const char *no_environment(const char *name)
{
	(void)name;
	return NULL;
}

/* The caller's pairs need not outlive the call.  A missing value is an empty one, as in "-x name". */
static int copy_pairs(const struct sqlembic_pair **out, struct arena *arena,
		      const struct sqlembic_pair *pairs, size_t n, struct sqlembic_error *err)
{
	struct sqlembic_pair *copy = arena_alloc(arena, n, sizeof(*copy));
	if (!copy)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		copy[i].key = arena_dup(arena, pairs[i].key);
		copy[i].value = arena_dup(arena, pairs[i].value ? pairs[i].value : "");
		if (!copy[i].key || !copy[i].value)
			return sqlembic_fail_memory(err);
	}
	*out = copy;
	return 0;
}

int config_load(struct config **out, struct arena *arena, const struct sqlembic_options *options,
		struct sqlembic_error *err)
{
	struct config *config = arena_alloc(arena, 1, sizeof(*config));
	if (!config)
		return sqlembic_fail_memory(err);
	config->arena = arena;
	config->caller = caller_from(options);
	config->variables = options->variables;
	config->getenv = options->getenv ? options->getenv : no_environment;
	config->section = arena_dup(arena, options->section ? options->section : "alembic");
	config->nx = options->nx;
	config->nset = options->nset;
	if (!config->section)
		return sqlembic_fail_memory(err);
	int rc = copy_pairs(&config->x, arena, options->x, options->nx, err);
	if (rc == 0)
		rc = copy_pairs(&config->set, arena, options->set, options->nset, err);
	if (rc == 0)
		rc = sources_read(config, options, err);
	if (rc == 0)
		rc = warnings_collect(config, err);
	if (rc == 0)
		rc = variables_check(config, err);
	if (rc == 0)
		*out = config;
	return rc;
}

const char *config_file(const struct config *config)
{
	return config->file;
}

const char *config_section(const struct config *config)
{
	return config->section;
}

const char *config_origin(struct config *config, const char *key)
{
	struct config_value value;
	(void)lookup_find(&value, config, key, NULL);
	return value.origin ? value.origin : "default";
}

void config_blame(struct config *config, const char *key, struct sqlembic_error *err)
{
	struct config_value value;
	(void)lookup_find(&value, config, key, NULL);
	if (value.file)
		(void)sqlembic_fail_at(err, value.file, value.line, 0);
	else
		(void)sqlembic_fail_detail(err, "%s%sthe value is from %s", err->detail,
					   err->detail[0] ? "; " : "",
					   value.origin ? value.origin : "default");
}

int config_refuse(struct config *config, const char *key, const char *text, const char *why,
		  struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s: \"%s\" %s", key, text, why);
	config_blame(config, key, err);
	return SQLEMBIC_E_FAILED;
}

/* "set lock_timeout to ...", or the variable that is in its place. */
static int hint_setting(struct config *config, const char *key, const char *what, struct sqlembic_error *err)
{
	struct config_value value;
	(void)lookup_find(&value, config, key, NULL);
	return sqlembic_fail_hint(err, "set %s to %s", value.setting ? value.setting : key, what);
}

int config_string(struct config *config, const char *key, const char **out, struct sqlembic_error *err)
{
	struct config_value value;
	*out = NULL;
	int rc = lookup_find(&value, config, key, err);
	if (rc == 0)
		rc = expand_value(out, config, &value, config->section, key, err);
	if (rc < 0)
		return rc;
	const struct config_key *known = *out && !**out ? keys_find(key) : NULL;
	if (known && known->kind != CONFIG_OPTIONAL)
		*out = known->default_value;
	return 0;
}

int config_bool(struct config *config, const char *key, bool *out, struct sqlembic_error *err)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = { { "true", true }, { "yes", true }, { "on", true },     { "y", true },
		      { "t", true },    { "1", true },   { "no", false },    { "off", false },
		      { "n", false },   { "f", false },  { "false", false }, { "0", false } };
	const char *text;
	int rc = config_string(config, key, &text, err);
	if (rc < 0)
		return rc;
	*out = false;
	if (!text)
		return 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (sqlembic_casecmp(text, words[i].word) == 0) {
			*out = words[i].value;
			return 0;
		}
	}
	(void)config_refuse(config, key, text, "is neither true nor false", err);
	return hint_setting(config, key, "true or false", err);
}

/* The decimal number that `text` begins with; *end is behind it.  False when there is none or it does
 * not fit. */
static bool read_number(const char *text, long *out, const char **end)
{
	long n = 0;
	*end = text;
	for (; sqlembic_is_digit(**end); (*end)++) {
		int digit = **end - '0';
		if (n > (LONG_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return *end > text;
}

int config_number(struct config *config, const char *key, long *out, struct sqlembic_error *err)
{
	const char *text, *end;
	int rc = config_string(config, key, &text, err);
	if (rc < 0)
		return rc;
	*out = 0;
	if (!text || (read_number(text, out, &end) && !*end))
		return 0;
	(void)config_refuse(config, key, text, "is not a whole number", err);
	return hint_setting(config, key, "a number of digits only", err);
}

int config_count(struct config *config, const char *key, long *out, struct sqlembic_error *err)
{
	int rc = config_number(config, key, out, err);
	if (rc < 0 || *out >= 1)
		return rc;
	(void)config_refuse(config, key, "0", "is less than 1", err);
	return hint_setting(config, key, "a number from 1 on", err);
}

long config_milliseconds(const char *text)
{
	static const struct {
		const char *name;
		long milliseconds;
	} units[] = { { "", 1000 }, { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 } };
	const char *end;
	long number;
	if (!read_number(text, &number, &end))
		return -1;
	end += strspn(end, " ");
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcmp(end, units[i].name) == 0 && number <= LONG_MAX / units[i].milliseconds)
			return number * units[i].milliseconds;
	}
	return -1;
}

int config_duration(struct config *config, const char *key, long *out, struct sqlembic_error *err)
{
	const char *text;
	int rc = config_string(config, key, &text, err);
	if (rc < 0)
		return rc;
	*out = text ? config_milliseconds(text) : 0;
	if (*out >= 0)
		return 0;
	*out = 0;
	(void)config_refuse(config, key, text, "is not a time such as 500ms, 30s, 5min or 2h", err);
	return hint_setting(config, key, "a whole number with ms, s, min or h; without one it is of seconds",
			    err);
}

int config_env_file(struct config *config, const char *const **out, struct sqlembic_error *err)
{
	const struct dotenv *dotenv = &config->dotenv;
	const char **list = arena_alloc(config->arena, dotenv->n + 1, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < dotenv->n; i++)
		if (!(list[i] = arena_printf(config->arena, "%s=%s", dotenv->entries[i].name,
					     dotenv->entries[i].value)))
			return sqlembic_fail_memory(err);
	*out = list;
	return 0;
}

int config_split(const char *const **out, size_t *n, struct config *config, const char *text,
		 const char *separators, struct sqlembic_error *err)
{
	size_t most = 1;
	for (const char *p = text; *p; p++)
		most += strchr(separators, *p) != NULL;
	const char **items = arena_alloc(config->arena, most, sizeof(*items));
	if (!items)
		return sqlembic_fail_memory(err);
	*n = 0;
	for (const char *p = text; *p;) {
		size_t length = strcspn(p, separators);
		size_t start = strspn(p, " \t\n"), end = length;
		while (end > start && strchr(" \t\n", p[end - 1]))
			end--;
		if (end > start) {
			items[*n] = arena_copy(config->arena, p + start, end - start);
			if (!items[(*n)++])
				return sqlembic_fail_memory(err);
		}
		p += length + (p[length] != '\0');
	}
	*out = items;
	return 0;
}
