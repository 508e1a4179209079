/* shelf.h: script directories that the contexts of one run have in common: each is read once. */
#ifndef SHELF_H
#define SHELF_H

#include <pthread.h>

#include "base/arena.h"
#include "graph/graph.h"
#include "run/shared.h"

struct shelf_entry {
	const char *key; /* where its scripts are */
	struct graph graph;
	struct shared shared;
	struct shelf_entry *next;
};

struct shelf {
	pthread_mutex_t mutex; /* guards everything below but the entries' `shared` */
	struct arena arena;
	struct shelf_entry *entries;
};

void shelf_init(struct shelf *shelf);
void shelf_release(struct shelf *shelf);

/* The entry of version locations; `load` makes its graph the first time, in the arena that it is given, while others wait. */
int shelf_find(struct shelf_entry **out, struct shelf *shelf, const char *const *locations, size_t n,
	       bool recursive,
	       int (*load)(struct graph *graph, struct arena *arena, void *payload,
			   struct sqlembic_error *err),
	       void *payload, struct sqlembic_error *err);

#endif
