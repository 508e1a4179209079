/* roundtrip.h: a revision up and down in one transaction, where the driver can see cheaply that the catalog and all rows are
 * then what they were. */
#ifndef ROUNDTRIP_H
#define ROUNDTRIP_H

#include "proof/rehearse.h"
#include "proof/site.h"

struct roundtrip {
	const struct proof *proof;
	struct rehearsal *rehearsal;
	struct site *site;
	const struct rehearse_script *up, *down;
};

/* *passed: the down script takes everything back, and the up script is in effect; a second one would do the same again, since
 * the database is the same.  If not, nothing is in effect, and nothing is known. */
int roundtrip_try(const struct roundtrip *roundtrip, bool *passed, struct sqlembic_error *err);

#endif
