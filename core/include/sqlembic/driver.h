/* driver.h: what the author of a database driver needs.
 *
 * A driver is one folder.  Its dialect (how the database's SQL is read and written) needs no connection and is
 * always linked into the library; its sessions are linked in (SQLite) or loaded when a URL asks for them, from
 * <driver path>/<name>.so, which exports `const struct sqlembic_driver *sqlembic_driver(void)`.
 *
 * Core calls one session from one thread.  Between two calls a session is idle: no result is half read. */
#ifndef SQLEMBIC_DRIVER_H
#define SQLEMBIC_DRIVER_H

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

#define SQLEMBIC_DRIVER_ABI 23

/* ---- dialect ------------------------------------------------------------------------------------------ */

/* What the statement scanner has to know of a database's SQL. */
enum sqlembic_lex {
	SQLEMBIC_LEX_DOLLAR_QUOTE = 1 << 0,        /* $tag$ ... $tag$, for which MySQL has other tags */
	SQLEMBIC_LEX_NESTED_COMMENT = 1 << 1,      /* block comments nest */
	SQLEMBIC_LEX_ESCAPE_STRING = 1 << 2,       /* E'...' has backslash escapes */
	SQLEMBIC_LEX_BACKSLASH = 1 << 3,           /* so has every string literal */
	SQLEMBIC_LEX_DOUBLE_QUOTE_STRING = 1 << 4, /* "..." is a string literal, backslashes included */
	SQLEMBIC_LEX_BACKTICK = 1 << 5,            /* `identifier` */
	SQLEMBIC_LEX_BRACKET = 1 << 6,             /* [identifier] */
	SQLEMBIC_LEX_HASH_COMMENT = 1 << 7,        /* # to the end of the line */
	SQLEMBIC_LEX_DASH_BLANK = 1 << 8,    /* "--" starts a comment only before a blank or the line's end */
	SQLEMBIC_LEX_DELIMITER = 1 << 9,     /* the DELIMITER client command */
	SQLEMBIC_LEX_ATOMIC_BODY = 1 << 10,  /* BEGIN ATOMIC ... END in routines */
	SQLEMBIC_LEX_TRIGGER_BODY = 1 << 11, /* CREATE TRIGGER ... BEGIN ... ; END; */
	SQLEMBIC_LEX_COPY_DATA = 1 << 12,    /* COPY ... FROM stdin; followed by data lines and "\." */
	SQLEMBIC_LEX_CONDITIONAL_COMMENT = 1 << 13, /* a block comment opened by "/" "*!" is code */
	SQLEMBIC_LEX_PAREN = 1 << 14,        /* ";" inside parentheses does not end a statement (rules) */
	SQLEMBIC_LEX_PSQL = 1 << 15,         /* backslash client commands, as in psql */
	SQLEMBIC_LEX_MYSQL_CLIENT = 1 << 16, /* client commands of mysql: source, \. , tee ... */
	SQLEMBIC_LEX_DOT = 1 << 17           /* client commands of sqlite3: .read ... */
};

/* What a statement is, as far as running it is concerned. */
enum sqlembic_class {
	SQLEMBIC_CLASS_TXN = 1 << 0,    /* begins, ends or chains a transaction; savepoints are IN_TXN */
	SQLEMBIC_CLASS_NO_TXN = 1 << 1, /* the server refuses or ignores it inside a transaction */
	SQLEMBIC_CLASS_SESSION =
		1 << 2, /* changes the session only: repeated when a step is resumed elsewhere */
	SQLEMBIC_CLASS_DDL =
		1 << 3, /* changes the schema; commits implicitly where DDL is not transactional */
	SQLEMBIC_CLASS_REPEATABLE = 1 << 4, /* running it twice leaves what running it once leaves */
	SQLEMBIC_CLASS_IN_TXN = 1 << 5,     /* means something only inside a transaction */
	SQLEMBIC_CLASS_ALONE =
		1 << 6, /* may be refused inside a transaction: where a script has none, nor has it */
	/* Reaches beyond the database that it is sent to: roles, other databases and files, the server's settings.  Left out
	 * where a wanted schema is loaded into a scratch database. */
	SQLEMBIC_CLASS_SERVER = 1 << 7,
	/* Says nothing of a schema, and not every server that dumps are loaded into knows it.  Left out there without a word. */
	SQLEMBIC_CLASS_NO_SCHEMA = 1 << 8,
	/* Another statement stands in it, behind its first FOR: it reaches beyond the database where that does. */
	SQLEMBIC_CLASS_FOR = 1 << 9,
	/* Makes a database, or changes accounts and who may do what: whatever becomes of it, the schema of the database that it is
	 * sent to is the same. */
	SQLEMBIC_CLASS_ACCESS = 1 << 10
};

