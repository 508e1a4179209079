/* ascent.h: applies revisions in a scratch database, in the order in which a project has grown. */
#ifndef ASCENT_H
#define ASCENT_H

#include "proof/load.h"
#include "proof/origin.h"
#include "proof/trial.h"

/* A file with rows. */
struct ascent_data {
	const char *path;
	bool is_loaded;  /* in the site as it is now */
	bool is_marked;  /* and as it was marked */
	bool was_loaded; /* ever */
	struct load_progress progress;
	struct sqlembic_error said; /* the last time that it was not */
};

struct ascent {
	struct origin *origin;
	struct arena *arena; /* of what is done now */
	struct rehearsal rehearsal;
	struct site site;
	/* One where no table is given rows: it is for what fails in the other, and is kept, since to build it anew for each such
	 * revision would cost more than all else.  Not open before it is needed. */
	struct site apart;
	struct catalog inherited;
	const struct catalog *start;      /* what sites begin with; NULL: an empty database */
	bool *is_given;                   /* applied in it, by revision index */
	const struct revision **sequence; /* all revisions, ancestors first */
	size_t n;
	struct ascent_data *data;
	size_t ndata;
	bool wants_rows; /* tables are given rows, where they have none of `data` */
	/* A site that could not be used any more was made anew: if this goes on, marks cost less.  Most projects never need one. */
	bool sets_marks;
	/* Whether the revisions make the schema that unqualified names mean in the live database; once that was looked for. */
	bool makes_home, knows_home;
	bool takes_nothing; /* nothing of a site is taken as known */
};

/* What is done with one revision takes memory of its own. */
struct ascent_stage {
	struct arena own, *outer;
};

/* Zero with origin and arena to begin with. */
int ascent_open(struct ascent *ascent, const char *from, const char *const *data, size_t ndata,
		struct sqlembic_error *err);
void ascent_close(struct ascent *ascent);
/* From here on the ascent's arena is that of the stage, which ends with it. */
void ascent_begin_stage(struct ascent *ascent, struct ascent_stage *stage);
void ascent_end_stage(struct ascent *ascent, struct ascent_stage *stage);
/* Adds flags for a revision and all that it needs. */
int ascent_closure(bool *out, const struct ascent *ascent, const struct revision *revision,
		   struct sqlembic_error *err);
/* The sites change places. */
void ascent_swap(struct ascent *ascent);
/* In the place of `site` comes `apart`, whose tables are given rows from here on. */
int ascent_take_apart(struct ascent *ascent, struct sqlembic_error *err);
/* What was taken as known is read where that was not done yet.  Whether something was not so is told by ascent_was_misled(). */
int ascent_confirm(struct ascent *ascent, struct sqlembic_error *err);
bool ascent_was_misled(const struct ascent *ascent);
/* Makes the site anew. */
int ascent_enter(struct ascent *ascent, bool with_rows, struct sqlembic_error *err);
/* In an empty database: makes the schema that unqualified names mean in the live one, unless a revision does. */
int ascent_make_home(struct ascent *ascent, struct scratch *scratch, struct sqlembic_error *err);
/* Whether nothing is applied but what `goal` says, and what was given. */
bool ascent_is_within(const struct ascent *ascent, const bool *is_applied, const bool *goal);
/* Marks what the site is now, if that may pay. */
void ascent_mark(struct ascent *ascent);
/* Makes the site what it was when it was marked.  False: it cannot be done, or, where only `within` may be applied, more was, or
 * something has been taken down. */
bool ascent_return(struct ascent *ascent, const bool *within);
/* Applies what of `goal` is not; ends at the first failure. */
int ascent_build(struct ascent *ascent, const bool *goal, struct finding_list *findings,
		 struct sqlembic_error *err);
/* Loads the files with rows that were not, as far as their tables are there. */
int ascent_load(struct ascent *ascent, struct sqlembic_error *err);
/* Fails where a file could be loaded nowhere. */
int ascent_expect_loaded(const struct ascent *ascent, struct sqlembic_error *err);

#endif
