/* schema.h: scripts that are made by comparing schemas, for the door that writes them. */
#ifndef API_SCHEMA_H
#define API_SCHEMA_H

#include "api/context.h"
#include "proof/origin.h"
#include "proof/proposal.h"

/* In the context's arena. */
struct schema_scripts {
	bool differs;
	const char *up, *down;
	enum write_transaction up_mode, down_mode;
};

/* Compares the database, or what wanted->from names, with target_metadata, proves the scripts, tells of each change. */
int schema_autogenerate(struct schema_scripts *out, sqlembic *ctx, const struct sqlembic_new_revision *wanted,
			struct sqlembic_error *err);

enum schema_needs {
	SCHEMA_NEEDS_TARGET = 1 << 0,   /* target_metadata has to name something */
	SCHEMA_NEEDS_REVISIONS = 1 << 1 /* the script directory is read */
};

/* What both sides of a comparison are read by; released by origin_leave() where this returns 0. */
int schema_origin(struct origin *out, sqlembic *ctx, unsigned needs, struct sqlembic_error *err);
/* A schema as SQL that makes it, in the context's arena; `from` as for the public call. */
int schema_dump(const char **out, sqlembic *ctx, const char *from, struct sqlembic_error *err);

/* What the applied revisions build in scratch, compared with the database, but for tables (NULL-ended) that are none of
 * theirs. */
int schema_verify(const struct sqlembic_comparison **out, sqlembic *ctx, const char *const *tables,
		  struct sqlembic_error *err);

#endif
