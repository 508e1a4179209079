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

#include "sqlembic/driver.h"

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

/* ---- script.c: what a script can change in the session ---- */

/* Variables whose value at the beginning differs from the server's default for them. */
#define MYSQLDB_SETTINGS 11

struct mysqldb_state {
	bool settled;                     /* the values at the beginning are known */
	bool blind;                       /* the server does not report changes: assume all */
	char *settings[MYSQLDB_SETTINGS]; /* as SQL literals */
	char **changed;                   /* names of variables that statements of the script have set */
	size_t nchanged;
	char **temporary; /* temporary tables that it has made, as SQL */
	size_t ntemporary;
	bool forgotten; /* the notes are not complete: memory ran out, or the script has silenced the server */
	bool tables_locked; /* by LOCK TABLES */
	bool unlock_told;   /* the user knows that the lock did not last */
	bool warned; /* a statement of a packet had warnings whose texts are lost: from now on they are asked for */
	bool strange;       /* the client's character set has bytes of ASCII inside of other characters */
	bool stopped_clock; /* the script has chosen a time for its statements */
	char *away;         /* the default database that USE has chosen; NULL: ours */
};

struct mysqldb {
	struct sqlembic_session base;
	MYSQL *db;
	struct mysqldb_target target;
	char *name; /* the masked URL, for messages */
	char *home; /* the default database, NULL: none */
	bool read_only;
	bool lost;  /* the connection is gone */
	bool multi; /* the server takes several statements in one packet */
	char *held; /* the name of the lock that we hold, as a literal; NULL: none */
	unsigned long max_packet;
	long statement_timeout_ms, lock_timeout_ms;
	const volatile sig_atomic_t *cancel;
	void (*notice)(void *payload, const char *text);
	void *payload;
	struct mysqldb_watch watch;
	struct mysqldb_state state;
};

static inline struct mysqldb *mysqldb_session(struct sqlembic_session *session)
{
	return (struct mysqldb *)session;
}

/* ---- target.c ---- */
/* Takes the URL apart; mysqldb_target_release frees the result, also after a failure. */
int mysqldb_target_init(struct mysqldb_target *out, const struct sqlembic_connect *connect,
			struct sqlembic_error *err);
void mysqldb_target_release(struct mysqldb_target *target);

/* ---- connect.c ---- */
/* A new connection, or NULL with *failed being the handle to ask for the reason and to close (NULL: out of
 * memory). */
MYSQL *mysqldb_connect(const struct mysqldb_target *target, MYSQL **failed);
/* Why the connection that was made is not good enough, NULL if it is. */
const char *mysqldb_connect_flaw(MYSQL *db, const struct mysqldb_target *target);
int mysqldb_socket(MYSQL *db);

/* ---- open.c ---- */
int mysqldb_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		 struct sqlembic_error *err);
void mysqldb_close(struct sqlembic_session *session);

/* ---- fail.c, position.c: the server's errors in words that a user can act on ---- */
/* Describes the error of the last call on the connection; returns the code. */
int mysqldb_fail(struct mysqldb *s, struct sqlembic_error *err);
/* The same for a connection that could not be made. */
int mysqldb_fail_connect(const struct mysqldb *s, MYSQL *db, struct sqlembic_error *err);
bool mysqldb_is_loss(unsigned number);
/* Where in `sql` the error message `said` points to, as a byte offset counted from 1; 0: unknown.  `sql` may be
 * followed by other statements up to `end`, of which the message may quote the beginning. */
size_t mysqldb_position(unsigned number, const char *said, struct sqlembic_span sql, const char *end);
/* Takes out of the message what it quotes of the text behind `sql`. */
void mysqldb_trim(char *message, struct sqlembic_span sql, const char *end);

/* ---- watch.c ---- */
/* Our own statements are short.  One that still runs so long after the user has asked to stop is waiting for a
 * lock; before that it is let finish, since it keeps the journal right. */
#define MYSQLDB_QUERY_GRACE_MS 1000

void mysqldb_watch_init(struct mysqldb *s);
void mysqldb_watch_release(struct mysqldb *s);
/* From here to mysqldb_watch_end the running statement is stopped when it is cancelled, but not before
 * `grace_ms`, and after `timeout_ms` (0: never). */
void mysqldb_watch_begin(struct mysqldb *s, long timeout_ms, long grace_ms);
/* The server has begun with the next statement of the packet: its time is its own. */
void mysqldb_watch_next(struct mysqldb *s, long timeout_ms, long grace_ms);
void mysqldb_watch_end(struct mysqldb *s);
static inline bool mysqldb_cancelled(const struct mysqldb *s)
{
	return s->cancel && *s->cancel;
}

/* A packet has a byte for the command, two for attributes when Oracle's library talks to its server, and must be
 * shorter than the limit. */
#define MYSQLDB_PACKET_OVERHEAD 4

/* ---- exec.c ---- */
int mysqldb_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		 struct sqlembic_error *err);
/* Describes why the statement has failed, and where in it; `end` is the end of the text that was sent with it. */
int mysqldb_fail_statement(struct mysqldb *s, struct sqlembic_span sql, const char *end,
			   struct sqlembic_error *err);
