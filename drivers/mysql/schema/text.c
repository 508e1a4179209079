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
	for (; *name; name++)
		sqlembic_buf_putc(out, folds && *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) : *name);
}

struct sqlembic_tokens mysqldb_text_tokens(const char *text)
{
	return sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, MYSQLDB_LEX);
}
