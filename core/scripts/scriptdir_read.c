/* scriptdir_read.c: reads the headers of many scripts.  Opening files is most of what loading costs, and one processor
 * cannot do it faster; so a large directory is shared out, one part to each processor.  What comes out is the same. */
#include <string.h>
#include <unistd.h>

#include "scripts/script.h"
#include "scripts/parts.h"
#include "sqlembic/error.h"
#include "sqlembic/thread.h"

#define PARTS_MAX 4
/* Below it a thread costs more than it saves. */
#define PART_LEAST ((size_t)2000)

/* A run of neighbouring scripts. */
struct part {
	const struct scriptdir_list *list;
	struct revision *revisions; /* of the first of them */
	size_t begin, end;
	struct arena arena; /* its own; one arena serves one thread */
	struct sqlembic_error err;
	int rc;
	bool started;
	pthread_t thread;
};

/* Scripts are read before there is a connection. */
static int fail_interrupted(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while reading the scripts");
	sqlembic_fail_state(err, "nothing was changed");
	return SQLEMBIC_E_INTERRUPTED;
}

static void *read_part(void *payload)
{
	struct part *part = payload;
	const struct scriptdir_list *list = part->list;
	for (size_t i = part->begin; part->rc == 0 && i < part->end; i++) {
		const char *name = list->ups[i].name;
		struct revision *revision = &part->revisions[i - part->begin];
		if (list->caller && caller_is_cancelled(list->caller))
			part->rc = fail_interrupted(&part->err);
		else
			part->rc = script_read_up(revision, &part->arena, list->fd, name,
						  name - list->name_at, &part->err);
		revision->up_path = name - list->name_at;
		revision->down_path = list->down_of ? list->down_of[i] : NULL;
	}
	return NULL;
}

static size_t count_parts(size_t n)
{
	if (n < 2 * PART_LEAST)
		return 1;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = processors < 1 ? 1 : processors > PARTS_MAX ? PARTS_MAX : (size_t)processors;
	return n / PART_LEAST < most ? n / PART_LEAST : most;
}

/* A part for which there is no thread is read by this one. */
static void start_parts(struct part *parts, size_t n)
{
	for (size_t i = 1; i < n; i++)
		parts[i].started = sqlembic_thread_start(&parts[i].thread, read_part, &parts[i]);
}

/* The first script that is wrong is the one to name, whichever was found first. */
static int join_parts(struct part *parts, size_t n, struct arena *arena, struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && parts[i].started)
			pthread_join(parts[i].thread, NULL);
		else
			read_part(&parts[i]);
		if (rc == 0 && parts[i].rc < 0) {
			rc = parts[i].rc;
			(void)sqlembic_fail_copy(err, &parts[i].err);
		}
	}
	for (size_t i = 0; i < n; i++)
		arena_join(arena, &parts[i].arena);
	return rc;
}

int scriptdir_read(struct revision *out, const struct scriptdir_list *list, struct arena *arena,
		   struct sqlembic_error *err)
{
	size_t n = count_parts(list->nups);
	struct part *parts = arena_alloc(arena, n, sizeof(*parts));
	if (!parts)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		parts[i].list = list;
		parts[i].begin = list->nups * i / n;
		parts[i].end = list->nups * (i + 1) / n;
		parts[i].revisions = out + parts[i].begin;
	}
	start_parts(parts, n);
	return join_parts(parts, n, arena, err);
}
