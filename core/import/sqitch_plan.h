/* sqitch_plan.h: the lines of a sqitch.plan. */
#ifndef SQITCH_PLAN_H
#define SQITCH_PLAN_H

#include "base/names.h"
#include "import/source.h"

struct sqitch_change {
	struct sqlembic_span name, dependencies; /* what stands between the brackets */
	const char *date;                        /* "2026-01-01 00:00:00+00:00" */
	const char *note;                        /* with its line breaks */
	int line;
	size_t nth;        /* of its name: 1, or more where it reworks the one before */
	size_t earlier;    /* one more than the number of the change that this one reworks; 0: none */
	size_t reworked;   /* the number of the change that reworks this one; 0: none does */
	const char *files; /* the name of its files below deploy and revert */
};

struct sqitch_tag {
	struct sqlembic_span name; /* with its "@" */
	size_t at;                 /* how many changes stand before it */
};

struct sqitch_plan {
	const char *project;
	struct sqitch_change *changes;
	size_t n;
	struct sqitch_tag *tags;
	size_t ntags;
	struct names
		names; /* of changes: the number of the last one; of tags: how many changes stand before */
};

/* Into the arena of the source. */
int sqitch_plan_read(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		     struct sqlembic_error *err);
/* The change that a name means to one that has `n` before it: the last of that name, or the last before the tag that stands
 * behind it ("users@v1").  *out is NULL where there is none. */
int sqitch_plan_find(const struct sqitch_change **out, const struct sqitch_plan *plan, struct arena *arena,
		     size_t n, struct sqlembic_span name, struct sqlembic_error *err);
/* Refuses a line. */
int sqitch_plan_refuse(const struct source_file *file, int line, const char *hint,
		       struct sqlembic_error *err);

#endif
