/* rehearse.h: runs the script of a revision in a scratch database: looked through, cut, sent and checked as an upgrade or
 * a downgrade does, but without our tables. */
#ifndef REHEARSE_H
#define REHEARSE_H

#include "database/parcel.h"
#include "proof/absent.h"
#include "proof/own_name.h"
#include "proof/reach.h"
#include "proof/says.h"
#include "run/preflight.h"

/* The first statement of a script that is left out for one reason. */
struct rehearse_cut {
	int line;         /* 0: none is */
	char words[64];   /* its first ones */
	const char *role; /* that is not there */
	bool is_owner;    /* only what makes that role an owner is */
};

/* Zero is a script that was not looked at. */
struct rehearse_script {
	const struct revision *revision;
	enum sqlembic_direction direction;
	size_t statements; /* that are sent */
	size_t last;       /* number of the last one, with those that are left out */
	struct says says;
	struct sqlembic_buf code; /* the statements that make triggers and routines: fires.h */
	struct reach reach;       /* where the driver can pass over what is out of it */
	bool may_join; /* nothing that it says depends on where its transactions end, all of which commit */
	struct rehearse_cut beyond;   /* reaches beyond its database */
	bool changes_schema;          /* what is left out may do so, and not only say who may do what */
	struct rehearse_cut for_role; /* is for a role that a statement would make which is left out */
};

struct rehearsal {
	struct preflight up, down;
	const struct sqlembic_dialect *dialect;
	const struct sqlembic_schema *schema;
	struct parcel parcel;
	struct absent absent;
	struct own_name own_name;
	struct sqlembic_buf text; /* of a statement without its owner */
	bool was_of_others; /* a script has failed, perhaps for what another session has done at that time */
};

/* `records` are of the database that scripts are meant for: they must not touch its tables.  Scratch databases are made on
 * `server`. */
void rehearse_init(struct rehearsal *out, const struct graph *graph, const struct records *records,
		   const struct sqlembic_dialect *dialect, const struct sqlembic_schema *schema,
		   const struct database *server, struct arena *arena, const struct caller *caller);
/* Puts what is run in scratch in the place of a statement: without the name of the live database, and without an owner who is
 * not there.  Good until the next call. */
int rehearse_adapt(struct rehearsal *rehearsal, struct statement *statement, struct sqlembic_error *err);
/* Whether a statement, adapted, is not run in scratch. */
bool rehearse_leaves_out(const struct rehearsal *rehearsal, const struct statement *statement);
/* Whether one is not run where scripts that were not looked through build a schema, each statement asked for in its turn.  What
 * leads elsewhere is: it is a part of the schema. */
bool rehearse_passes_over(struct rehearsal *rehearsal, const struct statement *statement);
/* Whether that is so of one of a script's. */
bool rehearse_is_cut(const struct rehearse_script *script);
void rehearse_release(struct rehearsal *rehearsal);
/* Looks a script through, and refuses what an upgrade or a downgrade would. */
int rehearse_look(struct rehearse_script *out, struct rehearsal *rehearsal, const struct revision *revision,
		  enum sqlembic_direction direction, struct sqlembic_error *err);
/* Runs it; it was looked through.  *is_undone: after a failure nothing of it is in effect. */
int rehearse_run(struct rehearsal *rehearsal, const struct rehearse_script *script, struct database *database,
		 bool *is_undone, struct sqlembic_error *err);
/* Whether it runs as a whole in a transaction: in ours, or in one of its own, which it begins and commits by itself. */
bool rehearse_is_whole(struct rehearsal *rehearsal, const struct rehearse_script *script);
/* Runs one that does in the transaction that is open; who calls this begins and ends that, and the session's script. */
int rehearse_run_inside(struct rehearsal *rehearsal, const struct rehearse_script *script,
			struct database *database, struct sqlembic_error *err);
void rehearse_release_script(struct rehearse_script *script);

#endif
