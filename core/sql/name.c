/* name.c: see name.h. */
#include "sql/name.h"

#include <string.h>

#include "sqlembic/text.h"

static bool is_reserved(const struct sqlembic_dialect *dialect, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = dialect->reserved; (at = strstr(at, name)); at++) {
		if (at[-1] == ' ' && at[n] == ' ')
			return true;
	}
	return false;
}

static bool is_lower(char c)
{
	return sqlembic_is_ascii_letter(c) && sqlembic_lower(c) == c;
}

/* Alembic writes plain lower-case names bare; so do we, to make the same table and the same offline script. */
static bool is_plain(const struct sqlembic_dialect *dialect, const char *name)
{
	if ((!is_lower(*name) && *name != '_') || is_reserved(dialect, name))
		return false;
	for (; *name; name++) {
		if (!is_lower(*name) && !sqlembic_is_digit(*name) && *name != '_')
			return false;
	}
	return true;
}

void name_add(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *name)
{
	if (is_plain(dialect, name))
		sqlembic_buf_puts(out, name);
	else
		sqlembic_buf_quote(out, name, dialect->identifier_quote);
}

void name_qualify(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *schema,
		  const char *table)
{
	if (schema && *schema) {
		name_add(out, dialect, schema);
		sqlembic_buf_putc(out, '.');
	}
	name_add(out, dialect, table);
}

const char *name_put(struct arena *arena, const char *text, const char *name)
{
	const char *mark = strchr(text, '?');
	if (!mark)
		return arena_dup(arena, text);
	return arena_printf(arena, "%.*s%s%s", (int)(mark - text), text, name, mark + 1);
}
