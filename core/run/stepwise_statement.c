/* stepwise_statement.c: moves from one statement to the next, with a log row that follows, safe against being killed anywhere.
 *
 * - Where the server can, statement and journal share a transaction: exactly once.  Where DDL is not transactional, the
 *   changes of rows between two statements of DDL share one.
 * - Inside a transaction that the script opened itself, the journal row takes part in it, and is moved before the
 *   statement that ends it; a script that ends one which it has not opened is begun inside one.
 * - Otherwise the intent is committed first.  A run that finds an intent without success cannot know whether the statement
 *   took effect.  Success of statement n is recorded with the intent of n+1.
 * - Settings of the session are not journalled: they are repeated in any case.
 *
 * All of this is added to one parcel, in order: the server stops at the first part that fails or misses its row, so that
 * a statement never runs without the row that is written before it.  Only statements that begin or end a transaction are
 * sent alone, since the next part depends on what they have left. */
#include "run/stepwise.h"

#include <string.h>

#include "records/journal_read.h"
#include "sql/checksum.h"
#include "sql/excerpt.h"
#include "sqlembic/error.h"

static bool begin_locks(const struct stepwise *s)
{
	return database_begin_locks(stepwise_database(s));
}

static bool in_transaction(const struct stepwise *s)
{
	return stepwise_session(s)->driver->in_transaction(stepwise_session(s));
}

/* ---- parcels ------------------------------------------------------------------------------------------ */

int stepwise_statement_flush(struct stepwise *s, struct sqlembic_error *err)
{
	bool inside = in_transaction(s);
	int rc = parcel_send(s->parcel, err);
	/* A script that has turned autocommit off has what we write open a transaction. */
	if (rc == 0 && !inside && !s->in_group && in_transaction(s))
		rc = database_commit(stepwise_database(s), err);
	if (rc < 0)
		return rc;
	s->row.is_written = s->row.id != 0;
	if (s->row.is_written) {
		stepwise_journal(s)->newest = s->row.id;
		s->run->announced.step = NULL;
	}
	if (!in_transaction(s))
		s->done.acknowledged = s->done.number;
	return 0;
}

static int send_alone(struct stepwise *s, const struct statement *statement, const char *mark,
		      struct sqlembic_error *err)
{
	int rc = stepwise_statement_flush(s, err);
	return rc < 0 ? rc : parcel_send_alone(s->parcel, s->script.scan, statement, mark, err);
}

int stepwise_statement_repeat(struct stepwise *s, const struct statement *statement,
			      struct sqlembic_error *err)
{
	return parcel_send_alone(s->parcel, s->script.scan, statement, NULL, err);
}

/* `mark`: as in parcel_add_statement. */
static int add(struct stepwise *s, const struct statement *statement, const char *mark,
	       struct sqlembic_error *err)
{
	int rc = parcel_fits(s->parcel, statement) ? 0 : stepwise_statement_flush(s, err);
	if (rc < 0)
		return rc;
	if (statement->has_copy_data || !parcel_fits(s->parcel, statement))
		return send_alone(s, statement, mark, err);
	return parcel_add_statement(s->parcel, statement, mark, err);
}

static void is_done(struct stepwise *s, size_t number, const char *checksum)
{
	s->done.number = number;
	memcpy(s->done.checksum, checksum, HASH_TEXT_SIZE);
}

int stepwise_statement_leave(struct stepwise *s, const struct statement *statement)
{
	is_done(s, statement->number, s->script.checksum);
	return 0;
}

/* ---- the journal row ----------------------------------------------------------------------------------- */

/* The statement that is about to run outside of any transaction. */
struct intent {
	size_t number;
	const char *hash;
};

static const struct intent no_intent = { 0, NULL };

static int claim(struct stepwise *s, size_t to, const char *checksum, const struct intent *intent,
		 struct sqlembic_error *err)
{
	struct journal *journal = stepwise_journal(s);
	s->row.id = journal->newest + 1;
	const struct journal_step row = { .step = s->step,
					  .id = s->row.id,
					  .started_us = s->run->watch.started_us,
					  .milliseconds = -1,
					  .statements = s->script.statements,
					  .statements_done = to,
					  .intent = intent->number,
					  .intended = intent->hash,
					  .checksum = to ? checksum : "",
					  .status = "running" };
	return journal_write(journal, s->parcel, &row, err);
}

