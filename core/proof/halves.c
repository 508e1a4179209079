/* halves.c: see halves.h.
 *
 * In the place where it begins the earlier revisions are applied as they are where they were tested before: tables were given
 * their rows in between.  So both find what one alone would, one after the other; in another history than one line it
 * would depend on what had failed before which branches are applied. */
#include "proof/halves.h"

#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/task.h"
#include "sqlembic/clock.h"
#include "sqlembic/error.h"
#include "sqlembic/flag.h"
#include "sqlembic/text.h"
#include "sqlembic/thread.h"

/* Below that it takes longer to make the scratch database than to test. */
#define FEWEST 16
/* What it costs to look at what a revision has done, in bytes of scripts that cost the same. */
#define LOOK 3000
/* How often the flag of the caller is looked at. */
#define TICK_MS 50

/* ---- where to divide ---- */

static bool is_one_line(const struct ascent *ascent)
{
	bool is = true;
	for (size_t i = 1; is && i < ascent->n; i++) {
		const struct revision *r = ascent->sequence[i];
		is = r->nparents == 1 && r->parents[0] == ascent->sequence[i - 1];
	}
	return is;
}

/* What cannot be read is told where it is run. */
static bool is_apart(const struct sqlembic_schema *schema, const char *path, const struct caller *caller)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	bool is = !path || fs_read(&text, path, caller, &unheard) == 0;
	for (const char *const *word = schema->scratch_shared; is && *word; word++)
		is = !sqlembic_casestr(sqlembic_buf_text(&text), *word);
	sqlembic_buf_release(&text);
	return is;
}

/* Whether no script reaches what both suites share: that would be waited for by the one as long as the other has it. */
static bool are_apart(const struct suite *s)
{
	const struct origin *origin = s->order->origin;
	const struct sqlembic_schema *schema = origin->proof.schema;
	bool are = true;
	for (size_t i = 0; schema->scratch_shared && are && i < s->ascent.n; i++) {
		const struct revision *r = s->ascent.sequence[i];
		are = is_apart(schema, r->up_path, &origin->live.caller) &&
		      is_apart(schema, r->down_path, &origin->live.caller);
	}
	return are;
}

static bool is_worth_it(const struct suite *s, size_t n)
{
	const struct origin *origin = s->order->origin;
	return n >= FEWEST && origin->proof.schema->scratch_side_by_side && !origin->proof.home.is_local &&
	       s->ascent.ndata == 0 && !s->ascent.start && !s->order->kill && is_one_line(&s->ascent) &&
	       task_has_processors() && are_apart(s);
}

static double size_of(const char *path)
{
	struct stat found;
	return path && stat(path, &found) == 0 ? (double)found.st_size : 0;
}

static double cost_of(const struct revision *r)
{
	return LOOK + 2 * size_of(r->up_path) + size_of(r->down_path);
}

static bool add_up(struct second *second)
{
	second->costs = arena_alloc(&second->arena, second->n + 1, sizeof(*second->costs));
	for (size_t i = 0; second->costs && i < second->n; i++)
		second->costs[i + 1] = second->costs[i] + cost_of(second->cases[i].revision);
	return second->costs;
}

bool halves_take(struct second *second, size_t at)
{
	(void)pthread_mutex_lock(&second->mutex);
	second->at = at;
	const bool is_first = at < second->from;
	(void)pthread_mutex_unlock(&second->mutex);
	return is_first;
}

/* Whether the second suite, which has come to this one, is to test it and all behind: then both end at the same time, or the first
 * one has tested all. */
static bool takes_over(struct second *second, size_t i)
{
	const double *costs = second->costs;
	const size_t n = second->n;
	(void)pthread_mutex_lock(&second->mutex);
	const size_t at = second->at;
	const bool is_time = at == n || (at < i && costs[i] - costs[at] >= costs[n] - costs[i]);
	if (is_time)
		second->from = at == n ? n : i;
	(void)pthread_mutex_unlock(&second->mutex);
	return is_time;
}

/* ---- the second suite ---- */

static int apply_with_rows(struct suite *s, bool *goal, const struct revision *r, bool *failed,
			   struct sqlembic_error *err)
{
	struct ascent_stage stage;
	ascent_begin_stage(&s->ascent, &stage);
	struct finding_list why = { .arena = s->ascent.arena };
	goal[r->index] = true;
	int rc = site_seed(&s->ascent.site, &s->order->origin->proof, true, err);
	if (rc == 0)
		rc = ascent_build(&s->ascent, goal, &why, err);
	*failed = why.failures > 0;
	ascent_end_stage(&s->ascent, &stage);
	return rc;
}

/* Where one fails nothing more is applied: that is told, and found again. */
static int climb(struct second *second, struct sqlembic_error *err)
{
	struct suite *s = &second->suite;
	bool *goal = arena_alloc(s->ascent.arena, s->order->origin->graph->n, sizeof(*goal));
	bool failed = false, is_there = false;
	int rc = goal ? ascent_enter(&s->ascent, s->ascent.wants_rows, err) : sqlembic_fail_memory(err);
	for (size_t i = 0, next = 0; rc == 0 && !is_there && next < second->n; i++) {
		const struct revision *r = s->ascent.sequence[i];
		const bool is_case = r == second->cases[next].revision;
		is_there = is_case && takes_over(second, next);
		if (!is_there && !failed)
			rc = apply_with_rows(s, goal, r, &failed, err);
		next += is_case;
	}
	return rc;
}

