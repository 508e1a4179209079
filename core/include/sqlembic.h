/* sqlembic.h: the public interface of libsqlembic, database migrations in plain SQL files.
 *
 * One context (`sqlembic`) stands for one configuration: an alembic.ini, a script directory, a database.
 * It opens files and connections only when a call needs them.  A context belongs to one thread at a time.
 *
 * Every fallible function returns 0 or a negative enum sqlembic_code, and fills the error it was given last
 * (which may be NULL).  Any other argument that is NULL where that is not said to be fine is SQLEMBIC_E_USAGE, with
 * a message that names it.  Pointers handed out belong to the context and live until sqlembic_close, unless the
 * function says otherwise.  The library never prints, exits, reads the environment or touches signals by
 * itself: what it needs of these comes in through struct sqlembic_options.
 *
 * Programs compiled with an older header keep working (docs/library.md).  Structures that the caller fills begin with
 * `size`; set it to sizeof the structure: the library treats fields beyond it as zero.  Structures that are handed out
 * by pointer, one by one, may grow at their end.  Those marked "frozen" are the caller's memory or stand in arrays:
 * they never change, and what a later release knows besides comes by a function of its own. */
#ifndef SQLEMBIC_H
#define SQLEMBIC_H

#include <signal.h>

#include "sqlembic/base.h"

#define SQLEMBIC_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- events ------------------------------------------------------------------------------------------- */

/* Later releases may add kinds: a program passes over those that it does not know. */
enum sqlembic_event_kind {
	SQLEMBIC_EVENT_INFO,    /* text: a fact worth a line in a log */
	SQLEMBIC_EVENT_WARNING, /* text: something the user should change */
	SQLEMBIC_EVENT_STEP,    /* a step begins: direction, revision, from, to, message, step, steps */
	/* The step is committed: the same, statements, milliseconds.  Where several share a commit (SQLite) or the wait for
	 * the disk (PostgreSQL), the next ones have begun before. */
	SQLEMBIC_EVENT_STEP_DONE,
	SQLEMBIC_EVENT_RESUME, /* a half-applied step goes on: statement (the first to run), statements */
	/* Inside a step, statements are about to be sent: statement (the first), last_statement, statements, bytes and
	 * bytes_total of the script. */
	SQLEMBIC_EVENT_PROGRESS,
	SQLEMBIC_EVENT_WAITING,   /* another process holds the lock: text says who; once a second */
	SQLEMBIC_EVENT_CREATING,  /* a file or directory is about to be made: path */
	SQLEMBIC_EVENT_CREATED,   /* it is made: path */
	SQLEMBIC_EVENT_SKIPPED,   /* it was there already: path */
	SQLEMBIC_EVENT_HOOK,      /* a post-write hook is about to run: text is its name */
	SQLEMBIC_EVENT_HOOK_DONE, /* it has ended: text is its name, statement its exit status */
	SQLEMBIC_EVENT_RETRY, /* a lock was not obtained, text says why: try `step` of `steps` again in `milliseconds` */
	/* Where a run is to tell of statements, one is done: statement, statements, text (its first words), milliseconds. */
	SQLEMBIC_EVENT_STATEMENT,
	/* One of many databases begins, or has ended: outcome; step (how many have begun, or ended), steps (of all). */
	SQLEMBIC_EVENT_TARGET,
	SQLEMBIC_EVENT_TARGET_DONE
};

enum sqlembic_direction { SQLEMBIC_UPGRADE, SQLEMBIC_DOWNGRADE, SQLEMBIC_STAMP };

struct sqlembic_outcome;

struct sqlembic_event {
	enum sqlembic_event_kind kind;
	enum sqlembic_direction direction;
	const char *revision;  /* the step's revision id */
	const char *from, *to; /* ids joined by ", "; empty for base */
	const char *message;   /* first paragraph of the revision's message */
	const char *text;
	const char *path;
	size_t step, steps; /* step counts from 1 */
	size_t statement, statements;
	unsigned long long bytes, bytes_total;
	double milliseconds;
	const char *database; /* where many are migrated: the name of the one that this is about; else NULL */
	const struct sqlembic_outcome *outcome; /* of that one, as far as it is; else NULL */
	size_t last_statement;
};

