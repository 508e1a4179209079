/* plans.h: plans for tests, of graphs written as text (graphs.h). */
#ifndef TEST_PLANS_H
#define TEST_PLANS_H

#include <criterion/criterion.h>

#include "graph/plan.h"
#include "graphs.h"

struct plans_fixture {
	struct arena arena;
	struct graph graph;
	struct plan plan;
	struct sqlembic_error err;
};

static inline void plans_open(struct plans_fixture *f, const char *text)
{
	*f = (struct plans_fixture){ 0 };
	cr_assert_eq(graphs_build(&f->graph, &f->arena, text, &f->err), 0, "%s", f->err.message);
}

/* Words of a text as version rows. */
static inline struct rows plans_rows(struct plans_fixture *f, const char *text)
{
	const char **items = arena_alloc(&f->arena, strlen(text) + 1, sizeof(*items));
	struct rows rows = { items, 0 };
	while (*text) {
		size_t length = strcspn(text, " ");
		items[rows.n++] = arena_copy(&f->arena, text, length);
		text += length + (text[length] == ' ');
	}
	return rows;
}

static inline const char *plans_change(struct arena *arena, const struct row_change *change)
{
	if (change->from && change->to)
		return arena_printf(arena, "%s>%s", change->from, change->to);
	return change->from ? arena_printf(arena, "-%s", change->from)
			    : arena_printf(arena, "+%s", change->to);
}

/* What a step does to the version rows: "+a", "-a" or "a>b", joined by blanks. */
static inline const char *plans_changes(struct arena *arena, const struct step *step)
{
	const char *text = "";
	for (size_t i = 0; i < step->nchanges; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "",
				    plans_change(arena, &step->changes[i]));
	return text;
}

#endif
