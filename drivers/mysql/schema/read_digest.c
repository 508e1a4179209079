/* read_digest.c: the text that a table is known by, and the table told by that text alone: a schema that has not changed costs no
 * reading of clauses. */
#include <string.h>

#include "../lex.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

/* The name of the database, which MariaDB puts before sequences: the text is compared with that of other databases. */
static void leave_out_database(struct sqlembic_buf *out, const char *sql, const char *database)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(sql);
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	struct sqlembic_token token;
	const char *copied = sql;
	mysqldb_text_name(&quoted, database);
	while (!quoted.failed && sqlembic_token_next(&tokens, &token)) {
		if (token.kind != SQLEMBIC_TOKEN_NAME || token.text.len != quoted.len ||
		    memcmp(token.text.ptr, quoted.ptr, quoted.len) != 0 || *tokens.at != '.')
			continue;
		sqlembic_buf_add(out, copied, (size_t)(token.text.ptr - copied));
		copied = tokens.at + 1;
	}
	sqlembic_buf_puts(out, copied);
	sqlembic_buf_release(&quoted);
}

const char *mysqldb_read_table_text(struct mysqldb_reading *r, struct sqlembic_buf *buf,
				    const char *const *values, size_t n)
{
	struct sqlembic_buf quoted = SQLEMBIC_BUF_INIT;
	const char *printed = n > 1 && values[1] ? values[1] : "", *sql = printed;
	if (r->is_mariadb && mysqldb_read_quote_again(&quoted, sql))
		sql = sqlembic_buf_text(&quoted);
	const bool may_name = strstr(sql, "`.`"), has_history = strstr(sql, " WITHOUT SYSTEM VERSIONING");
	buf->failed |= quoted.failed;
	if (may_name)
		leave_out_database(buf, sql, r->database);
	else if (has_history || quoted.len > 0)
		sqlembic_buf_puts(buf, sql);
	if (has_history && !buf->failed)
		mysqldb_read_leave_out_history(buf);
	if (buf->failed)
		r->rc = sqlembic_fail_memory(r->err);
	sqlembic_buf_release(&quoted);
	return buf->len > 0 ? sqlembic_buf_text(buf) : printed;
}

/* " AUTO_INCREMENT=7" among the options behind the last clause, which hold no quotes so far; empty: it is not found, and the
 * tables are compared closely. */
static struct sqlembic_span find_number(const char *sql)
{
	static const char behind[] = "\n) ", word[] = " AUTO_INCREMENT=";
	const char *options = NULL;
	for (const char *p = strstr(sql, behind); p; p = strstr(p + 1, behind))
		options = p;
	const char *found = options ? strstr(options, word) : NULL;
	if (!found || memchr(options, '\'', (size_t)(found - options)))
		return (struct sqlembic_span){ sql, 0 };
	return (struct sqlembic_span){ found, strlen(word) + strspn(found + strlen(word), "0123456789") };
}

void mysqldb_read_digest(struct mysqldb_reading *r, const struct mysqldb_item *item,
			 const char *const *values, size_t n)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT, text = SQLEMBIC_BUF_INIT, rest = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	const char *sql = mysqldb_read_table_text(r, &text, values, n);
	struct sqlembic_span number = find_number(sql);
	mysqldb_text_identity(&identity, item->values[0], r->folds);
	mysqldb_read_relation_id(r, &id, item->values[0]);
	if (number.len > 0) {
		sqlembic_buf_add(&rest, sql, (size_t)(number.ptr - sql));
		sqlembic_buf_puts(&rest, number.ptr + number.len);
		sql = sqlembic_buf_text(&rest);
	}
	const char *told[] = { [MYSQLDB_TABLE_DIGEST] = sql };
	const struct sqlembic_fact fact = { .kind = MYSQLDB_TABLE,
					    .identity = sqlembic_buf_text(&identity),
					    .name = item->values[0],
					    .shown = item->values[0],
					    .values = told,
					    .server_id = sqlembic_buf_text(&id) };
	if (identity.failed || rest.failed || id.failed)
		r->rc = sqlembic_fail_memory(r->err);
	mysqldb_read_fact(r, &fact);
	mysqldb_read_table_edges(r, fact.server_id, sql);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&text);
	sqlembic_buf_release(&rest);
}
