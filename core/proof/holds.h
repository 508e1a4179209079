/* holds.h: whether what was taken as known of a database is so. */
#ifndef HOLDS_H
#define HOLDS_H

#include "proof/census.h"

/* Whether the tables that are flagged are what they were, with their parts. */
bool holds_tables(const struct catalog *was, const bool *flags, const struct catalog *is);
/* Whether their rows are. */
int holds_rows(bool *out, const struct catalog *of, const bool *flags, const struct census *was,
	       const struct census *is, struct sqlembic_error *err);

#endif
