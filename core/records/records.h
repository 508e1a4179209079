/* records.h: what a database remembers of us: the version table, the log table, their names, their clock. */
#ifndef RECORDS_H
#define RECORDS_H

#include "config/config.h"
#include "database/database.h"
#include "records/journal.h"
#include "records/ledger.h"

struct records {
	struct ledger ledger;
	struct journal journal;
	const struct sqlembic_dialect *dialect;
	struct arena *arena;
	const char *schema;       /* version_table_schema; NULL: not set */
	const char *found_schema; /* where the tables are, once it is known; NULL: not known */
	bool is_tenants;          /* the schema is that of a tenant */
	bool create_schema;
	const char *version_table, *log_table;
	const char *lock_key; /* of the migration lock, which is one for each version table */
};

/* The content of our tables, as far as a run needs it. */
struct records_state {
	struct rows rows;              /* in the server's order */
	struct journal_entry *running; /* the step that runs, or is half applied; NULL: none */
	bool has_version_table, has_log_table;
	bool is_read; /* this is what the database says */
};

/* Reads the settings.  `tag` may be NULL; `offline`: what is written is printed. */
int records_describe(struct records *out, struct arena *arena, struct config *config,
		     const struct sqlembic_dialect *dialect, const struct sqlembic_options *options,
		     const char *tag, bool offline, struct sqlembic_error *err);
/* For runs in a scratch database.  Where a schema is a database of its own, version_table_schema names one that is in use:
 * the tables are the scratch database's then. */
int records_keep_home(struct records *records, struct sqlembic_error *err);
/* Connects, and finds out where our tables are: from here on they are addressed by their full names. */
int records_connect(struct records *records, struct database *database, bool read_only,
		    struct sqlembic_error *err);
/* The same to migrate; rows and log are read by the way, into the arena, if the driver can.  Where it cannot, or something is in
 * the way, `is_read` is false, and records_read() has to do it.  A tenant who is likely to be migrated has got its lock before
 * that, if it was free: database->locked; then `also` may be `answered`. */
int records_connect_reading(struct records_state *out, struct records *records, struct database *database,
			    struct sqlembic_query *also, struct arena *arena, struct sqlembic_error *err);

/* Reads rows and log, into the arena. */
int records_read(struct records_state *out, struct records *records, struct sqlembic_session *session,
		 struct arena *arena, struct sqlembic_error *err);
/* The following wait for a database that is locked for a moment.
 *
 * The same. */
int records_read_waiting(struct records_state *out, struct records *records, const struct database *database,
			 struct arena *arena, struct sqlembic_error *err);
/* The version rows alone. */
int records_read_rows(struct rows *out, struct records *records, const struct database *database,
		      struct arena *arena, struct sqlembic_error *err);
/* The newest `limit` rows of the log (0: all). */
int records_read_log(struct sqlembic_log *out, struct records *records, const struct database *database,
		     size_t limit, struct arena *arena, struct sqlembic_error *err);
/* Creates the tables that `state` misses, in the open transaction. */
int records_create(const struct records *records, const struct records_state *state,
		   struct sqlembic_session *session, struct sqlembic_error *err);

static inline bool records_has_log(const struct records *records)
{
	return records->journal.qualified != NULL;
}

#endif
