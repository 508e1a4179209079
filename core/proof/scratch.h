/* scratch.h: databases of our own, empty when they are made and gone afterwards. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "base/tempdir.h"
#include "config/config.h"
#include "database/database.h"
#include "proof/local.h"

#define SCRATCH_TRAITS 2 /* no driver tells more */

/* Where they are made. */
struct scratch_home {
	struct database server; /* described; connected when the first one is made on it */
	struct local local;     /* the server, where it is one of our own; started then, too */
	bool is_local;
	const char *path; /* where its program is looked for */
	const struct sqlembic_schema *schema;
	struct arena *arena;
	const struct database *live; /* that they are to be like, where that is not `server`; else NULL */
	const char *setup;           /* SQL file that is run first in each of them; NULL: none */
	/* The schema of unqualified names in the live database, once that was asked; NULL: scratch databases have it. */
	const char *schema_name;
	bool knows_schema;
	/* What scratch databases are given to be like `live`, or what they were told to be like, once that was asked. */
	const char *traits[SCRATCH_TRAITS];
	size_t ntraits;
	bool knows_traits;
	const char *directory; /* of temporary files */
	bool is_cleared;       /* of what killed runs have left there */
	const volatile sig_atomic_t
		*cancel; /* of sessions in scratch databases; their notices are nobody's news */
};

struct scratch {
	struct database database; /* connected */
	struct scratch_home *home;
	const char *name;         /* on the server; NULL: none was made there */
	struct tempdir directory; /* where its file is */
};

/* On the server of scratch_url, by default on that of `live`, whose engine it must have.  Connects to nothing but loads
 * the driver; refuses an engine whose schemas cannot be compared. */
int scratch_describe(struct scratch_home *out, const struct database *live, struct config *config,
		     struct arena *arena, struct sqlembic_error *err);
/* From here on they are like `from`, connected now. */
int scratch_take_traits(struct scratch_home *home, const struct database *from, struct sqlembic_error *err);
/* What scratch databases ask the database for that they are to be like, while no thread reads it. */
int scratch_ask_live(struct scratch_home *home, struct sqlembic_error *err);
/* Makes one and connects.  `reopened`: it has to outlive its session. */
int scratch_open(struct scratch *out, struct scratch_home *home, bool reopened, struct sqlembic_error *err);
/* The schema that unqualified names mean in the live database; NULL: there is nothing to be made for them. */
int scratch_find_home(const char **name, struct scratch_home *home, struct sqlembic_error *err);
/* Makes it there: for what may name none. */
int scratch_make_home(struct scratch *scratch, struct sqlembic_error *err);
/* Whether it has failed since disk or memory is used up, which no script is to blame for; err says where then, and what to do. */
bool scratch_is_without_room(const struct scratch *scratch, struct sqlembic_error *err);
/* Whether a script has failed by that: it makes the schema itself. */
bool scratch_home_was_in_the_way(const struct scratch_home *home, const struct sqlembic_error *err);
/* Disconnects and drops it; fine when it was not opened. */
void scratch_close(struct scratch *scratch);
void scratch_leave(struct scratch_home *home);

#endif
