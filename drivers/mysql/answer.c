/* answer.c: what a packet of one statement and one of many have in common: reading the server's answer, and placing its
 * error in the text that was sent. */
#include "answer.h"

#include <string.h>

#include "batch.h"
#include "effect.h"
#include "fail.h"
#include "leftover.h"
#include "library.h"
#include "position.h"
#include "reach.h"
#include "rows.h"
#include "sqlembic/text.h"
#include "transaction.h"

/* The result of one statement is about to be read; `next` has been called, or the query sent. */
bool mysqldb_drop_rows(MYSQL *db)
{
	MYSQL_RES *result = mysql_use_result(db);
	if (!result)
		return mysql_field_count(db) == 0 && mysql_errno(db) == 0;
	while (mysql_fetch_row(result))
		continue;
	bool ok = mysql_errno(db) == 0;
	mysql_free_result(result);
	return ok;
}

/* A dump is often loaded by a user with fewer rights than the one who made it. */
static const char *missing_right_hint(struct sqlembic_span sql)
{
	const struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	static const char *const of_dumps[] = { "SQL_LOG_BIN", "GTID_PURGED", "@@SQL_LOG_BIN" };
	for (size_t i = 0; i < sizeof(of_dumps) / sizeof(of_dumps[0]); i++)
		if (sqlembic_token_mentions(tokens, of_dumps[i]))
			return "take the statements about SQL_LOG_BIN and GTID_PURGED out: mysqldump "
			       "--set-gtid-purged=OFF leaves them out";
	if (sqlembic_token_mentions(tokens, "DEFINER"))
		return "take DEFINER=... out of the statement (who runs it is the definer then), or grant "
		       "the privilege to the user who runs it";
	return NULL;
}

/* CALL p of a p that is not there, or that this user may not run, or not so. */
static bool was_not_called(unsigned number, const struct sqlembic_token *name,
			   const struct sqlembic_error *err)
{
	const char *dot = memrchr(name->text.ptr, '.', name->text.len);
	const size_t skip = dot ? (size_t)(dot + 1 - name->text.ptr) : 0;
	const size_t quoted = name->text.ptr[skip] == '`';
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, ".%.*s does not exist", (int)(name->text.len - skip - 2 * quoted),
			    name->text.ptr + skip + quoted);
	bool missing = number == ER_SP_DOES_NOT_EXIST &&
		       sqlembic_casestr(err->message, sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return missing || number == ER_SP_WRONG_NO_OF_ARGS || number == ER_PROCACCESS_DENIED_ERROR;
}

/* Each statement of a procedure commits by itself, but in a transaction that the procedure leaves open. */
static bool may_have_committed(struct mysqldb *s, unsigned number, struct sqlembic_span sql,
			       const struct sqlembic_error *err)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token name;
	const bool calls = sqlembic_token_take(&tokens, "CALL");
	if (s->lost || (!calls && !sqlembic_token_take(&tokens, "BEGIN NOT ATOMIC")))
		return false;
	if (calls && sqlembic_token_next_name(&tokens, &name) && was_not_called(number, &name, err))
		return false;
	if (!mysqldb_in_transaction(&s->base))
		return true;
	/* An error brings no news of the transaction along. */
	return mysqldb_run(s, "DO 0", NULL) == 0 && !mysqldb_in_transaction(&s->base);
}

/* Core takes a state that is set here for a statement that has taken effect in part. */
static void describe_part(struct mysqldb *s, unsigned number, struct sqlembic_span sql,
			  struct sqlembic_error *err)
{
	struct sqlembic_buf part = SQLEMBIC_BUF_INIT;
	if (may_have_committed(s, number, sql, err))
		sqlembic_buf_puts(&part, "what the statement did before it failed may be committed");
	else
		mysqldb_add_part(&part, s, sql);
	if (part.len && !part.failed) {
		(void)sqlembic_fail_state(err, "%s", part.ptr);
		(void)sqlembic_fail_hint(
			err, "take out of the statement what it has done, or bring that back by hand; "
			     "then run the command again");
	}
	sqlembic_buf_release(&part);
}

static void place(struct mysqldb *s, unsigned number, struct sqlembic_span sql, const char *end,
		  struct sqlembic_error *err)
{
	size_t position = mysqldb_position(number, mysql_error(s->db), sql, end);
	err->position = position;
	if (number == ER_PARSE_ERROR)
		mysqldb_trim(err->message, sql, end);
	if (number != ER_PARSE_ERROR || !position)
		return;
	const char *before = sql.ptr + position - 1;
	while (before > sql.ptr && (before[-1] == ' ' || before[-1] == '\n' || before[-1] == '\t'))
		before--;
	if (before > sql.ptr && before[-1] == ';') {
		(void)sqlembic_fail(err, err->code, "two statements where one is expected");
		err->position = position;
	}
}

int mysqldb_fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			   struct sqlembic_error *err)
{
	unsigned number = mysql_errno(s->db);
	struct sqlembic_error said = { 0 };
	(void)mysqldb_fail(s, &said);
	const char *hint = number == ER_SPECIFIC_ACCESS_DENIED_ERROR ? missing_right_hint(sql) : NULL;
	if (hint)
		(void)sqlembic_fail_hint(&said, "%s", hint);
	place(s, number, sql, end, &said);
	/* What was done in a scratch database goes with it. */
	const bool is_refused = mysqldb_reach_is_scratch(s) && strcmp(said.sqlstate, MYSQLDB_BEYOND) == 0;
	if (number != ER_PARSE_ERROR && !is_refused)
		describe_part(s, number, sql, &said);
	mysqldb_leftover_look(s, number, sql, &said);
	return sqlembic_fail_copy(err, &said);
}

int mysqldb_allow_many(struct mysqldb *s, bool allow, struct sqlembic_error *err)
{
	if (s->multi_statements == allow)
		return 0;
	struct mysqldb_quiet quiet;
	mysqldb_quiet_begin(&quiet);
	const int failed = mysql_set_server_option(s->db, allow ? MYSQL_OPTION_MULTI_STATEMENTS_ON
								: MYSQL_OPTION_MULTI_STATEMENTS_OFF);
	mysqldb_quiet_end(&quiet);
	if (failed)
		return mysqldb_fail(s, err);
	s->multi_statements = allow;
	return 0;
}
