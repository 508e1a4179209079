/* losses.h: rows and values that a revision's scripts lose without saying so. */
#ifndef LOSSES_H
#define LOSSES_H

#include "base/names.h"
#include "proof/census.h"
#include "proof/trial.h"

/* Zero to begin with. */
struct losses {
	const struct trial *trial;
	const struct says *up, *down; /* what the scripts say that they change */
	struct losses_comments {
		bool are_read;
		struct sqlembic_buf text; /* as says_in_comment() takes them */
	} up_comments, down_comments;     /* of the scripts' files */
	struct census before;             /* rows before the first up; empty: nothing is counted */
	struct names told;                /* tables whose rows were found to be lost */
	struct sqlembic_test_object *lost;
	bool fires[2], is_known[2]; /* whether triggers do for up, and for both, once it was asked */
	size_t nlost;               /* no more than there are in `before` */
	bool are_counted;
};

/* Whether rows are to be counted: tables have some, and a script changes what can hold them. */
bool losses_are_possible(const struct site *site, const struct says *up, const struct says *down);
/* Counts the rows before the first up. */
int losses_begin(struct losses *out, const struct trial *trial, const struct says *up,
		 const struct says *down, struct sqlembic_error *err);
/* Counts again, where that was done; released by the caller also after a failure. */
int losses_count(struct census *out, const struct losses *losses, struct sqlembic_error *err);
/* Rows of what is on both sides of `d` are in `after` as before, unless a script says otherwise: the up script, or where
 * `is_down` either of both. */
int losses_judge(struct losses *losses, const struct finding_difference *d, bool is_down,
		 const struct census *after, struct sqlembic_error *err);
void losses_end(struct losses *losses);

#endif
