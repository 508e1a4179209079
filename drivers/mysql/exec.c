/* exec.c: runs the user's statements, one by one or, where that is safe, many in one packet. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* Sending more at once does not pay any more. */
#define BATCH_BYTES ((size_t)64 * 1024)

/* A packet has a byte for the command, two for attributes when Oracle's library talks to its server, and must be
 * shorter than the limit. */
#define PACKET_OVERHEAD 4

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

/* `end` is the end of the text that was sent. */
static int fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			  struct sqlembic_error *err)
{
	unsigned number = mysql_errno(s->db);
	int code = mysqldb_fail(s, err);
	if (!err)
		return code;
	size_t position = mysqldb_position(number, mysql_error(s->db), sql, end);
	err->position = position;
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

static int run_alone(struct mysqldb *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	if (s->max_packet && sql.len + PACKET_OVERHEAD > s->max_packet)
		return refuse_size(s, sql.len, err);
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
		return fail_statement(s, sql, sql.ptr + sql.len, err);
	mysqldb_note_statement(s, sql);
	if (mysql_warning_count(s->db))
		mysqldb_show_warnings(s, sql);
	return 0;
}

/* The server runs one statement after the other until one fails, and answers each. */
static int run_results(struct mysqldb *s, struct sqlembic_span text, const struct sqlembic_part *parts,
		       size_t n, size_t *done, struct sqlembic_error *err)
{
	unsigned lost = 0;
	size_t at = 0, first_lost = 0;

	mysqldb_watch_begin(s, s->statement_timeout_ms, 0);
	bool ok = mysql_real_query(s->db, text.ptr, text.len) == 0;
	while (ok && (ok = mysqldb_drop_rows(s->db))) {
		mysqldb_note_changes(s);
		if (++at == n || !mysql_more_results(s->db))
			break;
		first_lost = lost ? first_lost : at - 1;
		lost += mysql_warning_count(s->db);
		ok = mysql_next_result(s->db) == 0;
	}
	mysqldb_watch_end(s);
	*done += at;
	if (lost) {
		s->state.warned = true;
		mysqldb_count_warnings(s, parts[first_lost].sql, lost);
	}
	if (ok) {
		if (mysql_warning_count(s->db))
			mysqldb_show_warnings(s, parts[n - 1].sql);
		return 0;
	}
	/* The statement's place in the text that was sent, of which the message quotes. */
	size_t offset = 0;
	for (size_t i = 0; i < at; i++)
		offset += parts[i].sql.len + 1;
	const struct sqlembic_span failed = { text.ptr + offset, parts[at].sql.len };
	return fail_statement(s, failed, text.ptr + text.len, err);
}

static int run_together(struct mysqldb *s, const struct sqlembic_buf *text, const struct sqlembic_part *parts,
			size_t n, size_t *done, struct sqlembic_error *err)
{
	/* Only for as long as we know what we send. */
	if (mysql_set_server_option(s->db, MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0)
		return mysqldb_fail(s, err);
	int rc = run_results(s, (struct sqlembic_span){ text->ptr, text->len }, parts, n, done, err);
	if (!s->lost && mysql_set_server_option(s->db, MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0 && rc == 0)
		rc = mysqldb_fail(s, err);
	return rc;
}

int mysqldb_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		 struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = 0;

	for (*done = 0; rc == 0 && *done < n;) {
		if (parts[*done].kind != SQLEMBIC_PART_STATEMENT) {
			rc = sqlembic_part_run(session, &parts[*done], err);
			*done += rc == 0;
			continue;
		}
		if ((rc = mysqldb_settle(s, err)) < 0)
			break;
		bool escapes = !(s->db->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES);
		size_t limit = s->max_packet && s->max_packet < BATCH_BYTES ? s->max_packet : BATCH_BYTES;
		size_t first = *done, left = n - first;
		if (mysqldb_cancelled(s)) {
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
			break;
		}
		size_t together = left > 1 && !s->state.warned
					  ? mysqldb_batch(&text, parts + first, left, limit - PACKET_OVERHEAD,
							  escapes)
					  : 1;
		if (together > 1) {
			rc = run_together(s, &text, parts + first, together, done, err);
		} else {
			rc = run_alone(s, parts[first].sql, err);
			*done += rc == 0;
		}
	}
	sqlembic_buf_release(&text);
	return rc;
}
