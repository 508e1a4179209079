/* exec.c: the parts of a message, sent to the server.  Inside a transaction they go together, outside of one the
 * user's statements go one by one. */
#include "exec.h"

#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "invalid.h"
#include "parts.h"
#include "prepared.h"
#include "reach.h"
#include "results.h"
#include "script.h"
#include "setup.h"
#include "transaction.h"
#include "wire.h"

/* SQLSTATE: a transaction is ended where that cannot be, or the statement wants none. */
#define COMMITS_WITHIN "2D000"
#define WANTS_NONE     "25001"

/* The message is in s->text. */
static int send_text(struct postgres_sending *m, size_t *done)
{
	int rc = postgres_send(m->s, true, m->err);
	*done = 0;
	return rc < 0 ? rc : postgres_take_answer(m, done);
}

static int send_together(struct postgres_session *s, const struct sqlembic_part *parts, size_t n,
			 size_t *done, struct sqlembic_error *err)
{
	struct postgres_sending m = { .s = s, .parts = parts, .all = n, .err = err, .rows = -1 };
	*done = 0;
	if (postgres_cancelled(s))
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
	m.marks = calloc(n, sizeof(*m.marks));
	if (!m.marks)
		return sqlembic_fail_memory(err);
	s->is_cleaned_up = false;
	const unsigned last = s->last_prepared;
	m.ahead = postgres_text_begin(s);
	m.start = s->text.len;
	int rc = postgres_add_parts(s, parts, n, m.marks, &m.n, err);
	if (rc < 0)
		*done = m.n;
	else
		rc = send_text(&m, done);
	postgres_note_cleanup(s, rc == 0);
	/* The failed message may have had a PREPARE in it. */
	if (rc < 0)
		postgres_forget_failed(s, last, err);
	free(m.marks);
	return rc;
}

static int run_outside(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err)
{
	s->reach_lingers = true;
	return postgres_exec_outside(s, sql, err);
}

/* A transaction for it alone, which is not committed unless the look behind it finds nothing.  What commits by itself is refused
 * there, and is run as it is. */
static int send_watched(struct postgres_session *s, const struct sqlembic_part *part, size_t *done,
			struct sqlembic_error *err)
{
	struct sqlembic_error said = { 0 }, unheard;
	int rc = postgres_begin(&s->base, &said);
	if (rc == 0)
		rc = send_together(s, part, 1, done, &said);
	if (rc == 0)
		rc = postgres_commit(&s->base, &said);
	if (rc == 0)
		return 0;
	*done = 0;
	(void)postgres_rollback(&s->base, &unheard);
	const bool is_apart = strcmp(said.sqlstate, COMMITS_WITHIN) == 0 ||
			      strcmp(said.sqlstate, WANTS_NONE) == 0;
	return is_apart ? run_outside(s, part->sql, err) : sqlembic_fail_copy(err, &said);
}

/* Outside of a transaction, or what cannot be sent as the session is. */
static int send_part(struct postgres_session *s, const struct sqlembic_part *part, size_t *done,
		     struct sqlembic_error *err)
{
	const bool is_statement = part->kind == SQLEMBIC_PART_STATEMENT;
	int rc;
	if (!postgres_in_transaction(&s->base))
		s->reach_start = POSTGRES_REACH_NONE;
	if (is_statement && postgres_reach_is_watched(s) && postgres_reach_changes(part->sql))
		rc = send_watched(s, part, done, err);
	else
		rc = is_statement ? run_outside(s, part->sql, err) : sqlembic_part_run(&s->base, part, err);
	*done = rc == 0;
	return rc;
}

int postgres_send_parts(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	int rc = 0;
	*done = 0;
	if (s->read_only)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the connection is for reading only");
	while (rc == 0 && *done < n) {
		const struct sqlembic_part *next = parts + *done;
		size_t completed = 0;
		/* Our own statements are UTF-8. */
		bool foreign = next->kind != SQLEMBIC_PART_STATEMENT && postgres_reads_otherwise(s);
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
