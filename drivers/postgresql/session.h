/* session.h: a connection to a PostgreSQL server, shared by the files of this folder.  It knows the driver
 * contract and libpq, nothing of revisions. */
#ifndef POSTGRESQL_SESSION_H
#define POSTGRESQL_SESSION_H

#include <libpq-fe.h>

#include "sqlembic/driver.h"
#include "sqlembic/flag.h"

/* Statements that are still to be sent, ahead of the next ones and in the same message (setup.c). */
enum postgres_pending {
	POSTGRES_PENDING_RESET =
		1 << 0, /* the session as it was before a script, in a transaction of its own */
	POSTGRES_PENDING_BEGIN = 1 << 1,
	POSTGRES_PENDING_PATH = 1 << 2, /* search_path and role, in the open transaction */
	POSTGRES_PENDING_LOCK = 1 << 3, /* the migration lock again, if the script has released it */
	/* Behind a pooler: what a transaction begins with, in the open one: our settings, a look at the lock. */
	POSTGRES_PENDING_HEAD = 1 << 4
};

/* One of our statements, and its name on the server: 0 while it has none. */
struct postgres_prepared {
	char *sql;
	unsigned number;
};
#define POSTGRES_PREPARED 8

/* The queries that read a catalog, under names from the second reading on; by their place, 0: it has none. */
#define POSTGRES_CATALOG_QUERIES 128
#define POSTGRES_TRACES_COUNT    0
#define POSTGRES_TRACES_SEED     1
#define POSTGRES_TRACES_ROWS     2
#define POSTGRES_TRACES_NARROW   3
#define POSTGRES_TRACES_JOINS    4
#define POSTGRES_TRACES_CATALOGS 5 /* and those behind */
#define POSTGRES_TRACES_QUERIES  256
struct postgres_catalog_names {
	unsigned numbers[POSTGRES_CATALOG_QUERIES];
	unsigned traces[POSTGRES_TRACES_QUERIES]; /* the same for schema/traces.c */
	unsigned readings;
};

struct postgres_traces;
struct postgres_narrow;
struct postgres_request;

/* The key of an advisory lock, as text: as the functions take it, and its halves as pg_locks shows them. */
struct postgres_key {
	char number[24], high[16], low[16];
};

/* The connection that holds the migration lock in an open transaction, behind a pool of transactions (holder.c). */
struct postgres_holder {
	PGconn *conn;                                /* NULL: there is none */
	char pid[16], transaction[32], database[16]; /* as pg_locks shows them */
	char beat[192];    /* the query that shows the pooler that it is not idle, */
	long long beat_at; /* when it is sent again, */
	bool beats;        /* and whether the answer is still to come */
};

struct postgres_session {
	struct sqlembic_session base;
	PGconn *conn;
	char *masked_url;
	int encoding;          /* of the client, as it was when the session began: UTF-8 */
	char *settings;        /* one statement that makes our own settings, without a semicolon */
	size_t basic_settings; /* bytes of them that all sessions need; the others come with the lock */
	char *local_settings;  /* the same for one transaction */
	/* What the options of the connection say, which a pooler may have dropped, as terms behind "SELECT 1"; NULL: nothing. */
	char *local_options, *lasting_options;
	char *path;           /* the search_path that they say; NULL: none */
	bool ignores_path;    /* the server had another one behind the opening, and gives back that */
	bool without_options; /* the pooler has refused them */
	bool is_renewed; /* they are not those that the connection began with, and RESET gives back those */
	char *role;      /* that the connection began with, as SET ROLE takes it */
	/* A pooler stands between us and the server.  Until it is known which: by transaction, which is right for all. */
	bool pooled;       /* by transaction: there is no session */
	bool fenced;       /* by session, as it seems: each message makes sure of the lock */
	bool by_statement; /* not even transactions last */
	bool pool_known;
	bool read_only;
	bool is_private; /* the server is gone with the command */
	long statement_timeout_ms, lock_timeout_ms;
	bool keeps_statement_timeout; /* the URL sets it by options, and nothing else does */
	const volatile sig_atomic_t *cancel;
	bool tidies; /* asked to stop, it is left when there is no answer: cancel.c */
	void (*notice)(void *payload, const char *text), (*remark)(void *payload, const char *text);
	void *payload;

