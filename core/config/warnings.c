/* warnings.c: finds the keys of a configuration that nobody reads. */
#include "config/warnings.h"

#include <ctype.h>
#include <string.h>

#include "base/names.h"
#include "config/keys.h"
#include "config/parts.h"
#include "sqlembic/error.h"

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
				*c = (char)tolower((unsigned char)*c);
			if (!name || !names_put(out, config->arena, 0, name, i))
				return sqlembic_fail_memory(err);
		}
	}
	return 0;
}

static int warn(struct config *config, const struct inifile_entry *entry, struct sqlembic_error *err)
{
	const char *meant = keys_suggest(entry->key);
	const char *text = arena_printf(config->arena, "%s:%d: unknown key \"%s\" in [%s]%s%s%s",
					config->file, entry->line, entry->key, config->section,
					meant ? "; did you mean " : " is ignored", meant ? meant : "",
					meant ? "?" : "");
	if (!text)
		return sqlembic_fail_memory(err);
	config->warnings[config->nwarnings++] = text;
	return 0;
}

int warnings_collect(struct config *config, struct sqlembic_error *err)
{
	config->warnings = arena_alloc(config->arena, config->ini.nentries, sizeof(*config->warnings));
	if (!config->warnings)
		return sqlembic_fail_memory(err);
	struct names references = { 0 };
	int rc = find_references(&references, config, err);
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (lookup_is_foreign(config, entry) && !keys_is_pythons(entry->key) &&
		    names_find(&references, 0, entry->key) == NAMES_NONE)
			rc = warn(config, entry, err);
	}
	return rc;
}

size_t warnings_list(const struct config *config, const char *const **out)
{
	*out = config->warnings;
	return config->nwarnings;
}
