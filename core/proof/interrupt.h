/* interrupt.h: a revision that is stopped after each statement of its scripts, and goes on. */
#ifndef INTERRUPT_H
#define INTERRUPT_H

#include "proof/ascent.h"

/* Stops both scripts of a revision behind each of their statements, by the runner and its journal, and goes on: the schema
 * has to be what it is without a stop.  In a scratch database of its own; the revision was found to come back. */
int interrupt_run(struct ascent *ascent, const struct revision *revision, struct finding_list *findings,
		  struct sqlembic_error *err);

#endif
