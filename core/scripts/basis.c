/* basis.c: see basis.h. */
#include "scripts/basis.h"

#include <string.h>

#include "graph/fold.h"
#include "graph/plan.h"
#include "scripts/script.h"
#include "sqlembic/error.h"
#include "graph/plan_show.h"
#include "graph/unknown.h"

static int multiple_heads(const struct graph *graph, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "Multiple heads are present; please specify the head revision on which the new "
		      "revision should be based, or perform a merge.");
	return sqlembic_fail_command(err, "", "sqlembic merge heads, or sqlembic revision --head %s",
				     graph->heads.items[0]->id);
}

static bool has_python(const struct graph *graph)
{
	for (size_t i = 0; i < graph->unread.n; i++) {
		if (graph->unread.items[i].kind == UNREAD_PYTHON)
			return true;
	}
	return false;
}

/* A new revision would follow none of Alembic's, and a database that is at one of those could never reach it. */
static int refuse_second_base(const struct graph *graph, struct sqlembic_error *err)
{
	sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the revisions of this script directory are Alembic's, and a new one would be a second base");
	(void)sqlembic_fail_detail(err, "%zu file%s not read, the first is %s", graph->unread.n,
				   graph->unread.n == 1 ? " is" : "s are", graph->unread.items[0].path);
	return sqlembic_fail_hint(
		err, "begin where the database is (docs/from-alembic.md): sqlembic revision --rev-id "
		     "ID --irreversible -m TEXT, with the id that alembic current prints");
}

static int add_head(struct basis *basis, struct revision *revision, bool splice, struct sqlembic_error *err)
{
	for (size_t i = 0; i < basis->heads.n; i++) {
		if (basis->heads.items[i] == revision)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED, "Duplicate head revisions specified: %s",
					     revision->id);
	}
	if (!splice && !revision_is_head(revision)) {
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Revision %s is not a head revision; please specify --splice to create a new "
			      "branch from this revision",
			      revision->id);
		return sqlembic_fail_hint(err, "sqlembic heads lists the heads");
	}
	basis->down[basis->heads.n] = revision->id;
	basis->heads.items[basis->heads.n++] = revision;
	return 0;
}

/* Nothing may follow what a squash replaces. */
static int refuse_replaced(const struct graph *graph, const struct revision *r, struct sqlembic_error *err)
{
	return graph->revisions[r->index].is_hidden ? unknown_name(err, graph, r->id) : 0;
}

static int find_heads(struct basis *basis, const struct graph *graph, struct arena *arena,
		      const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	static const char *const head[] = { "head" };
	const char *const *names = wanted->nheads ? wanted->heads : head;
	size_t n = wanted->nheads ? wanted->nheads : 1;
	basis->heads.items = arena_alloc(arena, graph->n + n, sizeof(struct revision *));
	basis->down = arena_alloc(arena, graph->n + n, sizeof(char *));
	if (!basis->heads.items || !basis->down)
		return sqlembic_fail_memory(err);
	if (wanted->nheads == 0 && graph->heads.n > 1)
		return multiple_heads(graph, err);
	if (wanted->nheads == 0 && !wanted->rev_id && graph->n == 0 && has_python(graph))
		return refuse_second_base(graph, err);
	for (size_t i = 0; i < n; i++) {
		struct revision_list found = { NULL, 0 };
		int rc = 0;
		if (graph->n || wanted->nheads)
			rc = plan_show(&found, graph, NULL, names[i], err);
		for (size_t k = 0; rc == 0 && k < found.n; k++)
			rc = refuse_replaced(graph, found.items[k], err);
		for (size_t k = 0; rc == 0 && k < found.n; k++)
			rc = add_head(basis, found.items[k], wanted->splice, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Ids in full; a branch label stays one, so that it goes on meaning the branch. */
static int find_depends(struct basis *basis, const struct graph *graph, struct arena *arena,
			const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	const char **depends = arena_alloc(arena, wanted->ndepends_on + 1, sizeof(*depends));
	if (!depends)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < wanted->ndepends_on; i++) {
		const char *name = wanted->depends_on[i];
		struct revision_list found;
		int rc = plan_show(&found, graph, NULL, name, err);
		if (rc < 0)
			return rc;
		if (found.n != 1)
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "--depends-on %s means %zu revisions, not one", name, found.n);
		if ((rc = refuse_replaced(graph, found.items[0], err)) < 0)
			return rc;
		bool is_label = false;
		for (size_t k = 0; k < found.items[0]->nlabels; k++)
			is_label = is_label || strcmp(found.items[0]->labels[k], name) == 0;
		depends[i] = is_label ? name : found.items[0]->id;
	}
	basis->depends = depends;
	basis->ndepends = wanted->ndepends_on;
	return 0;
}

/* Taken names are found before a file is written. */
static int check_names(const struct graph *graph, const struct sqlembic_new_revision *wanted,
		       struct sqlembic_error *err)
{
	const char *names[] = { wanted->rev_id, wanted->branch_label };
	static const char *const what[] = { "revision identifier", "branch label" };
	for (size_t i = 0; i < 2; i++) {
		if (!names[i])
			continue;
		int rc = script_check_id(names[i], what[i], err);
		if (rc < 0)
			return rc;
		if (i == 0 && fold_replacing(graph, names[0])) {
			sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s is already used: %s replaces it",
				      what[0], names[0], fold_replacing(graph, names[0])->id);
			return sqlembic_fail_hint(err, "choose another one, or leave --rev-id out");
		}
		for (size_t k = 0; k < graph->nnames; k++) {
			const struct graph_name *taken = &graph->names[k];
			if (strcmp(taken->name, names[i]) != 0)
				continue;
			sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s %s is already used by revision %s (%s)",
				      what[i], names[i], taken->revision->id, taken->revision->up_path);
			return sqlembic_fail_hint(err, "choose another one%s",
						  i == 0 ? ", or leave --rev-id out" : "");
		}
	}
	return 0;
}

int basis_find(struct basis *out, const struct graph *graph, struct arena *arena,
	       const struct sqlembic_new_revision *wanted, struct sqlembic_error *err)
{
	*out = (struct basis){ 0 };
	int rc = check_names(graph, wanted, err);
	if (rc == 0)
		rc = find_heads(out, graph, arena, wanted, err);
	return rc < 0 ? rc : find_depends(out, graph, arena, wanted, err);
}
