/* stepwise.h: between the two files that run a revision statement by statement: stepwise.c walks through the script
 * and settles the step, stepwise_statement.c moves from one statement to the next. */
#ifndef STEPWISE_H
#define STEPWISE_H

#include "base/hash.h"
#include "run/run.h"

/* How far a step is once the message that gathers is sent; what a failure has left is found out by looking. */
struct stepwise {
	struct run *run;
	struct step *step;
	const char *path;
	struct scan *scan;
	struct hash hash;
	char checksum[HASH_TEXT_SIZE];      /* over the statements up to the one at hand */
	char done_checksum[HASH_TEXT_SIZE]; /* over those that are done */
	long long id;                       /* of the journal row; 0: none yet, or the log is off */
	bool claimed;                       /* the row is there */
	size_t done;                        /* statements that have succeeded */
	size_t lasting;          /* the first statement that did more than set up the session; 0: none */
	size_t recorded;         /* of these, as the journal row says in the current transaction */
	long long intent;        /* the statement that may have taken effect, as the row says; 0: none */
	bool owed;               /* a statement has taken effect and the row does not say so yet */
	bool group;              /* the message ends inside a transaction of ours */
	bool careful;            /* the script may have turned autocommit off */
	size_t certain;          /* statements that have succeeded as far as the server has answered */
	bool inside;             /* as the script has it, a transaction is open here */
	bool answered;           /* the server has said that the last statement failed */
	bool unsure;             /* the connection was lost: the journal knows more than we do */
	struct message *message; /* what is to be sent together */
	/* Going on where another run has stopped. */
	size_t resume_after;           /* statements that it has done */
	bool intent_open;              /* it has left an intent */
	char expected[HASH_TEXT_SIZE]; /* hash over those that it has done */
	size_t statements;
	long long ticks, started_us;
};

static inline struct sqlembic_session *stepwise_session(const struct stepwise *s)
{
	return s->run->database->session;
}

static inline struct journal *stepwise_journal(const struct stepwise *s)
{
	return &s->run->database->journal;
}

static inline bool stepwise_is_logged(const struct stepwise *s)
{
	return s->run->database->journal.qualified;
}

/* What may be done twice: it is repeated when nobody knows whether it took effect. */
#define HARMLESS_TWICE (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_REPEATABLE | SQLEMBIC_CLASS_TXN)

/* Runs one statement, or adds it to the message. */
int stepwise_statement(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* The same for the one that an earlier run was at when it died: runs it, takes it as done, or refuses where nobody
 * knows. */
int stepwise_settle(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* Sends the message. */
int stepwise_flush(struct stepwise *s, struct sqlembic_error *err);
/* Runs the statement again, for what it does to the session. */
int stepwise_repeat(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* Adds the row of a step that begins. */
int stepwise_claim(struct stepwise *s, struct sqlembic_error *err);
/* Begins the transaction that ends the step, or keeps the one that is open, and ends it. */
int stepwise_begin(struct stepwise *s, struct sqlembic_error *err);
int stepwise_commit(struct stepwise *s, struct sqlembic_error *err);
/* After a failure and a rollback: looks what the row says, and makes it say what is done. */
int stepwise_look(struct stepwise *s, struct sqlembic_error *err);

#endif
