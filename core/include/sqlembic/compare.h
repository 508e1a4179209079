/* compare.h: two schemas compared, and a schema as SQL.  A part of sqlembic.h. */
#ifndef SQLEMBIC_COMPARE_H
#define SQLEMBIC_COMPARE_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One difference between two schemas. */
struct sqlembic_difference {
	const char *action;        /* "added", "removed", "changed"; "renamed": only `text` says what */
	const char *kind, *object; /* "column", "account.email" */
	const char *text;          /* all of it in words: "added column 'account.email'" */
	/* What differs on either side, "type: INTEGER, NOT NULL: none"; NULL: the object is not there. */
	const char *before, *after;
};

struct sqlembic_comparison {
	const struct sqlembic_difference *differences;
	size_t ndifferences;
	const char *const *unread; /* objects of kinds that are not compared; schemas that are not */
	size_t nunread;
	const char *up, *down; /* the scripts, proven; NULL: not asked for, or nothing differs */
	size_t nedited; /* "applied": scripts that were edited since, and built that side as they are now */
};

struct sqlembic_compare_options {
	size_t size;
	/* Each side: "live", the database; "history", what all revisions build in a scratch database, or "history:REV";
	 * "applied", what those build that are applied; else what target_metadata could be: an SQL file, a directory or a
	 * glob of them, a database URL, "exec:PROGRAM".  NULL: `from` is "live", `to` is target_metadata. */
	const char *from, *to;
	bool at_heads; /* refuse a database that does not have every revision applied */
	const char *const
		*renames; /* "OLD=NEW": what is gone under one name and new under another is one object */
	size_t nrenames;
	bool scripts; /* make the scripts that lead from one to the other and back, and prove them in scratch */
};

/* Compares two schemas.  `options` may be NULL.  Changes nothing but scratch databases, which are dropped again. */
SQLEMBIC_API int sqlembic_compare(sqlembic *ctx, const struct sqlembic_compare_options *options,
				  const struct sqlembic_comparison **out, struct sqlembic_error *err);

/* A schema as SQL that makes it, the same text for the same schema; `from` as above, NULL: "live". */
SQLEMBIC_API int sqlembic_dump(sqlembic *ctx, const char *from, const char **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
