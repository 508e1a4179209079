/* course.h: a trial as it goes on: what is found where one of its scripts has led. */
#ifndef COURSE_H
#define COURSE_H

#include "proof/losses.h"
#include "proof/reach.h"
#include "proof/rehearse.h"
#include "proof/trial.h"

struct course {
	struct trial *trial;
	struct rehearse_script up, down;
	struct catalog first; /* what the first up has made */
	struct census rows;   /* and rows then, where they are needed */
	struct losses losses;
	const struct reach *reaches[2]; /* of both scripts */
};

/* Each adds findings; where a difference tells nothing before the catalogs are read with their edges, the trial is open instead.
 *
 * Behind the first up script, with the rows that are there then.  `d` is for who has no down script to go on with; released by
 * the caller. */
int course_judge_up(struct course *c, struct finding_difference *d, const struct census *rows,
		    struct sqlembic_error *err);
/* Behind the down script. */
int course_judge_down(struct course *c, const struct catalog *is, const struct census *rows,
		      struct sqlembic_error *err);
/* Behind the second up script: *differs from the first. */
int course_judge_again(const struct course *c, const struct catalog *second, bool *differs,
		       struct sqlembic_error *err);

#endif
