/* expand.c: what a value says once its references are replaced, and where the references lead. */
#include "config/parts.h"

#include <string.h>

#include "config/keys.h"
#include "config/interpolate.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

struct scope {
	struct config *config;
	const char *section;
};

static const char *look_up_key(void *payload, const char *name, bool *literal)
{
	const struct scope *scope = payload;
	struct config *config = scope->config;
	char *key = arena_dup(config->arena, name);
	for (char *p = key; p && *p; p++)
		*p = sqlembic_lower(*p);
	if (!key)
		return NULL;
	bool is_here = strcmp(key, "here") == 0;
	struct config_value value = { 0 };
	int rc = 0;
	if (strcmp(scope->section, config->section) == 0 && !is_here)
		rc = lookup_override(&value, config, key, NULL);
	if (rc == 0)
		rc = lookup_entry(&value, config, scope->section, key, NULL);
	if (rc == 0 && is_here)
		value = (struct config_value){ .text = config->here, .is_literal = true };
	*literal = value.is_literal;
	return value.text;
}

static int look_up_variable(const char **value, void *payload, const char *name, struct sqlembic_error *err)
{
	const struct scope *scope = payload;
	return lookup_variable(value, scope->config, name, err);
}

/* Names the key in front of a message that interpolation made, keeping the hint. */
static int name_key(struct sqlembic_error *err, const struct sqlembic_error *inner, const char *key)
{
	(void)sqlembic_fail(err, inner->code, "%s: %s", key, inner->message);
	(void)sqlembic_fail_detail(err, "%s", inner->detail);
	(void)sqlembic_fail_hint(err, "%s", inner->hint);
	return inner->code;
}

int expand_value(const char **out, struct config *config, const struct config_value *value,
		 const char *section, const char *key, struct sqlembic_error *err)
{
	*out = value->text;
	if (!value->text || value->is_literal)
		return 0;
	const struct config_key *known = keys_find(key);
	struct scope payload = { config, section };
	struct interpolate_scope scope = { look_up_key, look_up_variable, &payload,
					   known && (known->kind == CONFIG_URL ||
						     known->kind == CONFIG_TARGETS) };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error failed = { 0 };
	int rc = interpolate_expand(&text, &scope, value->text, &failed);
	if (rc < 0)
		rc = name_key(err, &failed, key);
	if (rc == 0) {
		*out = arena_copy(config->arena, sqlembic_buf_text(&text), text.len);
		if (!*out)
			rc = sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&text);
	if (rc < 0 && value->file)
		(void)sqlembic_fail_at(err, value->file, value->line, 0);
	return rc;
}

int expand_entry(const char **out, struct config *config, const char *section, const char *key,
		 struct sqlembic_error *err)
{
	struct config_value value = { 0 };
	int rc = lookup_entry(&value, config, section, key, err);
	*out = NULL;
	return rc <= 0 ? rc : expand_value(out, config, &value, section, key, err);
}
