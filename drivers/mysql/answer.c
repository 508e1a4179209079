/* answer.c: what a packet of one statement and one of many have in common: reading the server's answer, and placing its
 * error in the text that was sent. */
#include "answer.h"

#include "batch.h"
#include "fail.h"
#include "library.h"
#include "position.h"

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
		return "take DEFINER=... out of the script (who runs it is the definer then), or grant the "
		       "privilege to the user of sqlalchemy.url";
	return NULL;
}

int mysqldb_fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			   struct sqlembic_error *err)
{
	unsigned number = mysql_errno(s->db);
	int code = mysqldb_fail(s, err);
	if (!err)
		return code;
	const char *hint = number == ER_SPECIFIC_ACCESS_DENIED_ERROR ? missing_right_hint(sql) : NULL;
	if (hint)
		(void)sqlembic_fail_hint(err, "%s", hint);
	size_t position = mysqldb_position(number, mysql_error(s->db), sql, end);
	err->position = position;
	if (number == ER_PARSE_ERROR)
		mysqldb_trim(err->message, sql, end);
	if (number != ER_PARSE_ERROR || !position)
		return code;
	const char *before = sql.ptr + position - 1;
	while (before > sql.ptr && (before[-1] == ' ' || before[-1] == '\n' || before[-1] == '\t'))
		before--;
	if (before > sql.ptr && before[-1] == ';') {
		code = sqlembic_fail(err, code, "two statements where one is expected");
		err->position = position;
	}
	return code;
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
