/* aside.c: objects in use that cannot be altered.
 *
 * A type that columns have, or a function that defaults call, cannot be dropped.  It is given another name, made anew, and
 * dropped when all its users have the new one. */
#include "kinds.h"

#include <stdio.h>

#define ASIDE      "sqlembic_old_"
#define NAME_BYTES 63

/* The name under which it waits: cut, at the border of a character, where it would be too long. */
static void aside_name(char *out, size_t size, const char *name)
{
	int n = snprintf(out, size, ASIDE "%s", name);
	size_t end = n > NAME_BYTES ? NAME_BYTES : (size_t)(n < 0 ? 0 : n);
	while (n > NAME_BYTES && ((unsigned char)out[end] & 0xC0) == 0x80)
		end--;
	out[end] = '\0';
}

/* Identities are "schema.name" or "schema.name(arguments)": up to the dot, and from the parenthesis on. */
static size_t schema_length(const char *identity)
{
	return postgres_find_clause(identity, ".");
}

int postgres_put_aside_as(const struct sqlembic_action_sink *out, const char *identity, const char *name,
			  const char *word, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char aside[512];
	aside_name(aside, sizeof(aside), name);
	sqlembic_buf_printf(&sql, "ALTER %s %s RENAME TO ", word, identity);
	sqlembic_buf_quote(&sql, aside, '"');
	return postgres_emit_buf(out, &sql, 0, err);
}

int postgres_put_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
		       const char *word, struct sqlembic_error *err)
{
	return postgres_put_aside_as(out, fact->identity, fact->name, word, err);
}

void postgres_add_aside(struct sqlembic_buf *out, const struct sqlembic_fact *fact)
{
	char name[512];
	aside_name(name, sizeof(name), fact->name);
	sqlembic_buf_printf(out, "%.*s.", (int)schema_length(fact->identity), fact->identity);
	sqlembic_buf_quote(out, name, '"');
}

int postgres_drop_aside_with(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			     const char *arguments, const char *word, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "DROP %s ", word);
	postgres_add_aside(&sql, fact);
	sqlembic_buf_puts(&sql, arguments);
	return postgres_emit_buf(out, &sql, SQLEMBIC_ACTION_FINISHES, err);
}

int postgres_drop_aside(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			const char *word, struct sqlembic_error *err)
{
	return postgres_drop_aside_with(out, fact, "", word, err);
}

bool postgres_holds_values(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *user;
	for (size_t i = 0; (user = change->from->user(change->from, change->before, i)); i++)
		if (user->kind == POSTGRES_COLUMN || user->kind == POSTGRES_DOMAIN ||
		    user->kind == POSTGRES_ATTRIBUTE || user->kind == POSTGRES_COMPOSITE)
			return true;
	return false;
}

bool postgres_calls_another(const struct sqlembic_change *change)
{
	const struct sqlembic_fact *used;
	for (size_t i = 0; (used = change->from->used(change->from, change->before, i)); i++)
		if (used->kind == POSTGRES_FUNCTION &&
		    !change->to->find(change->to, POSTGRES_FUNCTION, used->identity))
			return true;
	return false;
}
