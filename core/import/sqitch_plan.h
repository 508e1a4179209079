/* sqitch_plan.h: the lines of a sqitch.plan. */
#ifndef SQITCH_PLAN_H
#define SQITCH_PLAN_H

#include "import/source.h"

struct sqitch_change {
	struct sqlembic_span name, dependencies; /* what stands between the brackets */
	const char *date;                        /* "2026-01-01 00:00:00+00:00" */
	const char *note;                        /* with its line breaks */
	int line;
};

struct sqitch_plan {
	const char *project;
	struct sqitch_change *changes;
	size_t n;
};

/* Into the arena of the source.  A change that stands there twice was reworked, and refused. */
int sqitch_plan_read(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		     struct sqlembic_error *err);
/* Refuses a line. */
int sqitch_plan_refuse(const struct source_file *file, int line, const char *hint,
		       struct sqlembic_error *err);

#endif
