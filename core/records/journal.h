/* journal.h: the log table: what ran, when, by whom, and how far a step got that runs statement by statement.
 *
 * One row a step.  A transactional step writes its row in its own transaction, complete.  A step that commits statement
 * by statement writes it first, as "running", and moves it forward as statements succeed; a "running" row of a process
 * that is gone is a half-applied step, and it is always the newest row: no other step starts before it is settled.
 *
 * Where no transaction can hold a step and another such step comes next, its row says so when it is done: the next one may
 * have begun.  That saves the commit of a row that says no more than this.  While it is the newest row it means what a
 * running row means that announces the first statement of the next step; every later row settles it.
 *
 * Rows are never changed by guess: each move names the number of statements it starts from and must hit one row, so that
 * two processes can never both take the same statement. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include "base/arena.h"
#include "base/hash.h"
#include "graph/plan.h"
#include "database/parcel.h"
#include "sqlembic/driver.h"

/* Of a row; of one that announces the next step, which older programs must not take for one that is done; of one that runs, whose
 * checksum they must not compare as a whole. */
#define JOURNAL_FORMAT_PLAIN     1
#define JOURNAL_FORMAT_ANNOUNCES 2
#define JOURNAL_FORMAT_RUNS      3
#define JOURNAL_FORMAT           3

#define JOURNAL_COLUMNS                                                                                  \
	"id, format, run, revision, direction, status, moved_from, moved_to, started_at, finished_at,"   \
	" duration_ms, statements, statements_done, statement_intended, checksum, connection, os_user, " \
	"host,"                                                                                          \
	" program, tag, error"

/* How a row announces a step: its revision, the number of its statements, and between which rows it moves. */
#define JOURNAL_NEXT "next: "
#define JOURNAL_TO   " -> "
/* Stands in the checksum of a row that runs between what is done and the digits of the hash of the statement that is about to. */
#define JOURNAL_INTENDED '/'

struct journal {
	const char *qualified; /* NULL: the log is turned off */
	const struct sqlembic_dialect *dialect;
	struct arena *arena; /* of the statements */
	bool offline;        /* times are taken when the script runs, by the server's clock */
	/* Statements. */
	const char *create, *insert, *insert_as, *insert_timed, *state, *last, *move, *interrupt, *complete,
		*finish, *adopt, *forget;
	/* Who we are. */
	const char *(*getenv)(const char *name); /* NULL: there is no environment */
	char run[33];                            /* "" until journal_bind() has found out */
	const char *os_user, *host, *program, *tag;
	char connection[128];     /* the session's connection_id */
	long long newest;         /* number of the newest row; -1: not known */
	long long clock_ahead_us; /* the clock that times are by, the server's or ours, before ours */
	bool clock_is_new;        /* it was asked on the way here, and journal_bind() need not */
};

/* A row, as read back. */
struct journal_entry {
	struct sqlembic_log_entry view;
	long long id, format;
	long long intent;      /* number of the statement that was about to run; 0: none */
	const char *done_hash; /* hash over the statements that are done */
	const char *connection;
	long long since_us;    /* running: the statement that it announces was not sent before */
	const char *announces; /* the next step, as the row has it; NULL: none */
	/* There is no such row yet: the newest one, before it, announces this step. */
	bool is_announced;
	/* The digits, or the first of them, of the hash of the statement that was about to run; "": they were not written. */
	const char *intended;
};

struct journal_step {
	const struct step *step;
	long long id;           /* number of its row, which must be free; 0: the next one */
	long long started_us;   /* microseconds since the epoch: journal_now */
	long long milliseconds; /* that it took; -1: unknown */
	bool timed_by_server;   /* how long it took since started_us */
	size_t statements, statements_done, intent;
	const char *checksum; /* over statements_done statements */
	const char *intended; /* the hash of statement number `intent` */
	const char *status;
	const char *error;
	const struct step *next; /* announced by the row; NULL: none */
	size_t next_statements;
	const char *next_hash; /* of its first statement */
};

/* `table` empty or NULL: the log is off.  It lives in the version table's schema. */
int journal_init(struct journal *out, struct arena *arena, const struct sqlembic_dialect *dialect,
		 const char *schema, const char *table, struct sqlembic_error *err);
int journal_create(const struct journal *journal, struct sqlembic_session *session,
		   struct sqlembic_error *err);

/* Microseconds since the epoch by the clock that the rows' times are by. */
long long journal_now(const struct journal *journal);

/* The following are added to a parcel.  *taken is set when it is sent, with an error, if the row is no longer as it was
 * left: another process has taken the step over, or settled it.
 *
 * Adds a whole row. */
int journal_write(struct journal *journal, struct parcel *parcel, const struct journal_step *step,
		  struct sqlembic_error *err);
/* A change of a running row: the number of statements that it says are done, and the one that it is to say, with their
 * hash, and the statement that is about to run outside of any transaction, with its own hash; 0: none is. */
struct journal_move {
	long long id;
	size_t done, now_done;
	const char *checksum;
	size_t intent;
	const char *intended;
	bool *taken;
};
int journal_move(const struct journal *journal, struct parcel *parcel, const struct journal_move *move,
		 struct sqlembic_error *err);
/* Moves a running row to its end; `step` has the times. */
int journal_complete(const struct journal *journal, struct parcel *parcel, const struct journal_move *move,
		     const struct journal_step *step, struct sqlembic_error *err);

/* The following are run at once, and set *taken likewise.
 *
 * Lets go of a running row and says why.  `intent` is the statement that may have taken effect, 0 when the server has
 * answered that it failed. */
int journal_interrupt(const struct journal *journal, struct sqlembic_session *session, long long id,
		      long long intent, const char *error, bool *taken, struct sqlembic_error *err);
/* Ends a running row with a status and how long it took. */
int journal_finish(const struct journal *journal, struct sqlembic_session *session, long long id,
		   const char *status, long long milliseconds, const char *error, bool *taken,
		   struct sqlembic_error *err);
/* Rows from number `first` to `last` announce nothing any more. */
int journal_forget(const struct journal *journal, struct sqlembic_session *session, long long first,
		   long long last, struct sqlembic_error *err);
/* The same, added to a parcel. */
int journal_add_forget(const struct journal *journal, struct parcel *parcel, long long first, long long last,
		       struct sqlembic_error *err);
/* Makes a running row of another process ours; one that is only announced is written. */
int journal_adopt(const struct journal *journal, struct sqlembic_session *session,
		  const struct journal_entry *entry, bool *taken, struct sqlembic_error *err);
/* Remembers the session's name, for rows and for journal_is_alive, and what its clock says. */
int journal_bind(struct journal *journal, struct sqlembic_session *session, struct sqlembic_error *err);

/* Whether the process that runs a step, or the server for it, is still at it: 1, 0, or a negative error. */
int journal_is_alive(const struct journal *journal, const struct journal_entry *entry,
		     struct sqlembic_session *session, struct sqlembic_error *err);
/* The person, host and connection that run a step, and which step; NULL when out of memory. */
const char *journal_owner(const struct journal_entry *entry, struct arena *arena);

/* Whether a statement with this hash, NULL: none, is another than the one that was about to run, as far as the row tells. */
bool journal_is_edited(const char *intended, const char *hash);

static inline bool journal_is_running(const struct journal_entry *entry)
{
	return entry && entry->view.status[0] == 'r';
}

#endif