/* A statement belongs to the classes of the first rule whose pattern its first words match.  A pattern is upper
 * case words with one blank between them; "*" stands for one name, qualified and quoted as it may be.  The last of
 * them may be "...X Y", for any text in which these words follow each other outside of literals, quoted names and bodies of
 * functions ("*" behind the first is a name there, too, and a mark is that mark), or "'...X Y", where they do so inside of one literal or body. */
struct sqlembic_rule {
	const char *pattern;
	unsigned classes;
};

/* What a statement may do to rows, and to those who use the database meanwhile: for people who are about to run it. */
struct sqlembic_hazard_rule {
	const char *statement; /* its first words: "ALTER TABLE" */
	/* First words of a clause behind the name of what is altered; "*" stands for one name.  NULL: the statement as a whole. */
	const char *clause;
	const char
		*with; /* one of these stands in it, words behind each other, separated by "|"; NULL: any */
	const char *without; /* none of these stands in it outside of parentheses; NULL: none is looked for */
	const char *kind;    /* as in struct sqlembic_hazard; NULL: it is harmless */
	const char *text;
};

/* A limit for connections: queries whose one row ends in a number, of how many it is, and how many there are.  No row, or a
 * negative number: there is no limit, or nobody may know. */
struct sqlembic_capacity {
	const char *most, *used;
	bool is_own;      /* of the user: it is no use to leave some of them to others */
	bool of_database; /* of the one that is connected to */
};

/* What an error says, where core does something about it.  One may say several of them. */
enum sqlembic_complaint {
	SQLEMBIC_COMPLAINT_EXISTS = 1 << 0,   /* what a statement makes is there already */
	SQLEMBIC_COMPLAINT_NO_TABLE = 1 << 1, /* a table that it names is not there */
	/* What it needs beside tables is not there, or its user must not make it; where err->hint says what to do, that helps in a
	 * scratch database, too. */
	SQLEMBIC_COMPLAINT_LACKS = 1 << 2,
	/* It is one of names and rights, and stays whatever rows there are and wherever transactions begin.  Only asked where
	 * there is struct sqlembic_traces. */
	SQLEMBIC_COMPLAINT_OBJECTS = 1 << 3,
	SQLEMBIC_COMPLAINT_READ_ONLY = 1 << 4, /* a statement writes in a session that only reads */
	SQLEMBIC_COMPLAINT_FULL = 1 << 5,      /* of open(): the server takes no more connections */
	/* Disk or memory is used up, or files cannot be read or written: it does not come of what a statement says, and err->hint
	 * says what to do. */
	SQLEMBIC_COMPLAINT_NO_ROOM = 1 << 6,
	/* It may be for what another session does at that time.  Only asked where there is `scratch_side_by_side`. */
	SQLEMBIC_COMPLAINT_OTHERS = 1 << 7,
	SQLEMBIC_COMPLAINT_SYNTAX = 1 << 8, /* it is no statement, whatever there is in the database */
	/* It is of tables of the database itself, of what they have, or of what needs them: no account and no right changes that. */
	SQLEMBIC_COMPLAINT_SCHEMA = 1 << 9,
	/* It is of names and words alone, in a statement that looks at no row and runs no code: no row changes that. */
	SQLEMBIC_COMPLAINT_NAMES = 1 << 10,
	SQLEMBIC_COMPLAINT_TRANSACTION = 1 << 11, /* it is of what its transaction has done before it */
	SQLEMBIC_COMPLAINT_UNKNOWN = 1
				     << 12, /* the server knows no such type, function, operator or setting */
	SQLEMBIC_COMPLAINT_NO_SCHEMA = 1 << 13 /* a schema that it names is not there */
};

