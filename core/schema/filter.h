/* filter.h: which objects are compared. */
#ifndef FILTER_H
#define FILTER_H

#include "schema/catalog.h"

/* Lists end with NULL; a NULL list of patterns leaves nothing out.  A pattern has "*" and "?" and is matched with a name and
 * with "schema.name", in either case of letters. */
struct filter {
	const char *const *include, *const *exclude; /* include_name, exclude_name */
	const char *const
		*aside; /* identities of what waits under a name of ours, and is compared for all that */
	const char *const
		*roles; /* that one of both servers does not have: what is for them alone is not compared */
	/* The target is SQLAlchemy's metadata: what that cannot say and does not mention is left alone, and so is the order of
	 * columns, since migrations add them at the end. */
	bool models;
};

/* Whether it would leave the target as it is. */
bool filter_keeps_all(const struct catalog *from, const struct catalog *to, const struct filter *filter);
/* The wanted schema as it is meant: `to`, but what is left out is as `from` has it.  *out is a catalog of its own,
 * finished. */
int filter_apply(struct catalog *out, const struct catalog *from, const struct catalog *to,
		 const struct filter *filter, struct sqlembic_error *err);
/* What is left out cannot do without a table or column that `to` does not have. */
int filter_refuse_orphans(const struct catalog *from, const struct catalog *to, const struct filter *filter,
			  struct sqlembic_error *err);
bool filter_matches(const struct filter *filter, const char *schema, const char *name);

#endif
