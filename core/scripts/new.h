/* new.h: writes the two scripts of a new revision.  Knows templates and files; the caller knows the graph. */
#ifndef NEW_H
#define NEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/caller.h"
#include "config/config.h"
#include "scripts/newfiles.h"
#include "sqlembic.h"

/* Everything is borrowed for the call. */
struct new_request {
	const char *script_location; /* holds script.up.sql.in and script.down.sql.in */
	const char *directory;       /* the version location; made when missing */
	bool recursive;              /* it is searched recursively: names may contain directories */
	const char *rev_id;          /* NULL: random */
	const char *message;         /* NULL: "empty message", with an empty slug */
	const char *title;           /* what the files are named after; NULL: the message */
	const char *const *down;     /* full ids */
	const char *const *depends;  /* ids or labels */
	const char *const *labels;
	const char *const *replaces; /* full ids; of a squash */
	size_t ndown, ndepends, nlabels, nreplaces;
	const char *file_template;         /* NULL: "%(rev)s_%(slug)s" */
	size_t slug_limit;                 /* truncate_slug_length; 0: 40 */
	const char *timezone;              /* NULL or "": local time */
	const char *upgrades, *downgrades; /* SQL for the bodies; NULL: none */
	/* Of their headers: "on", "off", "own"; NULL: as in the templates. */
	const char *up_transaction, *down_transaction;
	bool irreversible;       /* no down script */
	const char *create_date; /* NULL: now; "": not known */
	struct newfiles
		*files; /* of several revisions that are made together or not at all; NULL: of this one */
	const struct config_hook *hooks;
	size_t nhooks;
	struct caller caller;
};

/* In the arena. */
struct new_result {
	const char *rev_id;
	const char *up_path;   /* absolute */
	const char *down_path; /* NULL: irreversible */
};

/* Fills in what the configuration says: directories of templates, names of files, hooks. */
int new_read_settings(struct new_request *request, struct config *config, struct sqlembic_error *err);
/* Renders, checks that the result reads back as what was asked for, writes, runs the hooks.  No existing
 * file is overwritten, and nothing is left behind on failure. */
int new_revision(struct new_result *out, struct arena *arena, const struct new_request *request,
		 struct sqlembic_error *err);

#endif
