/* variables.c: finds environment variables that were meant to override a key, and whose names are misspelt.
 *
 * Other programs have variables that begin with ALEMBIC_, too (an orchestrator makes some for a service of that name),
 * so that a name is told only when it is nearly one of ours. */
#include "config/parts.h"

#include <string.h>

#include "base/names.h"
#include "config/keys.h"
#include "config/sections.h"
#include "sqlembic/distance.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define SUFFIX "_FILE"

struct known {
	struct config *config;
	const char *const *sections;
	size_t nsections;
	bool is_ready;
	struct names names; /* of variables that are read */
};

static int add_name(struct known *known, const char *name, struct sqlembic_error *err)
{
	return name && names_put(&known->names, known->config->arena, 0, name, 0) ? 0
										  : sqlembic_fail_memory(err);
}

/* The overrides of our keys in one section. */
static int add_section(struct known *known, const char *section, struct sqlembic_error *err)
{
	int rc = 0;
	for (const struct config_key *key = keys_all; rc == 0 && key->name; key++)
		rc = add_name(known, lookup_name(known->config, section, key->name), err);
	return rc;
}

/* The overrides of the file's keys, whatever they are, and each ${NAME} in the values. */
static int add_entry(struct known *known, const struct inifile_entry *entry, struct sqlembic_error *err)
{
	const struct config *config = known->config;
	const char *section = config->ini.sections[entry->section];
	if (strcmp(section, "DEFAULT") == 0)
		section = config->section;
	int rc = add_name(known, lookup_name(config, section, entry->key), err);
	const char *p = entry->value;
	while (rc == 0 && (p = strstr(p, "${")) != NULL) {
		p += 2;
		rc = add_name(known, arena_copy(config->arena, p, strcspn(p, ":}")), err);
	}
	return rc;
}

static int find_names(struct known *known, struct sqlembic_error *err)
{
	const struct inifile *ini = &known->config->ini;
	known->is_ready = true;
	int rc = sections_list(known->config, &known->sections, &known->nsections, err);
	if (rc == 0)
		rc = add_section(known, MAIN_SECTION, err);
	if (rc == 0)
		rc = add_section(known, known->config->section, err);
	for (size_t i = 0; rc == 0 && i < known->nsections; i++)
		rc = add_section(known, known->sections[i], err);
	for (size_t i = 0; rc == 0 && i < ini->nentries; i++)
		rc = add_entry(known, &ini->entries[i], err);
	return rc ? rc : add_name(known, LOOKUP_PREFIX "CONFIG", err);
}

/* Keeps the nearest name of a section's overrides, when it is nearer than *distance. */
static int find_nearest(const char **out, size_t *distance, const struct config *config, const char *section,
			const char *name, struct sqlembic_error *err)
{
	for (const struct config_key *key = keys_all; key->name; key++) {
		const char *candidate = lookup_name(config, section, key->name);
		if (!candidate)
			return sqlembic_fail_memory(err);
		size_t d = sqlembic_distance(name, candidate);
		if (d >= *distance)
			continue;
		*distance = d;
		*out = candidate;
	}
	return 0;
}

/* The key that the lower-case end of a name was meant to be: "URL" is sqlalchemy.url. */
static int find_key(const char **out, const struct config *config, const char *rest,
		    struct sqlembic_error *err)
{
	const char *key = keys_suggest(rest);
	*out = key ? lookup_name(config, config->section, key) : NULL;
	return key && !*out ? sqlembic_fail_memory(err) : 0;
}

/* *out is NULL when the name is like none. */
static int find_meant(const char **out, const struct known *known, const char *name, const char *rest,
		      struct sqlembic_error *err)
{
	const struct config *config = known->config;
	size_t distance = 3;
	*out = NULL;
	int rc = find_nearest(out, &distance, config, MAIN_SECTION, name, err);
	if (rc == 0)
		rc = find_nearest(out, &distance, config, config->section, name, err);
	for (size_t i = 0; rc == 0 && i < known->nsections; i++)
		rc = find_nearest(out, &distance, config, known->sections[i], name, err);
	return rc || *out ? rc : find_key(out, config, rest, err);
}

/* `place` comes before the name in the text. */
static int check(struct known *known, const char *name, const char *place, struct sqlembic_error *err)
{
	struct arena *arena = known->config->arena;
	int rc = known->is_ready ? 0 : find_names(known, err);
	if (rc < 0 || names_find(&known->names, 0, name) != NAMES_NONE)
		return rc;
	size_t length = strlen(name), suffix = strlen(SUFFIX);
	bool is_file = length > suffix && strcmp(name + length - suffix, SUFFIX) == 0;
	const char *base = arena_copy(arena, name, is_file ? length - suffix : length);
	char *rest = base ? arena_dup(arena, base + strlen(LOOKUP_PREFIX)) : NULL;
	if (!rest)
		return sqlembic_fail_memory(err);
	for (char *p = rest; *p; p++)
		*p = sqlembic_lower(*p);
	if (keys_is_pythons(rest) || names_find(&known->names, 0, base) != NAMES_NONE)
		return 0;
	const char *meant;
	rc = find_meant(&meant, known, base, rest, err);
	if (rc < 0 || !meant)
		return rc;
	return warnings_add(known->config,
			    arena_printf(arena, "%s%s is not read; did you mean %s%s?", place, name, meant,
					 is_file ? SUFFIX : ""),
			    err);
}

static bool is_candidate(const char *name)
{
	return strncmp(name, LOOKUP_PREFIX, strlen(LOOKUP_PREFIX)) == 0;
}

int variables_check(struct config *config, struct sqlembic_error *err)
{
	struct known known = { .config = config };
	int rc = 0;
	for (const char *const *p = config->variables; rc == 0 && p && *p; p++) {
		if (!is_candidate(*p))
			continue;
		const char *name = arena_copy(config->arena, *p, strcspn(*p, "="));
		rc = name ? check(&known, name, "environment variable ", err) : sqlembic_fail_memory(err);
	}
	for (size_t i = 0; rc == 0 && i < config->dotenv.n; i++) {
		const struct dotenv_entry *entry = &config->dotenv.entries[i];
		if (!is_candidate(entry->name))
			continue;
		const char *place = arena_printf(config->arena, "%s:%d: variable ", config->dotenv.path,
						 entry->line);
		rc = place ? check(&known, entry->name, place, err) : sqlembic_fail_memory(err);
	}
	return rc;
}