struct sqlembic_dialect {
	const char *name;  /* "sqlite", "postgresql", "mysql" */
	const char *title; /* as people write it: "PostgreSQL" */
	unsigned lex;      /* enum sqlembic_lex */
	bool transactional_ddl;
	char identifier_quote;
	bool literal_backslash;            /* a backslash in a string literal must be doubled when written */
	const struct sqlembic_rule *rules; /* ends with a NULL pattern */
	const char *begin, *commit;        /* how an offline script opens and closes a transaction */
	/* Statements an offline script has before a transaction and behind it (SQLite's foreign_keys); "" if none. */
	const char *script_begin, *script_end;
	/* The same for a script that changes the session: before its first statement that does, and behind the script, so
	 * that our tables and the next script find the session as it was.  NULL: nothing. */
	const char *script_save, *script_restore;
	/* First word of the statement that chooses another default database; NULL: there is none. */
	const char *choose_database;
	const char *now; /* expression: current UTC time as ISO 8601 text with milliseconds */
	/* Where many parts travel in one message, only the server can say how long a step took: an expression for the
	 * milliseconds that have passed since "?", a time as `now`, and never below 0.  NULL: we measure. */
	const char *elapsed_ms;
	/* Expression or NULL: the schema of the table that the unqualified name "?" (if it asks for one) means, or
	 * would be made in. */
	const char *default_schema;
	/* Behind the definition of the log table, where the server's or the database's defaults could give one without
	 * transactions, or in which not every text fits; NULL if none. */
	const char *table_options;
	/* Words, in lower case, that are no names unless they are quoted; a blank before and behind each. */
	const char *reserved;
	/* A query that yields a row if the schema "?" is there and may be used, and the statement that makes it, "?" being
	 * its name, quoted where needed.  NULL where there are no schemas. */
	const char *find_schema, *create_schema;
	/* How the vendor's tool makes a dump without the table "?"; "?.?" is its schema and its name.  The last word is repeated
	 * for a second table. */
	const char *dump_without;
	/* The table whose row is the migration lock where that cannot be the connection's own; NULL: there is never one. */
	const char *lock_table;
	/* Expression inside of an INSERT into the table "?" (its name, put in as text): one more than its highest `id`. */
	const char *next_number;
	/* What an error of its driver's says (enum sqlembic_complaint). */
	unsigned (*complaints)(const struct sqlembic_error *err);
	/* Where there is a server: how many connections it takes; ends with one whose `most` is NULL. */
	const struct sqlembic_capacity *capacities;
	/* Of those that match a statement, or a clause of it, the first one counts; ends with a NULL statement. */
	const struct sqlembic_hazard_rule *hazards;
	/* Patterns of what is SQL here, and not to every other engine; ends with NULL.  What several engines share is in the list of
	 * each, written alike.  Items with a blank between them: a word in any case, a mark, or "?" any word or quoted name, "'" a
	 * literal, "0" a number, "\"" what stands in such quotes, "$" a dollar quote, "*" anything, the end included.  Behind "... "
	 * it may stand anywhere in a statement that begins with what is ahead of them. */
	const char *const *accents;
};

/* ---- sessions ----------------------------------------------------------------------------------------- */

