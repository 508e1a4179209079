/* session.h: a connection to a PostgreSQL server, shared by the files of this folder.  It knows the driver
 * contract and libpq, nothing of revisions. */
#ifndef POSTGRESQL_SESSION_H
#define POSTGRESQL_SESSION_H

#include <libpq-fe.h>

#include "sqlembic/driver.h"

/* What the server has to be told before it is told anything else.  It costs no round trip of its own: it goes
 * ahead of the next statements, in the same message (wire.c). */
enum postgres_owed {
	POSTGRES_OWES_RESET = 1 << 0, /* the session as it was before a script, in a transaction of its own */
	POSTGRES_OWES_BEGIN = 1 << 1,
	POSTGRES_OWES_PATH = 1 << 2 /* search_path and role, in the open transaction */
};

/* One of our statements, and its name on the server: 0 while it has none. */
struct postgres_prepared {
	char *sql;
	unsigned number;
};
#define POSTGRES_PREPARED 8

struct postgres_session {
	struct sqlembic_session base;
	PGconn *conn;
	char *masked_url;
	int encoding;   /* of the client, as it was when the session began: UTF-8 */
	char *settings; /* one statement that makes our own settings, without a semicolon */
	bool pooled;    /* by transaction: there is no session */
	bool read_only;
	long statement_timeout_ms, lock_timeout_ms;
	const volatile sig_atomic_t *cancel;
	void (*notice)(void *payload, const char *text);
	void *payload;

	bool in_script;       /* between script_begin and script_end */
	bool touched;         /* a statement of the script may have changed the session */
	bool has_role;        /* it may have taken another role, */
	bool has_user;        /* or become another user */
	bool prepares;        /* it may have prepared statements, or dropped ours */
	bool owes_deallocate; /* with POSTGRES_OWES_RESET: an earlier one may have */
	struct postgres_prepared prepared[POSTGRES_PREPARED];
	unsigned last_prepared;   /* number, never used again */
	unsigned owed;            /* enum postgres_owed */
	struct sqlembic_buf text; /* of the message that is being sent */

	/* wire.c: the message under way */
	bool watched;           /* it can be cancelled */
	bool cancel_sent;       /* by us */
	long long cancel_again; /* monotonic milliseconds: when the request is repeated */
	long long sample_at;    /* when the sessions that block it are looked at; 0: never */

	char *blockers; /* blockers.c: who was in the way of the running statement; NULL: nobody known */
	char id[64];    /* lock.c: connection_id, once it was asked for */
	bool locked;    /* lock.c: the migration lock is ours */
};

/* ---- conninfo.c: from a URL to libpq's parameters ---- */
#define POSTGRES_MADE 8
struct postgres_conninfo {
	const char **keywords, **values; /* end with NULL; the strings belong to the URL or to `made` */
	char *made[POSTGRES_MADE];
	size_t nmade;
	long connect_timeout_ms; /* 0: none */
	bool failed;             /* out of memory */
};
int postgres_conninfo_make(struct postgres_conninfo *out, const struct sqlembic_connect *connect,
			   struct sqlembic_error *err);
/* A keyword that is set again replaces what it was; the strings are borrowed. */
void postgres_conninfo_set(struct postgres_conninfo *info, const char *keyword, const char *value);
void postgres_conninfo_release(struct postgres_conninfo *info);

/* ---- open.c, connect.c ---- */
int postgres_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		  struct sqlembic_error *err);
void postgres_close(struct sqlembic_session *session);
/* Connects; on failure *out is NULL. */
int postgres_connect(PGconn **out, struct postgres_conninfo *info, const struct sqlembic_connect *c,
		     struct sqlembic_error *err);

