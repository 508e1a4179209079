/* database.h: one connection to the database that a configuration names: found, opened, waited for, locked.  Knows no
 * table of ours. */
#ifndef DATABASE_H
#define DATABASE_H

#include "base/arena.h"
#include "base/caller.h"
#include "config/config.h"
#include "database/stock.h"
#include "sqlembic/driver.h"

struct database {
	const struct sqlembic_engine *engine;
	const struct sqlembic_driver *driver; /* NULL until connected */
	struct sqlembic_session *session;     /* NULL until connected */
	struct sqlembic_url url;
	const char *masked;  /* the URL for messages */
	const char *setting; /* where hints send people who are to correct the URL */
	/* The name of the database that a scratch database stands for; NULL: it is none, or that has none. */
	const char *stands_for;
	bool is_private;      /* its server is one of our own: struct sqlembic_connect */
	const char *lock_key; /* of the migration lock that was asked for last; "" before */
	bool locked;          /* it is held, apart from any transaction */
	long lock_timeout_ms, lock_lease_ms, statement_timeout_ms, connect_timeout_ms;
	long wait_ms; /* how long to try to connect when the database cannot be reached; 0: once */
	struct caller caller;
	struct sqlembic_buf
		*kept; /* what the server says, while a thread uses the session; NULL: it is told at once */
	const char *driver_path;
	const char *schema; /* of a tenant, which scripts see first; NULL: none */
	bool owns_process;
	bool tidies; /* a signal does not stop what it does: struct sqlembic_connect */
	/* Of connections that tenants by schema hand on; NULL: there is none.  The URL, with its password, and how it was
	 * connected tell what is alike. */
	struct stock *stock;
	const char *place;
	bool is_read_only;
	bool is_renewed; /* the session was another tenant's before: only plain scripts may run in it */
	const char
		*early_key; /* of the lock that is tried while such a session is taken over; NULL: none is */
};

/* Reads the settings; connects to nothing. */
int database_describe(struct database *out, struct arena *arena, struct config *config,
		      const struct sqlembic_options *options, struct sqlembic_error *err);
/* Another connection to the same database, not connected yet, that is tried once. */
void database_describe_second(struct database *out, const struct database *first);
/* Connects, loading the driver when it is not linked in; tries again for `wait_ms`. */
int database_connect(struct database *database, bool read_only, struct sqlembic_error *err);
/* The same, with queries that the driver may answer by the way: struct sqlembic_connect.  Where the first try fails, none
 * is `answered`. */
int database_connect_asking(struct database *database, bool read_only, struct sqlembic_query *const *first,
			    size_t nfirst, struct sqlembic_error *err);
/* Corrects a hint that sends people to sqlalchemy.url: only the configuration knows where this URL comes from. */
void database_name_setting(const struct database *database, struct sqlembic_error *err);
/* The same for a command that leaves nothing half done and means the same again: what to do, too, where the server could not be
 * heard any more and nobody has said so yet. */
void database_end_hint(const struct database *database, struct sqlembic_error *err);
/* Has a session that prints what it is told to run stand for the connection. */
int database_print(struct database *database, sqlembic_write_fn *write, void *payload,
		   struct sqlembic_error *err);
/* From here on a thread may use the session: what the server says meanwhile goes to `kept`, since who called is told by its own
 * thread, and in order. */
void database_step_aside(struct database *database, struct sqlembic_buf *kept);
/* No thread uses it any more: that is told, and `kept` is released. */
int database_come_back(struct database *database, struct sqlembic_error *err);
/* Releases the lock and disconnects; fine when not connected. */
void database_close(struct database *database);

/* Whether this database, a tenant's, is likely to need what others have needed: the lock. */
bool database_expects_work(const struct database *database);

/* Takes the migration lock where it is apart from the transaction, and begins a transaction.  Both are tried and tried
 * again until lock_timeout, with an event a second that says who holds it; then SQLEMBIC_E_LOCKED. */
int database_lock(struct database *database, const char *key, struct sqlembic_error *err);
/* Releases it; an error where it was not held any more. */
int database_unlock(struct database *database, struct sqlembic_error *err);
/* The same behind a query that only reads, where the driver can do both in one message; where it is not `answered`, nothing was
 * done. */
void database_query_and_unlock(struct database *database, struct sqlembic_query *query);
int database_begin(struct database *database, struct sqlembic_error *err);
/* Commits, waiting as long for readers that stand in the way; rolled back when that fails. */
int database_commit(struct database *database, struct sqlembic_error *err);
/* Rolls back what is open; a failure is not told, since something else has failed before. */
void database_rollback(struct database *database);

/* Where begin() takes the migration lock, and there is no other (SQLite). */
static inline bool database_begin_locks(const struct database *database)
{
	return database->driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS;
}

#endif
