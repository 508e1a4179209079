/* many_show.h: what people and programs see of a run on many databases. */
#ifndef MANY_SHOW_H
#define MANY_SHOW_H

#include "many.h"

/* An event while it runs: lines on standard error, or JSON lines; on a terminal a line of progress. */
void many_show_event(struct many_run *run, const struct sqlembic_event *event);
/* Behind the end: what the commands have to say on standard output, and the summary. */
int many_show_end(struct many_run *run, const struct sqlembic_many_report *report,
		  struct sqlembic_error *err);

#endif
