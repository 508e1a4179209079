/* ascent.c: see ascent.h. */
#include "proof/ascent.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/walk.h"
#include "proof/founder.h"
#include "proof/load.h"
#include "sqlembic/error.h"

/* ---- the order ---- */

static bool is_ready(const struct revision *r, const bool *done)
{
	for (size_t i = 0; i < r->nparents; i++)
		if (!done[r->parents[i]->index])
			return false;
	for (size_t i = 0; i < r->ndeps; i++)
		if (!done[r->deps[i]->index])
			return false;
	return true;
}

/* Files are named in the order of their making, as a rule: where the graph lets one choose, that is the order in which a
 * project has grown. */
static int put_in_order(struct ascent *s, struct sqlembic_error *err)
{
	const struct graph *graph = s->origin->graph;
	bool *done = arena_alloc(s->arena, graph->n, sizeof(*done));
	s->sequence = arena_alloc(s->arena, graph->n, sizeof(struct revision *));
	if (!done || !s->sequence)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < graph->n;) {
		const struct revision *r = &graph->revisions[i];
		if (done[i] || r->is_hidden || !is_ready(r, done)) {
			i++;
			continue;
		}
		done[i] = true;
		s->sequence[s->n++] = r;
		/* What waited for it may stand before it. */
		for (size_t k = 0; k < r->nchildren; k++)
			i = r->children[k]->index < i ? r->children[k]->index : i;
		for (size_t k = 0; k < r->ndependants; k++)
			i = r->dependants[k]->index < i ? r->dependants[k]->index : i;
	}
	return 0;
}

int ascent_closure(bool *out, const struct ascent *ascent, const struct revision *revision,
		   struct sqlembic_error *err)
{
	struct revision *item = (struct revision *)revision;
	const struct revision_list list = { &item, 1 };
	return walk_reach(out, ascent->origin->graph, &list, WALK_ALL_DOWN, err);
}

/* ---- rows ---- */

/* Behind what loads rows nothing would be known. */
static void note_waiting(struct ascent *ascent)
{
	ascent->site.takes_nothing = ascent->takes_nothing;
	for (size_t i = 0; i < ascent->ndata && ascent->site.has_rows; i++)
		ascent->site.takes_nothing |= !ascent->data[i].is_loaded;
}

int ascent_load(struct ascent *ascent, struct sqlembic_error *err)
{
	for (size_t i = 0; i < ascent->ndata && ascent->site.has_rows; i++) {
		struct ascent_data *data = &ascent->data[i];
		if (data->is_loaded)
			continue;
		data->said = (struct sqlembic_error){ 0 };
		int rc = load_rows(&ascent->site.scratch.database, data->path, &ascent->origin->live.caller,
				   &data->progress, &data->said);
		if (rc == SQLEMBIC_E_INTERRUPTED)
			return sqlembic_fail_copy(err, &data->said);
		if (rc < 0)
			continue;
		data->is_loaded = data->was_loaded = true;
		site_forget(&ascent->site);
	}
	note_waiting(ascent);
	return 0;
}

int ascent_expect_loaded(const struct ascent *ascent, struct sqlembic_error *err)
{
	for (size_t i = 0; i < ascent->ndata; i++) {
		const struct ascent_data *data = &ascent->data[i];
		if (data->was_loaded || data->said.code == 0)
			continue;
		(void)sqlembic_fail_copy(err, &data->said);
		(void)sqlembic_fail_state(
			err, "these rows could be loaded behind none of the revisions; the database was "
			     "not touched");
		return err->code == SQLEMBIC_E_FAILED
			       ? sqlembic_fail_hint(err, "correct %s, then run the same command again",
						    data->path)
			       : err->code;
	}
	return 0;
}

