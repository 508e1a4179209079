/* warnings.c: finds the keys of a configuration that nobody reads. */
#include "config/warnings.h"

#include <string.h>

#include "config/keys.h"
#include "config/parts.h"
#include "sqlembic/error.h"

/* True when a value refers to the key: then it is a variable of the user's own. */
static int is_referred_to(bool *out, const struct config *config, const char *key, struct sqlembic_error *err)
{
	struct sqlembic_buf reference = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reference, "%%(%s)s", key);
	*out = false;
	for (size_t i = 0; !*out && i < config->ini.nentries; i++)
		*out = strcasestr(config->ini.entries[i].value, sqlembic_buf_text(&reference)) != NULL;
	bool failed = reference.failed;
	sqlembic_buf_release(&reference);
	return failed ? sqlembic_fail_memory(err) : 0;
}

static int warn(struct config *config, const struct inifile_entry *entry, struct sqlembic_error *err)
{
	bool is_variable;
	int rc = is_referred_to(&is_variable, config, entry->key, err);
	if (rc < 0 || is_variable)
		return rc;
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
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (lookup_is_foreign(config, entry) && !keys_is_pythons(entry->key))
			rc = warn(config, entry, err);
	}
	return rc;
}

size_t warnings_list(const struct config *config, const char *const **out)
{
	*out = config->warnings;
	return config->nwarnings;
}
