/* orders.h: two heads that do not depend on each other, applied in both orders. */
#ifndef ORDERS_H
#define ORDERS_H

#include "proof/ascent.h"

/* Finds whether both orders lead to one schema; the ascent's site is used for it. */
int orders_run(struct ascent *ascent, const struct revision *a, const struct revision *b,
	       struct finding_list *findings, struct sqlembic_error *err);

#endif
