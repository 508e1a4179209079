/* exec.c: the user's statements.  Inside a transaction they go together, outside of one they go one by one.
 *
 * Of a message with many statements the server answers each that it has run, then the error: counting the answers
 * names the statement that failed.  An error of syntax comes before anything has run; it has a position, counted
 * in characters from the beginning of the message. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

int postgres_refuse_nul(struct sqlembic_span sql, struct sqlembic_error *err)
{
	const char *nul = sql.len ? memchr(sql.ptr, '\0', sql.len) : NULL;
	if (!nul)
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the statement holds a NUL byte");
	if (err)
		err->position = (size_t)(nul - sql.ptr) + 1;
	return SQLEMBIC_E_FAILED;
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

struct batch {
	struct postgres_session *s;
	const struct sqlembic_span *sql;
	size_t n;
	size_t owed;      /* statements of ours ahead of them */
	size_t start;     /* byte in the text where the first one begins */
	size_t completed; /* statements, the owed ones included */
	bool failed;
	size_t position; /* byte in the text, from 1; 0: unknown */
	struct sqlembic_error *err;
	int code;
};

static void take_error(struct batch *b, const PGresult *result)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	b->failed = true;
	b->code = postgres_fail(b->s, result, b->err);
	b->position = 0;
	if (position) {
		size_t characters = (size_t)strtoul(position, NULL, 10);
		if (characters)
			b->position = postgres_byte_offset(b->s, sqlembic_buf_text(&b->s->text), characters) +
				      1;
	}
}

static void take_results(struct batch *b)
{
	PGresult *result;
	while ((result = postgres_next(b->s))) {
		ExecStatusType status = PQresultStatus(result);
		if (postgres_completes(result))
			b->completed++;
		else if (status == PGRES_COPY_IN)
			(void)PQputCopyEnd(b->s->conn, "the data of a COPY has to follow it in the script");
		else if (status == PGRES_COPY_OUT)
			postgres_drop_copy(b->s);
		else if ((status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) && !b->failed)
			take_error(b, result);
		PQclear(result);
	}
	b->s->watched = false;
	postgres_text_done(b->s, b->completed);
}

/* Which statement a byte of the text belongs to; *offset becomes the byte in it. */
static size_t find_statement(const struct batch *b, size_t *offset)
{
	size_t i = 0, start = b->start;
	while (i + 1 < b->n && *offset >= start + b->sql[i].len + 2) {
		start += b->sql[i].len + 2;
		i++;
	}
	*offset = *offset > start ? *offset - start : 0;
	if (*offset > b->sql[i].len)
		*offset = b->sql[i].len;
	return i;
}

static int settle_failure(struct batch *b, size_t *done)
{
	size_t done_here = b->completed > b->owed ? b->completed - b->owed : 0;
	*done = done_here < b->n ? done_here : b->n - 1;
	if (!b->position || b->position - 1 < b->start)
		return b->code;
	size_t offset = b->position - 1;
	*done = find_statement(b, &offset);
	if (b->err)
		b->err->position = offset + 1;
	return b->code;
}

static int run_batch(struct postgres_session *s, const struct sqlembic_span *sql, size_t n, size_t *done,
		     struct sqlembic_error *err)
{
	struct batch b = { .s = s, .sql = sql, .n = n, .err = err };
	b.owed = postgres_text_begin(s);
	b.start = s->text.len;
	for (size_t i = 0; i < n; i++) {
		sqlembic_buf_add(&s->text, sql[i].ptr, sql[i].len);
		/* It may end in a comment. */
		sqlembic_buf_puts(&s->text, "\n;");
	}
	int rc = postgres_send(s, true, err);
	if (rc < 0)
		return rc;
	take_results(&b);
	if (b.failed)
		return settle_failure(&b, done);
	if (b.completed > b.owed + n)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "two statements where one is expected");
	*done = n;
	return 0;
}

int postgres_exec_alone(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct batch b = { .s = s, .sql = &sql, .n = 1, .err = err };
	size_t done = 0;
	int rc = postgres_settle(s, err);
	if (rc < 0)
		return rc;
	b.owed = postgres_text_begin(s);
	sqlembic_buf_add(&s->text, sql.ptr, sql.len);
	rc = postgres_send_one(s, true, err);
	if (rc < 0)
		return rc;
	take_results(&b);
	return b.failed ? settle_failure(&b, &done) : 0;
}

int postgres_exec(struct sqlembic_session *session, const struct sqlembic_span *sql, size_t n, size_t *done,
		  struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	*done = 0;
	for (size_t i = 0; i < n; i++) {
		int rc = postgres_refuse_nul(sql[i], err);
		if (rc < 0) {
			*done = i;
			return rc;
		}
	}
	if (n > 0 && postgres_in_transaction(session)) {
		if (postgres_cancelled(s))
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		return run_batch(s, sql, n, done, err);
	}
	for (; *done < n; ++*done) {
		if (postgres_cancelled(s))
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		int rc = postgres_exec_outside(s, sql[*done], err);
		if (rc < 0)
			return rc;
	}
	return 0;
}
