/* graphs.h: graphs for tests, written as text.
 *
 * One revision for each word: "id", "id<parent", "id<parent,parent", then "+dep,dep", "#label,label" and, of a squash,
 * "=replaced,replaced":
 * "a b<a c<a#blue d<b,c e+blue".  Paths are /v/<id>.up.sql. */
#ifndef TEST_GRAPHS_H
#define TEST_GRAPHS_H

#include <string.h>

#include "graph/graph.h"

/* Reads "x,y" behind the mark that *text is at. */
static inline const char *const *graphs_list(struct arena *arena, const char **text, uint32_t *n)
{
	const char **items = arena_alloc(arena, strlen(*text) + 1, sizeof(*items));
	do {
		++*text;
		size_t length = strcspn(*text, ",<+#=");
		items[(*n)++] = arena_copy(arena, *text, length);
		*text += length;
	} while (**text == ',');
	return items;
}

static inline void graphs_revision(struct arena *arena, struct revision *r, const char *word)
{
	size_t length = strcspn(word, "<+#=");
	r->id = arena_copy(arena, word, length);
	r->up_path = arena_printf(arena, "/v/%s.up.sql", r->id);
	r->line = 3;
	for (const char *at = word + length; *at;) {
		if (*at == '<')
			r->down = graphs_list(arena, &at, &r->ndown);
		else if (*at == '+')
			r->depends = graphs_list(arena, &at, &r->ndepends);
		else if (*at == '#')
			r->labels = graphs_list(arena, &at, &r->nlabels);
		else
			r->replaces = graphs_list(arena, &at, &r->nreplaces);
	}
}

static inline int graphs_build(struct graph *out, struct arena *arena, const char *text,
			       struct sqlembic_error *err)
{
	struct revision *revisions = arena_alloc(arena, strlen(text) + 1, sizeof(*revisions));
	size_t n = 0;
	while (*text) {
		size_t length = strcspn(text, " ");
		if (length)
			graphs_revision(arena, revisions + n++, arena_copy(arena, text, length));
		text += length + (text[length] == ' ');
	}
	return graph_build(out, arena, revisions, n, err);
}

/* Ids joined by blanks. */
static inline const char *graphs_ids(struct arena *arena, const struct revision_list *list)
{
	const char *text = "";
	for (size_t i = 0; i < list->n; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? " " : "", list->items[i]->id);
	return text;
}

#endif
