/* emit.h: statements as text, and the lists in them.  Inside of this folder only. */
#ifndef POSTGRESQL_SCHEMA_EMIT_H
#define POSTGRESQL_SCHEMA_EMIT_H

#include "sqlembic/schema.h"

/* Whether two values are one; NULL is one, too. */
bool postgres_equal(const char *a, const char *b);
/* A statement without flags.  Returns the sink's result. */
int postgres_emit(const struct sqlembic_action_sink *out, struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(3, 4);
/* One that is built in a buffer, which it releases. */
int postgres_emit_buf(const struct sqlembic_action_sink *out, struct sqlembic_buf *sql, unsigned flags,
		      struct sqlembic_error *err);
/* Says what the statement that comes next does: printf-like reason, and a query that counts the rows, which may be empty or NULL and
 * is emptied. */
int postgres_tell(const struct sqlembic_action_sink *out, struct sqlembic_error *err, unsigned flags,
		  struct sqlembic_buf *probe, const char *reason, ...) SQLEMBIC_PRINTF(5, 6);
/* A statement with flags. */
int postgres_emit_flagged(const struct sqlembic_action_sink *out, struct sqlembic_error *err, unsigned flags,
			  const char *format, ...) SQLEMBIC_PRINTF(4, 5);
/* SQLEMBIC_ACTION_EVALUATES, where making it may run functions of the user's; else 0. */
unsigned postgres_evaluates(const struct sqlembic_side *side, const struct sqlembic_fact *fact);
/* Lists "name=value", one a line: (name 'value', ...) behind WITH or OPTIONS; nothing where there is none. */
void postgres_add_parameters(struct sqlembic_buf *out, const char *before, const char *list);
void postgres_add_options(struct sqlembic_buf *out, const char *before, const char *list);
/* From one list to another: "<head> SET (...)" and "<head> RESET (...)". */
int postgres_change_parameters(const struct sqlembic_action_sink *out, const char *head, const char *before,
			       const char *after, struct sqlembic_error *err);
/* The same as "<head> OPTIONS (ADD ..., SET ..., DROP ...)". */
int postgres_change_options(const struct sqlembic_action_sink *out, const char *head, const char *before,
			    const char *after, struct sqlembic_error *err);
/* Where `word` stands in a definition outside of quotes and parentheses, or its end. */
size_t postgres_find_clause(const char *definition, const char *word);
/* The next of a list of tables, as INHERITS has them, and moves *list behind it; empty: there is none. */
struct sqlembic_span postgres_next_in_list(const char **list);
/* Whether such a list has this one (so many bytes). */
bool postgres_is_in_list(const char *list, const char *name, size_t length);
/* The next line of a list, without its end, and moves *list behind it; empty: there is none. */
struct sqlembic_span postgres_next_line(const char **list);
bool postgres_has_line(const char *list, struct sqlembic_span line);

#endif
