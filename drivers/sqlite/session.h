/* session.h: a connection to an SQLite file, shared by the files of this folder.  It knows the driver
 * contract and SQLite, nothing of revisions. */
#ifndef SQLITE_SESSION_H
#define SQLITE_SESSION_H

#include <sqlite3.h>
#include <stdarg.h>

#include "sqlembic/driver.h"
#include "sqlembic/flag.h"

/* Our own SQL is a handful of texts that are run for each revision: their prepared statements are kept. */
#define SQLITE_CACHE 24

struct sqlite_cached {
	char *sql;
	const char *asked; /* where the caller had the text the last time: the same place is tried first */
	sqlite3_stmt *stmt;
	unsigned long used; /* of the session's clock */
};

/* As much of SQLite's message as an error's detail holds. */
#define SQLITE_SAID sizeof(((struct sqlembic_error *)0)->detail)

/* A change that a statement of the user's is about to make to a table of `main`, as the authorizer announces it. */
enum sqlite_change_kind {
	SQLITE_CHANGE_ROWS,   /* rows written, or the table dropped, or an index that references need */
	SQLITE_CHANGE_CREATE, /* table made */
	SQLITE_CHANGE_DROP,   /* table dropped; SQLITE_CHANGE_ROWS is reported too */
	SQLITE_CHANGE_ALTER,
	SQLITE_CHANGE_SCHEMA /* sqlite_schema made writable: anything may happen */
};

struct sqlite_change {
	enum sqlite_change_kind kind;
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
	char *prepared_table;   /* table whose rows are being written and that needs no more attention */
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
	bool is_arriving;       /* the questions of sqlite_open() are asked */
	bool resumed;           /* an earlier run has done a part of the script */
	bool foreign_unchecked; /* the URL says so */
	unsigned leaks;         /* enum sqlite_leak */
	struct sqlite_change *changes;
	size_t nchanges, changes_cap;
	bool settings_known;
	char *settings[SQLITE_SETTINGS];
	struct sqlite_foreign foreign;

	sqlite3 *marked;            /* schema/mark.c; NULL: nothing is */
	struct sqlite_known *known; /* schema/known.c; NULL: nothing is */
};

static inline struct sqlite_session *sqlite_session(struct sqlembic_session *session)
{
	return (struct sqlite_session *)session;
}

static inline bool sqlite_cancelled(const struct sqlite_session *s)
{
	return sqlembic_flag_is_set(s->cancel);
}

#endif
