/* revspec.c: resolves absolute identifiers and walks relative ones.  See revspec.h. */
#include "graph/parts.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/error.h"
#include "graph/walk.h"
#include "sqlembic/text.h"

#define MOST_STEPS 1000000

/* An identifier split at its first "@", symbols that mean several revisions resolved. */
struct parts {
	const char *label;  /* NULL: none */
	const char *symbol; /* NULL: it is `revisions` */
	struct revision_list revisions;
};

static bool is_word_byte(char c)
{
	return sqlembic_is_alphanumeric(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Matches "(word)?(+|-)digits" at the start of `text`; the lengths of word and number, or false. */
static bool match_steps(const char *text, size_t *word, size_t *number)
{
	size_t n = 0, digits = 0;
	while (is_word_byte(text[n]))
		n++;
	if (text[n] != '+' && text[n] != '-')
		return false;
	while (text[n + 1 + digits] >= '0' && text[n + 1 + digits] <= '9')
		digits++;
	*word = n;
	*number = digits + 1;
	return digits > 0;
}

static long limited_steps(const char *text)
{
	long steps = 0;
	for (const char *c = text + 1; *c && steps < MOST_STEPS; c++)
		steps = steps * 10 + (*c - '0');
	if (steps > MOST_STEPS)
		steps = MOST_STEPS;
	return text[0] == '-' ? -steps : steps;
}

int revspec_parse_relative(struct revspec_relative *out, bool *found, const struct revspec *spec,
			   const char *text, struct sqlembic_error *err)
{
	size_t word = 0, number = 0;
	const char *rest = NULL;
	*out = (struct revspec_relative){ 0 };
	*found = false;
	for (const char *at = text[0] ? strchr(text + 1, '@') : NULL; at && !rest; at = strchr(at + 1, '@')) {
		if (match_steps(at + 1, &word, &number))
			rest = at + 1;
	}
	if (rest && !(out->label = arena_copy(spec->scratch, text, (size_t)(rest - 1 - text))))
		return sqlembic_fail_memory(err);
	if (!rest && match_steps(text, &word, &number))
		rest = text;
	if (!rest)
		return 0;
	if (word && !(out->symbol = arena_copy(spec->scratch, rest, word)))
		return sqlembic_fail_memory(err);
	out->text = arena_copy(spec->scratch, rest + word, number);
	if (!out->text)
		return sqlembic_fail_memory(err);
	out->steps = limited_steps(out->text);
	*found = true;
	return 0;
}

/* "head" and "label@head": one revision or none. */
static int resolve_head(struct parts *out, const struct revspec *spec, struct sqlembic_error *err);

/* Keeps what is in the lineage of `label`; `list` may be shared, so the result is a new one. */
static int keep_lineage(struct revision_list *out, const struct revspec *spec,
			const struct revision_list *list, const char *label, struct sqlembic_error *err)
{
	bool *lineage;
	int rc = revspec_lineage(&lineage, spec, label, false, err);
	if (rc)
		return rc;
	struct revision_list kept = { arena_alloc(spec->scratch, list->n, sizeof(struct revision *)), 0 };
	if (!kept.items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < list->n; i++) {
		if (!lineage || lineage[list->items[i]->index])
			kept.items[kept.n++] = list->items[i];
	}
	*out = kept;
	return 0;
}

static int split(struct parts *out, const struct revspec *spec, const char *identifier,
		 struct sqlembic_error *err)
{
	*out = (struct parts){ 0 };
	const char *symbol = identifier;
	const char *at = strchr(identifier, '@');
	if (at) {
		out->label = arena_copy(spec->scratch, identifier, (size_t)(at - identifier));
		if (!out->label)
			return sqlembic_fail_memory(err);
		symbol = at + 1;
	}
	/* An empty label narrows nothing, it is only wrong later on, where it has to be found. */
	bool narrow = out->label && out->label[0];
	if (strcmp(symbol, "heads") == 0) {
		if (narrow)
			return keep_lineage(&out->revisions, spec, &spec->graph->heads, out->label, err);
		out->revisions = spec->graph->real_heads;
	} else if (strcmp(symbol, "head") == 0) {
		return resolve_head(out, spec, err);
	} else if (strcmp(symbol, "base") != 0) {
		out->symbol = symbol;
	}
	return 0;
}

static int fail_several(struct sqlembic_error *err, const struct revspec *spec, const char *argument,
			const struct revision_list *found)
{
	const char *text = spec->argument ? spec->argument : argument;
	if (spec->stamping)
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Multiple heads are present; please specify a single target revision");
	else
		sqlembic_fail(err, SQLEMBIC_E_FAILED,
			      "Multiple head revisions are present for given argument '%s'; please specify a "
			      "specific target revision, '<branchname>@%s' to narrow to a specific head, or "
			      "'heads' for all heads",
			      text, text);
	struct sqlembic_buf ids = SQLEMBIC_BUF_INIT;
	for (size_t i = 0; i < found->n; i++)
		sqlembic_buf_printf(&ids, "%s%s", i ? ", " : "heads: ", found->items[i]->id);
	sqlembic_fail_detail(err, "%s", sqlembic_buf_text(&ids));
	sqlembic_buf_release(&ids);
	return sqlembic_fail_hint(
		err, "say heads for all of them, name one, or join them with: sqlembic merge heads");
}

static int resolve_head(struct parts *out, const struct revspec *spec, struct sqlembic_error *err)
{
	out->revisions = spec->graph->heads;
	if (out->label && out->label[0]) {
		int rc = keep_lineage(&out->revisions, spec, &spec->graph->heads, out->label, err);
		if (rc)
			return rc;
	}
	if (out->revisions.n < 2)
		return 0;
	if (!out->label || !out->label[0])
		return fail_several(err, spec, "head", &out->revisions);
	const char *argument = arena_printf(spec->scratch, "%s@head", out->label);
	return argument ? fail_several(err, spec, argument, &out->revisions) : sqlembic_fail_memory(err);
}

/* The first name that is not less than `name`. */
static size_t lower_bound(const struct graph *graph, const char *name)
{
	size_t low = 0, high = graph->nnames;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(graph->names[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int fail_ambiguous(struct sqlembic_error *err, const struct graph *graph, const char *symbol,
			  const char *names)
{
	unknown_name(err, graph, symbol);
	sqlembic_fail_detail(err, "several names begin with '%s': %s", symbol, names);
	return sqlembic_fail_hint(err, "type more characters of the one that is meant");
}

/* The one name that begins with `symbol`, among those in `lineage` (NULL: all). */
static int find_prefix(struct revision **out, const struct revspec *spec, const char *symbol,
		       const bool *lineage, struct sqlembic_error *err)
{
	const struct graph *graph = spec->graph;
	size_t length = strlen(symbol), found = 0;
	struct sqlembic_buf names = SQLEMBIC_BUF_INIT;
	for (size_t i = length ? lower_bound(graph, symbol) : graph->nnames; i < graph->nnames; i++) {
		const struct graph_name *name = graph->names + i;
		if (strncmp(name->name, symbol, length) != 0)
			break;
		if (strlen(name->name) < SHORTEST_WITH_PREFIX || (lineage && !lineage[name->revision->index]))
			continue;
		sqlembic_buf_printf(&names, "%s%s", found ? ", " : "", name->name);
		*out = name->revision;
		found++;
	}
	int rc = 0;
	if (found == 0)
		rc = unknown_name(err, graph, symbol);
	else if (found > 1)
		rc = fail_ambiguous(err, graph, symbol, sqlembic_buf_text(&names));
	sqlembic_buf_release(&names);
	return rc;
}

/* An id, a label or a prefix of one. */
static int find_symbol(struct revision **out, const struct revspec *spec, const char *symbol,
		       const bool *lineage, struct sqlembic_error *err)
{
	size_t i = lower_bound(spec->graph, symbol);
	if (i < spec->graph->nnames && strcmp(spec->graph->names[i].name, symbol) == 0) {
		*out = spec->graph->names[i].revision;
		return 0;
	}
	return find_prefix(out, spec, symbol, lineage, err);
}

int revspec_branch(struct revision **out, const struct revspec *spec, const char *label,
		   struct sqlembic_error *err)
{
	return find_symbol(out, spec, label, NULL, err);
}

/* The revisions that `label` names; *everything when it names no revision at all. */
static int lineage_seeds(struct revision_list *out, bool *everything, const struct revspec *spec,
			 const char *label, struct sqlembic_error *err)
{
	struct parts parts;
	*everything = false;
	*out = (struct revision_list){ 0 };
	int rc = split(&parts, spec, label, err);
	if (rc)
		return rc;
	out->items = arena_alloc(spec->scratch, parts.revisions.n + 2, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	if (parts.label && parts.label[0])
		rc = revspec_branch(&out->items[out->n++], spec, parts.label, err);
	if (rc == 0 && parts.symbol)
		rc = find_symbol(&out->items[out->n++], spec, parts.symbol, NULL, err);
	for (size_t i = 0; i < parts.revisions.n; i++)
		out->items[out->n++] = parts.revisions.items[i];
	*everything = out->n == 0;
	return rc;
}

int revspec_lineage(bool **out, const struct revspec *spec, const char *label, bool deps,
		    struct sqlembic_error *err)
{
	const struct graph *graph = spec->graph;
	struct revision_list seeds;
	bool everything;
	*out = NULL;
	int rc = lineage_seeds(&seeds, &everything, spec, label, err);
	if (rc || everything)
		return rc;
	bool *above = arena_alloc(spec->scratch, graph->n, sizeof(*above));
	bool *below = arena_alloc(spec->scratch, graph->n, sizeof(*below));
	if (!above || !below)
		return sqlembic_fail_memory(err);
	rc = walk_reach(above, graph, &seeds, deps ? WALK_DEPENDANTS : WALK_CHILDREN, err);
	if (rc == 0)
		rc = walk_reach(below, graph, &seeds, deps ? WALK_ALL_DOWN : WALK_PARENTS, err);
	for (size_t i = 0; i < graph->n; i++)
		above[i] = above[i] || below[i];
	*out = above;
	return rc;
}

/* The revisions of an identifier that has been split; a label must be in their lineage. */
static int find_parts(struct revision_list *out, const struct revspec *spec, const struct parts *parts,
		      struct sqlembic_error *err)
{
	bool *lineage = NULL;
	*out = parts->revisions;
	if (!parts->symbol && out->n == 0)
		return 0;
	int rc = 0;
	if (parts->label && parts->label[0]) {
		struct revision *branch;
		rc = revspec_branch(&branch, spec, parts->label, err);
		if (rc == 0)
			rc = revspec_lineage(&lineage, spec, parts->label, false, err);
	}
	if (rc == 0 && parts->symbol) {
		out->n = 1;
		out->items = arena_alloc(spec->scratch, 1, sizeof(struct revision *));
		if (!out->items)
			return sqlembic_fail_memory(err);
		rc = find_symbol(out->items, spec, parts->symbol, lineage, err);
	}
	for (size_t i = 0; rc == 0 && lineage && i < out->n; i++) {
		if (lineage[out->items[i]->index])
			continue;
		const char *shown = parts->symbol ? parts->symbol : out->items[i]->id;
		sqlembic_fail(err, SQLEMBIC_E_FAILED, "Can't locate revision identified by '%s'", shown);
		sqlembic_fail_detail(err, "revision %s is not on the branch of '%s'", out->items[i]->id,
				     parts->label);
		rc = sqlembic_fail_hint(err, "sqlembic history lists the revisions, with their branches");
	}
	return rc;
}

int revspec_one(struct revision **out, const struct revspec *spec, const char *identifier,
		struct sqlembic_error *err)
{
	struct parts parts;
	struct revision_list found = { 0 };
	*out = NULL;
	int rc = split(&parts, spec, identifier, err);
	if (rc == 0 && !parts.symbol && parts.revisions.n > 1)
		rc = fail_several(err, spec, identifier, &parts.revisions);
	if (rc == 0)
		rc = find_parts(&found, spec, &parts, err);
	if (rc == 0 && found.n)
		*out = found.items[0];
	/* "branch@base" is base, but only of a branch that exists. */
	struct revision *branch;
	if (rc == 0 && found.n == 0 && parts.label && parts.label[0])
		rc = revspec_branch(&branch, spec, parts.label, err);
	return rc;
}

bool revspec_bears(const struct revision *r, const char *label)
{
	size_t low = 0, high = r->nall_labels;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(r->all_labels[middle], label);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* "-N" without a place to start from: from each head (of the label). */
static int walk_from_heads(struct revspec_points *out, const struct revspec *spec, const struct parts *parts,
			   struct sqlembic_error *err)
{
	const struct revision_list *heads = &spec->graph->real_heads;
	out->n = 0;
	out->items = arena_alloc(spec->scratch, heads->n, sizeof(*out->items));
	if (!out->items)
		return sqlembic_fail_memory(err);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < heads->n; i++) {
		if (parts->label && !revspec_bears(heads->items[i], parts->label))
			continue;
		struct revspec_point *point = out->items + out->n++;
		*point = (struct revspec_point){ REVSPEC_AT, heads->items[i] };
		rc = revspec_walk(point, spec->graph, limited_steps(parts->symbol), NULL, true, err);
	}
	return rc;
}

static bool is_negative(const char *symbol)
{
	return symbol[0] == '-' && symbol[1] && strspn(symbol + 1, "0123456789") == strlen(symbol + 1) &&
	       limited_steps(symbol) < 0;
}

int revspec_all(struct revspec_points *out, const struct revspec *spec, const char *identifier,
		struct sqlembic_error *err)
{
	struct parts parts;
	struct revision_list found;
	int rc = split(&parts, spec, identifier, err);
	if (rc == 0 && parts.symbol && is_negative(parts.symbol))
		return walk_from_heads(out, spec, &parts, err);
	if (rc == 0)
		rc = find_parts(&found, spec, &parts, err);
	if (rc)
		return rc;
	out->n = found.n;
	out->items = arena_alloc(spec->scratch, found.n, sizeof(*out->items));
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < found.n; i++)
		out->items[i] = (struct revspec_point){ REVSPEC_AT, found.items[i] };
	return 0;
}

int revspec_revisions(struct revision_list *out, const struct revspec *spec, const char *identifier,
		      struct sqlembic_error *err)
{
	struct revspec_points points;
	int rc = revspec_all(&points, spec, identifier, err);
	if (rc)
		return rc;
	out->n = 0;
	out->items = arena_alloc(spec->scratch, points.n, sizeof(struct revision *));
	if (!out->items)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < points.n; i++) {
		if (points.items[i].place == REVSPEC_AT)
			out->items[out->n++] = points.items[i].revision;
	}
	return 0;
}