	/* What the transaction changes is looked at (reach.h), and where it is kept what it had changed ahead of its first statement. */
	enum postgres_reach_start {
		POSTGRES_REACH_NONE,   /* no statement was sent */
		POSTGRES_REACH_KEPT,   /* in a setting */
		POSTGRES_REACH_COUNTED /* in reach_ahead: what it changes is counted by who has begun it */
	} reach_start;
	long long reach_ahead;
	bool reach_lingers; /* what was not looked behind, or was undone, may be counted still: there is something to keep */

	bool in_script;               /* between script_begin and script_end */
	bool maybe_changed;           /* a statement of the script may have changed the session */
	bool is_spent;                /* so may one of any script before */
	bool has_event_triggers;      /* any DDL may change the session */
	bool may_have_event_triggers; /* the next script asks */
	bool may_have_role;           /* it may have taken another role, */
	bool may_be_other_user;       /* or become another user */
	bool may_prepare;             /* it may have prepared statements, or dropped ours */
	bool may_have_unlocked;       /* it may have released all advisory locks */
	bool may_choose_commit; /* it may have chosen how its COMMIT waits, or what else a reset ahead of that would undo */
	bool is_cleaned_up; /* what it may have changed was reset inside of its transaction (cleanup.c) */
	bool pending_deallocate; /* with POSTGRES_PENDING_RESET: an earlier one may have */
	struct postgres_prepared prepared[POSTGRES_PREPARED];
	struct postgres_catalog_names catalog_names;
	unsigned last_prepared; /* number, never used again */
	/* Our settings behind a script: how often they were sent, their number as a prepared statement, how they are sent now;
	 * and how often with what cleanup.c does. */
	enum postgres_settings {
		POSTGRES_SETTINGS_PLAIN,
		POSTGRES_SETTINGS_PREPARE,
		POSTGRES_SETTINGS_NAMED
	} settings_sent,
		settings_way, cleanup_sent;
	unsigned settings_number;
	bool lags;                /* COMMIT need not wait for the disk */
	unsigned pending;         /* enum postgres_pending */
	struct sqlembic_buf text; /* of the message that is being sent */

	/* wire.c: the message under way */
	bool watched;           /* it can be cancelled */
	bool cancel_sent;       /* by us */
	long long cancel_again; /* monotonic milliseconds: when the request is repeated */
	long long
		cut_at; /* cancel.c: when the connection is cut, unless there is an answer; 0: nobody has asked to stop */
	bool is_cut;                      /* by us */
	struct postgres_request *request; /* the last one that was sent; NULL: there is none */
	long long sent_at;                /* the last message, by sqlembic_clock_ms() */
	long long sample_at;              /* when the sessions that block it are looked at; 0: never */

	char *blockers; /* blockers.c: who was in the way of the running statement; NULL: nobody known */
	char id[128];   /* connection.c: connection_id, once it was asked for */
	bool locked;    /* lock.c: the migration lock is ours, twice where it is this session's */
	struct postgres_key key, sent_key;
	struct postgres_holder holder;
	bool is_lost;      /* a look has missed it */
	bool has_unlooked; /* a statement outside of transactions, with no look at the lock behind it yet */
	bool has_warned;   /* that such a statement is not covered */
	bool has_head;     /* setup.c: the open transaction has begun with POSTGRES_PENDING_HEAD */

	/* Scripts that may have left a table without rows, since rows were put into all (schema/rows.c). */
	unsigned unseen_scripts;
	unsigned seeded_to;             /* the last table's number; 0: none was looked at */
	struct sqlembic_buf unseeded;   /* an array of the numbers of those that took no rows; empty: none */
	struct postgres_traces *traces; /* schema/traces.c: what was changed before; NULL: nothing is known */
	struct postgres_narrow *narrow; /* schema/narrow.c: what was touched; NULL: nothing is noted */
};

static inline struct postgres_session *postgres_session(struct sqlembic_session *session)
{
	return (struct postgres_session *)session;
}

static inline bool postgres_is_asked_to_stop(const struct postgres_session *s)
{
	return sqlembic_flag_is_set(s->cancel);
}

static inline bool postgres_cancelled(const struct postgres_session *s)
{
	return postgres_is_asked_to_stop(s) && !s->tidies;
}

#endif
