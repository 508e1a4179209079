/* texts.h: texts of which each is kept once, however often it comes: two readings of a schema have nearly all of theirs in
 * common. */
#ifndef TEXTS_H
#define TEXTS_H

#include <pthread.h>

#include "base/arena.h"

struct texts {
	pthread_mutex_t mutex; /* two threads may read, each its own schema */
	struct arena arena;
	const char **slots;
	size_t n, nslots;
};

/* None are kept yet. */
void texts_begin(struct texts *texts);
/* The one that is kept, until texts_release().  NULL: out of memory. */
const char *texts_keep(struct texts *texts, const char *text);
void texts_release(struct texts *texts);

#endif
