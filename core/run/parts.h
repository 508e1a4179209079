/* parts.h: what the files of this room share; no other room may see it.
 *
 * A revision runs in one of two ways.  Transactionally, all of it commits at once (transaction.c).  Statement by
 * statement, where the script says so or the server cannot do otherwise, each one is journalled so that a later run can
 * go on (stepwise.c).  The same code prints an offline script when the session is one that prints. */
#ifndef RUN_PARTS_H
#define RUN_PARTS_H

#include "database/parcel.h"
#include "records/rowset.h"
#include "run/changed.h"
#include "run/preflight.h"
#include "run/run.h"
#include "sqlembic/clock.h"

/* The state of the database as this run takes it to be (state.c). */
struct beliefs {
	struct rowset *rows;     /* of the version table */
	bool may_differ;         /* they have to be compared with the database before the next step */
	bool planned_under_lock; /* the plan starts from rows that were read under the lock */
	struct records_state
		tables; /* as last read: which are there, and a step that runs or is half applied */
};

struct counts {
	size_t committed; /* steps, for messages */
	/* Of the step at hand, where it runs statement by statement: tries for a lock, and times that its row was taken. */
	size_t retries, restarts;
	long waited_ms; /* for a step of another process */
};

/* When the step at hand began: by a clock that never jumps, and by the one of the log. */
struct stopwatch {
	long long ticks, started_us;
};

/* The steps that share the transaction at hand (group.c). */
struct group {
	size_t first;         /* of them, in the plan */
	long long began;      /* ticks */
	double *milliseconds; /* that each took */
	/* This step has undone the whole transaction.  The steps before it are run again, and it comes behind their COMMIT;
	 * all of them were announced. */
	const struct revision *alone;
};

/* The step that the newest row of the log announces (announce.c). */
struct announced {
	const struct step *step; /* in the plan; NULL: none, or a row of its own has settled it */
	bool is_sent;            /* its first statement may have taken effect */
	long long first,
		last; /* numbers of the first and the newest such row of this run; 0: there was none */
};

/* Steps that are committed and may still be lost with the server (lasting.c). */
struct lasting_step {
	const struct step *step;
	size_t at; /* in the plan */
	double milliseconds;
};

struct lasting {
	struct lasting_step *items; /* that nobody was told of */
	size_t n, cap;
	long long began; /* ticks */
	bool lags;       /* the transaction at hand will not last when it commits */
};

/* How long a group of either kind gathers. */
#define GROUP_US 50000

struct run {
	const struct run_order *order;
	struct plan plan; /* frozen */
	size_t at;        /* its next step */
	struct beliefs beliefs;
	struct counts counts;
	struct stopwatch watch;
	struct group group;
	struct announced announced;
	struct lasting lasting;
	struct changed changed;     /* what the log says that ran */
	struct preflight preflight; /* the scripts of the plan */
	struct parcel parcel;       /* one for all scripts */
	struct arena scratch;       /* of the step */
};

static inline struct sqlembic_session *run_session(const struct run *run)
{
	return run->order->database->session;
}

static inline const struct caller *run_caller(const struct run *run)
{
	return &run->order->database->caller;
}

static inline struct journal *run_journal(const struct run *run)
{
	return &run->order->records->journal;
}

static inline const struct sqlembic_dialect *run_dialect(const struct run *run)
{
	return run->order->database->engine->dialect;
}

static inline bool run_is_offline(const struct run *run)
{
	return run->order->records->journal.offline;
}

/* The half-applied or running step that was read last. */
static inline struct journal_entry *run_running(const struct run *run)
{
	return run->beliefs.tables.running;
}

/* Where a function has `bool *again`, true means: the plan was made anew, or somebody else moved; look at it again. */

/* The step begins now. */
static inline void run_start_watch(struct run *run)
{
	run->watch = (struct stopwatch){ .ticks = sqlembic_clock_us(),
					 .started_us = journal_now(run_journal(run)) };
}

