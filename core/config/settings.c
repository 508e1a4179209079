/* settings.c: the configuration as it is shown: every setting with its origin, the sections, the
 * warnings. Nothing that leaves this file holds a password. */
#include "config/parts.h"

#include <string.h>

#include "config/keys.h"
#include "sqlembic/error.h"
#include "config/url.h"

static const char *mask(struct config *config, const char *key, enum config_kind kind, const char *value)
{
	if (url_is_secret_name(key))
		return "***";
	bool is_suspect = strstr(value, "://") || strcasestr(value, "passw") || strcasestr(value, "pwd=");
	return kind == CONFIG_URL || is_suspect ? url_mask(config->arena, value) : value;
}

static int check_url(struct config *config, const char *text, struct sqlembic_error *err)
{
	struct sqlembic_url url;
	int rc = url_parse(&url, config->arena, text, err);
	if (rc < 0)
		return rc;
	return url_engine(&url, err) ? 0 : SQLEMBIC_E_FAILED;
}

/* Fails with the reason for which a value could not be used. */
static int check_value(struct config *config, const char *key, enum config_kind kind, const char *value,
		       struct sqlembic_error *err)
{
	bool truth;
	long number;
	const char *path;
	const char *const *paths;
	size_t n;
	if (strcmp(key, "script_location") == 0)
		return config_script_location(config, &path, err);
	if (strcmp(key, "version_locations") == 0 && value)
		return config_version_locations(config, &paths, &n, err);
	switch (kind) {
	case CONFIG_BOOL:
		return config_bool(config, key, &truth, err);
	case CONFIG_NUMBER:
		return config_number(config, key, &number, err);
	case CONFIG_DURATION:
		return config_duration(config, key, &number, err);
	case CONFIG_URL:
		return value ? check_url(config, value, err) : 0;
	case CONFIG_TEXT:
	case CONFIG_OPTIONAL:
		break;
	}
	return 0;
}

static int report(struct sqlembic_setting *out, struct config *config, const char *key, enum config_kind kind,
		  struct sqlembic_error *err)
{
	struct sqlembic_error why = { 0 };
	const char *value = NULL;
	out->key = key;
	out->origin = config_origin(config, key);
	int rc = config_string(config, key, &value, &why);
	if (rc < 0)
		value = NULL;
	else
		rc = check_value(config, key, kind, value, &why);
	if (rc < 0) {
		/* Most messages begin with the key, which whoever shows a setting has said already. */
		size_t n = strlen(key);
		bool is_named = strncmp(why.message, key, n) == 0 && strncmp(why.message + n, ": ", 2) == 0;
		out->error = arena_dup(config->arena, why.message + (is_named ? n + 2 : 0));
		if (!out->error)
			return sqlembic_fail_memory(err);
	}
	if (value) {
		out->value = mask(config, key, kind, value);
		if (!out->value)
			return sqlembic_fail_memory(err);
	}
	return 0;
}

/* True for an entry of the section in use that is none of our keys. */
static bool is_foreign(const struct config *config, const struct inifile_entry *entry)
{
	return strcmp(config->ini.sections[entry->section], config->section) == 0 &&
	       !config_key_find(entry->key);
}

int config_settings(struct config *config, const struct sqlembic_setting **out, size_t *n,
		    struct sqlembic_error *err)
{
	size_t most = config->ini.nentries;
	for (const struct config_key *key = config_keys; key->name; key++)
		most++;
	struct sqlembic_setting *settings = arena_alloc(config->arena, most, sizeof(*settings));
	if (!settings)
		return sqlembic_fail_memory(err);
	size_t count = 0;
	int rc = 0;
	for (const struct config_key *key = config_keys; rc == 0 && key->name; key++)
		rc = report(&settings[count++], config, key->name, key->kind, err);
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (is_foreign(config, entry))
			rc = report(&settings[count++], config, entry->key, CONFIG_TEXT, err);
	}
	*out = settings;
	*n = count;
	return rc;
}

static bool is_pythons_section(const char *name)
{
	static const char *const exact[] = { "DEFAULT", "post_write_hooks", "loggers", "handlers",
					     "formatters" };
	static const char *const prefixes[] = { "logger_", "handler_", "formatter_" };
	for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++) {
		if (strcmp(name, exact[i]) == 0)
			return true;
	}
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	}
	return false;
}

int config_sections(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err)
{
	const char **names = arena_alloc(config->arena, config->ini.nsections, sizeof(*names));
	if (!names)
		return sqlembic_fail_memory(err);
	*n = 0;
	for (size_t i = 0; i < config->ini.nsections; i++) {
		if (!is_pythons_section(config->ini.sections[i]))
			names[(*n)++] = config->ini.sections[i];
	}
	*out = names;
	return 0;
}

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
	const char *meant = config_key_suggest(entry->key);
	const char *text = arena_printf(config->arena, "%s:%d: unknown key \"%s\" in [%s]%s%s%s",
					config->file, entry->line, entry->key, config->section,
					meant ? "; did you mean " : " is ignored", meant ? meant : "",
					meant ? "?" : "");
	if (!text)
		return sqlembic_fail_memory(err);
	config->warnings[config->nwarnings++] = text;
	return 0;
}

int config_check_keys(struct config *config, struct sqlembic_error *err)
{
	config->warnings = arena_alloc(config->arena, config->ini.nentries, sizeof(*config->warnings));
	if (!config->warnings)
		return sqlembic_fail_memory(err);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (is_foreign(config, entry) && !config_key_is_pythons(entry->key))
			rc = warn(config, entry, err);
	}
	return rc;
}

size_t config_warnings(const struct config *config, const char *const **out)
{
	*out = config->warnings;
	return config->nwarnings;
}
