/* sections.c: which sections of an ini file name a database. */
#include "config/sections.h"

#include <string.h>

#include "config/parts.h"
#include "sqlembic/error.h"

bool sections_is_pythons(const char *name)
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

int sections_list(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err)
{
	const char **names = arena_alloc(config->arena, config->ini.nsections, sizeof(*names));
	if (!names)
		return sqlembic_fail_memory(err);
	*n = 0;
	for (size_t i = 0; i < config->ini.nsections; i++) {
		if (!sections_is_pythons(config->ini.sections[i]))
			names[(*n)++] = config->ini.sections[i];
	}
	*out = names;
	return 0;
}

int sections_print(struct sqlembic_buf *out, struct config *config, struct sqlembic_error *err)
{
	const char *const *names;
	size_t n;
	int rc = sections_list(config, &names, &n, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		sqlembic_buf_printf(out, "%s[%s]", i ? ", " : "", names[i]);
	return rc;
}