/* Receives events in the order in which they happen.  Everything in `event` is borrowed for the call.
 * A non-zero return stops the run as a signal would (SQLEMBIC_E_INTERRUPTED).  It may look at the database with the same
 * context (sqlembic_status), but not move it: that is SQLEMBIC_E_USAGE, and sqlembic_close is not allowed. */
typedef int sqlembic_event_fn(const struct sqlembic_event *event, void *payload);

/* Receives text that is made piece by piece (an offline script).  Non-zero stops with SQLEMBIC_E_FAILED. */
typedef int sqlembic_write_fn(void *payload, const char *text, size_t length);

/* ---- opening ------------------------------------------------------------------------------------------ */

/* Frozen. */
struct sqlembic_pair {
	const char *key, *value;
};

struct sqlembic_options {
	size_t size;
	const char
		*config_file; /* NULL: ALEMBIC_CONFIG by `getenv`, else alembic.ini, which need not exist */
	const char *section;  /* NULL: "alembic" */
	const struct sqlembic_pair *x; /* -x NAME=value: variables for ${NAME} */
	size_t nx;
	const struct sqlembic_pair *set; /* keys of the section that override everything else */
	size_t nset;
	const char *(*getenv)(const char *name); /* NULL: no environment */
	sqlembic_event_fn *on_event;             /* may be NULL */
	void *payload;
	const volatile sig_atomic_t *cancel; /* non-zero: stop as soon as possible; may be NULL */
	const char *driver_path; /* directory of loadable drivers; NULL: where they were installed */
	bool owns_process; /* nothing else in this process uses the databases' client libraries: they may be set
	                    * up for this use alone */
	const char *const *
		variables; /* the environment as `environ` has it, for warnings about misspelt names; borrowed
	                               * for the call, NULL: no such warnings */
};

/* Opens a context: reads the configuration file, nothing else.  *out is set on success only. */
SQLEMBIC_API int sqlembic_open(sqlembic **out, const struct sqlembic_options *options,
			       struct sqlembic_error *err);

/* Closes connections, releases locks, frees everything handed out.  NULL is fine. */
SQLEMBIC_API void sqlembic_close(sqlembic *ctx);

/* The version of the library in use, "major.minor.patch". */
SQLEMBIC_API const char *sqlembic_version(void);

/* ---- configuration ------------------------------------------------------------------------------------ */

/* Frozen. */
struct sqlembic_setting {
	const char *key;
	const char *value;  /* effective value, passwords masked; NULL: not set and no default */
	const char *origin; /* "alembic.ini:7", "environment ALEMBIC_SQLALCHEMY_URL", "default", ... */
	const char *error;  /* why the value cannot be used (undefined variable, bad number); NULL: fine */
};

/* Every key that sqlembic knows and every other key of the section, in the order of documentation. */
SQLEMBIC_API int sqlembic_settings(sqlembic *ctx, const struct sqlembic_setting **out, size_t *n,
				   struct sqlembic_error *err);

/* What sqlembic knows of a key, for help, completion and the manual.  The array ends with a NULL key.  Frozen. */
struct sqlembic_key_info {
	const char *key, *metavar, *default_value, *help;
};
SQLEMBIC_API const struct sqlembic_key_info *sqlembic_keys(void);

/* A time as settings have it, "500ms", "30s", "5min", "2h" or a bare number of seconds, in milliseconds; -1: it is none
 * of these. */
SQLEMBIC_API long sqlembic_milliseconds(const char *text);

/* Names of the sections of the ini file that can be given as `section`. */
SQLEMBIC_API int sqlembic_sections(sqlembic *ctx, const char *const **out, size_t *n,
				   struct sqlembic_error *err);

/* ---- the script directory ----------------------------------------------------------------------------- */

