/* database.h: the database that a configuration names: which engine, which tables, how to connect, how to wait. */
#ifndef DATABASE_H
#define DATABASE_H

#include "base/arena.h"
#include "config/config.h"
#include "records/journal.h"
#include "records/ledger.h"
#include "sqlembic/driver.h"

struct database {
	const struct sqlembic_engine *engine;
	const struct sqlembic_driver *driver; /* NULL until connected */
	struct sqlembic_session *session;     /* NULL until connected */
	struct sqlembic_url url;
	const char *masked; /* the URL for messages */
	const char *lock_key;
	const char *version_table, *log_table;
	const char *schema; /* version_table_schema; NULL: not set */
	bool create_schema;
	struct ledger ledger;
	struct journal journal;
	long lock_timeout_ms, statement_timeout_ms, connect_timeout_ms;
	long wait_ms; /* how long to try to connect when the database cannot be reached; 0: once */
	long lock_retries;
	long lock_retry_delay_ms;
	bool transaction_per_migration;
	bool locked;
	const struct sqlembic_options *options; /* cancel flag, events, driver path */
};

/* Reads the settings; connects to nothing.  `tag` may be NULL. */
int database_describe(struct database *out, struct arena *arena, struct config *config,
		      const struct sqlembic_options *options, const char *tag, bool offline,
		      struct sqlembic_error *err);
/* Connects, loading the driver when it is not linked in; tries again for `wait_ms`. */
int database_connect(struct database *database, bool read_only, struct sqlembic_error *err);
/* Releases the lock and disconnects; fine when not connected. */
void database_close(struct database *database);

/* Takes the migration lock where it is apart from the transaction, and begins a transaction.  Both are tried and tried
 * again until lock_timeout, with an event a second that says who holds it; then SQLEMBIC_E_LOCKED. */
int database_lock(struct database *database, struct sqlembic_error *err);
int database_begin(struct database *database, struct sqlembic_error *err);
/* Commits, waiting as long for readers that stand in the way; rolled back when that fails. */
int database_commit(struct database *database, struct sqlembic_error *err);
/* Sleeps a moment between two tries, `waited_ms` long already; reports `who` is waited for (NULL: who has the database
 * locked).  SQLEMBIC_E_LOCKED, with `why`, after lock_timeout, SQLEMBIC_E_INTERRUPTED when cancelled. */
int database_wait(struct database *database, long *waited_ms, const char *why, const char *who,
		  struct sqlembic_error *err);

bool database_cancelled(const struct database *database);
/* Sleeps; a signal or the cancel flag ends it early. */
void database_nap(const struct database *database, long ms);
/* Tells the caller of the library; 0, or SQLEMBIC_E_INTERRUPTED when the callback wants to stop. */
int database_event(const struct database *database, const struct sqlembic_event *event,
		   struct sqlembic_error *err);

/* The driver of an engine: linked in, or loaded from `path` (NULL: where drivers are installed). */
int loader_find(const struct sqlembic_driver **out, const struct sqlembic_engine *engine, const char *path,
		struct sqlembic_error *err);

#endif
