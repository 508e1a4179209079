/* warnings.c: finds the keys and sections of a configuration that nobody reads. */
#include "config/warnings.h"

#include <string.h>

#include "base/names.h"
#include "config/keys.h"
#include "config/parts.h"
#include "config/sections.h"
#include "sqlembic/distance.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define HOOKS "post_write_hooks"

int warnings_add(struct config *config, const char *text, struct sqlembic_error *err)
{
	if (config->nwarnings == config->warning_room) {
		size_t room = config->warning_room ? config->warning_room * 2 : 8;
		const char **bigger = arena_alloc(config->arena, room, sizeof(*bigger));
		if (!bigger)
			return sqlembic_fail_memory(err);
		for (size_t i = 0; i < config->nwarnings; i++)
			bigger[i] = config->warnings[i];
		config->warnings = bigger;
		config->warning_room = room;
	}
	config->warnings[config->nwarnings++] = text;
	return text ? 0 : sqlembic_fail_memory(err);
}

/* The keys that values refer to, "%(key)s": such a key is a variable of the user's own. */
static int find_references(struct names *out, const struct config *config, struct sqlembic_error *err)
{
	for (size_t i = 0; i < config->ini.nentries; i++) {
		const char *p = config->ini.entries[i].value;
		while ((p = strstr(p, "%(")) != NULL) {
			p += 2;
			size_t length = strcspn(p, ")");
			char *name = arena_copy(config->arena, p, length);
			for (char *c = name; c && *c; c++)
				*c = sqlembic_lower(*c);
			if (!name || !names_put(out, config->arena, 0, name, i))
				return sqlembic_fail_memory(err);
		}
	}
	return 0;
}

/* ---- keys ---- */

static int warn_unknown(struct config *config, const struct inifile_entry *entry, const char *section,
			const char *meant, struct sqlembic_error *err)
{
	bool elsewhere = strcmp(section, HOOKS) == 0;
	const char *text = arena_printf(
		config->arena, "%s:%d: unknown key \"%s\" in [%s]%s%s%s%s%s%s", config->file, entry->line,
		entry->key, section, meant ? "; did you mean " : " is ignored", meant ? meant : "",
		meant && elsewhere ? ", in [" : "", meant && elsewhere ? config->section : "",
		meant && elsewhere ? "]" : "", meant ? "?" : "");
	return warnings_add(config, text, err);
}

/* What is added at the end of a file lands in the section that happens to be the last. */
static int warn_misplaced(struct config *config, const struct inifile_entry *entry, const char *section,
			  struct sqlembic_error *err)
{
	return warnings_add(config,
			    arena_printf(config->arena,
					 "%s:%d: key \"%s\" has no effect in [%s]; move it to [%s]",
					 config->file, entry->line, entry->key, section, config->section),
			    err);
}

static int check_entry(struct config *config, const struct inifile_entry *entry, struct sqlembic_error *err)
{
	const char *section = config->ini.sections[entry->section];
	bool is_default = strcmp(section, "DEFAULT") == 0, is_hooks = strcmp(section, HOOKS) == 0;
	bool is_key = keys_find(entry->key) != NULL, is_ours = is_key || keys_is_pythons(entry->key);
	/* Comparing with all keys is a fifth of what a run costs that has nothing to do. */
	const char *meant = is_key ? NULL : keys_suggest(entry->key);
	if (strcmp(section, config->section) == 0)
		return is_ours ? 0 : warn_unknown(config, entry, section, meant, err);
	if (!sections_is_pythons(section))
		return 0;
	if (is_default)
		return is_ours || !meant ? 0 : warn_unknown(config, entry, section, meant, err);
	if (is_key)
		return warn_misplaced(config, entry, section, err);
	if (is_hooks && strcmp(entry->key, "hooks") != 0 && !strchr(entry->key, '.'))
		return warn_unknown(config, entry, section, meant, err);
	return 0;
}

/* ---- sections ---- */

/* The section that a name was probably meant to be, or NULL. */
static const char *nearest_section(const char *name)
{
	static const char *const known[] = { MAIN_SECTION, HOOKS, "loggers", "handlers", "formatters" };
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (sqlembic_casecmp(name, known[i]) == 0 || sqlembic_distance(name, known[i]) <= 2)
			return known[i];
	}
	return NULL;
}

/* What the keys of a section make of it. */
struct section {
	bool has_keys, has_place; /* of ours, and those that say where a database or its scripts are */
};

static bool is_passed_over(const struct config *config, const char *name, struct section section,
			   bool has_main)
{
	if (sections_is_pythons(name) || strcmp(name, MAIN_SECTION) == 0 ||
	    strcmp(name, config->section) == 0)
		return false;
	/* A section with our keys is another database's, unless the main one is missing, or is called nearly so. */
	const char *meant = nearest_section(name);
	return !section.has_keys ||
	       ((!has_main || !section.has_place) && meant && strcmp(meant, MAIN_SECTION) == 0);
}

/* One line for all that are like nothing known: other programs may share the file. */
static int check_sections(struct config *config, const struct section *sections, struct sqlembic_error *err)
{
	const struct inifile *ini = &config->ini;
	size_t main = names_find(&ini->by_name, 0, MAIN_SECTION);
	bool has_main = main != NAMES_NONE && sections[main].has_keys;
	struct sqlembic_buf others = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < ini->nsections; i++) {
		const char *name = ini->sections[i], *meant = nearest_section(name);
		if (!is_passed_over(config, name, sections[i], has_main))
			continue;
		if (meant)
			rc = warnings_add(config,
					  arena_printf(config->arena,
						       "%s:%d: unknown section [%s]; did you mean [%s]?",
						       config->file, ini->section_lines[i], name, meant),
					  err);
		else if (others.len < 200)
			sqlembic_buf_printf(&others, "%s[%s] (line %d)", others.len ? ", " : "", name,
					    ini->section_lines[i]);
	}
	if (rc == 0 && others.len)
		rc = warnings_add(config,
				  arena_printf(config->arena,
					       "%s: no command reads %s; with -n NAME they read the "
					       "section of that name",
					       config->file, sqlembic_buf_text(&others)),
				  err);
	sqlembic_buf_release(&others);
	return rc;
}

int warnings_collect(struct config *config, struct sqlembic_error *err)
{
	struct names references = { 0 };
	struct section *sections = arena_alloc(config->arena, config->ini.nsections, sizeof(*sections));
	int rc = sections ? find_references(&references, config, err) : sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (keys_find(entry->key))
			sections[entry->section].has_keys = true;
		if (strcmp(entry->key, "sqlalchemy.url") == 0 || strcmp(entry->key, "script_location") == 0)
			sections[entry->section].has_place = true;
		if (names_find(&references, 0, entry->key) == NAMES_NONE)
			rc = check_entry(config, entry, err);
	}
	return rc ? rc : check_sections(config, sections, err);
}

size_t warnings_list(const struct config *config, const char *const **out)
{
	*out = config->warnings;
	return config->nwarnings;
}