struct sqlembic_revision {
	const char *id;
	const char *message;     /* first paragraph of the header's text, may be "" */
	const char *text;        /* the header's comment lines as written, without "-- " */
	const char *create_date; /* as written, may be "" */
	const char *up_path;     /* absolute */
	const char *down_path;   /* absolute; NULL: irreversible */
	const char *const *down; /* down_revision, full ids, in declared order */
	size_t ndown;
	const char *const *depends; /* depends_on as written */
	size_t ndepends;
	const char *const *labels; /* branch labels, the propagated ones included */
	size_t nlabels;
	const char *const *children; /* ids that name it in down_revision, in load order */
	size_t nchildren;
	bool is_head;           /* no child by down_revision */
	bool is_effective_head; /* no child, but something depends on it */
	bool is_branch_point, is_merge_point;
	bool is_current;             /* its id is a version row; known only where the call reads the rows */
	const char *const *replaces; /* ids in whose place it stands, as written */
	size_t nreplaces;
};

/* A list owned by the context.  Frozen; the revisions may grow. */
struct sqlembic_revisions {
	const struct sqlembic_revision *const *items;
	size_t n;
};

/* The heads, in load order; with `resolve_dependencies` those that nothing depends on either. */
SQLEMBIC_API int sqlembic_heads(sqlembic *ctx, bool resolve_dependencies, struct sqlembic_revisions *out,
				struct sqlembic_error *err);

/* Revisions of `range` ("LOWER:UPPER"; NULL: all), newest first.  `mark_current` reads the version rows. */
SQLEMBIC_API int sqlembic_history(sqlembic *ctx, const char *range, bool mark_current,
				  struct sqlembic_revisions *out, struct sqlembic_error *err);

/* Revisions with more than one child, newest first. */
SQLEMBIC_API int sqlembic_branches(sqlembic *ctx, struct sqlembic_revisions *out, struct sqlembic_error *err);

/* The revisions that an identifier stands for ("current" connects); "base" stands for none. */
SQLEMBIC_API int sqlembic_show(sqlembic *ctx, const char *identifier, struct sqlembic_revisions *out,
			       struct sqlembic_error *err);

/* A file beside the scripts that looks like a revision and is not read. */
struct sqlembic_unread {
	const char *path; /* absolute */
	const char *id;   /* its revision; NULL: none was found in it */
	bool is_python;   /* a revision of Alembic; else SQL, under a name that no script has */
};

/* The script directory. */
struct sqlembic_scripts {
	size_t revisions;
	const struct sqlembic_unread *const *unread;
	size_t nunread;
};
SQLEMBIC_API int sqlembic_scripts(sqlembic *ctx, const struct sqlembic_scripts **out,
				  struct sqlembic_error *err);

/* One revision by its full id, or NULL: for the children of a branch point. */
SQLEMBIC_API const struct sqlembic_revision *sqlembic_find(sqlembic *ctx, const char *id);

/* ---- new files ---------------------------------------------------------------------------------------- */

struct sqlembic_new_revision {
	size_t size;
	const char *message;      /* NULL: "empty message" */
	const char *const *heads; /* what it is based on; NULL: "head" */
	size_t nheads;
	bool splice;
	const char *branch_label;
	const char *version_path;
	const char *rev_id; /* NULL: random */
	const char *const *depends_on;
	size_t ndepends_on;
	bool irreversible;       /* write no down script */
	const char *transaction; /* of both scripts' headers: "on", "off", "own"; NULL: as in the templates */
	/* Make the scripts by comparing schemas, and prove them before they are written; `empty`: write files also where
	 * nothing differs, instead of handing out NULL; `unproven`: write them also where the proof fails, with a warning. */
	bool autogenerate, empty, unproven;
	const char *from; /* the schema to begin with, as for sqlembic_compare; NULL: the database */
	const char *const *renames; /* as for sqlembic_compare */
	size_t nrenames;
	/* Asks people whether what is gone and new with one definition is one object: `question` says it in words, without
	 * a question mark, `rename` as "OLD=NEW".  1: it is, 0: it is not, negative: stop.  NULL: an event tells of it. */
	int (*ask_rename)(void *payload, const char *question, const char *rename);
	void *ask_payload;
};

