/* known.h: what is known of the tables of a database in memory, which nobody else writes: it is asked again only where a statement
 * may have changed the answer. */
#ifndef SQLITE_SCHEMA_KNOWN_H
#define SQLITE_SCHEMA_KNOWN_H

#include "../session.h"
#include "sqlembic/buf.h"

struct sqlite_known_table {
	char *name, *sql;         /* another text is another table */
	char *columns;            /* columns.h's text; NULL: not asked yet */
	struct sqlembic_buf rows; /* rows.c's; empty: they were not counted since they may have changed */
	bool is_seeded;           /* was offered rows since then */
};

/* The entry of a table, which is new where it has another text; NULL: nothing is remembered.  Until the next call. */
struct sqlite_known_table *sqlite_known_find(struct sqlite_session *s, const char *table, const char *sql);
/* A statement may change a table's rows, drop it or give it another name. */
void sqlite_known_touch(struct sqlite_session *s, const char *table);
void sqlite_known_forget(struct sqlite_session *s);

#endif
