/* dynamic.c: see dynamic.h.
 *
 * "PREPARE s FROM @text" and "EXECUTE IMMEDIATE CONCAT(...)": which database the text names is not to be seen before it is put
 * together, and then the server knows it.  It is read in hexadecimal, so that no setting of the script changes it. */
#include "dynamic.h"

#include <stdlib.h>

#include "batch.h"
#include "bodies.h"
#include "fail.h"
#include "reach.h"
#include "rows.h"
#include "unname.h"

#define VARIABLE "@sqlembic_text"

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
		mysqldb_read_hexadecimal(text);
	sqlembic_buf_release(&sql);
	return text;
}

static int refuse(const struct mysqldb *s, struct sqlembic_span text, struct sqlembic_error *err)
{
	if (mysqldb_reach_is_other(s, text))
		return mysqldb_reach_refuse(s, text, err);
	if (s->is_private || !s->classify || !(s->classify(s->dialect, text) & SQLEMBIC_CLASS_SERVER))
		return 0;
	return mysqldb_fail_beyond(
		err,
		"the text that the statement prepares changes accounts, rights, settings or databases of "
		"the server, and it runs in a scratch database: it was not sent");
}

/* Without the name of the live database, and with guards in a body; nothing is appended: it is right as it is. */
static void take_text(struct sqlembic_buf *out, const struct mysqldb *s, struct sqlembic_span text)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	if (s->stands_for && (mysqldb_unname_database(&bare, text, s->stands_for) ||
			      mysqldb_unname(&bare, text, s->stands_for, true)))
		text = (struct sqlembic_span){ sqlembic_buf_text(&bare), bare.len };
	mysqldb_bodies_guard(out, s, text);
	if (out->len == 0)
		sqlembic_buf_add(out, text.ptr, bare.len);
	out->failed |= bare.failed;
	sqlembic_buf_release(&bare);
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

/* The statement, with the variable in the place of what the text was made of. */
static void put_variable(struct sqlembic_buf *out, struct sqlembic_span sql, struct sqlembic_span expression)
{
	const char *behind = expression.ptr + expression.len;
	sqlembic_buf_add(out, sql.ptr, (size_t)(expression.ptr - sql.ptr));
	sqlembic_buf_puts(out, " " VARIABLE " ");
	sqlembic_buf_add(out, behind, (size_t)(sql.ptr + sql.len - behind));
}

int mysqldb_dynamic_take(struct sqlembic_buf *out, struct mysqldb *s, struct sqlembic_span sql,
			 struct sqlembic_error *err)
{
	struct sqlembic_span expression;
	if (!mysqldb_reach_is_scratch(s) || !mysqldb_runs_text(&expression, sql))
		return 0;
	char *text = read_text(s, expression);
	if (!text)
		return 0;
	struct sqlembic_buf taken = SQLEMBIC_BUF_INIT;
	take_text(&taken, s, (struct sqlembic_span){ text, strlen(text) });
	const char *sent = taken.len > 0 ? taken.ptr : text;
	int rc = taken.failed ? sqlembic_fail_memory(err)
			      : refuse(s, (struct sqlembic_span){ sent, strlen(sent) }, err);
	if (rc == 0 && taken.len > 0 && (rc = keep(s, sent, err)) == 0)
		put_variable(out, sql, expression);
	sqlembic_buf_release(&taken);
	free(text);
	return rc;
}