/* Writes a revision's two scripts from the templates and runs the post-write hooks.  Several heads: a merge.
 * Nothing is left behind on failure, and no existing file is ever overwritten. */
SQLEMBIC_API int sqlembic_new(sqlembic *ctx, const struct sqlembic_new_revision *options,
			      const struct sqlembic_revision **out, struct sqlembic_error *err);

struct sqlembic_init_options {
	size_t size;
	const char *directory;     /* required */
	const char *template_name; /* NULL: "generic" */
	const char *config_file;   /* NULL: alembic.ini */
	bool package;              /* write empty __init__.py files, for projects that ship the scripts in a
	                                    * Python package */
	sqlembic_event_fn *on_event;
	void *payload;
};

/* Makes a script directory and an ini file. */
SQLEMBIC_API int sqlembic_init(const struct sqlembic_init_options *options, struct sqlembic_error *err);

/* Frozen. */
struct sqlembic_template {
	const char *name, *brief;
};
/* The templates that sqlembic_init knows; static, ends with a NULL name. */
SQLEMBIC_API const struct sqlembic_template *sqlembic_templates(void);

/* ---- the database ------------------------------------------------------------------------------------- */

/* Where a database is.  Frozen. */
struct sqlembic_current {
	const char *url; /* masked */
	struct sqlembic_revisions
		applied;         /* branch heads of what is applied, as `alembic current` lists them */
	const char *const *rows; /* the version rows as stored */
	size_t nrows;
	const char *const *unknown; /* rows that no file explains */
	size_t nunknown;
	bool at_heads; /* everything in the script directory is applied; false when that is empty */
};

struct sqlembic_run_options {
	size_t size;
	/* Not NULL: offline; print the SQL here.  Nothing is connected to, unless the target is "current:..." and the
	 * rows of the database are its beginning. */
	sqlembic_write_fn *write;
	void *write_payload;
	const char *tag;                /* stored in the log table with the run; may be NULL */
	bool purge;                     /* stamp: erase the version table first */
	struct sqlembic_current *after; /* out, on success online: where the database is now; may be NULL */
	long wait_ms;                   /* how long to try to connect when the database cannot be reached */
	bool tell_statements; /* an event for each, with its time: each goes to the server alone then */
};

/* Move the database along the graph; sqlembic_stamp only writes the version rows.  `options` may be NULL. */
SQLEMBIC_API int sqlembic_upgrade(sqlembic *ctx, const char *target,
				  const struct sqlembic_run_options *options, struct sqlembic_error *err);
SQLEMBIC_API int sqlembic_downgrade(sqlembic *ctx, const char *target,
				    const struct sqlembic_run_options *options, struct sqlembic_error *err);
SQLEMBIC_API int sqlembic_stamp(sqlembic *ctx, const char *const *targets, size_t ntargets,
				const struct sqlembic_run_options *options, struct sqlembic_error *err);

/* Creates the version table (and the log table) if missing. */
SQLEMBIC_API int sqlembic_ensure_version(sqlembic *ctx, const struct sqlembic_run_options *options,
					 struct sqlembic_error *err);

struct sqlembic_wait_options {
	size_t size;
	const char *revision; /* NULL: until the database accepts connections; else until this is applied */
	long timeout_ms;      /* 0: one try */
};

/* Waits for a database, taking no lock and writing nothing.  A revision is what sqlembic_upgrade takes; it is applied
 * when it, or something above it, is at a version row.  SQLEMBIC_E_UNREACHABLE or SQLEMBIC_E_PENDING when the time is
 * up; what time does not heal, a wrong password, ends it at once.  `options` may be NULL. */
SQLEMBIC_API int sqlembic_wait(sqlembic *ctx, const struct sqlembic_wait_options *options,
			       struct sqlembic_error *err);

/* What somebody who has looked says of a half-applied step. */
enum sqlembic_resolution {
	SQLEMBIC_RESOLVE_RETRY,     /* the statement it stopped at is not in effect: run it again */
	SQLEMBIC_RESOLVE_DONE,      /* that statement is in effect: go on behind it */
	SQLEMBIC_RESOLVE_ALL_DONE,  /* every statement is: the step is done */
	SQLEMBIC_RESOLVE_ALL_UNDONE /* none is: the step has never begun */
};

