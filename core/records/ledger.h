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
/* The rows while they are read. */
struct ledger_reading {
	struct sqlembic_query query;
	struct arena *arena;
	const char **items;
	size_t n, cap;
	bool failed;
};

/* Makes the query that reads the rows, and takes what it has yielded: for those who send it together with others. */
void ledger_read_begin(struct ledger_reading *reading, const struct ledger *ledger, struct arena *arena);
int ledger_read_end(struct rows *out, bool *exists, const struct ledger_reading *reading,
		    struct sqlembic_error *err);
/* Reads the rows in the server's order.  *exists is false when there is no table. */
int ledger_read(struct rows *out, bool *exists, const struct ledger *ledger, struct sqlembic_session *session,
		struct arena *arena, struct sqlembic_error *err);
int ledger_create(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);
/* Creates it unless it is there: for scripts that cannot look. */
int ledger_ensure(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);
/* Adds the changes to a parcel; each must hit exactly one row. */
int ledger_apply(const struct ledger *ledger, struct parcel *parcel, const struct row_change *changes,
		 size_t n, struct sqlembic_error *err);
/* Deletes every row. */
int ledger_purge(const struct ledger *ledger, struct sqlembic_session *session, struct sqlembic_error *err);

#endif