/* Has the row say what is done and what comes; makes it, if there is none. */
static int record_as(struct stepwise *s, size_t to, const char *checksum, const struct intent *intent,
		     struct sqlembic_error *err)
{
	if (!stepwise_is_logged(s))
		return 0;
	const struct journal_move move = { .id = s->row.id,
					   .done = s->row.done,
					   .now_done = to,
					   .checksum = checksum,
					   .intent = intent->number,
					   .intended = intent->hash,
					   .taken = &s->row.taken };
	int rc = s->row.id ? journal_move(stepwise_journal(s), s->parcel, &move, err)
			   : claim(s, to, checksum, intent, err);
	if (rc < 0)
		return rc;
	s->row.done = to;
	s->row.intent = (long long)intent->number;
	s->row.is_behind = false;
	return s->script.autocommit_unknown && !s->in_group ? stepwise_statement_flush(s, err) : 0;
}

static int record(struct stepwise *s, struct sqlembic_error *err)
{
	return record_as(s, s->done.number, s->done.checksum, &no_intent, err);
}

/* The same, and that the statement is about to run. */
static int record_intent(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	char hash[HASH_TEXT_SIZE];
	const struct intent intent = { statement->number, hash };
	checksum_statement(hash, statement->sql);
	return record_as(s, s->done.number, s->done.checksum, &intent, err);
}

int stepwise_statement_claim(struct stepwise *s, struct sqlembic_error *err)
{
	return s->row.id ? 0 : record(s, err);
}