/* One that is not there would be told behind the last revision. */
static int expect_data(const char *path, struct sqlembic_error *err)
{
	struct stat found;
	const bool can_open = access(path, R_OK) == 0 && stat(path, &found) == 0;
	if (can_open && !S_ISDIR(found.st_mode))
		return 0;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot read %s: %s", path,
			    strerror(can_open ? EISDIR : errno));
	(void)sqlembic_fail_state(err, "nothing was tested; the database was not touched");
	return sqlembic_fail_hint(err,
				  "let --data name a file that can be read, then run the same command again");
}

static void forget_loaded(struct ascent *ascent)
{
	for (size_t i = 0; i < ascent->ndata; i++) {
		ascent->data[i].is_loaded = false;
		ascent->data[i].progress.done = 0;
	}
}

/* ---- sites ---- */

void ascent_swap(struct ascent *ascent)
{
	const struct site site = ascent->site;
	ascent->site = ascent->apart;
	ascent->apart = site;
}

int ascent_confirm(struct ascent *ascent, struct sqlembic_error *err)
{
	const struct proof *proof = &ascent->origin->proof;
	int rc = site_confirm(&ascent->site, proof, err);
	return rc == 0 ? site_confirm(&ascent->apart, proof, err) : rc;
}

bool ascent_was_misled(const struct ascent *ascent)
{
	return ascent->site.was_misled || ascent->apart.was_misled;
}

int ascent_take_apart(struct ascent *ascent, struct sqlembic_error *err)
{
	int rc = ascent_confirm(ascent, err);
	if (rc < 0)
		return rc;
	ascent_swap(ascent);
	site_leave(&ascent->apart);
	forget_loaded(ascent);
	/* It had no rows. */
	site_fill(&ascent->site);
	ascent->site.has_rows = ascent->site.wants_rows = ascent->wants_rows;
	note_waiting(ascent);
	return 0;
}

int ascent_make_home(struct ascent *ascent, struct scratch *scratch, struct sqlembic_error *err)
{
	const struct origin *origin = ascent->origin;
	const char *name;
	int rc = scratch_find_home(&name, scratch->home, err);
	if (rc < 0 || !name)
		return rc;
	if (!ascent->knows_home)
		ascent->makes_home = founder_is_among(origin->graph, origin->live.engine->dialect, name);
	ascent->knows_home = true;
	return ascent->makes_home ? 0 : scratch_make_home(scratch, err);
}

static int expect_path(struct ascent *ascent, struct sqlembic_error *err)
{
	int rc = site_look(&ascent->site, &ascent->origin->proof, err);
	if (rc == 0)
		rc = origin_expect_path(ascent->origin, ascent->start, &ascent->site.now, err);
	if (rc < 0 && !err->state[0])
		(void)sqlembic_fail_state(err, "nothing was tested; the database was not touched");
	return rc;
}

int ascent_enter(struct ascent *ascent, bool with_rows, struct sqlembic_error *err)
{
	const struct site_start start = { ascent->start, ascent->is_given, with_rows };
	int rc = site_confirm(&ascent->site, &ascent->origin->proof, err);
	if (rc < 0)
		return rc;
	if (with_rows)
		forget_loaded(ascent);
	rc = site_enter(&ascent->site, &ascent->origin->proof, &start, err);
	if (rc == 0)
		rc = ascent->start ? expect_path(ascent, err)
				   : ascent_make_home(ascent, &ascent->site.scratch, err);
	return rc == 0 ? ascent_load(ascent, err) : rc;
}

void ascent_mark(struct ascent *ascent)
{
	if (!ascent->sets_marks)
		return;
	site_set_mark(&ascent->site, &ascent->origin->proof);
	for (size_t i = 0; i < ascent->ndata && ascent->site.has_rows; i++)
		ascent->data[i].is_marked = ascent->data[i].is_loaded;
}

bool ascent_is_within(const struct ascent *ascent, const bool *is_applied, const bool *goal)
{
	bool is = true;
	for (size_t i = 0; is && i < ascent->site.n; i++)
		is = !is_applied[i] || goal[i] || ascent->is_given[i];
	return is;
}

