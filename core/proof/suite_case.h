/* suite_case.h: one case of a suite, and what a suite has while it goes along its cases. */
#ifndef SUITE_CASE_H
#define SUITE_CASE_H

#include "proof/ascent.h"
#include "proof/interrupt.h"
#include "proof/suite.h"

struct suite {
	const struct suite_order *order;
	struct ascent ascent;
	struct interrupt_place stops;
	/* By revision index: why it cannot be applied where just its ancestors are; NULL: that was not found. */
	const struct sqlembic_test_finding **broken;
	/* Without edges nothing was known of a revision, and the site was made anew for that, which costs far more than edges do. */
	bool reads_edges;
};

/* Before the first case: zero with the order, and the ascent's origin and arena.  Ended also after a failure. */
int suite_case_begin(struct suite *suite, struct sqlembic_error *err);
void suite_case_end(struct suite *suite);
/* Fills in the rest of a case whose revisions are said. */
int suite_case_run(struct suite *suite, struct suite_case *c, struct sqlembic_error *err);

#endif
