/* shared.h: plans and scripts that several runs have in common, in several threads: what one of them has planned and looked
 * through is as true for the others. */
#ifndef SHARED_H
#define SHARED_H

#include <pthread.h>

#include "base/arena.h"
#include "graph/plan.h"
#include "run/preflight.h"

struct shared_plan;

struct shared {
	pthread_mutex_t mutex; /* guards everything below */
	struct arena arena;
	struct shared_scripts *scripts; /* by dialect and direction */
	struct shared_plan *plans;
	size_t nplans;
};

void shared_init(struct shared *shared);
void shared_release(struct shared *shared);

/* The plan from these rows to the target, made by `make` the first time.  Frozen; lives as long as `shared`. */
int shared_find_plan(struct plan *out, struct shared *shared, const struct graph *graph,
		     enum sqlembic_direction direction, const struct rows *rows, const char *target,
		     struct sqlembic_error *err);
/* preflight_scripts() with the facts that are known already. */
int shared_look_through(struct shared *shared, struct preflight *preflight, const struct plan *plan,
			enum sqlembic_direction direction, struct sqlembic_error *err);

#endif
