/* testing.h: revisions tried in scratch databases.  A part of sqlembic.h. */
#ifndef SQLEMBIC_TESTING_H
#define SQLEMBIC_TESTING_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An object that is not what it was. */
struct sqlembic_test_object {
	const char *state; /* "left", "lost" (and not brought back), "changed", "rows" (that are lost) */
	const char *kind,
		*object;  /* "column", "account.email"; kind "": it is none of those that are compared */
	const char *text; /* in words */
};

struct sqlembic_test_finding {
	const char *stage; /* "up", "down", "again" (the second up), "rows", "order", "kill" */
	bool is_failure;   /* else it is a note */
	const char *text;
	const char *path;   /* of the script; NULL: it is about no single one */
	int line, column;   /* 0: unknown */
	const char *detail; /* what the server added; NULL: nothing */
	const struct sqlembic_test_object *objects;
	size_t nobjects;
};

struct sqlembic_test_case {
	const struct sqlembic_revision *revision;
	const struct sqlembic_revision
		*other;      /* the second of two heads that were applied in both orders, or NULL */
	const char *outcome; /* "passed", "failed", "skipped" */
	const struct sqlembic_test_finding *const *findings;
	size_t nfindings;
	double milliseconds;
};

struct sqlembic_test_report {
	const struct sqlembic_test_case *const *cases;
	size_t ncases, failed, skipped;
};

struct sqlembic_test_options {
	size_t size;
	const char *revisions; /* what sqlembic_show takes, or a range as for sqlembic_history; NULL: all */
	/* The schema to begin with, and what is applied there: "live" or a database URL.  Its rows are never read.  NULL: an
	 * empty database. */
	const char *from;
	const char *const *data; /* SQL files with rows, each loaded as soon as its tables are there */
	size_t ndata;
	bool kill; /* stop each script behind each of its statements, too, and go on from there; not with `from` */
};

/* Tests revisions in scratch databases: each up, down and up again where its ancestors are applied.  `options` may be
 * NULL.  What the scripts do wrong is in the report, and no error. */
SQLEMBIC_API int sqlembic_test(sqlembic *ctx, const struct sqlembic_test_options *options,
			       const struct sqlembic_test_report **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
