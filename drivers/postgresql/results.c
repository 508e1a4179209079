/* results.c: what the server answers to a message, and which part of it has failed.
 *
 * Of a message with many statements the server answers each that it has run, then the error: counting the answers
 * names the part that failed.  An error of syntax comes before anything has run; it has a position, counted
 * in characters from the beginning of the message. */
#include "results.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "lex.h"
#include "mentions.h"
#include "outside.h"
#include "parts.h"
#include "setup.h"
#include "text.h"
#include "wire.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* SQLSTATE: there is no prepared statement of that name. */
#define NOT_PREPARED "26000"

/* Whether the failure is that of a statement which had to hit one row: its words are the server's, in any language, but
 * they quote ours. */
static long long rows_hit(const PGresult *result)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *rows = said && postgres_state_is(result, "22P02") ? strstr(said, POSTGRES_ROWS) : NULL;
	return rows ? strtoll(rows + strlen(POSTGRES_ROWS), NULL, 10) : -1;
}

/* The bytes that an error of encoding names: "0xe2 0x82". */
static struct sqlembic_span named_bytes(char out[4], const char *said)
{
	size_t n = 0;
	const char *p = said ? strstr(said, "0x") : NULL;
	for (; p && n < 4 && strncmp(p, "0x", 2) == 0; p += p[4] == ' ' ? 5 : 4) {
		char digits[3] = { p[2], p[2] ? p[3] : '\0', '\0' };
		char *end;
		out[n] = (char)strtol(digits, &end, 16);
		if (end != digits + 2)
			break;
		n++;
	}
	return (struct sqlembic_span){ out, n };
}

/* Whether the bytes are the beginning of a character that is whole. */
static bool is_longer(const char *at, size_t length)
{
	unsigned char lead = (unsigned char)*at;
	size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	for (size_t i = 1; i < n; i++) {
		if (!sqlembic_is_inside_character(at[i]))
			return false;
	}
	return n > length;
}

/* A message in which the server cannot read the encoding is refused as a whole, without a position: it is where the bytes
 * are. */
static size_t find_bytes(const struct postgres_sending *m, const PGresult *result)
{
	char bytes[4];
	if (m->completed || !(postgres_state_is(result, "22021") || postgres_state_is(result, "22P05")))
		return 0;
	const struct sqlembic_span wanted = named_bytes(bytes,
							PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
	const char *text = sqlembic_buf_text(&m->s->text);
	const char *end = text + m->s->text.len, *found = text;
	while (wanted.len && (found = memmem(found, (size_t)(end - found), wanted.ptr, wanted.len))) {
		if (!is_longer(found, wanted.len))
			return (size_t)(found - text) + 1;
		found += wanted.len;
	}
	return 0;
}

static void take_error(struct postgres_sending *m, const PGresult *result)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	m->failed = true;
	m->code = postgres_fail(m->s, result, m->err);
	m->rows = rows_hit(result);
	m->position = find_bytes(m, result);
	if (position) {
		size_t characters = (size_t)strtoul(position, NULL, 10);
		if (characters)
			m->position = postgres_byte_offset(m->s, sqlembic_buf_text(&m->s->text), characters) +
				      1;
	}
}

/* A statement is complete; it may have been one of ours. */
static void take_completion(struct postgres_sending *m, const PGresult *result)
{
	m->completed++;
	size_t results = m->completed > m->ahead ? m->completed - m->ahead : 0;
	/* Pending statements have a transaction of their own. */
	m->committed = results && strcmp(PQcmdStatus((PGresult *)result), "COMMIT") == 0;
	/* AND CHAIN: another transaction is open, without a head. */
	if (m->committed || strcmp(PQcmdStatus((PGresult *)result), "ROLLBACK") == 0)
		m->s->has_head = false;
	while (m->at < m->n && m->marks[m->at].results < results)
		m->at++;
	if (!results || m->at == m->n || m->parts[m->at].kind != SQLEMBIC_PART_QUERY)
		return;
	struct sqlembic_query *query = m->parts[m->at].query;
	query->changed = query->one_row ? 1 : strtoll(PQcmdTuples((PGresult *)result), NULL, 10);
	query->missed = false;
}

static void take_results(struct postgres_sending *m)
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
static size_t find_failed(const struct postgres_sending *m)
{
	size_t results = m->completed > m->ahead ? m->completed - m->ahead : 0;
	size_t i = 0;
	if (m->position > m->start)
		while (i + 1 < m->n && m->marks[i].end < m->position)
			i++;
	else
		while (i + 1 < m->n && m->marks[i].results <= results)
			i++;
	return i;
}

