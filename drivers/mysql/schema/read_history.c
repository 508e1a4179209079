/* read_history.c: columns without a history in what SHOW CREATE TABLE has printed.
 *
 * Of a table that has lost its history, MariaDB prints which columns had none, and leaves these out of another one, too, unless a
 * statement names them until then.  Nothing can say so of another table, and it says nothing of this one: it is no difference. */
#include <string.h>

#include "../lex.h"
#include "parse.h"
#include "read.h"
#include "sqlembic/token.h"

/* Whether the next words are these, which are taken then. */
static bool take_versioning(struct sqlembic_tokens *tokens, const struct sqlembic_token *first,
			    const char *word)
{
	return first->kind == SQLEMBIC_TOKEN_WORD && sqlembic_token_is(first, word) &&
	       sqlembic_token_take(tokens, "SYSTEM VERSIONING");
}

void mysqldb_read_leave_out_history(struct sqlembic_buf *text)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(sqlembic_buf_text(text));
	struct sqlembic_token token;
	const char *copied = text->ptr;
	bool is_versioned = false;
	while (!is_versioned && sqlembic_token_next(&tokens, &token)) {
		is_versioned = take_versioning(&tokens, &token, "WITH");
		if (!take_versioning(&tokens, &token, "WITHOUT"))
			continue;
		sqlembic_buf_add(&out, copied, (size_t)(token.text.ptr - 1 - copied));
		copied = tokens.at;
	}
	if (!is_versioned) {
		sqlembic_buf_puts(&out, copied);
		sqlembic_buf_clear(text);
		sqlembic_buf_add(text, sqlembic_buf_text(&out), out.len);
	}
	text->failed |= out.failed;
	sqlembic_buf_release(&out);
}

static bool has_words_of_no_history(struct sqlembic_span definition)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(definition, MYSQLDB_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (take_versioning(&tokens, &token, "WITHOUT"))
			return true;
	return false;
}

void mysqldb_read_add_left_out(struct sqlembic_buf *out, const char *printed)
{
	struct mysqldb_table table;
	if (!strstr(printed, " WITHOUT SYSTEM VERSIONING"))
		return;
	const bool has_history = !mysqldb_parse_table(&table, printed) ||
				 mysqldb_parse_is_versioned(table.options);
	for (size_t i = 0; i < table.n && !has_history; i++)
		if (table.clauses[i].kind == MYSQLDB_COLUMN &&
		    has_words_of_no_history(table.clauses[i].definition)) {
			sqlembic_buf_puts(out, out->len > 0 ? ",`" : "`");
			sqlembic_buf_add(out, table.clauses[i].name.ptr, table.clauses[i].name.len);
			sqlembic_buf_putc(out, '`');
		}
	out->failed |= table.failed;
	mysqldb_parse_release(&table);
}
