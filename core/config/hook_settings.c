/* hook_settings.c: the programs that [post_write_hooks] wants run on new files.  They are run elsewhere. */
#include "config/hook_settings.h"

#include <string.h>

#include "config/parts.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define SECTION "post_write_hooks"

/* NAME.<part> as keys are stored; NULL when out of memory. */
static const char *key_of(struct config *config, const char *name, const char *part)
{
	char *key = arena_printf(config->arena, "%s.%s", name, part);
	for (char *p = key; p && *p; p++)
		*p = sqlembic_lower(*p);
	return key;
}

/* The value of NAME.<part>, NULL when it is not set. */
static int read_part(const char **out, struct config *config, const char *name, const char *part,
		     struct sqlembic_error *err)
{
	const char *key = key_of(config, name, part);
	return key ? expand_entry(out, config, SECTION, key, err) : sqlembic_fail_memory(err);
}

/* Points at NAME.type, or at the list that names a hook without a type. */
static int fail_at_hook(struct config *config, const char *name, struct sqlembic_error *err)
{
	const char *key = key_of(config, name, "type");
	const struct inifile_entry *entry = key ? inifile_find(&config->ini, SECTION, key) : NULL;
	if (!entry)
		entry = inifile_find(&config->ini, SECTION, "hooks");
	(void)sqlembic_fail_at(err, config->file, entry ? entry->line : 0, 0);
	return SQLEMBIC_E_FAILED;
}

/* Alembic's other types run Python code; the hint is the same thing as a program. */
static int refuse_type(struct config *config, const struct config_hook *hook, struct sqlembic_error *err)
{
	const char *name = hook->name, *entrypoint = NULL, *module = NULL;
	int rc = read_part(&entrypoint, config, name, "entrypoint", err);
	if (rc == 0)
		rc = read_part(&module, config, name, "module", err);
	if (rc < 0)
		return rc;
	if (!hook->type)
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "hook \"%s\" has no %s.type", name, name);
	else
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "hook \"%s\" is of type \"%s\"; only \"exec\" can be run", name,
				    hook->type);
	if (module)
		(void)sqlembic_fail_hint(err,
					 "set %s.type = exec, %s.executable = python3, %s.options = -m %s %s",
					 name, name, name, module, hook->options ? hook->options : "");
	else
		(void)sqlembic_fail_hint(err, "set %s.type = exec and %s.executable = %s", name, name,
					 entrypoint ? entrypoint : "PROGRAM");
	return fail_at_hook(config, name, err);
}

static int read_hook(struct config_hook *out, struct config *config, const char *name,
		     struct sqlembic_error *err)
{
	out->name = name;
	int rc = read_part(&out->type, config, name, "type", err);
	if (rc == 0)
		rc = read_part(&out->executable, config, name, "executable", err);
	if (rc == 0)
		rc = read_part(&out->options, config, name, "options", err);
	if (rc == 0)
		rc = read_part(&out->cwd, config, name, "cwd", err);
	if (rc < 0)
		return rc;
	if (!out->type || strcmp(out->type, "exec") != 0)
		return refuse_type(config, out, err);
	if (out->executable && *out->executable)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "hook \"%s\" has no %s.executable", name, name);
	return fail_at_hook(config, name, err);
}

int hook_settings_read(struct config *config, const struct config_hook **out, size_t *n,
		       struct sqlembic_error *err)
{
	*out = NULL;
	*n = 0;
	if (!inifile_has_section(&config->ini, SECTION))
		return 0;
	const char *text;
	int rc = expand_entry(&text, config, SECTION, "hooks", err);
	if (rc < 0 || !text)
		return rc;
	const char *const *names;
	size_t count;
	rc = config_split(&names, &count, config, text, ", \t\n", err);
	if (rc < 0)
		return rc;
	struct config_hook *hooks = arena_alloc(config->arena, count, sizeof(*hooks));
	if (!hooks)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < count; i++) {
		rc = read_hook(&hooks[i], config, names[i], err);
		if (rc < 0)
			return rc;
	}
	*out = hooks;
	*n = count;
	return 0;
}
