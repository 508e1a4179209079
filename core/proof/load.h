/* load.h: runs SQL in a scratch database, with the scanner and the session that migrations are run with. */
#ifndef LOAD_H
#define LOAD_H

#include "database/database.h"
#include "proof/target.h"

/* The text of a script of ours; `in_transaction`: all of it in one.  `name` is for messages. */
int load_text(struct database *database, struct sqlembic_span text, const char *name, bool in_transaction,
	      struct sqlembic_error *err);
/* The same in one transaction, which is undone when `look` has looked at what is there then.  *fits: false, and nothing was done,
 * where the text cannot be run so. */
int load_for_a_look(struct database *database, struct sqlembic_span text, const char *name, bool *fits,
		    int (*look)(void *payload, struct sqlembic_error *err), void *payload,
		    struct sqlembic_error *err);
/* What each scratch database begins with: an SQL file, all of whose statements are run.  `is_at_home`: its server is that of the
 * live database; then nothing is run where a statement reaches beyond the scratch database. */
int load_setup(struct database *database, const char *path, bool is_at_home, struct sqlembic_error *err);
/* What earlier tries of one file have come to. */
struct load_progress {
	size_t done; /* statements that are done for good, where DDL commits by itself */
	size_t told; /* up to this one it was told what is left out */
};
/* A file of rows.  Statements that reach beyond the scratch database are left out, and `listener` is told. */
int load_rows(struct database *database, const char *path, const struct caller *listener,
	      struct load_progress *progress, struct sqlembic_error *err);
/* The text of a wanted schema.  Statements that reach beyond the scratch database are left out, and `listener` is told. */
int load_target_text(struct database *database, struct sqlembic_span text, const char *name,
		     const struct caller *listener, struct sqlembic_error *err);
/* The wanted schema.  Of several files each is loaded when those that it needs are. */
int load_target(struct database *database, const struct target *target, const struct caller *listener,
		struct arena *arena, struct sqlembic_error *err);

#endif
