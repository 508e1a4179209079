/* text.c: names and tokens of what the server prints. */
#include <string.h>

#include "../lex.h"
#include "kinds.h"
#include "sqlembic/token.h"

bool mysqldb_equal(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

void mysqldb_text_name(struct sqlembic_buf *out, const char *name)
{
	sqlembic_buf_quote(out, name, '`');
}

void mysqldb_text_identity(struct sqlembic_buf *out, const char *name, bool folds)
{
	size_t begin = out->len;
	if (strpbrk(name, ". `"))
		mysqldb_text_name(out, name);
	else
		sqlembic_buf_puts(out, name);
	for (size_t i = begin; folds && i < out->len; i++)
		if (out->ptr[i] >= 'A' && out->ptr[i] <= 'Z')
			out->ptr[i] |= 0x20;
}

void mysqldb_text_part_identity(struct sqlembic_buf *out, const char *parent, const char *name)
{
	sqlembic_buf_printf(out, "%s.", parent);
	mysqldb_text_identity(out, name, true);
}

void mysqldb_text_unquote(struct sqlembic_buf *out, struct sqlembic_span name)
{
	for (size_t i = 0; i < name.len; i++) {
		sqlembic_buf_putc(out, name.ptr[i]);
		i += name.ptr[i] == '`';
	}
}

struct sqlembic_tokens mysqldb_text_tokens(const char *text)
{
	return sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, MYSQLDB_LEX);
}
