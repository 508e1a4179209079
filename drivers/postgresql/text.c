/* text.c: the pieces that the text of a message is made of, and places in it. */
#include "text.h"

#include <string.h>

/* Letters, digits and marks, none of which a literal has to escape. */
static bool is_harmless(const char *arg, size_t length)
{
	size_t n = 0;
	while (n < length && arg[n] >= ' ' && arg[n] <= '~' && arg[n] != '\'' && arg[n] != '\\')
		n++;
	return n == length;
}

int postgres_add_argument(struct postgres_session *s, const char *arg, struct sqlembic_error *err)
{
	if (!arg) {
		sqlembic_buf_puts(&s->text, "NULL");
		return 0;
	}
	const size_t length = strlen(arg);
	/* Nearly all are, and libpq takes ten times as long. */
	if (is_harmless(arg, length)) {
		sqlembic_buf_putc(&s->text, '\'');
		sqlembic_buf_add(&s->text, arg, length);
		sqlembic_buf_putc(&s->text, '\'');
		return 0;
	}
	char *literal = PQescapeLiteral(s->conn, arg, length);
	if (!literal)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a value is no valid UTF-8: %.60s", arg);
	sqlembic_buf_puts(&s->text, literal);
	PQfreemem(literal);
	return 0;
}

bool postgres_add_to_mark(struct sqlembic_buf *out, const char **sql)
{
	const char *p = *sql;
	char quote = '\0';
	for (; *p && (quote || *p != '?'); p++) {
		if (quote)
			quote = *p == quote ? '\0' : quote;
		else if (*p == '\'' || *p == '"')
			quote = *p;
	}
	sqlembic_buf_add(out, *sql, (size_t)(p - *sql));
	*sql = p + (*p == '?');
	return *p == '?';
}

int postgres_add_query(struct postgres_session *s, const struct sqlembic_query *q, struct sqlembic_error *err)
{
	size_t used = 0;
	for (const char *p = q->sql; postgres_add_to_mark(&s->text, &p); used++) {
		int rc = used < q->nargs ? postgres_add_argument(s, q->args[used], err) : 0;
		if (rc < 0)
			return rc;
	}
	if (used == q->nargs)
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a query with %zu parameters got %zu arguments: %s",
			     used, q->nargs, q->sql);
}

int postgres_refuse_nul(struct sqlembic_span sql, struct sqlembic_error *err)
{
	const char *nul = sql.len ? memchr(sql.ptr, '\0', sql.len) : NULL;
	if (!nul)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the statement holds a NUL byte");
	return sqlembic_fail_position(err, (size_t)(nul - sql.ptr) + 1);
}

size_t postgres_byte_offset(const struct postgres_session *s, const char *text, size_t position)
{
	const char *encoding = PQparameterStatus(s->conn, "server_encoding");
	bool bytes = encoding && strcmp(encoding, "SQL_ASCII") == 0;
	size_t at = 0;
	while (--position > 0 && text[at]) {
		int n = bytes ? 1 : PQmblen(text + at, PQclientEncoding(s->conn));
		while (n-- > 0 && text[at])
			at++;
	}
	return at;
}
