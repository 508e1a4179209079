/* run.h: executing a plan: transactions, statements, version rows, log rows, in that order.
 *
 * A revision runs in one of two ways.  Transactionally, all of it commits at once (transaction.c).  Statement by
 * statement, where the script says so or the server cannot do otherwise, each one is journalled so that a later run can
 * go on (stepwise.c).  The same code prints an offline script when the session is one that prints. */
#ifndef RUN_H
#define RUN_H

#include "database/parcel.h"
#include "database/database.h"
#include "graph/graph.h"
#include "graph/plan.h"
#include "sql/scan.h"

/* What is known of a script once it was looked through. */
struct script_facts {
	bool checked;
	enum script_transaction transaction;
	/* Of a script that steers transactions: it ends one that it has not begun; its last COMMIT chains another. */
	bool begins_inside, ends_inside;
	size_t statements;
	unsigned long long bytes;
	struct sqlembic_span
		text; /* of a small one, as it was looked through: that is what runs; else empty */
};

struct run {
	struct database *database;
	const struct graph *graph;
	struct arena *arena;  /* of the command */
	struct arena scratch; /* of the step */
	enum sqlembic_direction direction;
	const char *const *targets; /* one, or several for stamp */
	size_t ntargets;
	bool offline, purge;
	struct plan plan;
	size_t at;               /* the next step */
	const char **rows_known; /* version rows as this run believes them to be, sorted */
	size_t rows_n, rows_cap;
	bool rows_unknown; /* it does not know: compare with the database before the next step */
	bool planned_under_lock;
	bool has_version_table, has_log_table;
	struct script_facts *facts; /* by revision index, for this run's direction */
	size_t kept;                /* bytes of scripts' texts in `facts` */
	struct scan *scan;          /* one scanner and */
	struct message message;     /* one buffer for all scripts */
	size_t committed;           /* steps that are committed, for messages */
	/* Of a step that runs statement by statement: tries for a lock, and because its row was taken. */
	size_t retries, restarts;
	long waited_ms;                /* for a step of another process */
	struct journal_entry *running; /* a half-applied step, as last read; in scratch */
};

/* The plan was made anew: look at run->plan and run->at again.  Positive, to be no error. */
#define RUN_AGAIN 1

/* Upgrade, downgrade or stamp, from connecting to the last commit; `run` has graph, arena, direction and targets. */
int run_execute(struct run *run, struct sqlembic_error *err);
/* The same as text: rows and targets come from the caller. */
int run_offline(struct run *run, const struct rows *from, struct sqlembic_error *err);
/* Creates the tables that are missing. */
int run_ensure_tables(struct run *run, struct sqlembic_error *err);
/* When another process is in the middle of run->running, waits a moment and reads the state again: RUN_AGAIN.  0: that
 * process is gone. */
int run_wait_for_owner(struct run *run, struct sqlembic_error *err);

/* ---- between the files of the runner -------------------------------------------------------------------- */

/* state.c */
/* The plan from `rows` to the run's targets. */
int run_make_plan(struct plan *out, const struct run *run, const struct rows *rows,
		  struct sqlembic_error *err);
/* Makes `plan`, which starts from `rows`, the run's plan, and looks its scripts through. */
int run_adopt_plan(struct run *run, const struct plan *plan, const struct rows *rows,
		   struct sqlembic_error *err);
/* Reads rows and log: once, or waiting for a database that is locked for a moment.  Sets run->running. */
int run_read_now(struct run *run, struct rows *rows, struct arena *arena, struct sqlembic_error *err);
int run_read_state(struct run *run, struct rows *rows, struct arena *arena, struct sqlembic_error *err);
/* Whether it is known what the database says: who holds a lock of its own is the last to have written, and a row that
 * somebody else has changed nevertheless is noticed when it is moved.  Looking would cost two round trips a step. */
bool run_knows_state(const struct run *run);
/* The number of the next row of the log, which is taken by that; 0 where it has to be found out. */
long long run_next_row(struct run *run);
/* Inside a transaction or under the lock: reads the state and adapts the plan to it.  0: as expected, run->running may
 * be set; RUN_AGAIN: the plan was made anew. */