static int settle_failure(struct postgres_sending *m, size_t *done)
{
	size_t at = find_failed(m);
	const struct sqlembic_part *part = &m->parts[at];
	/* Nothing has run, not even what goes ahead: the message was refused as a whole. */
	if (!m->position && m->ahead && !m->completed) {
		*done = m->all;
		return m->code;
	}
	*done = at;
	if (part->kind == SQLEMBIC_PART_QUERY && part->query->one_row && m->rows >= 0) {
		part->query->missed = true;
		part->query->changed = m->rows;
	}
	if (part->kind != SQLEMBIC_PART_STATEMENT && m->err && strcmp(m->err->sqlstate, NOT_PREPARED) == 0)
		(void)sqlembic_fail_hint(m->err, "a function that the script calls has dropped prepared "
						 "statements (DEALLOCATE): run the command again");
	if (part->kind != SQLEMBIC_PART_STATEMENT || m->position <= m->start || !m->err)
		return m->code;
	size_t offset = m->position - 1 - m->marks[at].begin;
	m->err->position = (offset < part->sql.len ? offset : part->sql.len) + 1;
	return m->code;
}

/* Everything has been answered. */
static int settle_success(struct postgres_sending *m, size_t *done)
{
	bool commits = m->parts[m->n - 1].kind == SQLEMBIC_PART_COMMIT;
	/* How the server answers when a statement of the transaction has failed. */
	if (commits && !m->committed) {
		*done = m->n - 1;
		return sqlembic_fail(m->err, SQLEMBIC_E_FAILED,
				     "the transaction could not be committed: one of its statements had "
				     "failed, and the server rolled it back");
	}
	if (!commits && m->completed > m->ahead + m->marks[m->n - 1].results)
		return sqlembic_fail(m->err, SQLEMBIC_E_FAILED, "two statements where one is expected");
	*done = m->n;
	return 0;
}

int postgres_take_answer(struct postgres_sending *m, size_t *done)
{
	bool commits = m->parts[m->n - 1].kind == SQLEMBIC_PART_COMMIT;
	take_results(m);
	/* A session that is ended just behind its COMMIT has done it. */
	if (commits && m->committed)
		m->failed = false;
	int rc = m->failed ? settle_failure(m, done) : settle_success(m, done);
	if (rc == 0 || (rc != SQLEMBIC_E_UNREACHABLE && !m->s->is_cut) || (m->err && *m->err->sqlstate))
		return rc;
	/* Without a word of the server's nobody knows how far it has come. */
	if (m->n > 1 && m->parts[1].kind == SQLEMBIC_PART_STATEMENT)
		*done = m->all;
	return commits ? postgres_fail_uncertain(m->err) : rc;
}

/* No header line helps a statement that had no transaction round it. */
static void explain_alone(struct sqlembic_span sql, struct sqlembic_error *err)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, POSTGRES_LEX);
	if (strcmp(err->sqlstate, "25001") == 0)
		(void)sqlembic_fail_hint(
			err, "take it out of the function that runs it: it has to be a statement of "
			     "the script");
	if (sqlembic_token_take(&tokens, "CALL") || sqlembic_token_take(&tokens, "DO"))
		(void)sqlembic_fail_detail(err, "%s%swhat it committed before it failed stays", err->detail,
					   *err->detail ? "; " : "");
}

int postgres_exec_alone(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	const struct sqlembic_part part = { .kind = SQLEMBIC_PART_STATEMENT, .sql = sql };
	struct postgres_mark mark = { .end = sql.len, .results = 1 };
	struct sqlembic_error said = { 0 };
	struct postgres_sending m = {
		.s = s, .parts = &part, .marks = &mark, .n = 1, .err = &said, .rows = -1
	};
	size_t done = 0;
	int rc = postgres_refuse_nul(sql, err);
	if (rc == 0 && postgres_cancelled(s))
		rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	if (rc < 0 || (rc = postgres_settle(s, err)) < 0)
		return rc;
	postgres_text_begin_alone(s);
	m.start = s->text.len;
	mark.begin = m.start;
	mark.end += m.start;
	postgres_note_statement(s, sql);
	postgres_note_alone(s);
	sqlembic_buf_add(&s->text, sql.ptr, sql.len);
	postgres_note_unlooked(s, sql);
	rc = postgres_send_one(s, true, err);
	if (rc < 0)
		return rc;
	take_results(&m);
	if (!m.failed)
		return 0;
	rc = settle_failure(&m, &done);
	explain_alone(sql, &said);
	(void)sqlembic_fail_copy(err, &said);
	return rc;
}
