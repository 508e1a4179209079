/* hazard.h: what a statement may do to rows and to others, by a dialect's table of words.  Pure. */
#ifndef HAZARD_H
#define HAZARD_H

#include "sqlembic/driver.h"

/* Receives a rule that counts, and the byte of the statement (from 1) where what it is about begins. */
typedef int hazard_fn(void *payload, const struct sqlembic_hazard_rule *rule, size_t position,
		      struct sqlembic_error *err);

/* Rules may be NULL.  Returns what `found` has returned where that is negative. */
int hazard_find(const struct sqlembic_hazard_rule *rules, struct sqlembic_span sql, unsigned lex,
		hazard_fn *found, void *payload, struct sqlembic_error *err);

#endif