enum sqlembic_caps {
	SQLEMBIC_CAP_BEGIN_LOCKS = 1 << 0, /* begin() takes the migration lock; there is no other (SQLite) */
	SQLEMBIC_CAP_SCHEMAS = 1 << 1      /* tables live in schemas that can be named */
};

/* A database URL taken apart; strings are decoded and NULL where absent. */
struct sqlembic_url {
	const char *dialect; /* scheme without "+driver", lower case */
	const char *user, *password, *database;
	const char *host; /* a list "host:port,host:port" as it is written, where it is one */
	int port;         /* 0: not given */
	const struct sqlembic_pair *params; /* the query, in its order */
	size_t nparams;
};

struct sqlembic_connect {
	size_t size;
	const struct sqlembic_url *url;
	const char *masked_url;    /* for messages */
	const char *application;   /* "sqlembic 0.1.0" */
	long connect_timeout_ms;   /* 0: the server's or client library's default */
	long statement_timeout_ms; /* 0: none */
	long lock_timeout_ms;      /* for locks that statements wait for; 0: the server's default */
	bool read_only;            /* promise: nothing will be written; do not create a missing file */
	const volatile sig_atomic_t
		*cancel; /* may be NULL.  Once non-zero, a running statement is cancelled on the
	                                       * server within 100 ms and the call returns SQLEMBIC_E_INTERRUPTED */
	void (*notice)(void *payload, const char *text); /* warnings of the server; may be NULL */
	void *payload;
	bool owns_process; /* as in struct sqlembic_options: settings of the whole client library may be changed */
	/* What the server has to say that is no warning; may be NULL.  The same payload. */
	void (*remark)(void *payload, const char *text);
	/* Queries that only read.  A server's driver answers them in the message in which it makes its own settings, SQLite's
	 * in one transaction, and says so in each; whatever stands in the way of one is no failure of open(), and core asks
	 * again.  A driver may leave them all alone. */
	struct sqlembic_query *const *first;
	size_t nfirst;
	/* The schema of a tenant, which unqualified names mean first, also behind reset_path(); NULL: as the server says.  With
	 * SQLEMBIC_CAP_SCHEMAS only. */
	const char *schema;
	/* How long a run may be silent before another one takes its lock over, where that is a row which runs out; 0: the
	 * driver's default. */
	long lock_lease_ms;
	/* For renew(), with queries in `first`: the migration lock is tried ahead of them, in the same message, and each of them
	 * sees what was committed before.  *has_lock: it is held, and they are answered.  NULL: it is not asked for. */
	const char *lock_key;
	bool *has_lock;
	/* The session makes and drops what is to be gone behind a signal, too: `cancel` stops connecting, but a statement only
	 * when there has been no answer for seconds. */
	bool tidies;
	/* Name of the database that a scratch database stands for; NULL: it is none, or that has none. */
	const char *stands_for;
	/* The server is gone with the command (struct sqlembic_local_server): what belongs to all its databases is nobody's. */
	bool is_private;
	/* Classes (enum sqlembic_class) of a text that a script prepares, by the rules of the dialect; NULL: nobody can tell. */
	unsigned (*classify)(const struct sqlembic_dialect *dialect, struct sqlembic_span text);
	const struct sqlembic_dialect *dialect;
};

struct sqlembic_driver;
struct sqlembic_schema;

/* Of a statement that was running when its run died. */
enum sqlembic_effect { SQLEMBIC_EFFECT_UNKNOWN, SQLEMBIC_EFFECT_NONE, SQLEMBIC_EFFECT_DONE };

/* One of the user's statements that was announced, and sent outside of a transaction. */
struct sqlembic_announced {
	struct sqlembic_span sql;
	long long
		since_us; /* it was sent after that: microseconds since 1970 by the server's clock; 0: it is about to be */
	/* The statements of DDL ahead of it in its script, each a C string: they have taken effect. */
	const char *const *before;
	size_t nbefore;
};

