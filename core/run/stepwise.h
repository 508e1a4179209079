/* stepwise.h: between the two files that run a revision statement by statement: run_stepwise.c walks through the script
 * and settles the step, run_journalled.c moves from one statement to the next. */
#ifndef STEPWISE_H
#define STEPWISE_H

#include "base/hash.h"
#include "run/run.h"

/* How far a step is: in fact, as the statements went, and in the journal row. */
struct stepwise {
	struct run *run;
	struct step *step;
	const char *path;
	struct scan *scan;
	struct hash hash;
	char checksum[HASH_TEXT_SIZE];      /* over the statements up to the one at hand */
	char done_checksum[HASH_TEXT_SIZE]; /* over those that are done */
	long long id;                       /* of the journal row; 0: the log is off */
	size_t done;                        /* statements that have succeeded */
	size_t lasting;          /* the first statement that did more than set up the session; 0: none */
	size_t recorded;         /* of these, as the journal row says in the current transaction */
	long long intent;        /* the statement that may have taken effect, as the row says; 0: none */
	bool owed;               /* a statement has taken effect and the row does not say so yet */
	bool inside;             /* as the script has it, a transaction is open here */
	bool answered;           /* the server has said that the last statement failed */
	bool unsure;             /* the connection was lost: the journal knows more than we do */
	struct message *message; /* statements that will share a transaction, not yet sent */
	size_t message_last;     /* number of the last of them */
	char message_checksum[HASH_TEXT_SIZE]; /* up to it */
	/* Going on where another run has stopped. */
	size_t resume_after;           /* statements that it has done */
	bool intent_open;              /* it has left an intent */
	char expected[HASH_TEXT_SIZE]; /* hash over those that it has done */
	size_t statements;
	long long ticks;
};

static inline struct sqlembic_session *stepwise_session(const struct stepwise *s)
{
	return s->run->database->session;
}

static inline struct journal *stepwise_journal(const struct stepwise *s)
{
	return &s->run->database->journal;
}

/* What may be done twice: it is repeated when nobody knows whether it took effect. */
#define HARMLESS_TWICE (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_REPEATABLE | SQLEMBIC_CLASS_TXN)

/* Runs one statement, or puts it with others that run later, together: stepwise_flush. */
int stepwise_statement(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
int stepwise_flush(struct stepwise *s, struct sqlembic_error *err);
/* The same for the one that an earlier run was at when it died: runs it, takes it as done, or refuses where nobody knows. */
int stepwise_settle(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* Executes a statement, COPY data and all; the journal is the caller's. */
int stepwise_execute(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* Makes the row say what is done. */
int stepwise_record(struct stepwise *s, struct sqlembic_error *err);
/* What the row says, when it may be something else than we believe. */
int stepwise_reread(struct stepwise *s, struct sqlembic_error *err);

#endif
