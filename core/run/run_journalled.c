/* run_journalled.c: from one statement to the next, with a journal row that follows, safe against being killed anywhere.
 *
 * - Where the server can, statement and journal share a transaction: exactly once.  Where DDL is not transactional, the
 *   changes of rows between two statements of DDL share one.
 * - Inside a transaction that the script opened itself, the journal row takes part in it, and is moved before the
 *   statement that ends it; a script that ends one which it has not opened is begun inside one.
 * - Otherwise the intent is committed first.  A run that finds an intent without success cannot know whether the statement
 *   took effect.  That it has succeeded is written together with the next intent.
 * - What changes the session only is not journalled: it is repeated in any case. */
#include <string.h>

#include "sqlembic/error.h"
#include "run/stepwise.h"

int stepwise_execute(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	return message_send_alone(s->message, s->scan, statement, err);
}

/* ---- the journal row ----------------------------------------------------------------------------------- */

/* A script that has turned autocommit off has every query of ours open a transaction. */
static int commit_ours(struct stepwise *s, bool inside, int rc, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	if (rc < 0 || inside || !session->driver->in_transaction(session))
		return rc;
	return database_commit(s->run->database, err);
}

static int move(struct stepwise *s, size_t to, const char *checksum, size_t intent,
		struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	if (!s->id)
		return 0;
	bool inside = session->driver->in_transaction(session);
	int rc = journal_move(stepwise_journal(s), session, s->id, s->recorded, to, checksum, intent, err);
	rc = commit_ours(s, inside, rc, err);
	if (rc == 0) {
		s->recorded = to;
		s->intent = (long long)intent;
		s->owed = false;
	}
	return rc;
}

int stepwise_record(struct stepwise *s, struct sqlembic_error *err)
{
	return s->recorded < s->done ? move(s, s->done, s->done_checksum, 0, err) : 0;
}

int stepwise_reread(struct stepwise *s, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	struct journal_entry *entry;
	bool exists;
	if (!s->id)
		return 0;
	bool inside = session->driver->in_transaction(session);
	int rc = journal_last(&entry, &exists, stepwise_journal(s), session, &s->run->scratch, err);
	rc = commit_ours(s, inside, rc, err);
	if (rc < 0)
		return rc;
	if (!journal_is_running(entry) || entry->id != s->id)
		return sqlembic_fail(err, JOURNAL_E_TAKEN, "another process has taken over the step");
	s->recorded = (size_t)entry->view.statements_done;
	s->intent = entry->intent;
	return 0;
}

static void is_done(struct stepwise *s, size_t number, const char *checksum)
{
	s->done = number;
	memcpy(s->done_checksum, checksum, HASH_TEXT_SIZE);
}

/* ---- one statement, or some ---------------------------------------------------------------------------- */

/* Statements and journal in one transaction of ours: those that have gathered, or one that is too long for it. */
static int try_together(struct stepwise *s, const struct statement *alone, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	size_t before = s->recorded, last = alone ? alone->number : s->message_last;
	const char *checksum = alone ? s->checksum : s->message_checksum;
	int rc = database_begin(s->run->database, err);
	if (rc < 0)
		return rc;
	rc = move(s, last, checksum, 0, err);
	if (rc == 0)
		rc = alone ? stepwise_execute(s, alone, err) : message_send(s->message, err);
	if (rc == 0)
		rc = database_commit(s->run->database, err);
	else
		(void)session->driver->rollback(session, NULL);
	if (rc == 0)
		is_done(s, last, checksum);
	else
		s->recorded = before;
	return rc;
}

/* Data of a COPY is read once. */
static bool is_repeatable(const struct statement *statement)
{
	return !statement || !statement->has_copy_data;
}

static int run_together(struct stepwise *s, const struct statement *alone, struct sqlembic_error *err)
{
	size_t retries = 0;
	int rc;
	do
		rc = try_together(s, alone, err);
	while (rc < 0 && is_repeatable(alone) && (rc = run_retry(s->run, &retries, rc, err)) == 0);
	return rc;
}

int stepwise_flush(struct stepwise *s, struct sqlembic_error *err)
{
	return s->message->n ? run_together(s, NULL, err) : 0;
}

