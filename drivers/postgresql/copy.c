/* copy.c: COPY ... FROM stdin: data that streams from a script to the server. */
#include "copy.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "mentions.h"
#include "setup.h"
#include "text.h"
#include "wire.h"

struct copy {
	struct postgres_session *s;
	int (*next)(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err);
	void *payload;
	struct sqlembic_error *err;
	bool begun;
	int code;
	size_t start; /* of the statement, in the text */
};

#define COPY_PIECE ((size_t)1 << 16)

static int put(struct copy *c, struct sqlembic_span data)
{
	while (data.len > 0) {
		size_t n = data.len < COPY_PIECE ? data.len : COPY_PIECE;
		if (PQputCopyData(c->s->conn, data.ptr, (int)n) < 0)
			return postgres_fail_lost(c->s, c->err);
		int rc = postgres_flush(c->s, c->err);
		if (rc < 0)
			return rc;
		data.ptr += n;
		data.len -= n;
	}
	return 0;
}

static void send_data(struct copy *c)
{
	struct sqlembic_span chunk;
	int rc;
	c->begun = true;
	while ((rc = c->next(c->payload, &chunk, c->err)) > 0) {
		rc = postgres_cancelled(c->s) ? sqlembic_fail(c->err, SQLEMBIC_E_INTERRUPTED, "interrupted")
					      : put(c, chunk);
		if (rc < 0)
			break;
	}
	c->code = rc;
	/* With a reason it makes the server fail the statement. */
	if (PQputCopyEnd(c->s->conn, rc < 0 ? "sqlembic stopped" : NULL) > 0)
		(void)postgres_flush(c->s, NULL);
}

/* The context of the error says which line of the data: "COPY t, line 3, column id". */
static int failed_line(const PGresult *result)
{
	const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);
	for (const char *line = context; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		size_t n = strcspn(line, "\n");
		const char *number = strncmp(line, "COPY ", 5) == 0 ? memmem(line, n, ", line ", 7) : NULL;
		if (number)
			return (int)strtol(number + 7, NULL, 10);
	}
	return 0;
}

static void take_error(struct copy *c, const PGresult *result)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	/* An error of our own is the reason why the server says this one. */
	if (c->code < 0)
		return;
	c->code = postgres_fail(c->s, result, c->err);
	if (c->err && c->begun)
		c->err->line = failed_line(result);
	if (c->err && position && !c->begun) {
		const char *text = sqlembic_buf_text(&c->s->text);
		size_t offset = postgres_byte_offset(c->s, text, (size_t)strtoul(position, NULL, 10));
		c->err->position = offset < c->start ? 0 : offset - c->start + 1;
	}
}

static void take_results(struct copy *c)
{
	PGresult *result;
	while ((result = postgres_next(c->s))) {
		ExecStatusType status = PQresultStatus(result);
		if (status == PGRES_COPY_IN && !c->begun)
			send_data(c);
		else if (status == PGRES_COPY_IN)
			(void)PQputCopyEnd(c->s->conn, "there is no data");
		else if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE)
			take_error(c, result);
		PQclear(result);
	}
	c->s->watched = false;
}

int postgres_copy_in(struct sqlembic_session *session, struct sqlembic_span sql,
		     int (*next)(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err),
		     void *payload, struct sqlembic_error *err)
{
	struct copy c = { .s = postgres_session(session), .next = next, .payload = payload, .err = err };
	int rc = postgres_refuse_nul(sql, err);
	if (rc < 0)
		return rc;
	if (postgres_cancelled(c.s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	/* Settled first, so that the message holds nothing else and positions count from its beginning. */
	if ((rc = postgres_settle(c.s, err)) < 0)
		return rc;
	postgres_text_begin_alone(c.s);
	c.start = c.s->text.len;
	postgres_note_statement(c.s, sql);
	sqlembic_buf_add(&c.s->text, sql.ptr, sql.len);
	if ((rc = postgres_send_one(c.s, true, err)) < 0)
		return rc;
	take_results(&c);
	if (c.code == 0 && !c.begun)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "the statement does not read the data behind it");
	return c.code;
}