int stepwise_statement_claim_now(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = stepwise_statement_claim(s, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

/* The row of the step before announces this one: a statement that may have taken effect gets a row of its own. */
static int settle_announced(struct stepwise *s, struct sqlembic_error *err)
{
	s->row.id = 0;
	s->row.done = 0;
	s->row.intent = 0;
	if (!s->run->announced.is_sent)
		return 0;
	const struct intent intent = { 1, preflight_facts(&s->run->preflight, s->step)->first_hash };
	int rc = record_as(s, 0, "", &intent, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

/* Reads the row again, where it may say something else than we believe. */
static int reread(struct stepwise *s, struct sqlembic_error *err)
{
	struct journal_entry *entry;
	bool exists, inside = in_transaction(s);
	int rc = journal_read_last(&entry, &exists, stepwise_journal(s), stepwise_session(s),
				   &s->run->scratch, err);
	if (rc == 0 && !inside && in_transaction(s))
		rc = database_commit(stepwise_database(s), err);
	if (rc < 0)
		return rc;
	if (entry && entry->is_announced && s->row.is_announced &&
	    strcmp(entry->connection, stepwise_journal(s)->connection) == 0)
		return settle_announced(s, err);
	/* It has never been written. */
	if (!s->row.is_written && (entry ? entry->id : 0) == stepwise_journal(s)->newest) {
		s->row.id = 0;
		s->row.done = 0;
		s->row.intent = 0;
		return 0;
	}
	if (!journal_is_running(entry) || entry->id != s->row.id ||
	    strcmp(entry->connection, stepwise_journal(s)->connection) != 0) {
		s->row.taken = true;
		return sqlembic_fail(err, SQLEMBIC_E_LOCKED, "another process has taken over the step");
	}
	s->row.is_written = true;
	s->run->announced.step = NULL;
	s->row.done = (size_t)entry->view.statements_done;
	s->row.intent = entry->intent;
	return 0;
}

int stepwise_statement_look(struct stepwise *s, struct sqlembic_error *err)
{
	struct parcel *parcel = s->parcel;
	const size_t took_effect = parcel->done_number, failed = parcel->failed_number;
	char checksum[HASH_TEXT_SIZE];
	memcpy(checksum, parcel->done_mark, sizeof(checksum));
	s->run->announced.is_sent = s->run->announced.is_sent || parcel->has_sent;
	parcel_begin(parcel, stepwise_session(s), run_dialect(s->run), s->script.path);
	s->in_group = s->refused = false;
	s->done.number = s->done.acknowledged > took_effect ? s->done.acknowledged : took_effect;
	if (!s->row.id && !s->row.is_announced)
		return 0;
	int rc = reread(s, err);
	if (rc < 0)
		return rc;
	s->done.number = s->row.done;
	s->refused = s->row.intent && (size_t)s->row.intent == failed;
	if (!s->row.id || took_effect <= s->row.done)
		return 0;
	s->done.number = took_effect;
	rc = record_as(s, took_effect, checksum, &no_intent, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

/* ---- transactions of ours ------------------------------------------------------------------------------ */

/* Where BEGIN is what waits for others, it is tried again and again. */
int stepwise_statement_begin(struct stepwise *s, struct sqlembic_error *err)
{
	if (s->in_group || in_transaction(s))
		return 0;
	int rc = begin_locks(s) ? stepwise_statement_flush(s, err)
				: parcel_add(s->parcel, SQLEMBIC_PART_BEGIN, err);
	if (rc == 0 && begin_locks(s))
		rc = database_begin(stepwise_database(s), err);
	s->in_group = rc == 0;
	return rc;
}

int stepwise_statement_commit(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = begin_locks(s) ? stepwise_statement_flush(s, err)
				: parcel_add(s->parcel, SQLEMBIC_PART_COMMIT, err);
	if (rc == 0 && begin_locks(s))
		rc = database_commit(stepwise_database(s), err);
	s->in_group = false;
	return rc;
}

static int end_group(struct stepwise *s, struct sqlembic_error *err)
{
	if (!s->in_group)
		return 0;
	int rc = record(s, err);
	return rc < 0 ? rc : stepwise_statement_commit(s, err);
}

/* ---- one statement ------------------------------------------------------------------------------------- */

static int gather(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = 0;
	/* Statements that are done commit before more begin. */
	if (s->in_group && !parcel_fits(s->parcel, statement) && (rc = end_group(s, err)) == 0)
		rc = stepwise_statement_flush(s, err);
	/* A transaction may take long: a statement that was done without one must not wait for it. */
	if (rc == 0 && s->row.is_behind)
		rc = record(s, err);
	if (rc == 0)
		rc = stepwise_statement_begin(s, err);
	if (rc == 0)
		rc = add(s, statement, NULL, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->script.checksum);
	/* Where DDL is transactional, a script that runs statement by statement has asked for just that. */
	if (!run_dialect(s->run)->transactional_ddl)
		return 0;
	rc = end_group(s, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

static int find_effect(const struct stepwise *s, const struct sqlembic_announced *announced,
		       enum sqlembic_effect *effect, struct sqlembic_error *err)
{
	struct sqlembic_session *session = stepwise_session(s);
	*effect = SQLEMBIC_EFFECT_UNKNOWN;
	if (!session->driver->find_effect || in_transaction(s))
		return 0;
	return session->driver->find_effect(session, announced, effect, err);
}

/* What is there already, the statement does not make: that it has been killed leaves no doubt.  Where DDL is transactional,
 * few statements run alone and those take long, so that the question costs nothing. */
static int look_before(struct stepwise *s, const struct statement *statement, bool *changes_nothing,
		       struct sqlembic_error *err)
{
	const struct sqlembic_announced coming = { .sql = statement->text };
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_UNKNOWN;
	*changes_nothing = false;
	if (!stepwise_is_logged(s) || !run_dialect(s->run)->transactional_ddl)
		return 0;
	int rc = stepwise_statement_flush(s, err);
	if (rc == 0)
		rc = find_effect(s, &coming, &effect, err);
	*changes_nothing = rc == 0 && effect == SQLEMBIC_EFFECT_DONE;
	return rc;
}

/* Where no transaction can hold the statement: announce it, run it, record later that it is done.  A statement that may
 * be done twice needs no announcement: it simply is done again. */
static int run_alone(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	bool announced = !(statement->classes & HARMLESS_TWICE);
	bool steers = statement->classes & SQLEMBIC_CLASS_TXN;
	bool changes_nothing = false;
	int rc = announced ? look_before(s, statement, &changes_nothing, err) : 0;
	if (rc < 0)
		return rc;
	announced = announced && !changes_nothing;
	const bool has_announcement = s->row.is_announced && !s->row.id && statement->number == 1;
	if (!has_announcement && announced)
		rc = record_intent(s, statement, err);
	else if (!has_announcement && (!s->row.id || s->row.is_behind))
		rc = record(s, err);
	if (rc == 0)
		rc = steers ? send_alone(s, statement, NULL, err)
			    : add(s, statement, s->script.checksum, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->script.checksum);
	s->row.is_behind = s->row.id != 0 || s->row.is_announced;
	/* It has begun a transaction, which the row takes part in. */
	if (!steers || !in_transaction(s))
		return 0;
	rc = record(s, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

static int run_unnoticed(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	int rc = add(s, statement, NULL, err);
	if (rc == 0)
		is_done(s, statement->number, s->script.checksum);
	return rc;
}

/* In a transaction of the script's own. */
static int run_inside(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = run_dialect(s->run);
	bool ends = statement->classes & SQLEMBIC_CLASS_TXN;
	/* ROLLBACK TO takes back what the row has said since the savepoint. */
	bool moves_row = statement->classes & (SQLEMBIC_CLASS_TXN | SQLEMBIC_CLASS_IN_TXN);
	/* It commits the transaction before it begins, and the intent with it. */
	bool commits = (statement->classes & SQLEMBIC_CLASS_DDL) && !dialect->transactional_ddl;
	int rc = 0;
	if (ends)
		rc = record_as(s, statement->number, s->script.checksum, &no_intent, err);
	else if (commits)
		rc = record_intent(s, statement, err);
	if (rc == 0)
		rc = send_alone(s, statement, commits ? s->script.checksum : NULL, err);
	if (rc == 0 && moves_row && s->row.id)
		rc = reread(s, err);
	if (rc < 0)
		return rc;
	is_done(s, statement->number, s->script.checksum);
	if (s->row.done == s->done.number)
		return 0;
	rc = record(s, err);
	return rc < 0 ? rc : stepwise_statement_flush(s, err);
}

/* The script expects an open transaction here (COMMIT AND CHAIN before, or its first word is COMMIT): opens it. */
static int begin_inside(struct stepwise *s, struct sqlembic_error *err)
{
	int rc = stepwise_statement_claim(s, err);
	if (rc == 0)
		rc = stepwise_statement_flush(s, err);
	return rc < 0 ? rc : database_begin(stepwise_database(s), err);
}

int stepwise_statement_run(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err)
{
	const struct sqlembic_dialect *dialect = run_dialect(s->run);
	const unsigned transaction = SQLEMBIC_CLASS_NO_TXN | SQLEMBIC_CLASS_TXN;
	unsigned apart = transaction | SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_ALONE;
	int rc;
	if (!dialect->transactional_ddl)
		apart |= SQLEMBIC_CLASS_DDL;
	if (s->script.in_transaction && statement->number == s->resume.after + 1 &&
	    (rc = begin_inside(s, err)) < 0)
		return rc;
	if (!s->in_group && in_transaction(s))
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
	excerpt_point(err, s->script.path, statement);
	return sqlembic_fail_command(err, "look at the database; if the statement is in effect: ",
				     "sqlembic resolve %s --done; if it is not: sqlembic resolve %s --retry",
				     s->step->revision->id, s->step->revision->id);
}

int stepwise_statement_settle(struct stepwise *s, const struct statement *statement,
			      struct sqlembic_error *err)
{
	const struct sqlembic_announced announced = { .sql = statement->text,
						      .since_us = s->resume.since_us,
						      .before = s->resume.before,
						      .nbefore = s->resume.nbefore };
	enum sqlembic_effect effect = SQLEMBIC_EFFECT_UNKNOWN;
	int rc = find_effect(s, &announced, &effect, err);
	if (rc < 0)
		return rc;
	switch (effect) {
	case SQLEMBIC_EFFECT_DONE:
		is_done(s, statement->number, s->script.checksum);
		s->row.is_behind = true;
		return 0;
	case SQLEMBIC_EFFECT_NONE:
		return stepwise_statement_run(s, statement, err);
	case SQLEMBIC_EFFECT_UNKNOWN:
		break;
	}
	return refuse_unknown(s, statement, err);
}
