/* answer.c: what a packet of one statement and one of many have in common: reading the server's answer, and placing its
 * error in the text that was sent. */
#include "answer.h"

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

int mysqldb_fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			   struct sqlembic_error *err)
{
	unsigned number = mysql_errno(s->db);
	int code = mysqldb_fail(s, err);
	if (!err)
		return code;
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
