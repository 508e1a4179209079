/* sequences.h: what sequences share with those of identity columns. */
#ifndef POSTGRESQL_SCHEMA_SEQUENCES_H
#define POSTGRESQL_SCHEMA_SEQUENCES_H

#include "kinds.h"

/* Attributes that both kinds have, at the same places. */
enum { NUMBERS_START = 2, NUMBERS_INCREMENT, NUMBERS_MINIMUM, NUMBERS_MAXIMUM, NUMBERS_CACHE, NUMBERS_CYCLE };

#define NUMBERS_ATTRIBUTES                                                          \
	[NUMBERS_START] = { "start", 0 }, [NUMBERS_INCREMENT] = { "increment", 0 }, \
	[NUMBERS_MINIMUM] = { "minimum", 0 }, [NUMBERS_MAXIMUM] = { "maximum", 0 }, \
	[NUMBERS_CACHE] = { "cache", 0 }, [NUMBERS_CYCLE] = { "cycle", 0 }

#define NUMBERS_ALL                                                                                  \
	(BIT(NUMBERS_START) | BIT(NUMBERS_INCREMENT) | BIT(NUMBERS_MINIMUM) | BIT(NUMBERS_MAXIMUM) | \
	 BIT(NUMBERS_CACHE) | BIT(NUMBERS_CYCLE))

/* Sets all of them, and the type (NULL: it stays) with them, whose limits the server puts in the place of bounds.  A sequence that
 * has given nothing yet begins within its new bounds; one that has goes on where it is. */
int postgres_alter_numbers(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			   const char *sequence, const char *type, struct sqlembic_error *err);
/* A new sequence, which has the numbers of `fact`, goes on behind the values that its column has. */
int postgres_go_on_behind(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			  const char *sequence, const struct sqlembic_fact *column,
			  struct sqlembic_error *err);

#endif
