/* proposal.h: the two scripts that lead from a schema to the wanted one and back, proven. */
#ifndef PROPOSAL_H
#define PROPOSAL_H

#include "proof/proof.h"

struct proposal_script {
	struct comparison comparison;
	struct action_list actions;
	const char *renames; /* statements: first in the up script, last in the down script; NULL: none */
	const char *body;    /* the others */
	const char *text;    /* all of it */
	enum write_transaction mode;
};

struct proposal {
	size_t changes; /* that people are told; 0: the schemas are equal and there are no scripts */
	struct proposal_script up, down;
	/* The sides as they were compared; owned. */
	struct catalog from, to;
	struct catalog original; /* `from` before anything was renamed; empty: nothing was */
	const char **renamed;    /* "renamed table 'a' to 'b'" */
	size_t nrenamed;
	struct catalog read; /* `from` before it was settled; empty: it was not */
	bool is_proven;
	struct sqlembic_error refusal; /* why no script can be written; code 0: one can */
};

/* Compares.  Takes both catalogs over, also when it fails.  `renames` are "OLD=NEW", as people have said. */
int proposal_compare(struct proposal *out, struct proof *proof, struct catalog *from, struct catalog *wanted,
		     const char *const *renames, size_t nrenames, struct sqlembic_error *err);
/* Renames in scratch what the database is to rename; both sides are compared as they are then. */
int proposal_rename(struct proposal *proposal, struct proof *proof, const struct catalog *wanted,
		    const char *const *renames, size_t n, struct sqlembic_error *err);
/* Renames so what is gone and whose name another kind takes, as long as there is such that steps aside: sides and scripts are
 * compared anew by the caller.  Returns how many there were. */
int proposal_rename_aside(struct proposal *proposal, struct proof *proof, struct sqlembic_error *err);
/* Tells of what is gone and new with one definition. */
int proposal_rename_offer(const struct proposal *proposal, const struct proof *proof,
			  struct sqlembic_error *err);
/* What people have answered; `yes` may begin with what they have said before. */
struct rename_answers {
	int (*ask)(void *payload, const char *question, const char *rename);
	void *payload;
	const char *const *yes, *const *no;
	size_t nyes, nno;
};
/* Asks about each of these that was not denied yet. */
int proposal_rename_ask(struct rename_answers *answers, const struct proposal *proposal,
			struct sqlembic_error *err);
/* Writes the scripts; `live` (may be NULL: nobody counts) is asked how many rows are concerned, and the caller is warned. */
int proposal_write(struct proposal *proposal, struct proof *proof, const struct database *live,
		   struct sqlembic_error *err);
/* Proves them in scratch: up leads to the target, down leads back, rows that are to be kept are kept. */
int proposal_prove(struct proposal *proposal, struct proof *proof, struct sqlembic_error *err);
/* Puts a warning at the head of both scripts. */
int proposal_mark_unproven(struct proposal *proposal, const struct proof *proof, const char *why,
			   struct sqlembic_error *err);
void proposal_release(struct proposal *proposal);

#endif
