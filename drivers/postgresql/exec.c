/* exec.c: the parts of a message, sent to the server.  Inside a transaction they go together, outside of one the
 * user's statements go one by one.
 *
 * Of a message with many statements the server answers each that it has run, then the error: counting the answers
 * names the part that failed.  An error of syntax comes before anything has run; it has a position, counted
 * in characters from the beginning of the message. */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* SQLSTATE: there is no prepared statement of that name. */
#define NOT_PREPARED "26000"

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

/* A message under way. */
struct sending {
	struct postgres_session *s;
	const struct sqlembic_part *parts;
	struct postgres_mark *marks;
	size_t n, all;    /* of them, and with those that could not be sent yet */
	size_t owed;      /* statements of ours ahead of them */
	size_t start;     /* byte in the text where the first part begins */
	size_t completed; /* results, those of the owed statements included */
	size_t at;        /* the part that the last of them belongs to */
	bool failed, committed;
	size_t position; /* byte in the text, from 1; 0: unknown */
	long long rows;  /* that a failed part has hit, when that is why; -1: it is not */
	struct sqlembic_error *err;
	int code;
};

/* Whether the failure is that of a statement which had to hit one row: its words are the server's, in any language, but
 * they quote ours. */
static long long rows_hit(const PGresult *result)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *rows = said && postgres_state_is(result, "22P02") ? strstr(said, POSTGRES_ROWS) : NULL;
	return rows ? strtoll(rows + strlen(POSTGRES_ROWS), NULL, 10) : -1;
}

static void take_error(struct sending *m, const PGresult *result)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	m->failed = true;
	m->code = postgres_fail(m->s, result, m->err);
	m->rows = rows_hit(result);
	m->position = 0;
	if (position) {
		size_t characters = (size_t)strtoul(position, NULL, 10);
		if (characters)
			m->position = postgres_byte_offset(m->s, sqlembic_buf_text(&m->s->text), characters) +
				      1;
	}
}

/* A statement is complete; it may have been one of ours. */
static void take_completion(struct sending *m, const PGresult *result)
{
	m->completed++;
	size_t results = m->completed > m->owed ? m->completed - m->owed : 0;
	/* What is owed has a transaction of its own. */
	m->committed = results && strcmp(PQcmdStatus((PGresult *)result), "COMMIT") == 0;
	while (m->at < m->n && m->marks[m->at].results < results)
		m->at++;
	if (!results || m->at == m->n || m->parts[m->at].kind != SQLEMBIC_PART_QUERY)
		return;
	struct sqlembic_query *query = m->parts[m->at].query;
	query->changed = query->one_row ? 1 : strtoll(PQcmdTuples((PGresult *)result), NULL, 10);
	query->missed = false;
}

static void take_results(struct sending *m)
{
	PGresult *result;
	while ((result = postgres_next(m->s))) {
		ExecStatusType status = PQresultStatus(result);
		if (postgres_completes(result)) {
			take_completion(m, result);
		} else if (status == PGRES_COPY_IN) {
			(void)PQputCopyEnd(m->s->conn, "the data of a COPY has to follow it in the script");
		} else if (status == PGRES_COPY_OUT) {
			postgres_drop_copy(m->s);
		} else if ((status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) && !m->failed) {
			take_error(m, result);
		}
		PQclear(result);
	}
	m->s->watched = false;
	postgres_text_done(m->s, m->completed);
}

/* Which part has failed, by the place of the error or, where there is none, by the results that have come. */
static size_t find_failed(const struct sending *m)
{
	size_t results = m->completed > m->owed ? m->completed - m->owed : 0;
	size_t i = 0;
	if (m->position > m->start)
		while (i + 1 < m->n && m->marks[i].end < m->position)
			i++;
	else
		while (i + 1 < m->n && m->marks[i].results <= results)
			i++;
	return i;
}

static int settle_failure(struct sending *m, size_t *done)
{
	size_t at = find_failed(m);
	const struct sqlembic_part *part = &m->parts[at];
	*done = at;
	if (part->kind == SQLEMBIC_PART_QUERY && part->query->one_row && m->rows >= 0) {
		part->query->missed = true;
		part->query->changed = m->rows;
	}
	if (part->kind == SQLEMBIC_PART_QUERY && m->err && strcmp(m->err->sqlstate, NOT_PREPARED) == 0)
		(void)sqlembic_fail_hint(m->err, "a function that the script calls has dropped prepared "
						 "statements (DEALLOCATE): run the command again");
	if (part->kind != SQLEMBIC_PART_STATEMENT || m->position <= m->start || !m->err)
		return m->code;
	size_t begin = at ? m->marks[at - 1].end : m->start;
	size_t offset = m->position - 1 - begin;
	m->err->position = (offset < part->sql.len ? offset : part->sql.len) + 1;
	return m->code;
}