bool ascent_return(struct ascent *ascent, const bool *within)
{
	struct site *site = &ascent->site;
	const struct site_mark *mark = &site->mark;
	if (!site->is_open ||
	    (within && (mark->was_down || !ascent_is_within(ascent, mark->is_applied, within))) ||
	    !site_return(site, &ascent->origin->proof))
		return false;
	for (size_t i = 0; i < ascent->ndata && site->has_rows; i++)
		ascent->data[i].is_loaded = ascent->data[i].is_marked;
	return true;
}

int ascent_build(struct ascent *ascent, const bool *goal, struct finding_list *findings,
		 struct sqlembic_error *err)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < ascent->n && findings->failures == 0; i++) {
		const struct revision *revision = ascent->sequence[i];
		struct trial trial = { .proof = &ascent->origin->proof,
				       .rehearsal = &ascent->rehearsal,
				       .site = &ascent->site,
				       .revision = revision,
				       .arena = ascent->arena,
				       .findings = findings };
		if (!goal[revision->index] || ascent->site.is_applied[revision->index])
			continue;
		rc = trial_advance(&trial, err);
		if (rc == 0 && findings->failures == 0)
			rc = ascent_load(ascent, err);
	}
	return rc;
}

int ascent_open(struct ascent *ascent, const char *from, const char *const *data, size_t ndata,
		struct sqlembic_error *err)
{
	struct origin *origin = ascent->origin;
	size_t n = origin->graph->n;
	origin->proof.all_schemas = origin->proof.folds = true;
	rehearse_init(&ascent->rehearsal, origin->graph, &origin->records, origin->live.engine->dialect,
		      origin->proof.schema, &origin->proof.home.server, ascent->arena, &origin->live.caller);
	ascent->wants_rows = ndata > 0 || (origin->proof.schema->seed && origin->proof.schema->rows);
	ascent->is_given = arena_alloc(ascent->arena, n, sizeof(bool));
	ascent->site.is_applied = arena_alloc(ascent->arena, n, sizeof(bool));
	ascent->apart.is_applied = arena_alloc(ascent->arena, n, sizeof(bool));
	ascent->site.mark.is_applied = arena_alloc(ascent->arena, n, sizeof(bool));
	ascent->apart.mark.is_applied = arena_alloc(ascent->arena, n, sizeof(bool));
	ascent->site.n = ascent->apart.n = n;
	ascent->site.is_seeded = ascent->apart.is_seeded = ndata == 0;
	ascent->site.takes_nothing = ascent->apart.takes_nothing = ascent->takes_nothing;
	ascent->data = arena_alloc(ascent->arena, ndata, sizeof(*ascent->data));
	ascent->ndata = ndata;
	if (!ascent->is_given || !ascent->site.is_applied || !ascent->apart.is_applied ||
	    !ascent->site.mark.is_applied || !ascent->apart.mark.is_applied || !ascent->data)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < ndata; i++)
		ascent->data[i].path = data[i];
	for (size_t i = 0; i < ndata; i++)
		if (expect_data(data[i], err) < 0)
			return err->code;
	int rc = 0;
	if (from) {
		rc = origin_inherit(&ascent->inherited, &ascent->is_given, origin, from, err);
		ascent->start = &ascent->inherited;
	}
	return rc == 0 ? put_in_order(ascent, err) : rc;
}

void ascent_begin_stage(struct ascent *ascent, struct ascent_stage *stage)
{
	*stage = (struct ascent_stage){ .outer = ascent->arena };
	ascent->arena = &stage->own;
}

void ascent_end_stage(struct ascent *ascent, struct ascent_stage *stage)
{
	ascent->arena = stage->outer;
	arena_release(&stage->own);
}

void ascent_close(struct ascent *ascent)
{
	site_leave(&ascent->apart);
	site_leave(&ascent->site);
	catalog_release(&ascent->inherited);
	rehearse_release(&ascent->rehearsal);
}