/* Milliseconds since then, rounded. */
static inline long long run_elapsed_ms(const struct run *run)
{
	return (sqlembic_clock_us() - run->watch.ticks + 500) / 1000;
}

/* ---- execute.c: all steps of a plan -------------------------------------------------------------------------- */

int execute_all(struct run *run, struct sqlembic_error *err);

/* ---- state.c: what the database says, and what that means for the plan ----------------------------------------- */

/* The plan from `rows` to the order's targets. */
int state_plan(struct plan *out, const struct run_order *order, const struct rows *rows,
	       struct sqlembic_error *err);
/* Makes `plan`, which starts from `rows`, the run's plan, and looks its scripts through. */
int state_adopt(struct run *run, const struct plan *plan, const struct rows *rows,
		struct sqlembic_error *err);
/* Connects, and reads rows and log by the way where that can be done: beliefs.tables.is_read. */
int state_connect(struct run *run, struct sqlembic_error *err);
/* Where the connection was another tenant's, and not all scripts of the plan are plain: one of its own, and what the database
 * says is read again. */
int state_connect_anew(struct run *run, struct sqlembic_error *err);
/* Reads rows and log into the beliefs: once, or waiting for a database that is locked for a moment. */
int state_read(struct run *run, struct arena *arena, struct sqlembic_error *err);
int state_read_waiting(struct run *run, struct arena *arena, struct sqlembic_error *err);
/* Whether the beliefs need no look: a run that holds a lock of its own is the last to have written, and a row that
 * somebody else has changed nevertheless is noticed when it is moved.  Looking would cost two round trips a step. */
bool state_is_known(const struct run *run);
/* The number of the next row of the log, which is taken by that; 0 where it has to be found out. */
long long state_next_row(struct run *run);
/* Inside a transaction or under the lock: reads the state and adapts the plan to it. */
int state_synchronise(struct run *run, bool *again, struct sqlembic_error *err);
/* Takes note of what a committed step has done. */
int state_move(struct run *run, const struct step *step, struct sqlembic_error *err);
/* Creates the tables that were missing when the state was read, in the open transaction. */
int state_create_tables(struct run *run, struct sqlembic_error *err);
/* Our tables are there: they were created, in a transaction that is committed. */
void state_has_tables(struct run *run);
/* Takes the migration lock: from here on something may be written, and the log has to name the writer. */
int state_lock(struct run *run, struct sqlembic_error *err);
/* Behind the last commit: the rows as the database has them, and the end of the lock, where that takes no message more.  Refuses
 * rows that this run cannot have left. */
int state_read_end(struct run *run, struct rows *after, struct sqlembic_error *err);

/* ---- owner.c: the process that is in the middle of a step ------------------------------------------------------- */

/* Waits a moment while another process is in the middle of the running step, and reads the state again: *again.  Else
 * that process is gone. */
int owner_wait(struct run *run, bool *again, struct sqlembic_error *err);
/* Whether a step that another process is taking lies beyond what this run is to reach: programs of an older release,
 * which start while it runs, have all that they need. */
bool owner_is_beyond(const struct run *run);
/* Whether the process of the running step, or the server for it, is at work; false where that cannot be asked. */
bool owner_is_alive(const struct run *run);

/* ---- transaction.c: revisions that commit as a whole ------------------------------------------------------------- */

/* Runs the step at run->at, and those that can share its transaction. */
int transaction_run(struct run *run, bool *again, struct sqlembic_error *err);
/* Adds version rows and log row of a step to the parcel. */
int transaction_add_rows(struct run *run, const struct step *step, const struct journal_step *entry,
			 struct sqlembic_error *err);
/* Writes a failed step that has left nothing into the log; trouble with that must not hide what the step met. */
void transaction_log_failure(struct run *run, const struct step *step, const struct sqlembic_error *err);

/* ---- announce.c: steps that the row of the step before them announces -------------------------------------------- */