/* What is done with a savepoint of ours: there is one at most. */
enum sqlembic_savepoint {
	SQLEMBIC_SAVEPOINT_SET,
	SQLEMBIC_SAVEPOINT_RELEASE, /* what stands behind it stays, and it is gone */
	SQLEMBIC_SAVEPOINT_ROLLBACK /* what stands behind it is undone, and it is gone */
};

/* When what is committed is on the server's disk. */
enum sqlembic_durability {
	SQLEMBIC_DURABILITY_COMMIT, /* when its COMMIT is answered, as the server has it */
	SQLEMBIC_DURABILITY_LATER, /* with the next COMMIT that waits: a crash takes whole transactions, from the last one on */
	SQLEMBIC_DURABILITY_NOW /* all of it now, and then as COMMIT */
};

/* First member of each driver's own session structure. */
struct sqlembic_session {
	const struct sqlembic_driver *driver;
};

/* Our own SQL, always with arguments ("?" in the text, whatever the server's own style). */
struct sqlembic_query {
	const char *sql;
	const char *const *args; /* NULL entries are SQL NULL */
	size_t nargs;
	/* A row: `n` values as text, NULL for SQL NULL, borrowed for the call.  Non-zero stops reading, is no error. */
	int (*row)(void *payload, const char *const *values, size_t n);
	void *payload;
	bool missing_ok; /* a table that does not exist is no error but sets `missing` */
	bool missing;    /* out */
	/* A name in quotes that nothing has is an error, also where the engine takes it for a text (SQLite). */
	bool exact_names;
	bool one_row; /* as part of a message: to change any other number of rows is a failure, and says `missed` */
	bool missed;       /* out */
	long long changed; /* out: rows that were matched by an UPDATE or DELETE, or inserted */
	bool answered;     /* out, by open() only: all its rows were yielded */
};

/* What a message to the server is made of. */
enum sqlembic_part_kind {
	SQLEMBIC_PART_STATEMENT, /* of the user's: `sql`, one without its terminator; rows are read and dropped */
	SQLEMBIC_PART_QUERY,     /* of our own, without rows: `query` */
	SQLEMBIC_PART_BEGIN,     /* begin() */
	SQLEMBIC_PART_CHECK,     /* in_transaction(), or it fails; script_check(); reset_path() */
	SQLEMBIC_PART_COMMIT     /* commit() */
};

struct sqlembic_part {
	enum sqlembic_part_kind kind;
	/* The byte behind a statement can be read: where it is NUL the statement is a C string, which saves some client
	 * libraries a copy. */
	struct sqlembic_span sql;
	struct sqlembic_query *query;
};

struct sqlembic_driver {
	unsigned abi; /* SQLEMBIC_DRIVER_ABI */
	const char *name;
	unsigned caps; /* enum sqlembic_caps */

	/* Connects.  *out is set on success only.  A failure that may pass by itself is SQLEMBIC_E_UNREACHABLE, and core tries
	 * again where it was told to wait: no server, one that is starting or full, a database that is not created
	 * yet; the message names the masked URL.  Wrong password and the like: SQLEMBIC_E_FAILED. */
	int (*open)(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		    struct sqlembic_error *err);

	/* Disconnects, rolling back what is open.  NULL is fine. */
	void (*close)(struct sqlembic_session *session);

	/* Does `n` parts in order, as if each were its own call, and stops at the first that fails; *done counts those
	 * that succeeded.  A driver sends as many of them together as it can: *done, and the error, must be as exact,
	 * unless the connection is lost, or the message refused as a whole: `n` then says that nobody knows.
	 * Where a statement has failed, err->position says where in it, err->sqlstate and err->detail what the server
	 * said.  A span that holds two statements is refused.  After a failure inside a transaction only rollback() is
	 * called. */
	int (*send)(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
		    size_t *done, struct sqlembic_error *err);