static int gather(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	/* A transaction may take long: what is done without one must not wait for it. */
	int rc = s->owed ? stepwise_record(s, err) : 0;
	if (rc == 0 && !message_fits(s->message, statement))
		rc = stepwise_flush(s, err);
	if (rc < 0)
		return rc;
	/* Where DDL is transactional, a script that runs statement by statement has asked for just that. */
	if (statement->has_copy_data || s->run->database->engine->dialect->transactional_ddl ||
	    !message_fits(s->message, statement)) {
		rc = stepwise_flush(s, err);
		return rc < 0 ? rc : run_together(s, statement, err);
	}
	s->message_last = statement->number;
	memcpy(s->message_checksum, s->checksum, sizeof(s->message_checksum));
	return message_add_statement(s->message, statement, err);
}

/* Where no transaction can hold the statement: say so, do it, say later that it is done.  What may be done twice need
 * not be announced: it simply is done again. */
static int run_alone(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	int rc = 0;
	if (!(statement->classes & HARMLESS_TWICE))
		rc = move(s, s->done, s->done_checksum, statement->number, err);
	else if (s->owed)
		rc = stepwise_record(s, err);
	if (rc < 0)
		return rc;
	size_t retries = 0;
	do
		rc = stepwise_execute(s, statement, err);
	while (rc < 0 && is_repeatable(statement) && (rc = run_retry(s->run, &retries, rc, err)) == 0);
	/* A broken connection is no answer. */
	s->answered = rc < 0 && rc != SQLEMBIC_E_UNREACHABLE;
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->checksum);
	s->owed = s->id != 0;
	/* It has begun a transaction, which the row takes part in. */
	return session->driver->in_transaction(session) ? stepwise_record(s, err) : 0;
}

static int run_unnoticed(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = stepwise_execute(s, statement, err);
	if (rc == 0)
		is_done(s, statement->number, s->checksum);
	return rc;
}

/* In a transaction of the script's own. */
static int run_inside(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = s->run->database->engine->dialect;
	bool ends = statement->classes & SQLEMBIC_CLASS_TXN;
	/* It commits the transaction before it begins, and the intent with it. */
	bool commits = (statement->classes & SQLEMBIC_CLASS_DDL) && !dialect->transactional_ddl;
	int rc = 0;
	if (ends)
		rc = move(s, statement->number, s->checksum, 0, err);
	else if (commits)
		rc = move(s, s->done, s->done_checksum, statement->number, err);
	if (rc == 0)
		rc = stepwise_execute(s, statement, err);
	s->answered = commits && rc < 0 && rc != SQLEMBIC_E_UNREACHABLE;
	if (rc == 0 && ends)
		rc = stepwise_reread(s, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->checksum);
	return stepwise_record(s, err);
}

int stepwise_statement(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	const struct sqlembic_dialect *dialect = s->run->database->engine->dialect;
	const unsigned transaction = SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_TXN;
	unsigned apart = transaction | SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_ALONE;
	if (!dialect->transactional_ddl)
		apart |= SQLEMBIC_CLASS_DDL;
	/* The first one of this run: nobody has begun yet the transaction that an earlier statement chained. */
	if (s->inside && statement->number == s->resume_after + 1) {
		int rc = database_begin(s->run->database, err);
		if (rc < 0)
			return rc;
	}
	if (session->driver->in_transaction(session))
		return run_inside(s, statement, err);
	if (s->id && !(statement->classes & apart))
		return gather(s, statement, err);
	int rc = stepwise_flush(s, err);
	if (rc < 0)
		return rc;
	if ((statement->classes & SQLEMBIC_CLASS_SESSION) && !(statement->classes & transaction))
		return run_unnoticed(s, statement, err);
	return run_alone(s, statement, err);
}

/* ---- a statement that was running when its run died ---------------------------------------------------- */

static int refuse_unknown(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	sqlembic_fail(
		err, SQLEMBIC_E_HALF,
		"statement %zu was running when an earlier run died: it may or may not have taken effect",
		statement->number);
	script_failed(err, s->path, statement);
	return sqlembic_fail_hint(
		err,
		"look at the database; if the statement is in effect: sqlembic resolve %s --done; if it is "
		"not: sqlembic resolve %s --retry",
		s->step->revision->id, s->step->revision->id);
}

int stepwise_settle(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_UNKNOWN;
	int rc = 0;
	if (session->driver->find_effect && !session->driver->in_transaction(session))
		rc = session->driver->find_effect(session, statement->text, &effect, err);
	if (rc < 0)
		return rc;
	switch (effect) {
	case SQLEMBIC_EFFECT_DONE:
		is_done(s, statement->number, s->checksum);
		s->owed = true;
		return 0;
	case SQLEMBIC_EFFECT_NONE:
		return stepwise_statement(s, statement, err);
	case SQLEMBIC_EFFECT_UNKNOWN:
		break;
	}
	return refuse_unknown(s, statement, err);
}