/* The step that the row of the step at run->at can announce; NULL: none. */
const struct step *announce_find(const struct run *run);
/* Adds to the parcel that nothing is announced any more: the row that ends the step at hand announces none. */
int announce_end(struct run *run, struct parcel *parcel, struct sqlembic_error *err);
/* The newest row announces `next`; NULL: nothing. */
void announce_note(struct run *run, const struct step *next);
/* Where the run stops: what will not come is announced no longer. */
void announce_withdraw(struct run *run);
/* The running step, which this run is not to go on with, is only announced, and its first statement has had no effect: it never
 * began, and is announced no longer: *again.  Its process is gone. */
int announce_forget_unbegun(struct run *run, bool *again, struct sqlembic_error *err);
/* The running step, which this run is to go on with: fails where it is only announced, by another first statement than the script
 * has now, since nobody can look for what a statement has done that is not known any more. */
int announce_refuse_edited(const struct run *run, const struct step *step, struct sqlembic_error *err);
/* Says that the script's statement `number` is not the one that an earlier run was at when it died.  Returns err->code. */
int announce_fail_edited(const char *path, size_t number, const char *id, struct sqlembic_error *err);

/* ---- group.c: revisions that share a COMMIT ---------------------------------------------------------------------- */

/* The transaction begins with the step at run->at. */
int group_begin(struct run *run, struct sqlembic_error *err);
/* Whether it ends with the step at run->at. */
bool group_ends(const struct run *run);
/* Round that step: a savepoint, where there is something before it to be kept.  *told: it was announced already. */
int group_enter(struct run *run, bool *told, struct sqlembic_error *err);
int group_leave(struct run *run, bool ended, struct sqlembic_error *err);
/* Behind the failure of a step: commits the steps before it, if there are any and that can be done. */
bool group_keep(struct run *run, size_t failed_at);
/* Else: whether the steps before it, which it took along, have to be run again without it; the error is forgotten then,
 * since the step comes back. */
bool group_repeats(struct run *run, size_t failed_at, struct sqlembic_error *err);

/* ---- lasting.c: revisions that share the wait for the disk -------------------------------------------------------- */

/* Before the transaction of the step at run->at: whether its COMMIT waits. */
int lasting_begin(struct run *run, struct sqlembic_error *err);
/* The step at run->at is committed: says that it is done, or keeps that until it lasts. */
int lasting_done(struct run *run, const struct step *step, double milliseconds, struct sqlembic_error *err);
/* Where the run stops: what is committed is made to last, and said to be done.  How many steps nobody knows of. */
size_t lasting_settle(struct run *run);

/* ---- the files of one function ---------------------------------------------------------------------------------- */

/* sending.c: runs a script's statements in the open transaction, but for the last ones, which wait in the parcel. */
int sending_run(struct run *run, const struct step *step, size_t *statements, char checksum[HASH_TEXT_SIZE],
		struct sqlembic_error *err);
/* outside.c: under the lock: refuses what the session cannot take outside of transactions. */
int outside_check(struct run *run, struct sqlembic_error *err);
/* stepwise.c: runs the step at run->at statement by statement. */
int stepwise_run(struct run *run, bool *again, struct sqlembic_error *err);
/* lost.c: says what has become of a step whose connection broke; where the server does not tell, `err` keeps its
 * state. */
void lost_describe(struct run *run, const struct step *step, struct sqlembic_error *err);
/* stamp.c: writes version rows without running anything, under the lock. */
int stamp_run(struct run *run, struct sqlembic_error *err);
/* adopt.c: gives the row of what a squash replaces the squash's name. */
int adopt_run(struct run *run, bool *again, struct sqlembic_error *err);
/* takeover.c: writes the rows of what another program has run, under the lock. */
int takeover_run(struct run *run, struct sqlembic_error *err);
/* tables.c: makes the tables that are missing. */
int tables_ensure(struct run *run, struct sqlembic_error *err);
/* resolve.c: settles a half-applied step; *rows are the version rows behind it. */
int resolve_step(struct run *run, enum sqlembic_resolution resolution, struct rows *rows,
		 struct sqlembic_error *err);
/* status.c: everything that only an open connection can tell. */
int status_read(struct run_status *out, const struct run_order *order, struct sqlembic_error *err);

#endif
