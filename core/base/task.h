/* task.h: a call that is made beside the caller's own work, by a thread, where there is a second processor for it. */
#ifndef TASK_H
#define TASK_H

#include <pthread.h>

#include "sqlembic.h"

typedef int task_fn(void *payload, struct sqlembic_error *err);

/* Zero to begin with. */
struct task {
	task_fn *call;
	void *payload;
	pthread_t thread;
	bool is_begun, has_thread;
	int rc;
	struct sqlembic_error said;
};

/* Whether this process may use more than one processor. */
bool task_has_processors(void);
/* Begins to make the call; without a thread it has been made when this returns.  Both stay where they are until task_end(). */
void task_begin(struct task *task, task_fn *call, void *payload);
/* Waits for it: what it has returned, and its error, however often it is asked.  0 where it was never begun. */
int task_end(struct task *task, struct sqlembic_error *err);

#endif