static void *run(void *payload)
{
	struct second *second = payload;
	struct suite *s = &second->suite;
	struct sqlembic_error *err = &second->said;
	int rc = suite_case_begin(s, err);
	if (rc == 0)
		rc = climb(second, err);
	for (size_t i = second->from; rc == 0 && i < second->n; i++)
		rc = suite_case_run(s, &second->cases[i], err);
	if (rc == 0)
		rc = ascent_confirm(&s->ascent, err);
	if (rc == 0 && ascent_was_misled(&s->ascent))
		rc = SQLEMBIC_E_FAILED;
	second->rc = rc;
	(void)pthread_mutex_lock(&second->mutex);
	second->is_done = true;
	(void)pthread_cond_signal(&second->changed);
	while (!second->may_leave)
		(void)pthread_cond_wait(&second->changed, &second->mutex);
	(void)pthread_mutex_unlock(&second->mutex);
	suite_case_end(s);
	origin_leave(&second->origin);
	return NULL;
}

/* Who called expects to be told by its own thread, and in order. */
static int note_told(const struct sqlembic_event *event, void *payload)
{
	struct second *second = payload;
	(void)event;
	second->has_told = true;
	return 0;
}

static int describe(struct second *second, const struct suite *first)
{
	const struct origin *origin = first->order->origin;
	second->options = *origin->options;
	second->options.on_event = note_told;
	second->options.payload = second;
	second->options.cancel = &second->stop;
	second->options.owns_process = false;
	second->order = *first->order;
	second->order.origin = &second->origin;
	second->order.arena = &second->found;
	second->suite.order = &second->order;
	second->suite.ascent.origin = &second->origin;
	second->suite.ascent.arena = &second->arena;
	second->suite.ascent.takes_nothing = first->ascent.takes_nothing;
	return origin_describe(&second->origin, &second->arena, origin->config, origin->graph,
			       &second->options, false, &second->said);
}

static bool start(struct second *second)
{
	(void)pthread_mutex_init(&second->mutex, NULL);
	(void)pthread_cond_init(&second->changed, NULL);
	if (sqlembic_thread_start(&second->thread, run, second))
		return true;
	(void)pthread_mutex_destroy(&second->mutex);
	(void)pthread_cond_destroy(&second->changed);
	return false;
}

bool halves_begin(struct second *second, const struct suite *first, struct suite_case *cases, size_t n)
{
	if (!is_worth_it(first, n))
		return false;
	const struct sqlembic_driver *driver = first->order->origin->proof.home.server.driver;
	if (driver->prepare_threads)
		driver->prepare_threads(first->order->origin->options->owns_process);
	second->cases = cases;
	second->n = second->from = n;
	second->is_begun = add_up(second) && describe(second, first) == 0 && start(second);
	if (second->is_begun)
		return true;
	origin_leave(&second->origin);
	arena_release(&second->arena);
	return false;
}

/* ---- its end ---- */

/* The caller's flag is not that of the thread, which is told to stop as well where the first suite has failed. */
static void wait_for(struct second *second, const struct caller *caller)
{
	(void)pthread_mutex_lock(&second->mutex);
	while (!second->is_done) {
		(void)sqlembic_thread_wait(&second->changed, &second->mutex, sqlembic_clock_ms() + TICK_MS);
		if (caller_is_cancelled(caller))
			sqlembic_flag_set(&second->stop, true);
	}
	(void)pthread_mutex_unlock(&second->mutex);
}

/* Puts cases back that are to be tested again. */
static void forget_found(struct second *second)
{
	for (size_t i = second->from; i < second->n; i++)
		second->cases[i] = (struct suite_case){ .revision = second->cases[i].revision,
							.is_last = second->cases[i].is_last };
}

bool halves_end(struct second *second, struct suite *first, bool stops)
{
	if (stops)
		sqlembic_flag_set(&second->stop, true);
	wait_for(second, &first->order->origin->live.caller);
	const bool stands = second->rc == 0 && !second->has_told;
	first->ascent.rehearsal.was_of_others |= second->suite.ascent.rehearsal.was_of_others;
	if (stands) {
		arena_join(first->order->arena, &second->found);
		return true;
	}
	forget_found(second);
	halves_release(second);
	return false;
}

void halves_leave(struct second *second)
{
	if (!second->is_begun)
		return;
	(void)pthread_mutex_lock(&second->mutex);
	second->may_leave = true;
	(void)pthread_cond_signal(&second->changed);
	(void)pthread_mutex_unlock(&second->mutex);
}

void halves_release(struct second *second)
{
	if (!second->is_begun)
		return;
	halves_leave(second);
	(void)pthread_join(second->thread, NULL);
	(void)pthread_mutex_destroy(&second->mutex);
	(void)pthread_cond_destroy(&second->changed);
	arena_release(&second->arena);
	arena_release(&second->found);
	second->is_begun = false;
}
