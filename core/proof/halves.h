/* halves.h: the later revisions of a history in one line are tested while the earlier ones are, by a thread that has connections
 * and scratch databases of its own. */
#ifndef HALVES_H
#define HALVES_H

#include <pthread.h>
#include <signal.h>

#include "proof/suite_case.h"

/* What that thread has.  Zero to begin with. */
struct second {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	bool is_begun, is_done, may_leave;
	volatile sig_atomic_t stop;
	struct sqlembic_options options;
	struct suite_order order;
	struct origin origin;
	struct suite suite;
	struct arena arena; /* of all but what is found */
	struct arena found;
	struct suite_case *cases; /* of both */
	size_t n;
	double *costs; /* of all before each of them, and of all */
	size_t at;     /* the one that the first suite tests */
	size_t from;   /* the first one that the second suite tests; n: it has not come so far */
	bool has_told; /* something that nobody has heard */
	int rc;
	struct sqlembic_error said;
};

/* Begins to come by the revisions, and to test the last ones, if that is worth it.  False: there is no second suite. */
bool halves_begin(struct second *second, const struct suite *first, struct suite_case *cases, size_t n);
/* Whether the first suite is to test this one, to which it has come; if not, the second suite tests it and all behind. */
bool halves_take(struct second *second, size_t at);
/* Waits until they are tested, or stops that.  False: they are still to be tested. */
bool halves_end(struct second *second, struct suite *first, bool stops);
/* Before the first suite closes its scratch database: where both are dropped at the same time, a server writes neither to the disk. */
void halves_leave(struct second *second);
/* Behind that: waits for it.  Fine where there was no second suite. */
void halves_release(struct second *second);

#endif