/* ---- fail.c: the server's errors in words that a user can act on; all return the code ---- */
/* Describes a failed result. */
int postgres_fail(const struct postgres_session *s, const PGresult *result, struct sqlembic_error *err);
/* Describes why the connection cannot be used any more. */
int postgres_fail_lost(const struct postgres_session *s, struct sqlembic_error *err);
/* Describes why there is no connection. */
int postgres_fail_connect(const PGconn *conn, const char *masked_url, struct sqlembic_error *err);
/* Nobody knows whether the server received the COMMIT before the connection broke, or its answer was lost. */
int postgres_fail_uncertain(struct sqlembic_error *err);
/* Appends server text as one line. */
void postgres_add_line(struct sqlembic_buf *out, const char *text);
bool postgres_state_is(const PGresult *result, const char *sqlstate);

/* ---- wire.c: one message to the server, its results back ---- */
bool postgres_cancelled(const struct postgres_session *s);
bool postgres_in_transaction(struct sqlembic_session *session);
/* Empties s->text and puts what is owed into it; returns how many statements that is. */
size_t postgres_text_begin(struct postgres_session *s);
/* Takes note that the server has completed that many statements of s->text. */
void postgres_text_done(struct postgres_session *s, size_t completed);
/* Sends s->text: as any number of statements, or as one, which the server makes sure of.  `watched`: may be
 * cancelled. */
int postgres_send(struct postgres_session *s, bool watched, struct sqlembic_error *err);
int postgres_send_one(struct postgres_session *s, bool watched, struct sqlembic_error *err);
/* Waits until what libpq holds is sent. */
int postgres_flush(struct postgres_session *s, struct sqlembic_error *err);
/* The next result, or NULL when there is no more. */
PGresult *postgres_next(struct postgres_session *s);
/* Reads and drops the data of a COPY ... TO stdout. */
void postgres_drop_copy(struct postgres_session *s);
/* Ends the message: reads and drops what is left. */
void postgres_finish(struct postgres_session *s);
/* Counts: a result of a statement that is complete.  An INSERT with rules may have results before its own. */
bool postgres_completes(const PGresult *result);
/* Sends what is owed now; needed ahead of what must be alone in its message. */
int postgres_settle(struct postgres_session *s, struct sqlembic_error *err);
/* Runs statements of our own that have no result; the last one's command tag goes to `tag` (may be NULL). */
int postgres_run(struct postgres_session *s, const char *sql, char *tag, size_t size,
		 struct sqlembic_error *err);

/* ---- exec.c, copy.c, query.c ---- */
int postgres_send_parts(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err);
int postgres_copy_in(struct sqlembic_session *session, struct sqlembic_span sql,
		     int (*next)(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err),
		     void *payload, struct sqlembic_error *err);
int postgres_query(struct sqlembic_session *session, struct sqlembic_query *query,
		   struct sqlembic_error *err);
/* Runs one statement outside of a transaction. */
int postgres_exec_alone(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err);
/* Byte offset in `text` of the character that the server counts as number `position`, from 1. */
size_t postgres_byte_offset(const struct postgres_session *s, const char *text, size_t position);
/* Appends an argument as a literal that means the same whatever a script has made of standard_conforming_strings. */
int postgres_add_argument(struct postgres_session *s, const char *arg, struct sqlembic_error *err);
/* Appends one of our statements as far as its next question mark, except those inside quotes, and moves *sql behind that;
 * false: there is none, all is appended. */
bool postgres_add_to_mark(struct sqlembic_buf *out, const char **sql);
/* Appends one of our statements with its arguments in place of the question marks. */
int postgres_add_query(struct postgres_session *s, const struct sqlembic_query *q,
		       struct sqlembic_error *err);
/* Refuses text that libpq would cut. */
int postgres_refuse_nul(struct sqlembic_span sql, struct sqlembic_error *err);

/* ---- parts.c ---- */
/* Where a part ends in the text of the message, and how many results are in by then. */
struct postgres_mark {
	size_t end, results;
};
/* What an UPDATE that had to hit one row says of those that it has hit. */
#define POSTGRES_ROWS "rows: "
/* Appends parts of a transaction, `*added` of them: up to its COMMIT, and to what has to end a message. */
int postgres_add_parts(struct postgres_session *s, const struct sqlembic_part *parts, size_t n,
		       struct postgres_mark *marks, size_t *added, struct sqlembic_error *err);

