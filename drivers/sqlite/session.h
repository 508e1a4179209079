/* session.h: a connection to an SQLite file, shared by the files of this folder.  It knows the driver
 * contract and SQLite, nothing of revisions. */
#ifndef SQLITE_SESSION_H
#define SQLITE_SESSION_H

#include <sqlite3.h>
#include <stdarg.h>

#include "sqlembic/driver.h"

/* Our own SQL is a handful of texts that are run for each revision: their prepared statements are kept. */
#define SQLITE_CACHE 24

struct sqlite_cached {
	char *sql;
	const char *asked; /* where the caller had the text the last time: the same place is tried first */
	sqlite3_stmt *stmt;
	unsigned long used; /* of the session's clock */
};

/* Of what SQLite says, as much as an error's detail holds. */
#define SQLITE_SAID sizeof(((struct sqlembic_error *)0)->detail)

/* What a statement of the user's is about to do to tables of `main`, as the authorizer sees it. */
enum sqlite_touch_kind {
	SQLITE_TOUCH_ROWS,   /* rows written, or the table dropped, or an index that references need */
	SQLITE_TOUCH_CREATE, /* table made */
	SQLITE_TOUCH_DROP,   /* table dropped; SQLITE_TOUCH_ROWS is reported too */
	SQLITE_TOUCH_ALTER,
	SQLITE_TOUCH_SCHEMA /* sqlite_schema made writable: anything may happen */
};

struct sqlite_touch {
	enum sqlite_touch_kind kind;
	char *table;
};

/* State of the connection that a script has changed and that script_end must undo. */
enum sqlite_leak {
	SQLITE_LEAK_PRAGMA = 1 << 0,
	SQLITE_LEAK_ATTACH = 1 << 1,
	SQLITE_LEAK_TEMP = 1 << 2,
	SQLITE_LEAK_LIKE = 1 << 3 /* case_sensitive_like, which cannot be read */
};

/* The part of the connection's state that pragmas hold: see script.c. */
#define SQLITE_SETTINGS 30

struct sqlite_reference {
	char *child, *parent;
};

struct sqlite_tracked {
	char *table;
	long long before; /* violations when it was first touched; -1: could not be counted */
	bool created;     /* by this script */
	bool dirty;       /* written, or referring to a written table, since it was counted */
};

struct sqlite_foreign {
	struct sqlite_reference *references;
	size_t nreferences;
	bool references_known;
	struct sqlite_tracked *tracked;
	size_t ntracked;
	long long data_version; /* under which the two lists were made */
	bool current;           /* data_version was compared since the script began */
	char *handled;          /* table whose rows are being written and that needs no more attention */
	char *altered;          /* the table that an ALTER is about to change, and its root page */
	long long rootpage;
};

struct sqlite_session {
	struct sqlembic_session base;
	sqlite3 *db;
	char *name; /* for messages: the file's path or "the database in memory" */
	char *path; /* of the file; "" in memory */
	bool read_only;
	long statement_timeout_ms, lock_timeout_ms;
	const volatile sig_atomic_t *cancel;

	/* watch.c */
	bool watched, timed_out;
	long long deadline;      /* of the running statement in monotonic milliseconds; 0: none */
	long long lock_deadline; /* until when locks are waited for; 0: not at all */

	/* query.c */
	struct sqlite_cached cache[SQLITE_CACHE];
	unsigned long clock;

	/* observe.c, script.c, foreign.c */
	bool in_script, observing, observe_failed;
	unsigned leaks; /* enum sqlite_leak */
	struct sqlite_touch *touches;
	size_t ntouches, touches_cap;
	bool settings_known;
	char *settings[SQLITE_SETTINGS];
	struct sqlite_foreign foreign;
};

/* ---- open.c ---- */
int sqlite_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		struct sqlembic_error *err);
void sqlite_close(struct sqlembic_session *session);

/* ---- fail.c: SQLite's errors in words that a user can act on ---- */
/* Describes the result `rc` of the last call on the connection; returns the code. */
int sqlite_fail(const struct sqlite_session *s, int rc, struct sqlembic_error *err);
/* The name of an extended result code, "" when it is newer than this file. */
const char *sqlite_result_name(int rc);

/* ---- watch.c: cancelling, the statement timeout, waiting for locks ---- */
void sqlite_watch_install(struct sqlite_session *s);
/* From here to sqlite_watch_end a statement can be cancelled; `timeout_ms` 0: it may take for ever. */
void sqlite_watch_begin(struct sqlite_session *s, long timeout_ms);
/* Until sqlite_watch_end the running statement waits for other processes' locks, at most lock_timeout_ms. */
void sqlite_watch_locks(struct sqlite_session *s);
void sqlite_watch_end(struct sqlite_session *s);
bool sqlite_cancelled(const struct sqlite_session *s);

/* ---- exec.c, query.c ---- */
int sqlite_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		struct sqlembic_error *err);
int sqlite_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err);
/* Runs `sql` by way of the cache and stores the first column of the first row; 0 when there is no row or
 * it is NULL.  `arg` may be NULL.  These cannot be cancelled, because cleaning up must not be, unless the
 * caller watches. */
int sqlite_query_number(struct sqlite_session *s, long long *out, const char *sql, const char *arg,
			struct sqlembic_error *err);
/* The same for text, in malloc'ed memory; NULL when there is no row or it is NULL. */
int sqlite_query_text(struct sqlite_session *s, char **out, const char *sql, const char *arg,
		      struct sqlembic_error *err);
/* Runs one of our own statements that has no result. */
int sqlite_run(struct sqlite_session *s, const char *sql, struct sqlembic_error *err);
/* The same for text that will not come again: past the cache. */
int sqlite_run_once(struct sqlite_session *s, const char *sql, struct sqlembic_error *err);
void sqlite_cache_release(struct sqlite_session *s);

/* ---- observe.c: what the user's statements are about to change ---- */
void sqlite_observe_install(struct sqlite_session *s);
void sqlite_observe_clear(struct sqlite_session *s);
void sqlite_observe_release(struct sqlite_session *s);

/* ---- script.c ---- */
int sqlite_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int sqlite_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Notes the settings as they are before the first statement of the user's. */
int sqlite_script_remember(struct sqlite_session *s, struct sqlembic_error *err);
void sqlite_script_release(struct sqlite_session *s);

/* ---- foreign.c ---- */
/* A script begins. */
void sqlite_foreign_begin(struct sqlite_session *s);
/* Called between preparing and running a statement, and after it has run. */
int sqlite_foreign_before(struct sqlite_session *s, struct sqlembic_error *err);
int sqlite_foreign_after(struct sqlite_session *s, struct sqlembic_error *err);
int sqlite_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
void sqlite_foreign_forget(struct sqlite_session *s);

/* ---- holder.c ---- */
int sqlite_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
		       struct sqlembic_error *err);
int sqlite_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			 struct sqlembic_error *err);
int sqlite_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

extern const struct sqlembic_driver sqlembic_sqlite_driver;

static inline struct sqlite_session *sqlite_session(struct sqlembic_session *session)
{
	return (struct sqlite_session *)session;
}

#endif
