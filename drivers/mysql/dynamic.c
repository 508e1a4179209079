/* dynamic.c: see dynamic.h.
 *
 * "PREPARE s FROM @text" and "EXECUTE IMMEDIATE CONCAT(...)": which database the text names is not to be seen before it is put
 * together, and then the server knows it.  It is read in hexadecimal, so that no setting of the script changes it. */
#include "dynamic.h"

#include <stdlib.h>

#include "batch.h"
#include "reach.h"
#include "rows.h"
#include "unname.h"

#define VARIABLE "@sqlembic_text"

/* What the text is: a literal, a variable or, on MariaDB, an expression. */
static bool find_expression(struct sqlembic_span *out, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token;
	size_t depth = 0;
	const bool prepares = sqlembic_token_take(&tokens, "PREPARE");
	if (prepares ? !sqlembic_token_next(&tokens, &token) || !sqlembic_token_take(&tokens, "FROM")
		     : !sqlembic_token_take(&tokens, "EXECUTE IMMEDIATE"))
		return false;
	const char *begin = tokens.at, *end = tokens.end;
	while (end == tokens.end && sqlembic_token_next(&tokens, &token)) {
		depth += sqlembic_token_is_mark(&token, '(');
		depth -= depth > 0 && sqlembic_token_is_mark(&token, ')');
		if (depth == 0 && sqlembic_token_is(&token, "USING"))
			end = token.text.ptr;
	}
	*out = (struct sqlembic_span){ begin, (size_t)(end - begin) };
	return true;
}

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

/* In its place: half as long. */
static void read_hexadecimal(char *text)
{
	char *out = text;
	for (const char *p = text; p[0] && p[1]; p += 2)
		*out++ = (char)(digit(p[0]) << 4 | digit(p[1]));
	*out = '\0';
}

/* NULL: the server will say itself what is wrong with it. */
static char *read_text(struct mysqldb *s, struct sqlembic_span expression)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	char *text = NULL;
	sqlembic_buf_puts(&sql, "SELECT HEX(CONVERT(");
	sqlembic_buf_add(&sql, expression.ptr, expression.len);
	/* It may end in a comment. */
	sqlembic_buf_puts(&sql, "\n USING utf8mb4))");
	if (!sql.failed && mysqldb_read_row(s, &text, 1, sql.ptr, &unheard) == 0 && text)
		read_hexadecimal(text);
	sqlembic_buf_release(&sql);
	return text;
}

static int refuse(const struct mysqldb *s, struct sqlembic_span text, struct sqlembic_error *err)
{
	const struct sqlembic_part part = { .kind = SQLEMBIC_PART_STATEMENT, .sql = text };
	if (mysqldb_reach_within(s, &part, 1) == 0)
		return mysqldb_reach_refuse(s, text, err);
	if (s->is_private || !s->classify || !(s->classify(s->dialect, text) & SQLEMBIC_CLASS_SERVER))
		return 0;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the text that the statement prepares changes accounts, rights, settings or databases of "
		"the server, and it runs in a scratch database: it was not sent");
	(void)sqlembic_fail_sqlstate(err, MYSQLDB_BEYOND);
	return sqlembic_fail_hint(
		err, "set scratch_url to \"local\", a private server whose accounts are its own; or "
		     "say it in a statement of its own, which is left out there");
}

/* Without the name; false: it has none. */
static bool take_name(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span text)
{
	return s->stands_for && (mysqldb_unname_database(out, text, s->stands_for) ||
				 mysqldb_unname(out, text, s->stands_for, true));
}

static int keep(struct mysqldb *s, const char *text, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SET " VARIABLE " = ");
	mysqldb_add_literal(&sql, text);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run(s, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

int mysqldb_dynamic_take(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql,
			 struct sqlembic_error *err)
{
	struct sqlembic_span expression;
	if (!mysqldb_reach_is_scratch(s) || !find_expression(&expression, sql))
		return 0;
	char *text = read_text(s, expression);
	if (!text)
		return 0;
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	const struct sqlembic_span whole = { text, strlen(text) };
	const bool is_named = take_name(&bare, s, whole);
	int rc = bare.failed
			 ? sqlembic_fail_memory(err)
			 : refuse(s, is_named ? (struct sqlembic_span){ bare.ptr, bare.len } : whole, err);
	if (rc == 0 && is_named)
		rc = keep(s, bare.ptr, err);
	if (rc == 0 && is_named) {
		sqlembic_buf_add(out, sql.ptr, (size_t)(expression.ptr - sql.ptr));
		sqlembic_buf_puts(out, " " VARIABLE " ");
		const char *behind = expression.ptr + expression.len;
		sqlembic_buf_add(out, behind, (size_t)(sql.ptr + sql.len - behind));
	}
	sqlembic_buf_release(&bare);
	free(text);
	return rc;
}
