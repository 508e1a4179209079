/* site.h: a scratch database in which revisions are applied, and what is known of it. */
#ifndef SITE_H
#define SITE_H

#include "proof/proof.h"
#include "proof/reach.h"

/* What a site can be made again, at less cost than anew. */
struct site_mark {
	bool is_set;
	bool was_down;
	bool *is_applied;
};

/* Zero with `n`, `is_seeded`, `is_applied` and that of the mark to begin with. */
struct site {
	struct scratch scratch;
	struct database witness; /* sees what is committed in it; not connected before it is needed */
	struct catalog now;      /* where `has_now` */
	bool is_open, has_now;
	bool is_inherited;     /* it began with the schema of another database */
	bool is_seeded;        /* rows are made up for its tables: there are no others */
	bool has_rows;         /* its tables are given rows */
	bool wants_rows;       /* tables were made since that was done */
	bool *is_applied;      /* by revision index */
	bool was_down;         /* a down script was run: rows may be others than where scripts only went up */
	bool may_be_reordered; /* and so may the columns */
	struct sqlembic_buf code; /* the statements of its scripts that make triggers and routines: fires.h */
	bool has_own_rows; /* a script may have put some into its tables, and not all come of those that were made up */
	size_t n;
	/* Something of a script is in effect that is no revision: it has to be made anew. */
	bool is_dirty;
	bool needs_edges; /* catalogs are read for more than to be compared */
	bool is_narrow;   /* what is read and counted is what a transaction has touched */
	/* What was tried last has left something that was not compared. */
	bool is_unexplained;
	struct site_mark mark;
	struct known known;    /* of `now`, for the scripts that run now */
	struct census counted; /* rows, where `is_counted` */
	bool is_counted;
	struct reach since;   /* of the scripts that have run since then, and of what led on where they did */
	struct reach leading; /* what leads on in `now`, where `is_expecting` */
	bool is_expecting;    /* scripts run, and what they reach is known */
	bool takes_nothing;   /* nothing is taken as known: all is read, always */
	bool was_misled;      /* something was that was not so */
};

/* What places begin with. */
struct site_start {
	const struct catalog *catalog; /* NULL: nothing */
	const bool *is_applied;        /* what has built it, by revision index */
	bool with_rows;
};

/* Makes the scratch database anew. */
int site_enter(struct site *site, struct proof *proof, const struct site_start *start,
	       struct sqlembic_error *err);
void site_leave(struct site *site);
/* Reads the catalog as it is now, unless it is known. */
int site_look(struct site *site, const struct proof *proof, struct sqlembic_error *err);
/* Before scripts run that are looked through: what is known behind them of what is known now, if anything, in the arena.  What they
 * reach is read, where it was not for a while. */
int site_expect(struct site *site, const struct proof *proof, const struct reach *const scripts[2],
		struct arena *arena, struct sqlembic_error *err);
/* Behind them: `counted` (NULL: not done) is a census of some moment since site_expect(), which is taken over. */
void site_settle(struct site *site, const struct reach *const scripts[2], struct census *counted);
/* Reads and counts all, where something was taken as known since that was done: where it is another than it was taken for, the site
 * was misled, and what was found in it may be wrong.  Comes before all that forgets what is known. */
int site_confirm(struct site *site, const struct proof *proof, struct sqlembic_error *err);
/* Reads the catalog but for what is known; released by the caller also after a failure. */
int site_read(struct catalog *out, const struct site *site, const struct proof *proof,
	      struct sqlembic_error *err);
/* Counts the rows, the same way. */
int site_count(struct census *out, const struct site *site, const struct proof *proof,
	       struct sqlembic_error *err);
/* In a transaction, behind its scripts: notes what they have touched, where the driver can and that is of use. */
int site_note(const struct site *site, const struct proof *proof, struct sqlembic_error *err);
/* From here on only what was noted is read and counted, also where the scripts are undone; where that cannot be told, all is.
 * Forgets what was read before. */
void site_narrow(struct site *site, const struct proof *proof);
/* Outside of the transaction: all is read and counted again.  Forgets what was read so. */
void site_widen(struct site *site, const struct proof *proof);
/* Puts rows into tables that are to have some and may have none.  `only_new`: those that were there the last time have some. */
int site_seed(struct site *site, const struct proof *proof, bool only_new, struct sqlembic_error *err);
/* Takes all rows out that were made up, and what has come of them, where there are no others and the driver can: false, it was not
 * done.  From here on its tables are given none. */
bool site_empty(struct site *site, const struct proof *proof);
/* From here on they are. */
void site_fill(struct site *site);
/* Marks what it is now, if the driver can; it is not dirty. */
void site_set_mark(struct site *site, const struct proof *proof);
/* Makes it what it was when it was marked; false: it was not, or that cannot be done, and it has to be made anew. */
bool site_return(struct site *site, const struct proof *proof);
/* Connects the witness, unless it is. */
int site_call_witness(struct site *site, struct sqlembic_error *err);
/* The catalog is another one now: it is not known, or it is this one, which is taken over. */
void site_forget(struct site *site);
void site_keep(struct site *site, struct catalog *catalog);

#endif