struct sqlembic_resolve_options {
	size_t size;
	enum sqlembic_resolution resolution;
	struct sqlembic_current *after; /* out, on success: where the database is now; may be NULL */
};

/* Settles the half-applied step, which must be that of `revision`, and runs none of its statements.  Events say what
 * is found and what is made of it. */
SQLEMBIC_API int sqlembic_resolve(sqlembic *ctx, const char *revision,
				  const struct sqlembic_resolve_options *options, struct sqlembic_error *err);

/* What sqlembic_upgrade or sqlembic_downgrade would run now, in order; nothing is written. */
SQLEMBIC_API int sqlembic_plan(sqlembic *ctx, enum sqlembic_direction direction, const char *target,
			       struct sqlembic_revisions *out, struct sqlembic_error *err);

/* Rows that no file explains are an error (SQLEMBIC_E_FAILED) after *out has been filled. */
SQLEMBIC_API int sqlembic_current(sqlembic *ctx, struct sqlembic_current *out, struct sqlembic_error *err);

/* A step that ran.  Frozen. */
struct sqlembic_log_entry {
	const char *run; /* the invocation that wrote it */
	const char *revision, *direction,
		*status; /* "upgrade|downgrade|stamp", "done|running|failed|abandoned" */
	const char *from, *to;
	const char *started_at, *finished_at; /* UTC, ISO 8601; may be "" */
	long long milliseconds;               /* -1: unknown */
	long long statements, statements_done;
	const char *checksum; /* "sha256:..." over the statements */
	const char *os_user, *host, *program, *tag, *error;
	long long in_doubt; /* number of a statement that may or may not have taken effect; 0: none */
};
/* Frozen. */
struct sqlembic_log {
	const struct sqlembic_log_entry *items;
	size_t n;
};
/* The newest `limit` entries (0: all) of the log table, newest first. */
SQLEMBIC_API int sqlembic_log(sqlembic *ctx, size_t limit, struct sqlembic_log *out,
			      struct sqlembic_error *err);

/* Frozen. */
struct sqlembic_status {
	struct sqlembic_current current;
	struct sqlembic_revisions heads;
	struct sqlembic_revisions pending;     /* in plan order; empty when current.unknown is not */
	const char *lock_holder;               /* NULL: free */
	const struct sqlembic_log_entry *half; /* NULL, or the step that was left half done by a process that
	                                        * is gone */
	struct sqlembic_revisions changed;     /* applied scripts that differ from what ran */
};
SQLEMBIC_API int sqlembic_status(sqlembic *ctx, struct sqlembic_status *out, struct sqlembic_error *err);

/* What the script of a half-done step is now. */
enum sqlembic_half_script {
	SQLEMBIC_HALF_SCRIPT_KEPT, /* it begins with what has been run */
	SQLEMBIC_HALF_SCRIPT_EDITED, /* so it does, but the statement in doubt is another one, or gone: it cannot be called done */
	SQLEMBIC_HALF_SCRIPT_CHANGED, /* it does not begin with what has been run: the step does not go on */
	SQLEMBIC_HALF_SCRIPT_MISSING  /* there is none, or it cannot be read */
};
struct sqlembic_half {
	enum sqlembic_half_script script;
	const char *path;      /* NULL: there is none */
	int line;              /* of the statement that comes next, or is in doubt; 0: there is none */
	const char *statement; /* its beginning, or NULL */
};
/* More of the half-done step that sqlembic_status, called last, has told of; *out NULL: of none.  The database is not asked again. */
SQLEMBIC_API int sqlembic_half(sqlembic *ctx, const struct sqlembic_status *status,
			       const struct sqlembic_half **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

/* The rest of it. */
#include "sqlembic/compare.h"
#include "sqlembic/hazard.h"
#include "sqlembic/import.h"
#include "sqlembic/many.h"
#include "sqlembic/outline.h"
#include "sqlembic/squash.h"
#include "sqlembic/testing.h"

#endif
