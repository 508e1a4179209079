/* ledger.h: the version table, which holds the heads that are applied.
 *
 * The table is Alembic's own, to the letter, so that both programs can share it.  All SQL goes through a session's
 * query slot: offline sessions print it. */
#ifndef LEDGER_H
#define LEDGER_H

#include "base/arena.h"
#include "graph/plan.h"
#include "database/parcel.h"
#include "sqlembic/driver.h"

struct ledger {
	const char *table;     /* as the user names it, for messages: "schema.table" or "table" */
	const char *qualified; /* quoted where needed, for SQL */
	/* The statements; all of these live in the arena given to ledger_init. */
	const char *create, *ensure, *select, *insert, *update, *remove, *purge;
};

/* Makes the statements for `table` in `schema` (NULL: wherever the connection creates tables). */
int ledger_init(struct ledger *out, struct arena *arena, const struct sqlembic_dialect *dialect,
		const char *schema, const char *table, struct sqlembic_error *err);
/* Reads the rows in the server's order.  *exists is false when there is no table. */
int ledger_read(struct rows *out, bool *exists, const struct ledger *ledger, struct sqlembic_session *session,
		struct arena *arena, struct sqlembic_error *err);
int ledger_create(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);
/* Creates it unless it is there: for scripts that cannot look. */
int ledger_ensure(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);
/* Adds the changes to a message; each must hit exactly one row. */
int ledger_apply(const struct ledger *ledger, struct message *message, const struct row_change *changes,
		 size_t n, struct sqlembic_error *err);
/* Deletes every row. */
int ledger_purge(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);

/* Runs one of our own statements that yields no rows; *changed, where it is not NULL, gets the rows it hit. */
int ledger_execute(struct sqlembic_session *session, const char *sql, const char *const *args, size_t nargs,
		   long long *changed, struct sqlembic_error *err);

/* Quotes an identifier where the bare word could mean something else; appends "schema." when there is one. */
void ledger_qualify(struct sqlembic_buf *out, const struct sqlembic_dialect *dialect, const char *schema,
		    const char *table);

#endif
