/* origin.h: where a catalog comes from: the database, what revisions build, or what a word names. */
#ifndef ORIGIN_H
#define ORIGIN_H

#include "graph/graph.h"
#include "proof/proof.h"
#include "records/records.h"
#include "run/run.h"

struct origin {
	struct proof proof;
	struct database live; /* connected when it is asked for the first time */
	struct records records;
	struct config *config;
	const struct graph *graph; /* NULL: nobody asks for revisions */
	const struct sqlembic_options *options;
	/* The rows of the database, for ORIGIN_APPLIED, where they were asked for before. */
	struct rows applied;
	bool knows_applied;
	bool may_make;  /* a missing database file is made, as upgrade does */
	size_t nedited; /* applied scripts of which was told that they are not what they were */
};

#define ORIGIN_LIVE    "live"
#define ORIGIN_HISTORY "history" /* what all revisions build, or with ":REV" those up to one */
#define ORIGIN_APPLIED "applied" /* what the revisions build that the database says are applied */

/* Whether origin_read() of that word, which may be NULL, runs revisions. */
bool origin_asks_revisions(const char *word);

/* Reads the settings; connects to nothing.  `needs_target`: target_metadata has to name something.  *out stays where it
 * is. */
int origin_describe(struct origin *out, struct arena *arena, struct config *config, const struct graph *graph,
		    const struct sqlembic_options *options, bool needs_target, struct sqlembic_error *err);
void origin_leave(struct origin *origin);
/* The end of a command that only looks, whose verdict on what it has seen is worth nothing once it was told to stop.  Adds what an
 * error leaves unsaid: `state`, once there is something that it has looked at, and what to do where the server was lost. */
int origin_end(const struct origin *origin, int rc, const char *state, struct sqlembic_error *err);
/* Connects to the database, once. */
int origin_connect(struct origin *origin, struct sqlembic_error *err);
/* Connects, and asks all that origin_read() of another word, `other`, asks the live database: a thread may read that meanwhile. */
int origin_ask_live(struct origin *origin, const char *other, struct sqlembic_error *err);
/* `word`: one of the above, or what target_metadata could be; NULL: target_metadata. */
int origin_read(struct catalog *out, struct origin *origin, const char *word, struct sqlembic_error *err);
/* The schema of a database, and a flag for each revision that is applied there; `word` is "live" or a URL. */
int origin_inherit(struct catalog *out, bool **is_applied, struct origin *origin, const char *word,
		   struct sqlembic_error *err);
/* Fails unless unqualified names mean in the copy (`copied`) what they mean in what was taken (`taken`). */
int origin_expect_path(const struct origin *origin, const struct catalog *taken, const struct catalog *copied,
		       struct sqlembic_error *err);
/* Nobody is told anything before the caller that was there is put back. */
struct caller origin_hush(struct origin *origin);
/* Connects, waits for another process that is in the middle of a step, and fails where one is half applied: what it has left is
 * neither drift nor a difference. */
int origin_require_settled(struct origin *origin, struct sqlembic_error *err);
/* So does this, and unless every head is applied: a script is made from a database that has all of them. */
int origin_require_heads(struct origin *origin, struct sqlembic_error *err);

/* Runs an order in a scratch database, where our tables are made: it says all but the graph, the settings and the records.
 * `reader` comes to know those tables.  The database is closed behind it. */
int origin_run(const struct origin *origin, struct run_order *order, struct proof *reader,
	       struct sqlembic_error *err);

#endif
