/* orders.h: two heads that do not depend on each other, applied in both orders; and all revisions in that of an upgrade. */
#ifndef ORDERS_H
#define ORDERS_H

#include "proof/ascent.h"

/* Finds whether both orders lead to one schema; the ascent's site is used for it. */
int orders_run(struct ascent *ascent, const struct revision *a, const struct revision *b,
	       struct finding_list *findings, struct sqlembic_error *err);
/* Finds whether `upgrade heads` builds an empty database, where it takes branches that are merged in another order than the ascent
 * does: to the same schema, if the ascent's site has all.  *at: the revision that the finding is about; NULL: there is none. */
int orders_planned(struct ascent *ascent, const struct revision **at, struct finding_list *findings,
		   struct sqlembic_error *err);

#endif
