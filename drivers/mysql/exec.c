/* exec.c: sends messages: parts that can travel together in one packet (packet.c), the others one by one. */
#include "session.h"

#include <string.h>

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

static int refuse_size(const struct mysqldb *s, size_t size, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the statement has %zu bytes, and the server takes %lu at most (max_allowed_packet)",
		      size, s->max_packet);
	return sqlembic_fail_hint(
		err, "raise max_allowed_packet on the server, or split the statement; it was not sent");
}

int mysqldb_allow_many(struct mysqldb *s, bool allow, struct sqlembic_error *err)
{
	if (s->multi == allow)
		return 0;
	if (mysql_set_server_option(s->db, allow ? MYSQL_OPTION_MULTI_STATEMENTS_ON
						 : MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0)
		return mysqldb_fail(s, err);
	s->multi = allow;
	return 0;
}

/* Text that may be more than one statement must meet a server that takes one. */
static int expect_one(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	bool escapes = !(s->db->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES);
	if (!s->multi || (s->state.settled && !s->state.strange && mysqldb_is_one(sql, escapes)))
		return 0;
	return mysqldb_allow_many(s, false, err);
}

static int run_alone(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	if (s->max_packet && sql.len + MYSQLDB_PACKET_OVERHEAD > s->max_packet)
		return refuse_size(s, sql.len, err);
	int rc = expect_one(s, sql, err);
	if (rc < 0)
		return rc;
	mysqldb_watch_begin(s, s->statement_timeout_ms, 0);
	bool ok = mysql_real_query(s->db, sql.len ? sql.ptr : "", sql.len) == 0 && mysqldb_drop_rows(s->db);
	mysqldb_note_changes(s);
	/* A procedure has more than one result. */
	while (ok && mysql_more_results(s->db)) {
		ok = mysql_next_result(s->db) == 0 && mysqldb_drop_rows(s->db);
		mysqldb_note_changes(s);
	}
	mysqldb_watch_end(s);
	if (!ok)
		return mysqldb_fail_statement(s, sql, sql.ptr + sql.len, err);
	mysqldb_note_statement(s, sql);
	if (mysql_warning_count(s->db))
		mysqldb_show_warnings(s, sql);
	return 0;
}

int mysqldb_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		 struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct mysqldb_packet packet = { .n = 0 };
	int rc = 0;

	*done = 0;
	if (n > 0)
		rc = mysqldb_settle(s, err);
	while (rc == 0 && *done < n) {
		const struct sqlembic_part *part = &parts[*done];
		if (part->kind == SQLEMBIC_PART_STATEMENT && mysqldb_cancelled(s)) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		} else if (mysqldb_packet_fill(&packet, s, part, n - *done)) {
			rc = mysqldb_packet_send(&packet, s, part, done, err);
		} else {
			rc = part->kind == SQLEMBIC_PART_STATEMENT ? run_alone(s, part->sql, err)
								   : sqlembic_part_run(session, part, err);
			*done += rc == 0;
		}
	}
	mysqldb_packet_release(&packet);
	return rc;
}
