/* target.h: what target_metadata, or an argument of diff, names. */
#ifndef TARGET_H
#define TARGET_H

#include "base/arena.h"
#include "base/caller.h"
#include "config/config.h"
#include "sqlembic/buf.h"

enum target_kind { TARGET_FILES, TARGET_URL, TARGET_PROGRAM, TARGET_MODELS };

struct target {
	enum target_kind kind;
	const char *text;         /* as it is written; never printed where it is a URL */
	const char *origin;       /* where that is from: "the command line", "alembic.ini:12" */
	const char *const *paths; /* of TARGET_FILES, sorted */
	size_t n;
};

/* A program has "exec:" in front, a URL "://". */
bool target_is_url(const char *text);
/* A URL or a program; SQLAlchemy's metadata is "module:attribute"; else a file, a directory (its *.sql) or a glob.  `origin` says
 * where `text` is from. */
int target_describe(struct target *out, struct arena *arena, const char *text, const char *origin,
		    struct sqlembic_error *err);
/* The one of the configuration. */
int target_configured(struct target *out, struct arena *arena, struct config *config,
		      struct sqlembic_error *err);
/* The output of a program, which the caller can stop; its standard error and input are ours. */
int target_run(struct sqlembic_buf *out, const struct target *target, const struct caller *caller,
	       struct sqlembic_error *err);

#endif
