/* changed.h: applied scripts that are no longer what ran, by the checksums in the log. */
#ifndef CHANGED_H
#define CHANGED_H

#include "graph/plan.h"
#include "run/run.h"

struct changed {
	const struct run_order *order;
	const char **checksums;      /* of what ran, by revision index; NULL: none */
	struct sqlembic_query query; /* for them; sql NULL: there is no log */
	bool failed;
	size_t nwarned; /* of so many scripts changed_warn() has warned */
};

/* Makes the query, for those who send it together with others: the names of our tables must be known. */
int changed_begin(struct changed *out, const struct run_order *order, struct sqlembic_error *err);
/* Reads the checksums over the open connection, unless that is done.  Of `changed` the order is set. */
int changed_ask(struct changed *changed, struct sqlembic_error *err);
/* Compares them with every script that is applied, given the rows; a script that cannot be read has changed, too. */
int changed_find(struct revision_list *out, const struct changed *changed, const struct rows *rows,
		 struct sqlembic_error *err);
/* Warns of them, and of what follows from it ("is not run again"), without reading large scripts again, for which there is
 * `status`. */
int changed_warn(struct changed *changed, const struct rows *rows, const char *what_follows,
		 struct sqlembic_error *err);

#endif
