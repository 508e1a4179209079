/* stepwise_statement.c: from one statement to the next, with a journal row that follows, safe against being killed anywhere.
 *
 * - Where the server can, statement and journal share a transaction: exactly once.  Where DDL is not transactional, the
 *   changes of rows between two statements of DDL share one.
 * - Inside a transaction that the script opened itself, the journal row takes part in it, and is moved before the
 *   statement that ends it; a script that ends one which it has not opened is begun inside one.
 * - Otherwise the intent is committed first.  A run that finds an intent without success cannot know whether the statement
 *   took effect.  That it has succeeded is written together with the next intent.
 * - What changes the session only is not journalled: it is repeated in any case.
 *
 * All of this is added to one message, in order: the server stops at the first part that fails or misses its row, so that
 * a statement never runs without what is to be written before it.  Only what begins or ends a transaction is sent alone,
 * since what follows depends on what it has left. */
#include <string.h>

#include "sqlembic/error.h"
#include "run/stepwise.h"

static bool begin_locks(const struct stepwise *s)
{
	return s->run->database->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS;
}

static bool in_transaction(const struct stepwise *s)
{
	return s->run->database->driver->in_transaction(stepwise_session(s));
}

/* ---- messages ------------------------------------------------------------------------------------------ */

int stepwise_flush(struct stepwise *s, struct sqlembic_error *err)
{
	bool inside = in_transaction(s);
	int rc = message_send(s->message, err);
	/* A script that has turned autocommit off has what we write open a transaction. */
	if (rc == 0 && !inside && !s->group && in_transaction(s))
		rc = database_commit(s->run->database, err);
	if (rc < 0)
		return rc;
	s->claimed = s->id != 0;
	if (s->claimed)
		stepwise_journal(s)->newest = s->id;
	if (!in_transaction(s))
		s->certain = s->done;
	return 0;
}

static int send_alone(struct stepwise *s, const struct statement *statement, const char *mark,
		      struct sqlembic_error *err)
{
	int rc = stepwise_flush(s, err);
	return rc < 0 ? rc : message_send_alone(s->message, s->scan, statement, mark, err);
}

int stepwise_repeat(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	return message_send_alone(s->message, s->scan, statement, NULL, err);
}

/* `mark`: as in message_add_statement. */
static int add(struct stepwise *s, const struct statement *statement, const char *mark,
	       struct sqlembic_error *err)
{
	int rc = message_fits(s->message, statement) ? 0 : stepwise_flush(s, err);
	if (rc < 0)
		return rc;
	if (statement->has_copy_data || !message_fits(s->message, statement))
		return send_alone(s, statement, mark, err);
	return message_add_statement(s->message, statement, mark, err);
}

static void is_done(struct stepwise *s, size_t number, const char *checksum)
{
	s->done = number;
	memcpy(s->done_checksum, checksum, HASH_TEXT_SIZE);
}

/* ---- the journal row ----------------------------------------------------------------------------------- */

static int claim(struct stepwise *s, size_t to, const char *checksum, size_t intent,
		 struct sqlembic_error *err)
{
	struct journal *journal = stepwise_journal(s);
	s->id = journal->newest + 1;
	const struct journal_step row = { .step = s->step,
					  .id = s->id,
					  .started_us = s->started_us,
					  .milliseconds = -1,
					  .statements = s->statements,
					  .statements_done = to,
					  .intent = intent,
					  .checksum = to ? checksum : "",
					  .status = "running" };
	return journal_write(journal, s->message, &row, err);
}

/* Has the row say what is done and what comes; makes it, if there is none. */
static int record_as(struct stepwise *s, size_t to, const char *checksum, size_t intent,
		     struct sqlembic_error *err)
{
	if (!stepwise_is_logged(s))
		return 0;
	const struct journal_move move = {
		.id = s->id, .done = s->recorded, .now_done = to, .checksum = checksum, .intent = intent
	};
	int rc = s->id ? journal_move(stepwise_journal(s), s->message, &move, err)
		       : claim(s, to, checksum, intent, err);
	if (rc < 0)
		return rc;
	s->recorded = to;
	s->intent = (long long)intent;
	s->owed = false;
	return s->careful && !s->group ? stepwise_flush(s, err) : 0;
}

static int record(struct stepwise *s, size_t intent, struct sqlembic_error *err)
{
	return record_as(s, s->done, s->done_checksum, intent, err);
}

int stepwise_claim(struct stepwise *s, struct sqlembic_error *err)
{
	return s->id ? 0 : record(s, 0, err);
}

/* What the row says, when it may be something else than we believe. */
static int reread(struct stepwise *s, struct sqlembic_error *err)
{
	struct journal_entry *entry;
	bool exists, inside = in_transaction(s);
	int rc = journal_last(&entry, &exists, stepwise_journal(s), stepwise_session(s), &s->run->scratch,
			      err);
	if (rc == 0 && !inside && in_transaction(s))
		rc = database_commit(s->run->database, err);
	if (rc < 0)
		return rc;
	/* It has never been written. */
	if (!s->claimed && (entry ? entry->id : 0) == stepwise_journal(s)->newest) {
		s->id = 0;
		s->recorded = 0;
		s->intent = 0;
		return 0;
	}
	if (!journal_is_running(entry) || entry->id != s->id ||
	    strcmp(entry->connection, stepwise_journal(s)->connection) != 0)
		return sqlembic_fail(err, JOURNAL_E_TAKEN, "another process has taken over the step");
	s->claimed = true;
	s->recorded = (size_t)entry->view.statements_done;
	s->intent = entry->intent;
	return 0;
}

