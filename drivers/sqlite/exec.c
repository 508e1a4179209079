/* exec.c: runs the user's statements one by one.  It does not know what they are: state that they change
 * is noted by observe.c and undone by script.c. */
#include "exec.h"

#include <limits.h>
#include <string.h>

#include "fail.h"
#include "foreign.h"
#include "observe.h"
#include "lex.h"
#include "script.h"
#include "watch.h"
#include "sqlembic/token.h"

/* The first byte that is neither blank, comment nor an empty statement; `end` when there is none. */
static const char *skip_nothing(const char *p, const char *end)
{
	const struct sqlembic_span text = { p, (size_t)(end - p) };
	struct sqlembic_tokens tokens = sqlembic_tokens_of(text, SQLITE_LEX);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token) && sqlembic_token_is_mark(&token, ';'))
		continue;
	return token.text.ptr;
}

static int fail_at_offset(struct sqlite_session *s, int rc, struct sqlembic_error *err)
{
	int offset = sqlite3_error_offset(s->db);
	int code = sqlite_fail(s, rc, err);
	if (offset >= 0)
		(void)sqlembic_fail_position(err, (size_t)offset + 1);
	return code;
}

static int prepare(sqlite3_stmt **stmt, struct sqlite_session *s, struct sqlembic_span sql,
		   struct sqlembic_error *err)
{
	const char *end = sql.ptr + sql.len;
	const char *tail = end;

	if (sql.len >= INT_MAX) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the statement has %zu bytes, SQLite takes %d at most", sql.len,
				    sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, -1));
		return SQLEMBIC_E_FAILED;
	}
	sqlite_watch_begin(s, s->statement_timeout_ms);
	sqlite_watch_locks(s);
	s->observing = s->in_script;
	/* SQLite copies text that does not end with a NUL byte within the length given. */
	int length = (int)sql.len + (sql.len > 0 && *end == '\0');
	int rc = sqlite3_prepare_v2(s->db, sql.len ? sql.ptr : "", length, stmt, &tail);
	s->observing = false;
	sqlite_watch_end(s);
	if (rc != SQLITE_OK)
		return fail_at_offset(s, rc, err);
	const char *next = sql.len ? skip_nothing(tail, end) : end;
	if (next == end)
		return 0;
	(void)sqlite3_finalize(*stmt);
	*stmt = NULL;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "two statements where one is expected");
	return sqlembic_fail_position(err, (size_t)(next - sql.ptr) + 1);
}

static bool ends_in_line_comment(const char *sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ sql, strlen(sql) },
							   SQLITE_LEX);
	struct sqlembic_token token, last = { 0 };
	tokens.with_comments = true;
	while (sqlembic_token_next(&tokens, &token))
		last = token;
	return last.kind == SQLEMBIC_TOKEN_COMMENT && *last.text.ptr == '-';
}

/* ALTER TABLE ... ADD COLUMN c INT -- why, with the semicolon on the next line: SQLite puts the column's text, comment
 * included, in front of the parenthesis that closes the table's definition. */
static void explain_comment(const char *sql, struct sqlembic_error *err)
{
	if (err && strstr(err->message, "incomplete input") && ends_in_line_comment(sql))
		(void)sqlembic_fail_hint(
			err, "put the semicolon in front of the comment, or write /* ... */: SQLite "
			     "takes the comment into the table's definition");
}

/* Reads and drops the rows; the statement is gone afterwards. */
static int step(struct sqlite_session *s, sqlite3_stmt *stmt, struct sqlembic_error *err)
{
	bool in_transaction = !sqlite3_get_autocommit(s->db);
	int rc = SQLITE_ROW;

	sqlite_watch_begin(s, s->statement_timeout_ms);
	sqlite_watch_locks(s);
	while (stmt && rc == SQLITE_ROW)
		rc = sqlite3_step(stmt);
	sqlite_watch_end(s);
	if (!stmt || rc == SQLITE_DONE) {
		(void)sqlite3_finalize(stmt);
		return 0;
	}
	int code = fail_at_offset(s, rc, err);
	explain_comment(sqlite3_sql(stmt), err);
	(void)sqlite3_finalize(stmt);
	/* A full disk, an interruption and ON CONFLICT ROLLBACK end the transaction with the statement. */
	if (err && in_transaction && sqlite3_get_autocommit(s->db)) {
		char said[SQLITE_SAID];
		memcpy(said, err->detail, sizeof(said));
		(void)sqlembic_fail_detail(err, "%s; SQLite has rolled the transaction back", said);
	}
	return code;
}

static int run_one(struct sqlite_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite_cancelled(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (s->in_script && !s->settings_known) {
		sqlite_watch_locks(s);
		int rc = sqlite_script_remember(s, err);
		sqlite_watch_end(s);
		if (rc < 0)
			return rc;
	}
	sqlite_observe_clear(s);
	/* A statement that is not observed may change anything. */
	if (!s->in_script)
		sqlite_foreign_forget(s);
	int rc = prepare(&stmt, s, sql, err);
	if (rc == 0)
		rc = sqlite_foreign_before(s, err);
	if (rc == 0)
		rc = step(s, stmt, err);
	else
		(void)sqlite3_finalize(stmt);
	if (rc == 0)
		rc = sqlite_foreign_after(s, err);
	return rc;
}

int sqlite_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);

	for (*done = 0; *done < n; ++*done) {
		const struct sqlembic_part *part = &parts[*done];
		int rc = part->kind == SQLEMBIC_PART_STATEMENT ? run_one(s, part->sql, err)
							       : sqlembic_part_run(session, part, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
