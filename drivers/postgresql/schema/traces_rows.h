/* traces_rows.h: rows that a message yields, and a text for those of a table. */
#ifndef POSTGRESQL_SCHEMA_TRACES_ROWS_H
#define POSTGRESQL_SCHEMA_TRACES_ROWS_H

#include "../session.h"

/* Negative: out of memory. */
typedef int postgres_take_row(void *payload, const PGresult *row);

/* Runs what is in s->text, of which `ahead` statements are pending ones; `take` (NULL: nothing) is given each row. */
int postgres_take_rows(struct postgres_session *s, size_t ahead, postgres_take_row *take, void *payload,
		       struct sqlembic_error *err);
/* A text that is another one when a table's rows are; `table` as SQL writes it, *out to be freed. */
int postgres_digest_table(struct postgres_session *s, const char *table, char **out,
			  struct sqlembic_error *err);

#endif
