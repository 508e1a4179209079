/* lookup.c: finds the origin of a key's value.  It knows no meaning of a value. */
#include "config/parts.h"

#include <string.h>

#include "config/keys.h"
#include "base/fs.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

/* One of the two places where environment variables are set. */
enum environment { ENVIRONMENT_REAL, ENVIRONMENT_DOTENV };

static int keep_secret(const char **out, struct config *config, const char *path,
		       const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	size_t n = text->len;
	if (n > 0 && text->ptr[n - 1] == '\n')
		n -= n > 1 && text->ptr[n - 2] == '\r' ? 2 : 1;
	struct config_secret *secret = arena_alloc(config->arena, 1, sizeof(*secret));
	if (!secret)
		return sqlembic_fail_memory(err);
	secret->path = arena_dup(config->arena, path);
	secret->text = arena_copy(config->arena, sqlembic_buf_text(text), n);
	if (!secret->path || !secret->text)
		return sqlembic_fail_memory(err);
	secret->next = config->secrets;
	config->secrets = secret;
	*out = secret->text;
	return 0;
}

/* The content of a secret file without its last line break. */
static int read_secret(const char **out, struct config *config, const char *path, struct sqlembic_error *err)
{
	for (const struct config_secret *s = config->secrets; s; s = s->next) {
		if (strcmp(s->path, path) == 0) {
			*out = s->text;
			return 0;
		}
	}
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = fs_read(&text, path, &config->caller, err);
	if (rc == 0 && memchr(sqlembic_buf_text(&text), '\0', text.len))
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s holds a NUL byte", path);
	if (rc == 0)
		rc = keep_secret(out, config, path, &text, err);
	sqlembic_buf_release(&text);
	return rc;
}

/* 1: the variable is set, and *out says where. */
static int find_variable(struct config_value *out, struct config *config, enum environment where,
			 const char *name, struct sqlembic_error *err)
{
	*out = (struct config_value){ .is_literal = true };
	if (where == ENVIRONMENT_REAL) {
		const char *value = config->getenv(name);
		if (!value)
			return 0;
		out->text = arena_dup(config->arena, value);
		out->origin = arena_printf(config->arena, "environment %s", name);
		out->setting = arena_dup(config->arena, name);
	} else {
		const struct dotenv_entry *entry = dotenv_find(&config->dotenv, name);
		if (!entry)
			return 0;
		out->text = entry->value;
		out->file = config->dotenv.path;
		out->line = entry->line;
		out->origin = arena_printf(config->arena, "%s:%d", out->file, out->line);
		out->setting = arena_printf(config->arena, "%s in %s", name, out->file);
	}
	return out->text && out->origin && out->setting ? 1 : sqlembic_fail_memory(err);
}

/* Compose files hand on what is not set as an empty value. */
static const char URL_VARIABLE[] = "DATABASE_URL";

static void blame_name(const char *file_name, const struct config_value *found, struct sqlembic_error *err)
{
	const char *in = found->file ? " in " : "", *file = found->file ? found->file : "";
	(void)sqlembic_fail_detail(err, "this file is named by %s%s%s", file_name, in, file);
	if (err && err->code == SQLEMBIC_E_FAILED && !err->hint[0])
		(void)sqlembic_fail_hint(err, "correct %s%s%s: it names a file that holds the value",
					 file_name, in, file);
}

/* 1: `name` or `name`_FILE is set. */
static int find_override(struct config_value *out, struct config *config, enum environment where,
			 const char *name, struct sqlembic_error *err)
{
	int rc = find_variable(out, config, where, name, err);
	if (rc < 0 || (rc > 0 && (out->text[0] || name != URL_VARIABLE)))
		return rc;
	const char *file_name = arena_fill(config->arena, "%s_FILE", name);
	if (!file_name)
		return sqlembic_fail_memory(err);
	rc = find_variable(out, config, where, file_name, err);
	if (rc <= 0)
		return rc;
	const char *path = out->text;
	out->text = NULL;
	if (!(out->setting = arena_printf(config->arena, "the file %s", path)))
		return sqlembic_fail_memory(err);
	rc = read_secret(&out->text, config, path, err);
	if (rc < 0)
		blame_name(file_name, out, err);
	return rc < 0 ? rc : 1;
}

const char *lookup_name(const struct config *config, const char *section, const char *key)
{
	const bool is_main = strcmp(section, MAIN_SECTION) == 0;
	char *name = arena_fill(config->arena, "%s%s%s%s", LOOKUP_PREFIX, is_main ? "" : section,
				is_main || !*section ? "" : "_", key);
	for (char *c = name; c && *c; c++)
		*c = sqlembic_is_alphanumeric(*c) ? sqlembic_upper(*c) : '_';
	return name;
}

