/* session.h: a connection to a MySQL or MariaDB server, shared by the files of this folder.  It knows the
 * driver contract and the client library, nothing of revisions.
 *
 * The library may be MariaDB's Connector/C or Oracle's libmysqlclient: what only one of them has is asked for
 * under LIBMARIADB, which the former's header defines.  Names begin with `mysqldb_`, because `mysql_` is
 * theirs. */
#ifndef MYSQL_SESSION_H
#define MYSQL_SESSION_H

#include <mysql.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <pthread.h>
#include <string.h>

#include "sqlembic/driver.h"
#include "sqlembic/flag.h"

/* ---- where the server is (target.c) ---- */

enum mysqldb_tls {
	MYSQLDB_TLS_AUTO, /* the URL says nothing: encrypted unless the server is on this machine */
	MYSQLDB_TLS_DISABLED,
	MYSQLDB_TLS_PREFERRED,
	MYSQLDB_TLS_REQUIRED,
	MYSQLDB_TLS_VERIFY_CA,
	MYSQLDB_TLS_VERIFY_IDENTITY
};

/* An option of the client library that the URL has set. */
struct mysqldb_option {
	enum mysql_option option;
	char *text; /* owned */
};

#define MYSQLDB_OPTIONS 16

/* All that connecting needs, so that a second connection can be made to cancel a statement.  Strings are
 * owned. */
struct mysqldb_target {
	char *host, *user, *password, *database, *socket, *charset, *application;
	unsigned port, connect_timeout_s;
	enum mysqldb_tls tls;
	bool unverified; /* the URL says so: an authority that it names, too, is not looked at */
	bool local_infile, compress;
	bool option_files;
	struct mysqldb_option options[MYSQLDB_OPTIONS];
	size_t noptions;
};

/* ---- watch.c: a thread that stops what runs too long or is no longer wanted ---- */

struct mysqldb_watch {
	pthread_t thread;
	bool started, ending;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	/* Of the running statement, in monotonic milliseconds. */
	bool running;
	long long began, deadline, grace; /* deadline 0: none */
	bool killing;                     /* a KILL QUERY is on its way */
	bool killed;                      /* one was sent */
	bool timed_out;                   /* because of the deadline */
};

/* ---- cluster.c, lease.c, heartbeat.c: where several nodes are written to ---- */

enum mysqldb_cluster {
	MYSQLDB_NO_CLUSTER,
	MYSQLDB_GALERA,
	MYSQLDB_GROUP /* MySQL's Group Replication */
};

/* The lock of a cluster, a row that its holder moves. */
struct mysqldb_lease {
	long ms;      /* how long the row may stay as it is */
	char *fence;  /* the statement that moves our row; NULL: the lock is not held */
	char *beat;   /* the same for another connection, which does it at our node alone */
	char *giving; /* the one that gives the lock back */
	bool lost;    /* another run has taken it */
	bool witness; /* GET_LOCK says that no other session of this node holds it */
	/* The holder that is waited for, and since when its row has stayed as it is, in monotonic milliseconds. */
	char *seen;
	long long since;
};

struct mysqldb_heartbeat {
	pthread_t thread;
	bool started, ending;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	MYSQL *db; /* NULL: not connected */
	long long
		hit; /* when a beat has found the row last, or the first was waited for, in monotonic milliseconds */
};

/* ---- script.c: what a script can change in the session ---- */

/* Variables whose value at the beginning differs from the server's default for them. */
#define MYSQLDB_SETTINGS 11
/* Those of which the session has values of its own. */
#define MYSQLDB_OWN 3

struct mysqldb_state {
	bool settings_known;              /* the values at the beginning are */
	bool unreported;                  /* the server does not report changes: assume all */
	char *settings[MYSQLDB_SETTINGS]; /* as SQL literals */
	char *server_values[MYSQLDB_OWN]; /* where they differ from ours; NULL elsewhere */
	bool servers_in_use;              /* a script is running */
	char **changed;                   /* names of variables that statements of the script have set */
	size_t nchanged;
	char **temporary; /* temporary tables that it has made, as SQL */
	size_t ntemporary;
	char **variables; /* user variables that it may have set, as SQL: @x */
	size_t nvariables;
	char **handlers; /* tables that it has opened by HANDLER, as SQL */
	size_t nhandlers;
	char **prepared; /* names of statements that it has prepared, as SQL */
	size_t nprepared;
	bool notes_incomplete; /* memory ran out, or the script has silenced the server */
	bool tables_locked;    /* by LOCK TABLES */
	bool unlock_reported;  /* the user has been told that the lock did not last */
	bool ascii_unsafe;     /* the client's character set has bytes of ASCII inside of other characters */
	bool timestamp_set;    /* the script has chosen a time for its statements */
	char *other_database;  /* the default database that USE has chosen; NULL: ours */
};

/* ---- prepared.c: statements of ours that come again ---- */

/* The changes of version table and log table that a run repeats. */
#define MYSQLDB_PREPARED 6

struct mysqldb_prepared {
	char *sql; /* with marks for its arguments; NULL: none */
	struct mysqldb_argument *args;
	size_t nargs;
	unsigned uses, misfits;
	bool ready;   /* the server has it */
	bool refused; /* it will not have it */
};

struct mysqldb {
	struct sqlembic_session base;
	MYSQL *db;
	struct mysqldb_target target;
	char *name;             /* the masked URL, for messages */
	char *default_database; /* NULL: none */
	char *stands_for;       /* the database that a scratch one stands for; NULL: it is none */
	bool read_only;
	bool is_private; /* the server is gone with the command */
	const struct sqlembic_dialect *dialect;
	unsigned (*classify)(const struct sqlembic_dialect *dialect,
			     struct sqlembic_span text); /* may be NULL */
	bool lost;                                       /* the connection is gone */
	bool leftover_cleared; /* what a statement has failed at is out of its way: leftover.h */
	bool multi_statements; /* the server takes several statements in one packet */
	char *lock_name;       /* of the lock of GET_LOCK that we hold, as a literal; NULL: none */
	enum mysqldb_cluster cluster;
	bool synced; /* what is read waits for what other nodes have done */
	struct mysqldb_lease lease;
	struct mysqldb_heartbeat heartbeat;
	unsigned long max_packet;
	unsigned shown; /* statements that were asked for their warnings in a packet */
	bool warnings_lost; /* a packet had warnings that nobody has asked for in time: from now on they are asked for */
	long statement_timeout_ms, lock_timeout_ms;
	const volatile sig_atomic_t *cancel;
	bool tidies; /* asked to stop, it is left when there is no answer: watch.c */
	void (*notice)(void *payload, const char *text);
	void *payload;
	struct mysqldb_watch watch;
	struct mysqldb_state state;
	struct mysqldb_prepared prepared[MYSQLDB_PREPARED];
};

static inline struct mysqldb *mysqldb_session(struct sqlembic_session *session)
{
	return (struct mysqldb *)session;
}

static inline bool mysqldb_serves_mariadb(const struct mysqldb *s)
{
	return strstr(mysql_get_server_info(s->db), "MariaDB") != NULL;
}

static inline bool mysqldb_is_asked_to_stop(const struct mysqldb *s)
{
	return sqlembic_flag_is_set(s->cancel);
}

static inline bool mysqldb_cancelled(const struct mysqldb *s)
{
	return mysqldb_is_asked_to_stop(s) && !s->tidies;
}

#endif