	/* Runs a COPY ... FROM stdin with data from `next`, which yields chunks until it returns 0 (negative: its
	 * error).  Where a line of the data is wrong, err->line counts it from 1.  NULL where the dialect has no
	 * SQLEMBIC_LEX_COPY_DATA. */
	int (*copy_in)(struct sqlembic_session *session, struct sqlembic_span sql,
		       int (*next)(void *payload, struct sqlembic_span *chunk, struct sqlembic_error *err),
		       void *payload, struct sqlembic_error *err);

	/* Runs one of our own statements.  Outside of a script it never waits for a lock: SQLEMBIC_E_LOCKED, and core
	 * tries again; inside it may, as statements do. */
	int (*query)(struct sqlembic_session *session, struct sqlembic_query *query,
		     struct sqlembic_error *err);

	/* Transactions.  begin() never waits for another process: with CAP_BEGIN_LOCKS it returns
	 * SQLEMBIC_E_LOCKED when one is writing, and core tries again; so it does where commit() returns that, since the
	 * transaction is still open then.  Without the capability one that commit() has failed is gone.  rollback()
	 * is safe without a transaction; where something stays all the same it succeeds, and err->state and
	 * err->hint say so. */
	int (*begin)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*commit)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*rollback)(struct sqlembic_session *session, struct sqlembic_error *err);
	bool (*in_transaction)(struct sqlembic_session *session);

	/* Round a script.  script_begin() comes before begin() and puts the session in the state scripts expect;
	 * script_check() comes before commit() and fails when the script left the data inconsistent;
	 * script_end() comes after commit() or rollback() and undoes what the script changed in the session,
	 * except for what belongs to the server; reset_path() comes before our own tables are touched inside the
	 * script's transaction.  All are required. */
	int (*script_begin)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*script_check)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*script_end)(struct sqlembic_session *session, struct sqlembic_error *err);
	int (*reset_path)(struct sqlembic_session *session, struct sqlembic_error *err);

	/* The migration lock, tried once, never waited for in the server: SQLEMBIC_E_LOCKED when another process
	 * holds it.  It dies with the connection.  NULL with CAP_BEGIN_LOCKS.
	 *
	 * Where it cannot be the connection's own (behind a pooler another connection holds it, on a cluster it is a row
	 * that runs out), the driver has to fence what it sends: each transaction, whoever begins it, begins with a look at
	 * the lock, and so does what stands outside of transactions.  Where the lock is lost the look fails with
	 * SQLEMBIC_E_FAILED, and nothing behind it is done.  unlock() may succeed for a lock that was lost behind the last
	 * look, never for one that a look has missed. */
	int (*try_lock)(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);
	int (*unlock)(struct sqlembic_session *session, const char *key, struct sqlembic_error *err);

	/* Appends who holds the lock or is writing ("pid 4711 (sqlembic)"); nothing when nobody is, or unknown.
	 * SQLEMBIC_E_FAILED, with the reason as message, where try_lock() would be refused for ever. */
	int (*lock_holder)(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
			   struct sqlembic_error *err);

	/* Names this connection in the journal, so that a later run can ask connection_alive() whether the server
	 * is still executing what it was sent.  1 alive, 0 gone, negative error; SQLEMBIC_E_HALF: only elsewhere can that
	 * be known, which the hint says, and as long as we hold the lock nothing can come of it but what was sent before. */
	int (*connection_id)(struct sqlembic_session *session, struct sqlembic_buf *out,
			     struct sqlembic_error *err);
	int (*connection_alive)(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

	/* Whether a statement that was announced by a connection that is gone has taken effect; what was there before it is
	 * no sign that it has.  NONE: send() may run it again, and deals with what it may have left.  Where DDL is
	 * transactional it is asked before the announcement, too: DONE then says that the statement will change nothing.
	 * NULL: never known. */
	int (*find_effect)(struct sqlembic_session *session, const struct sqlembic_announced *announced,
			   enum sqlembic_effect *effect, struct sqlembic_error *err);

	/* After script_begin(): an earlier run has done a part of the script.  NULL: that makes no difference. */
	int (*script_resume)(struct sqlembic_session *session, struct sqlembic_error *err);

	/* Inside of a transaction: round each script but the first, where several share one COMMIT.  For an engine whose
	 * COMMIT waits for the disk, and whose lock is the transaction.  After a failure the transaction may be gone:
	 * in_transaction() says so.  NULL: each script commits by itself. */
	int (*savepoint)(struct sqlembic_session *session, enum sqlembic_savepoint what,
			 struct sqlembic_error *err);

	/* How schemas are read and changed: sqlembic/schema.h.  NULL: they cannot be compared. */
	const struct sqlembic_schema *schema;

	/* Called by one thread before several open sessions: for a client library whose first use must not be by two at once.
	 * NULL: nothing to do. */
	void (*prepare_threads)(bool owns_process);

	/* Keeps alive a lock that runs out, or that a connection holds which others end when it is silent.  Core calls it
	 * now and then while it holds the lock and sends nothing; while a statement runs the driver sees to it by itself.  A
	 * lock that is lost is no failure yet: the next look says so.  NULL: the lock needs nothing. */
	void (*keep_lock)(struct sqlembic_session *session);

	/* Under the lock, before the first script runs: whether one of the user's statements may stand outside of the script's
	 * transactions, where it is in one of ours, or in none (`alone`).  What it does to the session may not be there when
	 * the next one comes, nor our settings when it is alone.  0 yes, 1 yes, as may all others, negative: refused.  NULL:
	 * all may. */
	int (*check_outside)(struct sqlembic_session *session, struct sqlembic_span sql, bool alone,
			     struct sqlembic_error *err);

	/* Outside of a transaction, for those that begin from here on.  Only NOW can fail: then nobody knows what lasts.  NULL:
	 * it cannot be chosen, and COMMIT is what there is. */
	int (*durability)(struct sqlembic_session *session, enum sqlembic_durability how,
			  struct sqlembic_error *err);

	/* For many tenants by schema.  is_plain(): whether a statement changes nothing of the session, calls nothing that could,
	 * and means the same whatever the session began with.  can_renew(): whether the session is idle, and nothing that is
	 * not plain has run in it.  renew() makes such a session what open() would make of `connect`, which is that of
	 * open() but for the schema, and for whom to tell; where it fails the session is to be closed.  What RESET gives back
	 * may still be the earlier tenant's: core runs only plain scripts in it.  NULL, all three: a session is for one. */
	bool (*is_plain)(struct sqlembic_span sql);
	bool (*can_renew)(struct sqlembic_session *session);
	int (*renew)(struct sqlembic_session *session, const struct sqlembic_connect *connect,
		     struct sqlembic_error *err);

	/* A query that only reads, and then unlock(), in one message.  Where it fails, for whatever reason, the lock is still
	 * held, and core does the one after the other.  NULL: not together. */
	int (*query_and_unlock)(struct sqlembic_session *session, struct sqlembic_query *query,
				const char *key, struct sqlembic_error *err);
};

/* Does a part that is no statement by the session's own slots: for drivers, where they do not send it with others. */
SQLEMBIC_API int sqlembic_part_run(struct sqlembic_session *session, const struct sqlembic_part *part,
				   struct sqlembic_error *err);

/* ---- the table of engines (drivers/drivers.def) -------------------------------------------------------- */

struct sqlembic_engine {
	const char *name;           /* the driver's folder */
	const char *const *schemes; /* URL schemes that mean it, NULL-terminated */
	const struct sqlembic_dialect *dialect;
	const struct sqlembic_driver *driver; /* NULL: loaded on demand */
	const char *client;                   /* Debian package that a module needs; NULL: none */
};

/* All engines; ends with a NULL name. */
extern const struct sqlembic_engine sqlembic_engines[];

#endif
