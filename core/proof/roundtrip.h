/* roundtrip.h: a revision up and down in one transaction, where the driver can see cheaply that the catalog and all rows are
 * then what they were. */
#ifndef ROUNDTRIP_H
#define ROUNDTRIP_H

#include "proof/census.h"
#include "proof/rehearse.h"
#include "proof/site.h"

struct roundtrip {
	const struct proof *proof;
	struct rehearsal *rehearsal;
	struct site *site;
	const struct rehearse_script *up, *down;
};

/* What up, down and up again have shown in one transaction, which is undone.  Zero to begin with. */
struct roundtrip_remains {
	/* A script that fails, as it would in a transaction of its own, and with what; NULL: none does, or it has to be tried so. */
	const struct rehearse_script *failed;
	struct sqlembic_error said;
	/* That, and the rest is filled; where the down script fails, what is behind the first up is. */
	bool are_known;
	bool may_pass; /* nothing depends on where transactions end: what is found in one is so in several */
	struct catalog first, down, second; /* behind each script; `second` where `again` is no error */
	bool stays_up; /* the down script is empty: `down` is not filled, since behind it all is as behind the first */
	struct census rows_first, rows_down; /* where losses (losses.h) are possible */
	struct sqlembic_error again;         /* of the second up */
};

/* *passed: the down script takes everything back, and the up script is in effect; a second one would do the same again, since
 * the database is the same.  If not, nothing is in effect; `remains` may tell what the scripts leave. */
int roundtrip_try(const struct roundtrip *roundtrip, bool *passed, struct roundtrip_remains *remains,
		  struct sqlembic_error *err);
void roundtrip_release(struct roundtrip_remains *remains);

#endif
