/* many.h: a run on many databases. */
#ifndef MANY_H
#define MANY_H

#include <pthread.h>

#include "api/context.h"
#include "api/shelf.h"
#include "base/caller.h"
#include "many/roster.h"

#define MANY_SPARES 16

struct many {
	sqlembic *ctx; /* of all of them */
	struct sqlembic_many_options options;
	struct caller caller;
	long long end_ms; /* of the deadline, by sqlembic_clock_ms(); 0: there is none */
	struct roster targets;
	unsigned short *tries; /* of each, at a server that was full; only its own thread looks */
	size_t *order;         /* in which they begin: their indices */
	size_t canaries;
	bool is_remote; /* some of them are behind a server */
	sqlembic_target_fn *work;
	void *payload;
	struct shelf shelf;
	struct stock stock;
	pthread_mutex_t mutex; /* guards everything below, and whoever receives events */
	struct arena arena;
	struct sqlembic_outcome *outcomes;
	struct sqlembic_many_report report;
	size_t begun, ended;
	struct arena spares[MANY_SPARES]; /* of targets that are through, for those that come */
	size_t nspares;
};

/* The URL of a target, of the configuration that is made of it; NULL: there is none, or what is wrong with it is told as the error
 * of the target (many_choose.c). */
const char *many_choose_url(struct config **config, const struct many *many,
			    const struct roster_entry *target, struct arena *arena);
/* How many at once: as the options say, or as the servers bear (many_jobs.c). */
size_t many_jobs_count(struct many *many);
/* Whether the deadline has passed, or the caller has cancelled: no other begins. */
bool many_jobs_are_over(const struct many *many);
/* Finds and checks the targets that the options mean, and sets their order (many_choose.c). */
int many_choose_targets(struct many *many, struct sqlembic_error *err);

#endif