int stepwise_look(struct stepwise *s, struct sqlembic_error *err)
{
	struct message *message = s->message;
	const size_t took_effect = message->done_number, failed = message->failed_number;
	char checksum[HASH_TEXT_SIZE];
	memcpy(checksum, message->done_mark, sizeof(checksum));
	message_begin(message, stepwise_session(s), s->path);
	s->group = s->answered = false;
	s->done = s->certain > took_effect ? s->certain : took_effect;
	if (!s->id)
		return 0;
	int rc = reread(s, err);
	if (rc < 0)
		return rc;
	s->done = s->recorded;
	s->answered = s->intent && (size_t)s->intent == failed;
	if (!s->id || took_effect <= s->recorded)
		return 0;
	s->done = took_effect;
	rc = record_as(s, took_effect, checksum, 0, err);
	return rc < 0 ? rc : stepwise_flush(s, err);
}

/* ---- transactions of ours ------------------------------------------------------------------------------ */

/* Where BEGIN is what waits for others, it is tried again and again. */
int stepwise_begin(struct stepwise *s, struct sqlembic_error *err)
{
	if (s->group || in_transaction(s))
		return 0;
	int rc = begin_locks(s) ? stepwise_flush(s, err) : message_add(s->message, SQLEMBIC_PART_BEGIN, err);
	if (rc == 0 && begin_locks(s))
		rc = database_begin(s->run->database, err);
	s->group = rc == 0;
	return rc;
}

int stepwise_commit(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = begin_locks(s) ? stepwise_flush(s, err) : message_add(s->message, SQLEMBIC_PART_COMMIT, err);
	if (rc == 0 && begin_locks(s))
		rc = database_commit(s->run->database, err);
	s->group = false;
	return rc;
}

static int end_group(struct stepwise *s, struct sqlembic_error *err)
{
	if (!s->group)
		return 0;
	int rc = record(s, 0, err);
	return rc < 0 ? rc : stepwise_commit(s, err);
}

/* ---- one statement ------------------------------------------------------------------------------------- */

static int gather(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = 0;
	/* What was done so far commits before more begins. */
	if (s->group && !message_fits(s->message, statement) && (rc = end_group(s, err)) == 0)
		rc = stepwise_flush(s, err);
	/* A transaction may take long: what is done without one must not wait for it. */
	if (rc == 0 && s->owed)
		rc = record(s, 0, err);
	if (rc == 0)
		rc = stepwise_begin(s, err);
	if (rc == 0)
		rc = add(s, statement, NULL, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->checksum);
	/* Where DDL is transactional, a script that runs statement by statement has asked for just that. */
	if (!s->run->database->engine->dialect->transactional_ddl)
		return 0;
	rc = end_group(s, err);
	return rc < 0 ? rc : stepwise_flush(s, err);
}

/* Where no transaction can hold the statement: say so, do it, say later that it is done.  What may be done twice need
 * not be announced: it simply is done again. */
static int run_alone(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	bool announced = !(statement->classes & HARMLESS_TWICE);
	bool steers = statement->classes & SQLEMBIC_CLASS_TXN;
	int rc = 0;
	if (announced || !s->id || s->owed)
		rc = record(s, announced ? statement->number : 0, err);
	if (rc == 0)
		rc = steers ? send_alone(s, statement, NULL, err) : add(s, statement, s->checksum, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->checksum);
	s->owed = s->id != 0;
	/* It has begun a transaction, which the row takes part in. */
	if (!steers || !in_transaction(s))
		return 0;
	rc = record(s, 0, err);
	return rc < 0 ? rc : stepwise_flush(s, err);
}

static int run_unnoticed(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = add(s, statement, NULL, err);
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
		rc = record_as(s, statement->number, s->checksum, 0, err);
	else if (commits)
		rc = record(s, statement->number, err);
	if (rc == 0)
		rc = send_alone(s, statement, commits ? s->checksum : NULL, err);
	if (rc == 0 && ends && s->id)
		rc = reread(s, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->checksum);
	if (s->recorded == s->done)
		return 0;
	rc = record(s, 0, err);
	return rc < 0 ? rc : stepwise_flush(s, err);
}

/* Nobody has begun yet the transaction that an earlier statement chained, or that the script ends without a beginning. */
static int begin_inside(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = stepwise_claim(s, err);
	if (rc == 0)
		rc = stepwise_flush(s, err);
	return rc < 0 ? rc : database_begin(s->run->database, err);
}

int stepwise_statement(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = s->run->database->engine->dialect;
	const unsigned transaction = SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_TXN;
	unsigned apart = transaction | SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_ALONE;
	int rc;
	if (!dialect->transactional_ddl)
		apart |= SQLEMBIC_CLASS_DDL;
	if (s->inside && statement->number == s->resume_after + 1 && (rc = begin_inside(s, err)) < 0)
		return rc;
	if (!s->group && in_transaction(s))
		return run_inside(s, statement, err);
	if (stepwise_is_logged(s) && !(statement->classes & apart))
		return gather(s, statement, err);
	if ((rc = end_group(s, err)) < 0)
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
