/* stepwise.h: the inside of running a revision statement by statement: stepwise.c walks through the script and settles the
 * step, stepwise_resume.c goes on where another run has stopped, stepwise_statement.c moves from one statement to the
 * next, stepwise_state.c says what a failure has left. */
#ifndef STEPWISE_H
#define STEPWISE_H

#include "base/hash.h"
#include "run/parts.h"

/* The script, up to the statement at hand. */
struct stepwise_script {
	const char *path;
	struct scan *scan;
	struct hash hash;
	char checksum[HASH_TEXT_SIZE];
	size_t statements;       /* in all */
	bool in_transaction;     /* as the script has it, a transaction is open here */
	bool autocommit_unknown; /* it may have turned autocommit off */
};

/* Progress of a step, counting what is queued as done.  After a failure, stepwise_statement_look() asks the database. */
struct stepwise_done {
	size_t number; /* statements that have succeeded */
	char checksum[HASH_TEXT_SIZE];
	size_t acknowledged;  /* of these, those that the server has answered, outside of a transaction */
	size_t first_lasting; /* the first statement that did more than set up the session; 0: none */
};

/* The step's row in the log table. */
struct stepwise_row {
	long long id;      /* 0: none yet, or the log is off */
	bool is_written;   /* the server has it */
	size_t done;       /* statements that it says are done, in the current transaction */
	long long intent;  /* the statement that it says may have taken effect; 0: none */
	bool is_behind;    /* a statement has taken effect and the row does not say so yet */
	bool taken;        /* another process has changed it */
	bool is_announced; /* there is none, but the one of the step before announces this step */
};

/* Going on where another run has stopped. */
struct stepwise_resume {
	size_t after; /* statements that it has done */
	size_t of;    /* how many its script had */
	char checksum[HASH_TEXT_SIZE];
	bool in_doubt;                 /* it died while the next one ran */
	char intended[HASH_TEXT_SIZE]; /* of which the row has this: journal_is_edited() */
	long long since_us;            /* which was not sent before */
	const char **before;           /* statements of DDL ahead of that one */
	size_t nbefore, cap;
	bool is_refused; /* the script does not begin with what it has done */
};

struct stepwise {
	struct run *run;
	struct step *step;
	struct parcel *parcel;
	struct stepwise_script script;
	struct stepwise_done done;
	struct stepwise_row row;
	struct stepwise_resume resume;
	const struct step *next; /* announced by the row of this one; NULL: none */
	bool in_group;           /* the parcel ends inside a transaction of ours */
	bool refused;            /* the server has said that the announced statement failed */
	bool unsure;             /* the connection was lost: the log knows more than we do */
};

static inline struct sqlembic_session *stepwise_session(const struct stepwise *s)
{
	return run_session(s->run);
}

static inline struct database *stepwise_database(const struct stepwise *s)
{
	return s->run->order->database;
}

static inline struct journal *stepwise_journal(const struct stepwise *s)
{
	return run_journal(s->run);
}

static inline bool stepwise_is_logged(const struct stepwise *s)
{
	return records_has_log(s->run->order->records);
}

/* Classes of statements that may be done twice: they are repeated when nobody knows whether they took effect. */
#define HARMLESS_TWICE (SQLEMBIC_CLASS_SESSION | SQLEMBIC_CLASS_REPEATABLE | SQLEMBIC_CLASS_TXN)

/* Takes the step that an earlier run has left. */
int stepwise_resume_adopt(struct stepwise *s, const struct journal_entry *entry, struct sqlembic_error *err);
/* A statement of an earlier run: not run again, but for what it did to its session. */
int stepwise_resume_pass(struct stepwise *s, const struct statement *statement, bool is_left_out,
			 struct sqlembic_error *err);
/* Refuses a script in which the statement that the earlier run was at is another one; `statement` NULL: there is none in its
 * place. */
int stepwise_resume_check_doubt(const struct stepwise *s, const struct statement *statement,
				struct sqlembic_error *err);
/* Says that the script is not the one that the earlier run has begun. */
int stepwise_resume_changed(struct stepwise *s, struct sqlembic_error *err);

/* Runs one statement, or adds it to the parcel. */
int stepwise_statement_run(struct stepwise *s, const struct statement *statement, struct sqlembic_error *err);
/* The same for the one that an earlier run was at when it died: runs it, takes it as done, or refuses where nobody
 * knows. */
int stepwise_statement_settle(struct stepwise *s, const struct statement *statement,
			      struct sqlembic_error *err);
/* Sends the parcel. */
int stepwise_statement_flush(struct stepwise *s, struct sqlembic_error *err);
/* Runs the statement again, for what it does to the session. */
int stepwise_statement_repeat(struct stepwise *s, const struct statement *statement,
			      struct sqlembic_error *err);
/* One that is not to run counts as done. */
int stepwise_statement_leave(struct stepwise *s, const struct statement *statement);
/* Adds the row of a step that begins. */
int stepwise_statement_claim(struct stepwise *s, struct sqlembic_error *err);
/* The same, at once. */
int stepwise_statement_claim_now(struct stepwise *s, struct sqlembic_error *err);
/* Begins the transaction that ends the step, or keeps the one that is open, and ends it. */
int stepwise_statement_begin(struct stepwise *s, struct sqlembic_error *err);
int stepwise_statement_commit(struct stepwise *s, struct sqlembic_error *err);
/* After a failure and a rollback: looks what the row says, and makes it say what is done. */
int stepwise_statement_look(struct stepwise *s, struct sqlembic_error *err);

/* Says where a step stays that is half applied; `part`: what the statement that has failed may have done, or "". */
void stepwise_state_half(const struct stepwise *s, const char *part, struct sqlembic_error *err);
/* Says that the step has done nothing; `kept`: but for that, or "". */
void stepwise_state_none(const struct stepwise *s, const char *kept, struct sqlembic_error *err);
/* Says what is known without the log row, which somebody has spoilt: the statements that the server has answered. */
void stepwise_state_spoilt(const struct stepwise *s, struct sqlembic_error *err);

#endif
