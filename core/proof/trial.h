/* trial.h: one revision up, down and up again in a scratch database that its ancestors have built. */
#ifndef TRIAL_H
#define TRIAL_H

#include "proof/finding.h"
#include "proof/site.h"
#include "proof/rehearse.h"

struct trial {
	struct proof *proof;
	struct rehearsal *rehearsal;
	struct site *site;
	const struct revision *revision;
	struct arena *arena; /* of this trial */
	struct finding_list *findings;
	bool is_last;  /* nothing is built on it: where all is found without its being applied, it stays so */
	bool may_mend; /* a site that is left in no state of a revision is to be mended, if that can be done */
	bool has_code;       /* out: one of the scripts runs a routine or a block */
	bool is_malformed;   /* out: a statement that has failed is none, whatever there is in the database */
	bool may_be_of_rows; /* out: a script has failed, and other rows could make a difference */
	bool may_lack;       /* out: what is not there for one that has failed may be no part of the schema */
	bool is_applicable;  /* out: its up script can be run */
	bool lacks_role;     /* out: statements are left out that are for a role which is not there */
	bool is_unreadable;  /* out: behind one of its scripts the schema, or rows, cannot be read any more */
	/* Nothing is known: the site has to be made anew, and the trial run again. */
	bool is_open;
};

/* Goes up, down and up.  Whatever comes of it, the place says where the database is then.  Fails only where that cannot
 * be said. */
int trial_run(struct trial *trial, struct sqlembic_error *err);
/* Only up: for revisions that others are built on. */
int trial_advance(struct trial *trial, struct sqlembic_error *err);

#endif
