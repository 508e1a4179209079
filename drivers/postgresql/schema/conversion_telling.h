/* conversion_telling.h: what the files of conversions share. */
#ifndef POSTGRESQL_SCHEMA_CONVERSION_TELLING_H
#define POSTGRESQL_SCHEMA_CONVERSION_TELLING_H

#include "conversion_types.h"

struct postgres_conversion {
	const struct sqlembic_action_sink *out;
	const struct sqlembic_change *change;
	struct postgres_type from, to;
	const char *name;           /* of what conditions are about: the column, or an element of it */
	const char *column, *table; /* in the live database */
	struct sqlembic_error *err;
	int rc;
	bool has_elements; /* both are arrays */
	bool is_judged;    /* nothing is left to be said in general */
};

/* Says that values are lost, or stop the change, and counts those for which `where` is true (empty: they cannot be asked for); releases
 * that. */
void postgres_conversion_loses(struct postgres_conversion *t, const char *what, struct sqlembic_buf *where);
void postgres_conversion_may_fail(struct postgres_conversion *t, const char *what,
				  struct sqlembic_buf *where);
/* A value that comes back from the new type as another one. */
void postgres_conversion_add_changed(struct sqlembic_buf *where, const struct postgres_conversion *t);

/* Numbers that become others. */
void postgres_judge_to_integer(struct postgres_conversion *t);
void postgres_judge_to_numeric(struct postgres_conversion *t);
void postgres_judge_to_binary(struct postgres_conversion *t);

#endif
