/* target_config.c: see target_config.h. */
#include "config/target_config.h"

#include <string.h>

#include "config/parts.h"
#include "config/url.h"
#include "config/url_mask.h"
#include "sqlembic/error.h"

#define TENANT    "tenant"
#define REFERENCE "${" TENANT

/* ---- one target ------------------------------------------------------------------------------------------ */

static int add_tenant(struct config *config, const char *tenant, struct sqlembic_error *err)
{
	struct sqlembic_pair *x = arena_alloc(config->arena, config->nx + 1, sizeof(*x));
	if (!x)
		return sqlembic_fail_memory(err);
	if (config->nx)
		memcpy(x, config->x, config->nx * sizeof(*x));
	x[config->nx++] = (struct sqlembic_pair){ TENANT, tenant };
	config->x = x;
	return 0;
}

/* A value of the environment or the command line is taken as it is, but for the name of the tenant. */
static int put_tenant(const char **out, struct config *config, const char *text, const char *tenant,
		      struct sqlembic_error *err)
{
	static const char reference[] = REFERENCE "}";
	struct sqlembic_buf made = SQLEMBIC_BUF_INIT;
	for (const char *found = strstr(text, reference); found; found = strstr(text, reference)) {
		sqlembic_buf_add(&made, text, (size_t)(found - text));
		if (url_encodes_after(sqlembic_buf_text(&made)))
			url_encode(&made, tenant);
		else
			sqlembic_buf_puts(&made, tenant);
		text = found + sizeof(reference) - 1;
	}
	sqlembic_buf_puts(&made, text);
	*out = made.failed ? NULL : arena_copy(config->arena, sqlembic_buf_text(&made), made.len);
	sqlembic_buf_release(&made);
	return *out ? 0 : sqlembic_fail_memory(err);
}

/* *out->text NULL: the key is not set. */
static int expand_for(struct config_value *out, struct config *config, const char *key, const char *tenant,
		      struct sqlembic_error *err)
{
	int rc = lookup_find(out, config, key, err);
	if (rc < 0 || !out->text || !*out->text) {
		out->text = NULL;
		return rc;
	}
	const char *text;
	rc = out->is_literal ? put_tenant(&text, config, out->text, tenant, err)
			     : expand_value(&text, config, out, config->section, key, err);
	if (rc < 0)
		return rc;
	out->text = text;
	out->is_literal = true;
	return 0;
}

/* A file of that name elsewhere is not meant. */
static int refuse_path(const struct config_value *url, const char *tenant, struct arena *arena,
		       struct sqlembic_error *err)
{
	struct sqlembic_url parsed;
	const char *found = strpbrk(tenant, "/?");
	if (!found || url_parse(&parsed, arena, url->text, err) < 0 || parsed.host ||
	    strcmp(parsed.dialect, "sqlite") != 0)
		return 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the name of the tenant \"%s\" holds a \"%c\", and target_url names a file", tenant,
		      *found);
	return sqlembic_fail_hint(err, "correct targets_query, or what it reads");
}

static int place_tenant(struct config *config, const char *tenant, struct sqlembic_error *err)
{
	struct config_value url = { 0 }, schema = { 0 };
	int rc = add_tenant(config, tenant, err);
	if (rc == 0)
		rc = expand_for(&url, config, "target_url", tenant, err);
	if (rc == 0 && url.text)
		rc = refuse_path(&url, tenant, config->arena, err);
	if (rc == 0)
		rc = expand_for(&schema, config, "target_schema", tenant, err);
	if (rc < 0)
		return rc;
	config->url = url;
	config->schema = schema.text;
	return 0;
}

static enum config_naming naming_of(const struct config *config, const struct target_place *place)
{
	if (place->url)
		return NAMED_BY_LINE;
	if (place->section)
		return NAMED_BY_SECTION;
	return place->tenant && config->url.text ? NAMED_BY_TENANT : NAMED_AS_USUAL;
}

int target_config_prepare(struct config *base, struct sqlembic_error *err)
{
	return base->overrides ? 0 : lookup_remember(base, err);
}