int run_synchronise(struct run *run, struct sqlembic_error *err);
/* From now on the run believes the version table to hold `rows`, which are copied.  Negative: out of memory. */
int run_know_rows(struct run *run, const struct rows *rows);
/* Takes note of what a step has done to the version rows. */
int run_expect_changes(struct run *run, const struct step *step, struct sqlembic_error *err);
/* Creates the tables that run_synchronise found missing, in the open transaction. */
int run_create_tables(struct run *run, struct sqlembic_error *err);

/* records/home.c */
/* Before the version table is made: its schema is there, is made, or is missed. */
int run_ensure_schema(const struct run *run, struct sqlembic_error *err);

/* transaction.c */
/* Runs the step at run->at, and those that can share its transaction.  0, RUN_AGAIN or an error. */
int run_transactional(struct run *run, struct sqlembic_error *err);
/* Adds version rows and log row of a step to run->message. */
int run_write_step(struct run *run, const struct step *step, const struct journal_step *entry,
		   struct sqlembic_error *err);
/* A failed step that has left nothing is history, too; but what it met must not be hidden by trouble with writing it
 * down. */
void run_log_failure(struct run *run, const struct step *step, const struct sqlembic_error *err);
/* Offline: the comment above a step. */
int run_announce(struct run *run, const struct step *step, struct sqlembic_error *err);

/* lost.c */
/* Says what has become of a step whose connection broke; where the server does not tell, `err` keeps its state. */
void run_describe_lost(struct run *run, const struct step *step, struct sqlembic_error *err);

/* retry.c */
/* After a failure that has left nothing behind: 0 when it was for a lock and lock_retries allows another try, after a
 * pause, with `err` emptied; else `rc`, or why the pause was broken off.  *retries begins as 0. */
int run_retry(const struct run *run, size_t *retries, int rc, struct sqlembic_error *err);

/* stamp.c: needs a connected (or offline) database and, online, the lock. */
int run_stamp(struct run *run, struct sqlembic_error *err);

/* resolve.c: settles the half-applied step of the revision run->targets[0], from connecting to the commit. */
int run_resolve(struct run *run, enum sqlembic_resolution resolution, struct sqlembic_error *err);

/* preflight.c */
/* Looks through the scripts of all steps before any runs: what is refused is refused now. */
int preflight_scripts(struct run *run, struct sqlembic_error *err);
/* The script of a step. */
const char *preflight_path(const struct step *step);
struct script_facts *preflight_facts(const struct run *run, const struct step *step);
/* Points run->scan at the beginning of a step's script. */
int preflight_open(struct run *run, const struct step *step, struct sqlembic_error *err);
/* Whether a statement begins or ends a transaction, and if so, whether one is open behind it. */
bool preflight_steers(const struct statement *statement, bool *open);
/* Whether the step commits statement by statement. */
bool preflight_is_stepwise(const struct run *run, const struct step *step);

/* sending.c */
/* Runs a script's statements in the open transaction, but for the last ones, which wait in run->message for what is
 * sent with them; *checksum gets HASH_TEXT_SIZE bytes. */
int script_run(struct run *run, const struct step *step, size_t *statements, char *checksum,
	       struct sqlembic_error *err);
/* Turns a driver's error into one of the script: place, statement, caret. */
int script_failed(struct sqlembic_error *err, const char *path, const struct statement *statement);

/* stepwise.c */
/* Runs the step at run->at statement by statement.  0, RUN_AGAIN or an error. */
int stepwise_run(struct run *run, struct sqlembic_error *err);

/* report.c */
int run_report_step(struct run *run, const struct step *step, enum sqlembic_event_kind kind, size_t statement,
		    double milliseconds, struct sqlembic_error *err);
int run_report_text(const struct run *run, enum sqlembic_event_kind kind, const char *text,
		    struct sqlembic_error *err);
/* "a, b" or "base" (no rows); in the scratch arena. */
const char *run_report_rows(struct run *run, const struct rows *rows);
/* The command that finishes a half-applied step, "upgrade ae10"; NULL when out of memory. */
const char *run_finish_command(struct arena *arena, const struct journal_entry *entry);
/* How to go on after a failure, where nobody has said so yet. */
void run_hint_again(const struct run *run, int code, struct sqlembic_error *err);
/* "upgrade", "downgrade", "stamp". */
const char *run_direction(enum sqlembic_direction direction);
/* Microseconds on a clock that never jumps. */
long long run_ticks(void);

#endif
