/* changed.h: applied scripts that are no longer what ran, by the checksums in the log. */
#ifndef CHANGED_H
#define CHANGED_H

#include "graph/plan.h"
#include "run/run.h"

struct changed {
	const char **checksums; /* of what ran, by revision index; NULL: none */
};

/* Reads the checksums over the open connection. */
int changed_ask(struct changed *out, const struct run_order *order, struct sqlembic_error *err);
/* Compares them with every script that is applied, given the rows; a script that cannot be read has changed, too. */
int changed_find(struct revision_list *out, const struct changed *changed, const struct run_order *order,
		 const struct rows *rows, struct sqlembic_error *err);
/* Before an upgrade: warns of them, without reading large scripts again, for which there is `status`. */
int changed_warn(const struct run_order *order, const struct rows *rows, struct sqlembic_error *err);

#endif