const char *lookup_override_name(const struct config *config, const char *key)
{
	return lookup_name(config, config->section, key);
}

static int find_in_environment(struct config_value *out, struct config *config, enum environment where,
			       const char *key, struct sqlembic_error *err)
{
	const char *name = lookup_override_name(config, key);
	if (!name)
		return sqlembic_fail_memory(err);
	int rc = find_override(out, config, where, name, err);
	if (rc == 0 && strcmp(key, "sqlalchemy.url") == 0 && strcmp(config->section, MAIN_SECTION) == 0)
		rc = find_override(out, config, where, URL_VARIABLE, err);
	return rc;
}

static int find_in_environments(struct config_value *out, struct config *config, const char *key,
				struct sqlembic_error *err)
{
	int rc = find_in_environment(out, config, ENVIRONMENT_REAL, key, err);
	return rc != 0 ? rc : find_in_environment(out, config, ENVIRONMENT_DOTENV, key, err);
}

/* What the target says by itself. */
static bool find_of_target(struct config_value *out, const struct config *config, const char *key)
{
	if (config->url.text && strcmp(key, "sqlalchemy.url") == 0)
		*out = config->url;
	else if (config->schema && strcmp(key, "version_table_schema") == 0)
		*out = (struct config_value){ config->schema, true, "target_schema", NULL, 0, NULL };
	else
		return false;
	return true;
}

static int find_set(struct config_value *out, struct config *config, const char *key,
		    const struct config_key *known, struct sqlembic_error *err)
{
	if (find_of_target(out, config, key))
		return 1;
	for (size_t i = config->nset; i > 0; i--) {
		const struct sqlembic_pair *pair = &config->set[i - 1];
		if (strcmp(pair->key, key) == 0) {
			*out = (struct config_value){ pair->value, true, "command line", NULL, 0, NULL };
			return 1;
		}
	}
	if (!known || !config->overrides)
		return find_in_environments(out, config, key, err);
	if (config->overrides[known - keys_all].is_set)
		*out = config->overrides[known - keys_all].value;
	return config->overrides[known - keys_all].is_set;
}

int lookup_override(struct config_value *out, struct config *config, const char *key,
		    struct sqlembic_error *err)
{
	return find_set(out, config, key, config->overrides ? keys_find(key) : NULL, err);
}

int lookup_remember(struct config *config, struct sqlembic_error *err)
{
	size_t n = 0;
	int rc = 0;
	while (keys_all[n].name)
		n++;
	struct config_override *overrides = arena_alloc(config->arena, n, sizeof(*overrides));
	if (!overrides)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; rc >= 0 && i < n; i++) {
		rc = find_in_environments(&overrides[i].value, config, keys_all[i].name, err);
		overrides[i].is_set = rc > 0;
	}
	if (rc >= 0)
		config->overrides = overrides;
	return rc < 0 ? rc : 0;
}

int lookup_entry(struct config_value *out, struct config *config, const char *section, const char *key,
		 struct sqlembic_error *err)
{
	const struct inifile_entry *entry = inifile_find(&config->ini, section, key);
	if (!entry)
		return 0;
	const char *origin = arena_printf(config->arena, "%s:%d", config->file, entry->line);
	*out = (struct config_value){ entry->value, false, origin, config->file, entry->line, NULL };
	return origin ? 1 : sqlembic_fail_memory(err);
}

int lookup_find(struct config_value *out, struct config *config, const char *key, struct sqlembic_error *err)
{
	const struct config_key *known = keys_find(key);
	/* Who tells of another error looks without minding whether this fails. */
	*out = (struct config_value){ .text = NULL };
	int rc = find_set(out, config, key, known, err);
	if (rc == 0)
		rc = lookup_entry(out, config, config->section, key, err);
	if (rc == 0) {
		*out = (struct config_value){
			known ? known->default_value : NULL, true, "default", NULL, 0, NULL
		};
	}
	return rc < 0 ? rc : 0;
}

int lookup_variable(const char **out, struct config *config, const char *name, struct sqlembic_error *err)
{
	struct config_value value;
	*out = NULL;
	for (size_t i = config->nx; i > 0; i--) {
		if (strcmp(config->x[i - 1].key, name) == 0) {
			*out = config->x[i - 1].value;
			return 0;
		}
	}
	int rc = find_override(&value, config, ENVIRONMENT_REAL, name, err);
	if (rc == 0)
		rc = find_override(&value, config, ENVIRONMENT_DOTENV, name, err);
	if (rc > 0)
		*out = value.text;
	return rc < 0 ? rc : 0;
}

bool lookup_is_foreign(const struct config *config, const struct inifile_entry *entry)
{
	return strcmp(config->ini.sections[entry->section], config->section) == 0 && !keys_find(entry->key);
}
