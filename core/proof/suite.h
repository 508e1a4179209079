/* suite.h: tests revisions: each on a scratch database that its ancestors have built, and heads in both orders. */
#ifndef SUITE_H
#define SUITE_H

#include "proof/finding.h"
#include "proof/origin.h"

struct suite_case {
	const struct revision *revision;
	const struct revision *other; /* a second head: both were applied in both orders; NULL: a revision */
	const char *outcome;          /* "passed", "failed", "skipped" */
	struct finding_list findings;
	double milliseconds;
	bool has_code;     /* its scripts run routines or blocks */
	bool is_malformed; /* a statement of them that has failed is none, whatever there is in the database */
	bool may_be_of_rows; /* one has failed, and other rows could make a difference */
	bool may_lack;       /* what is not there for one that has failed may be no part of the schema */
	bool is_applicable;  /* its up script can be run */
	bool lacks_role; /* statements of its scripts are left out that are for a role which is not there */
	bool is_last;    /* no other revision is tested behind it */
};

struct suite_order {
	struct origin *origin;
	struct arena *arena;     /* of what is found */
	const char *revisions;   /* an identifier or a range; NULL: all */
	const char *from;        /* the schema to begin with, "live" or a URL; NULL: an empty database */
	const char *const *data; /* files with rows */
	size_t ndata;
	bool kill; /* each script is stopped behind each of its statements, too */
};

struct suite_report {
	struct suite_case *cases;
	size_t n, failed, skipped;
};

int suite_run(struct suite_report *out, const struct suite_order *order, struct sqlembic_error *err);

#endif