/* Everything has been answered. */
static int settle_success(struct sending *m, size_t *done)
{
	bool commits = m->parts[m->n - 1].kind == SQLEMBIC_PART_COMMIT;
	/* How the server answers when a statement of the transaction has failed. */
	if (commits && !m->committed) {
		*done = m->n - 1;
		return sqlembic_fail(m->err, SQLEMBIC_E_FAILED,
				     "the transaction could not be committed: one of its statements had "
				     "failed, and the server rolled it back");
	}
	if (!commits && m->completed > m->owed + m->marks[m->n - 1].results)
		return sqlembic_fail(m->err, SQLEMBIC_E_FAILED, "two statements where one is expected");
	*done = m->n;
	return 0;
}

/* The message is in s->text. */
static int send_text(struct sending *m, size_t *done)
{
	struct postgres_session *s = m->s;
	bool commits = m->parts[m->n - 1].kind == SQLEMBIC_PART_COMMIT;
	int rc = postgres_send(s, true, m->err);
	if (rc < 0) {
		*done = 0;
		return rc;
	}
	take_results(m);
	/* A session that is ended just behind its COMMIT has done it. */
	if (commits && m->committed)
		m->failed = false;
	rc = m->failed ? settle_failure(m, done) : settle_success(m, done);
	if (rc != SQLEMBIC_E_UNREACHABLE || (m->err && *m->err->sqlstate))
		return rc;
	/* Without a word of the server's nobody knows how far it has come. */
	if (m->n > 1 && m->parts[1].kind == SQLEMBIC_PART_STATEMENT)
		*done = m->all;
	return commits ? postgres_fail_uncertain(m->err) : rc;
}

static int send_together(struct postgres_session *s, const struct sqlembic_part *parts, size_t n,
			 size_t *done, struct sqlembic_error *err)
{
	struct sending m = { .s = s, .parts = parts, .all = n, .err = err, .rows = -1 };
	*done = 0;
	if (postgres_cancelled(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	m.marks = calloc(n, sizeof(*m.marks));
	if (!m.marks)
		return sqlembic_fail_memory(err);
	m.owed = postgres_text_begin(s);
	m.start = s->text.len;
	int rc = postgres_add_parts(s, parts, n, m.marks, &m.n, err);
	if (rc < 0)
		*done = m.n;
	else
		rc = send_text(&m, done);
	/* What was to be prepared may not be. */
	if (rc < 0)
		postgres_forget_prepared(s);
	free(m.marks);
	return rc;
}

int postgres_exec_alone(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	const struct sqlembic_part part = { .kind = SQLEMBIC_PART_STATEMENT, .sql = sql };
	struct postgres_mark mark = { sql.len, 1 };
	struct sending m = { .s = s, .parts = &part, .marks = &mark, .n = 1, .err = err, .rows = -1 };
	size_t done = 0;
	int rc = postgres_refuse_nul(sql, err);
	if (rc == 0 && postgres_cancelled(s))
		rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (rc < 0 || (rc = postgres_settle(s, err)) < 0)
		return rc;
	m.owed = postgres_text_begin(s);
	postgres_note_statement(s, sql);
	sqlembic_buf_add(&s->text, sql.ptr, sql.len);
	rc = postgres_send_one(s, true, err);
	if (rc < 0)
		return rc;
	take_results(&m);
	return m.failed ? settle_failure(&m, &done) : 0;
}

/* Outside of a transaction, or what cannot be sent as the session is. */
static int send_part(struct postgres_session *s, const struct sqlembic_part *part, size_t *done,
		     struct sqlembic_error *err)
{
	int rc = part->kind == SQLEMBIC_PART_STATEMENT ? postgres_exec_outside(s, part->sql, err)
						       : sqlembic_part_run(&s->base, part, err);
	*done = rc == 0;
	return rc;
}

int postgres_send_parts(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	int rc = 0;
	for (*done = 0; rc == 0 && *done < n;) {
		const struct sqlembic_part *next = parts + *done;
		size_t completed = 0;
		/* What we write ourselves is UTF-8. */
		bool foreign = next->kind != SQLEMBIC_PART_STATEMENT && postgres_speaks_otherwise(s);
		/* A COMMIT of nothing need not be sent. */
		bool empty = next->kind == SQLEMBIC_PART_COMMIT;
		if (postgres_in_transaction(session) && !foreign && !empty)
			rc = send_together(s, next, n - *done, &completed, err);
		else
			rc = send_part(s, next, &completed, err);
		*done += completed;
	}
	return rc;
}