/* ---- subject.c: what a statement that runs outside of transactions is about ---- */
enum postgres_subject_kind {
	POSTGRES_OTHER,
	POSTGRES_CREATES_INDEX,
	POSTGRES_CREATES_UNNAMED, /* the server chooses a name */
	POSTGRES_DROPS_INDEX,
	POSTGRES_REINDEXES_INDEX,
	POSTGRES_REINDEXES_TABLE,
	POSTGRES_REINDEXES_SCHEMA,
	POSTGRES_REINDEXES_DATABASE,
	POSTGRES_ADDS_VALUE /* `name` to the enum `table` */
};
struct postgres_subject {
	enum postgres_subject_kind kind;
	struct sqlembic_span name, table; /* as written; empty where the kind has none */
};
struct postgres_subject postgres_read_subject(struct sqlembic_span sql);

/* ---- invalid.c ---- */
/* Runs one statement outside of a transaction, and looks after the INVALID indexes that it may leave. */
int postgres_exec_outside(struct postgres_session *s, struct sqlembic_span sql, struct sqlembic_error *err);
int postgres_find_effect(struct sqlembic_session *session, struct sqlembic_span sql,
			 enum sqlembic_effect *effect, struct sqlembic_error *err);

/* ---- prepared.c ---- */
/* The number of the prepared statement for `query`, 0 where there is none; one that comes for the second time is prepared
 * ahead, between `head` and `tail`: appends a statement then, and returns how many. */
size_t postgres_prepare(struct postgres_session *s, const struct sqlembic_query *query, const char *head,
			const char *tail, unsigned *number);
void postgres_forget_prepared(struct postgres_session *s);
void postgres_release_prepared(struct postgres_session *s);

/* ---- script.c ---- */
int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int postgres_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Whether a script has changed how text is read: encoding, backslashes in literals.  A message is read as a whole as it
 * holds when it comes: a change of that cannot travel with the next statement. */
bool postgres_speaks_otherwise(const struct postgres_session *s);
/* Round one of our own statements, while the script is in a role or a user that need not know our tables: append statements
 * that leave the role and take it again, inside of the same transaction, and return how many. */
size_t postgres_leave_role(struct postgres_session *s);
size_t postgres_take_role(struct postgres_session *s);
/* Append statements and return how many. */
size_t postgres_add_reset(struct sqlembic_buf *out, const struct postgres_session *s);
size_t postgres_add_path(struct sqlembic_buf *out);

/* ---- mentions.c ---- */
/* Takes note of a statement of the user's that is about to be sent. */
void postgres_note_statement(struct postgres_session *s, struct sqlembic_span sql);
/* Whether it may change how the text behind it is read: literals, encoding.  The server reads a message as a whole, with
 * the settings that hold when it comes. */
bool postgres_changes_reading(struct sqlembic_span sql);

/* ---- lock.c, blockers.c ---- */
int postgres_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int postgres_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			 struct sqlembic_error *err);
int postgres_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			   struct sqlembic_error *err);
int postgres_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);
/* Columns of pg_stat_activity that describe a session, and their text: "pid 4711 (...)". */
#define POSTGRES_ACTIVITY_COLUMNS                                                                           \
	"a.pid, a.usename, a.application_name, COALESCE(host(a.client_addr), ''),"                          \
	" CAST(EXTRACT(epoch FROM clock_timestamp() - COALESCE(a.xact_start, a.backend_start)) AS bigint)," \
	" a.state, left(a.query, 120)"
void postgres_add_activity(struct sqlembic_buf *out, const char *const *values);
/* Looks, over a connection of its own, at who is in the way of the running statement. */
void postgres_sample_blockers(struct postgres_session *s);

/* The same server and user again, whatever led to them; blocks for seconds at most. */
PGconn *postgres_connect_again(const struct postgres_session *s);

/* ---- pooler.c ---- */
bool postgres_pools_transactions(const struct postgres_session *s);

extern const struct sqlembic_driver sqlembic_postgresql_driver;

static inline struct postgres_session *postgres_session(struct sqlembic_session *session)
{
	return (struct postgres_session *)session;
}

#endif
