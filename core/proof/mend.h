/* mend.h: makes of a site in which a script has ended in no state of a revision one that can be gone on from, by what differs: where
 * a database can neither be rolled back nor marked, to build it anew costs all revisions up to there. */
#ifndef MEND_H
#define MEND_H

#include "proof/census.h"
#include "proof/site.h"

/* What it is to be again. */
struct mend_goal {
	const struct catalog *catalog; /* of it, read there */
	const struct census *rows;     /* all of them */
};

/* *mended: catalog and rows are what they were.  If not, it is as dirty as before.  Fails only where it was interrupted. */
int mend(bool *mended, struct site *site, const struct proof *proof, const struct mend_goal *goal,
	 struct sqlembic_error *err);

#endif
