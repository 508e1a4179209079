/* task.c: see task.h. */
#include "base/task.h"

#include <sched.h>

#include "sqlembic/error.h"
#include "sqlembic/thread.h"

bool task_has_processors(void)
{
	cpu_set_t set;
	return sched_getaffinity(0, sizeof(set), &set) < 0 || CPU_COUNT(&set) > 1;
}

static void *run(void *payload)
{
	struct task *task = payload;
	task->rc = task->call(task->payload, &task->said);
	return NULL;
}

void task_begin(struct task *task, task_fn *call, void *payload)
{
	*task = (struct task){ .call = call, .payload = payload, .is_begun = true };
	task->has_thread = task_has_processors() && sqlembic_thread_start(&task->thread, run, task);
	if (!task->has_thread)
		(void)run(task);
}

int task_end(struct task *task, struct sqlembic_error *err)
{
	if (task->has_thread)
		(void)pthread_join(task->thread, NULL);
	task->has_thread = false;
	return task->is_begun && task->rc < 0 ? sqlembic_fail_copy(err, &task->said) : 0;
}
