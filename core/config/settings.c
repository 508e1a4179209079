/* settings.c: the configuration as it is shown.  Nothing that leaves this file holds a password. */
#include "config/settings.h"

#include <string.h>

#include "config/keys.h"
#include "config/parts.h"
#include "config/paths.h"
#include "config/secrets.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "sqlembic/error.h"

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
		return paths_script_location(config, &path, err);
	if (strcmp(key, "version_locations") == 0 && value)
		return paths_version_locations(config, &paths, &n, err);
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
	case CONFIG_TARGETS:
	case CONFIG_OPTIONAL:
		break;
	}
	return 0;
}

/* As it is written: what it means depends on the target. */
static int report_targets(struct sqlembic_setting *out, struct config *config, const char *key,
			  struct sqlembic_error *err)
{
	struct config_value value;
	const char *const *lines;
	size_t n;
	struct sqlembic_buf shown = SQLEMBIC_BUF_INIT;
	out->key = key;
	out->origin = config_origin(config, key);
	int rc = lookup_find(&value, config, key, err);
	if (rc < 0 || !value.text)
		return rc;
	rc = config_split(&lines, &n, config, value.text, "\n", err);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const char *masked = url_mask(config->arena, lines[i]);
		sqlembic_buf_printf(&shown, "%s%s", i ? "\n" : "", masked ? masked : "");
		shown.failed = shown.failed || !masked;
	}
	out->value = shown.failed ? NULL : arena_copy(config->arena, sqlembic_buf_text(&shown), shown.len);
	sqlembic_buf_release(&shown);
	return rc < 0 || out->value ? rc : sqlembic_fail_memory(err);
}

static int report(struct sqlembic_setting *out, struct config *config, const struct secrets *secrets,
		  const char *key, enum config_kind kind, struct sqlembic_error *err)
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
		out->value = secrets_hide(secrets, config, key, kind, value);
		if (!out->value)
			return sqlembic_fail_memory(err);
	}
	return 0;
}

int settings_list(struct config *config, const struct sqlembic_setting **out, size_t *n,
		  struct sqlembic_error *err)
{
	size_t most = config->ini.nentries;
	for (const struct config_key *key = keys_all; key->name; key++)
		most++;
	struct sqlembic_setting *settings = arena_alloc(config->arena, most, sizeof(*settings));
	if (!settings)
		return sqlembic_fail_memory(err);
	size_t count = 0;
	struct secrets secrets;
	int rc = secrets_collect(&secrets, config, err);
	for (const struct config_key *key = keys_all; rc == 0 && key->name; key++)
		rc = key->kind == CONFIG_TARGETS
			     ? report_targets(&settings[count++], config, key->name, err)
			     : report(&settings[count++], config, &secrets, key->name, key->kind, err);
	for (size_t i = 0; rc == 0 && i < config->ini.nentries; i++) {
		const struct inifile_entry *entry = &config->ini.entries[i];
		if (lookup_is_foreign(config, entry))
			rc = report(&settings[count++], config, &secrets, entry->key, CONFIG_TEXT, err);
	}
	*out = settings;
	*n = count;
	return rc;
}
