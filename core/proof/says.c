/* says.c: see says.h.  It errs on the side of the script: what could be meant is said. */
#include "proof/says.h"

#include <string.h>

#include "sqlembic/token.h"

static const char *const changing[] = { "DELETE",  "DROP",  "TRUNCATE", "UPDATE",
					"REPLACE", "MERGE", "DETACH",   "EXCHANGE" };
static const char *const running[] = { "CALL", "DO", "EXECUTE", "SELECT", "WITH", "VALUES" };

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

void says_add(struct says *says, const struct sqlembic_dialect *dialect, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
	const struct sqlembic_tokens all = tokens;
	struct sqlembic_token first;
	bool changes = false;
	if (sqlembic_token_next(&tokens, &first))
		for (size_t i = 0; i < COUNT(running); i++)
			says->has_code |= sqlembic_token_is(&first, running[i]);
	for (size_t i = 0; i < COUNT(changing) && !changes; i++)
		changes = sqlembic_token_mentions(all, changing[i]);
	if (!changes)
		return;
	sqlembic_buf_add(&says->text, sql.ptr, sql.len);
	sqlembic_buf_puts(&says->text, "\n;\n");
}

bool says_anything(const struct says *says)
{
	return says->has_code || says->text.len > 0 || says->text.failed;
}

/* A name that has to be quoted, in any of the quotes. */
static bool has_quoted(const char *text, const char *table)
{
	static const char quotes[] = { '"', '`', '[' };
	bool has = false;
	for (size_t i = 0; i < COUNT(quotes) && !has; i++) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		if (quotes[i] == '[')
			sqlembic_buf_printf(&name, "[%s]", table);
		else
			sqlembic_buf_quote(&name, table, quotes[i]);
		has = name.failed || strcasestr(text, name.ptr);
		sqlembic_buf_release(&name);
	}
	return has;
}

bool says_of(const struct says *says, const struct sqlembic_dialect *dialect, const char *table)
{
	const struct sqlembic_span text = { sqlembic_buf_text(&says->text), says->text.len };
	return says->has_code || says->text.failed ||
	       sqlembic_token_mentions(sqlembic_tokens_of(text, dialect->lex), table) ||
	       has_quoted(text.ptr, table);
}

void says_release(struct says *says)
{
	sqlembic_buf_release(&says->text);
	*says = (struct says){ 0 };
}