/* Whether several statements in one packet are welcome: costs a round trip when it changes. */
int mysqldb_allow_many(struct mysqldb *s, bool allow, struct sqlembic_error *err);

/* ---- packet.c: parts of a message as one text ---- */
struct mysqldb_packet {
	struct sqlembic_buf text;
	size_t *starts; /* of each part in it */
	size_t n, cap;
	size_t statements;   /* of the user's */
	bool in_transaction; /* behind the last part */
};

/* Takes as many of the parts as can be sent together, at least one; 0: the first one has to be sent alone. */
size_t mysqldb_packet_fill(struct mysqldb_packet *out, struct mysqldb *s, const struct sqlembic_part *parts,
			   size_t n);
/* Sends it and reads what the server says to each of the parts. */
int mysqldb_packet_send(const struct mysqldb_packet *packet, struct mysqldb *s,
			const struct sqlembic_part *parts, size_t *done, struct sqlembic_error *err);
void mysqldb_packet_release(struct mysqldb_packet *packet);

/* ---- batch.c: which statements can be sent together ---- */
/* Whether the text is one statement, for certain. */
bool mysqldb_is_one(struct sqlembic_span sql, bool backslash_escapes);
/* Whether it is one that yields one result and changes rows, or the schema and so commits. */
bool mysqldb_changes_rows(struct sqlembic_span sql);
bool mysqldb_changes_schema(struct sqlembic_span sql);
/* The first byte at or after `p` that is neither blank nor in a comment. */
const char *mysqldb_skip_blank(const char *p, const char *end);
/* Whether the text at *p begins with the keyword; moves *p behind it and the blanks that follow. */
bool mysqldb_skip_word(const char **p, const char *end, const char *word);

/* ---- query.c ---- */
int mysqldb_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err);
/* The same for SQL without arguments, in whatever default database the script has chosen. */
int mysqldb_read_rows(struct mysqldb *s, const char *sql,
		      int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		      struct sqlembic_error *err);
/* Without a result. */
int mysqldb_run(struct mysqldb *s, const char *sql, struct sqlembic_error *err);
/* The columns of the first row, in malloc'ed memory; all NULL when there is no row.  `n` columns. */
int mysqldb_read_row(struct mysqldb *s, char **out, size_t n, const char *sql, struct sqlembic_error *err);
/* Appends the text of a query, its arguments written out. */
int mysqldb_add_query(struct sqlembic_buf *out, const struct sqlembic_query *q, struct sqlembic_error *err);
/* Appends a literal that means `text` whatever sql_mode and the character sets are; NULL: NULL. */
void mysqldb_add_literal(struct sqlembic_buf *out, const char *text);
/* Reads and drops the rows of the result at hand; false on an error. */
bool mysqldb_drop_rows(MYSQL *db);

/* ---- script.c ---- */
int mysqldb_script_begin(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_script_check(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_script_end(struct sqlembic_session *session, struct sqlembic_error *err);
int mysqldb_reset_path(struct sqlembic_session *session, struct sqlembic_error *err);
/* Before the first statement of the user's: sets the session up and notes how it is. */
int mysqldb_settle(struct mysqldb *s, struct sqlembic_error *err);
/* Makes our own tables reachable for one query, and puts the script's default database back after it. */
int mysqldb_go_home(struct mysqldb *s, struct sqlembic_error *err);
int mysqldb_go_back(struct mysqldb *s, struct sqlembic_error *err);
void mysqldb_state_release(struct mysqldb *s);

/* ---- notes.c ---- */
/* After a statement of the user's: notes what the server says it has changed, and what its text says. */
void mysqldb_note_changes(struct mysqldb *s);
void mysqldb_note_statement(struct mysqldb *s, struct sqlembic_span sql);
/* Whether in this character set a byte of a character may look like a quote or a backslash. */
bool mysqldb_is_strange(const char *charset, size_t len);

/* ---- warnings.c ---- */
/* Tells the user about the warnings of the statement that has just run. */
void mysqldb_show_warnings(struct mysqldb *s, struct sqlembic_span sql);
/* The same from an answer to SHOW WARNINGS that is at hand; false on an error. */
bool mysqldb_take_warnings(struct mysqldb *s, struct sqlembic_span sql);
/* The same for those whose texts are lost because others have run since; `sql` is the first of them. */
void mysqldb_count_warnings(struct mysqldb *s, struct sqlembic_span sql, unsigned warnings);

/* ---- lock.c ---- */
int mysqldb_try_lock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int mysqldb_unlock(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
int mysqldb_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			struct sqlembic_error *err);

/* Releases the lock, if there is one: the server would take a moment to see that the connection has ended. */
void mysqldb_let_go(struct mysqldb *s);

/* ---- alive.c ---- */
int mysqldb_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			  struct sqlembic_error *err);
int mysqldb_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

extern const struct sqlembic_driver sqlembic_mysql_driver;

#endif
