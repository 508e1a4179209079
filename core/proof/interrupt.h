/* interrupt.h: a revision that is stopped after each statement of its scripts, and goes on. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include "proof/ascent.h"

/* Where that is done: it goes along with the revisions, since to build it for each would cost all that are before it.  Zero with
 * `is_applied` to begin with. */
struct interrupt_place {
	struct scratch scratch; /* with tables of ours; not open before it is needed */
	bool *is_applied;       /* in it, by revision index */
	bool stops;             /* what is run in it, ahead of its next statement */
};

/* Stops both scripts of a revision behind each of their statements, by the runner and its journal, and goes on: the schema
 * has to be what it is without a stop.  The revision was found to come back. */
int interrupt_run(struct interrupt_place *place, struct ascent *ascent, const struct revision *revision,
		  struct finding_list *findings, struct sqlembic_error *err);
void interrupt_leave(struct interrupt_place *place);

#endif