int target_config_make(struct config **out, struct arena *arena, const struct config *base,
		       const struct target_place *place, struct sqlembic_error *err)
{
	struct config *config = arena_alloc(arena, 1, sizeof(*config));
	if (!config)
		return sqlembic_fail_memory(err);
	*config = *base;
	config->arena = arena;
	int rc = 0;
	if (place->section) {
		config->section = place->section;
		config->overrides = NULL;
		config->dotenv = (struct dotenv){ 0 };
		rc = sources_read_env_file(config, err);
	}
	if (rc == 0 && place->tenant)
		rc = place_tenant(config, place->tenant, err);
	if (rc == 0 && place->url)
		config->url = (struct config_value){ place->url,  true,        place->origin,
						     place->file, place->line, NULL };
	config->naming = naming_of(config, place);
	*out = config;
	return rc;
}

int target_config_setting(const char **out, struct config *config, struct sqlembic_error *err)
{
	struct config_value url;
	int rc = lookup_find(&url, config, "sqlalchemy.url", err);
	if (rc < 0)
		return rc;
	switch (config->naming) {
	case NAMED_AS_USUAL:
		*out = url.setting ? url.setting : "sqlalchemy.url";
		break;
	case NAMED_BY_LINE:
		*out = url.file && url.line > 0 ? arena_printf(config->arena, "%s:%d", url.file, url.line)
						: url.origin;
		break;
	case NAMED_BY_SECTION:
		*out = url.setting ? url.setting
				   : arena_printf(config->arena, "sqlalchemy.url of [%s]", config->section);
		break;
	case NAMED_BY_TENANT:
		*out = url.setting ? url.setting : "target_url";
		break;
	}
	return *out ? 0 : sqlembic_fail_memory(err);
}

const char *target_config_schema(const struct config *config)
{
	return config->schema;
}

/* ---- all of them ----------------------------------------------------------------------------------------- */

int target_config_lines(const char *const **out, size_t *n, const char **file, int *line,
			struct config *config, struct sqlembic_error *err)
{
	struct config_value value;
	const char *const *raw;
	*n = 0;
	int rc = lookup_find(&value, config, "targets", err);
	if (rc < 0 || !value.text)
		return rc;
	*file = value.file ? value.file : value.origin;
	*line = value.line;
	rc = config_split(&raw, n, config, value.text, "\n", err);
	const char **lines = rc == 0 ? arena_alloc(config->arena, *n, sizeof(*lines)) : NULL;
	if (rc == 0 && !lines)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < *n; i++) {
		struct config_value each = value;
		each.text = raw[i];
		rc = expand_value(&lines[i], config, &each, config->section, "targets", err);
	}
	*out = lines;
	return rc;
}

/* 1: it is set, and names the tenant. */
static int check_template(struct config *config, const char *key, struct sqlembic_error *err)
{
	struct config_value value;
	int rc = lookup_find(&value, config, key, err);
	if (rc < 0 || !value.text || !*value.text)
		return rc;
	if (strstr(value.text, REFERENCE))
		return 1;
	const char *shown = url_mask(config->arena, value.text);
	if (!shown)
		return sqlembic_fail_memory(err);
	(void)config_refuse(config, key, shown, "does not hold ${tenant}: every tenant would be the same",
			    err);
	return sqlembic_fail_hint(err, "write ${tenant} where the name of a tenant stands in it");
}

/* It would say where the tables of all of them are. */
static int refuse_table_schema(struct config *config, struct sqlembic_error *err)
{
	struct config_value value;
	int rc = lookup_find(&value, config, "version_table_schema", err);
	if (rc < 0 || !value.text || !*value.text)
		return rc;
	rc = config_refuse(
		config, "version_table_schema", value.text,
		"is one schema for all, and with target_schema each tenant has its tables in its own", err);
	(void)sqlembic_fail_hint(err,
				 "take version_table_schema out, or give each tenant a database: target_url");
	return rc;
}

int target_config_check_tenants(struct config *config, struct sqlembic_error *err)
{
	int url = check_template(config, "target_url", err);
	int schema = url < 0 ? url : check_template(config, "target_schema", err);
	if (schema > 0 && refuse_table_schema(config, err) < 0)
		return SQLEMBIC_E_FAILED;
	if (schema < 0 || url || schema)
		return schema < 0 ? schema : 0;
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "targets_query gives names, and nothing says what is made of them");
	return sqlembic_fail_hint(err, "set target_url, the URL of a tenant's database, or target_schema, "
				       "the name of its schema: they hold ${tenant}");
}
