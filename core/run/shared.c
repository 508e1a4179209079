/* shared.c: see shared.h. */
#include "run/shared.h"

#include <string.h>

#include "sqlembic/error.h"

/* Sets of version rows that are remembered: more are as good as none. */
#define PLANS 64

struct shared_scripts {
	const struct sqlembic_dialect *dialect;
	enum sqlembic_direction direction;
	const char *version_table, *log_table; /* which scripts must not touch */
	struct script_facts *facts;
	size_t kept;
	struct shared_scripts *next;
};

struct shared_plan {
	enum sqlembic_direction direction;
	const char *target;
	struct rows rows;
	struct plan plan;
	struct shared_plan *next;
};

void shared_init(struct shared *shared)
{
	*shared = (struct shared){ .nplans = 0 };
	(void)pthread_mutex_init(&shared->mutex, NULL);
}

void shared_release(struct shared *shared)
{
	(void)pthread_mutex_destroy(&shared->mutex);
	arena_release(&shared->arena);
}

/* ---- plans ----------------------------------------------------------------------------------------------- */

static bool is_plan(const struct shared_plan *plan, enum sqlembic_direction direction,
		    const struct rows *rows, const char *target)
{
	if (plan->direction != direction || plan->rows.n != rows->n || strcmp(plan->target, target) != 0)
		return false;
	for (size_t i = 0; i < rows->n; i++) {
		if (strcmp(plan->rows.items[i], rows->items[i]) != 0)
			return false;
	}
	return true;
}

static int copy_rows(struct rows *out, const struct rows *rows, struct arena *arena,
		     struct sqlembic_error *err)
{
	const char **items = arena_alloc(arena, rows->n, sizeof(*items));
	bool failed = !items;
	for (size_t i = 0; !failed && i < rows->n; i++)
		failed = !(items[i] = arena_dup(arena, rows->items[i]));
	*out = (struct rows){ items, rows->n };
	return failed ? sqlembic_fail_memory(err) : 0;
}

/* The texts of a plan are those of the rows that it begins at, so that these are copied first. */
static int make_plan(struct shared_plan *out, struct arena *arena, const struct graph *graph,
		     enum sqlembic_direction direction, const struct rows *rows, const char *target,
		     struct sqlembic_error *err)
{
	struct graph here = *graph;
	here.arena = arena;
	*out = (struct shared_plan){ .direction = direction, .target = arena_dup(arena, target) };
	int rc = out->target ? copy_rows(&out->rows, rows, arena, err) : sqlembic_fail_memory(err);
	if (rc < 0)
		return rc;
	return direction == SQLEMBIC_UPGRADE
		       ? plan_upgrade(&out->plan, &here, &out->rows, out->target, err)
		       : plan_downgrade(&out->plan, &here, &out->rows, out->target, err);
}

static int find_plan(struct plan *out, struct shared *shared, const struct graph *graph,
		     enum sqlembic_direction direction, const struct rows *rows, const char *target,
		     struct sqlembic_error *err)
{
	for (const struct shared_plan *plan = shared->plans; plan; plan = plan->next) {
		if (is_plan(plan, direction, rows, target)) {
			*out = plan->plan;
			return 0;
		}
	}
	struct shared_plan *made = arena_alloc(&shared->arena, 1, sizeof(*made));
	if (!made)
		return sqlembic_fail_memory(err);
	int rc = make_plan(made, &shared->arena, graph, direction, rows, target, err);
	if (rc < 0)
		return rc;
	made->next = shared->plans;
	shared->plans = made;
	shared->nplans++;
	*out = made->plan;
	return 0;
}

int shared_find_plan(struct plan *out, struct shared *shared, const struct graph *graph,
		     enum sqlembic_direction direction, const struct rows *rows, const char *target,
		     struct sqlembic_error *err)
{
	(void)pthread_mutex_lock(&shared->mutex);
	const bool is_full = shared->nplans >= PLANS;
	int rc = is_full ? 0 : find_plan(out, shared, graph, direction, rows, target, err);
	(void)pthread_mutex_unlock(&shared->mutex);
	if (!is_full)
		return rc;
	return direction == SQLEMBIC_UPGRADE ? plan_upgrade(out, graph, rows, target, err)
					     : plan_downgrade(out, graph, rows, target, err);
}

/* ---- scripts --------------------------------------------------------------------------------------------- */

static bool is_name(const char *one, const char *two)
{
	return strcmp(one ? one : "", two ? two : "") == 0;
}

static struct shared_scripts *find_scripts(struct shared *shared, const struct sqlembic_dialect *dialect,
					   enum sqlembic_direction direction, const struct records *records)
{
	struct shared_scripts *scripts = shared->scripts;
	while (scripts && (scripts->dialect != dialect || scripts->direction != direction ||
			   !is_name(scripts->version_table, records->version_table) ||
			   !is_name(scripts->log_table, records->log_table)))
		scripts = scripts->next;
	if (scripts || !(scripts = arena_alloc(&shared->arena, 1, sizeof(*scripts))))
		return scripts;
	const char *version = records->version_table ? records->version_table : "";
	const char *log = records->log_table ? records->log_table : "";
	*scripts = (struct shared_scripts){ .dialect = dialect,
					    .direction = direction,
					    .version_table = arena_dup(&shared->arena, version),
					    .log_table = arena_dup(&shared->arena, log),
					    .next = shared->scripts };
	shared->scripts = scripts;
	return scripts;
}

/* Facts about a script that was looked through never change again: who has seen them under the lock may read them without
 * it. */
int shared_look_through(struct shared *shared, struct preflight *preflight, const struct plan *plan,
			enum sqlembic_direction direction, struct sqlembic_error *err)
{
	(void)pthread_mutex_lock(&shared->mutex);
	struct shared_scripts *scripts = find_scripts(shared, preflight->dialect, direction,
						      preflight->records);
	int rc = scripts && scripts->version_table && scripts->log_table ? 0 : sqlembic_fail_memory(err);
	if (rc == 0) {
		preflight->arena = &shared->arena;
		preflight->facts = scripts->facts;
		preflight->kept = scripts->kept;
		rc = preflight_scripts(preflight, plan, err);
		scripts->facts = preflight->facts;
		scripts->kept = preflight->kept;
	}
	(void)pthread_mutex_unlock(&shared->mutex);
	return rc;
}
