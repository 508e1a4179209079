/* yoyo.c: yoyo's SQL files: "20260101_01_name.sql" and "20260101_01_name.rollback.sql", each behind those that it
 * depends on, else by name.
 *
 * A migration that depends on nothing follows the one before it in that order: nothing says that it could run
 * alone.  Where the dependencies leave several heads, each follows the one before it. */
#include "base/names.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

#define DATE_LENGTH 9  /* "20260101_" */
#define ID_LENGTH   32 /* of a revision */

static const char rollback[] = ".rollback.sql";
static const char hook[] = "post-apply";

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && !source_ends(file, rollback) && file->name[0] != '_' &&
	       (source_ends(file, ".sql") || source_ends(file, ".py"));
}

/* ---- the comments at the top ---- */

struct directives {
	bool off;
	struct sqlembic_buf depends; /* names with blanks between them */
};

/* "-- depends: a b" and "-- transactional: false", in comments before the first SQL. */
static bool take_directive(struct directives *out, struct sqlembic_span line)
{
	if (!line_take(&line, "--"))
		return false;
	line = line_trim(line);
	bool is_depends = line_take(&line, "depends");
	if (!is_depends && !line_take(&line, "transactional"))
		return false;
	line = line_trim(line);
	if (!line_take(&line, ":"))
		return false;
	line = line_trim(line);
	if (is_depends) {
		sqlembic_buf_add(&out->depends, line.ptr, line.len);
		sqlembic_buf_putc(&out->depends, ' ');
	} else
		out->off = line_is(line, "false");
	return true;
}

static bool read_directives(struct directives *out, struct sqlembic_span text)
{
	struct sqlembic_span line;
	bool found = false;
	while (line_next(&line, &text)) {
		line = line_trim(line);
		if (line.len && !line_begins(line, "--"))
			break;
		found = take_directive(out, line) || found;
	}
	return found;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	struct directives directives = { .depends = SQLEMBIC_BUF_INIT };
	(void)source;
	bool found = source_is_at_top(file) && (source_ends(file, rollback) ||
						(takes(file) && read_directives(&directives, file->text)));
	sqlembic_buf_release(&directives.depends);
	return found;
}

/* ---- files ---- */

static int read_texts(struct draft *draft, struct directives *directives, struct drafts *out,
		      struct source *source, struct source_file *file, struct sqlembic_error *err)
{
	struct sqlembic_span text;
	const char *name = arena_printf(out->arena, "%s%s", draft->version, rollback);
	struct source_file *down = name ? source_find(source, name) : NULL;
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	(void)read_directives(directives, text);
	draft->key = directives->depends.failed
			     ? NULL
			     : arena_dup(out->arena, sqlembic_buf_text(&directives->depends));
	draft->up_off = draft->down_off = directives->off;
	draft->down_file = down;
	rc = draft->key && name ? draft_set(&draft->up, out, text, err) : sqlembic_fail_memory(err);
	if (rc == 0 && down && (rc = source_read(&text, source, down, err)) == 0)
		rc = draft_set(&draft->down, out, text, err);
	return rc;
}

/* "20260101_01_AbCdE-create-users", as yoyo writes it, or "0001-users": the id ends at the dash.  Of other names all of it
 * is the id, as far as there is room, since "0017.add-a" and "0017.add-b" may lie beside each other. */
static size_t id_length(const char *name, size_t end)
{
	size_t length = strcspn(name, "-"), digits = strspn(name, "0123456789_");
	if (length && length < end && (digits >= length || digits > DATE_LENGTH))
		return length;
	return end < ID_LENGTH ? end : ID_LENGTH;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct directives directives = { .depends = SQLEMBIC_BUF_INIT };
	size_t end = strlen(file->name) - 4, length = id_length(file->name, end);
	if (strncmp(file->name, hook, strlen(hook)) == 0)
		return draft_tell(out, file, "is run by yoyo after each of its runs, and left out", err);
	if (source_ends(file, ".py"))
		return draft_refuse_code(file, "Python", err);
	size_t begin = file->name[length] == '-' ? length : strspn(file->name, "0123456789");
	const char *name = file->name + begin;
	name += begin && strchr("-._", *name);
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, end },
					 (struct sqlembic_span){ name, (size_t)(file->name + end - name) });
	if (!draft || !(draft->id = draft_id(out->arena, file->name, length)))
		return sqlembic_fail_memory(err);
	int rc = read_texts(draft, &directives, out, source, file, err);
	sqlembic_buf_release(&directives.depends);
	return rc;
}

/* ---- the order ---- */

struct sorter {
	struct drafts *drafts;
	struct names versions; /* index of each draft, as the files lie */
	bool *is_done;
	size_t *order, n;
};

static int refuse_parent(const struct draft *draft, const char *parent, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s depends on '%s', which no file is", draft_path(draft),
			    parent);
	return sqlembic_fail_hint(err, "yoyo refuses the directory, too; bring the file back");
}

/* The drafts that stand in `key`, by their indexes. */
static int find_parents(const struct sorter *s, struct draft *draft, struct sqlembic_error *err)
{
	struct sqlembic_span rest = { draft->key, strlen(draft->key) }, word;
	const char **parents = arena_alloc(s->drafts->arena, rest.len / 2 + 1, sizeof(*parents));
	if (!parents)
		return sqlembic_fail_memory(err);
	draft->parents = parents;
	while ((word = line_word(&rest)).len) {
		const char *name = arena_copy(s->drafts->arena, word.ptr, word.len);
		size_t index = name ? names_find(&s->versions, 0, name) : NAMES_NONE;
		if (index == NAMES_NONE)
			return name ? refuse_parent(draft, name, err) : sqlembic_fail_memory(err);
		bool is_known = false;
		for (size_t i = 0; i < draft->nparents; i++)
			is_known = is_known || strcmp(parents[i], s->drafts->items[index].version) == 0;
		if (!is_known)
			parents[draft->nparents++] = s->drafts->items[index].version;
	}
	return 0;
}

static bool is_free(const struct sorter *s, const struct draft *draft)
{
	for (size_t i = 0; i < draft->nparents; i++)
		if (!s->is_done[names_find(&s->versions, 0, draft->parents[i])])
			return false;
	return true;
}

/* The first one whose parents are done, again and again. */
static int sort(struct sorter *s, struct sqlembic_error *err)
{
	const struct drafts *drafts = s->drafts;
	for (size_t from = 0; s->n < drafts->n;) {
		size_t next = from;
		while (next < drafts->n && (s->is_done[next] || !is_free(s, &drafts->items[next])))
			next++;
		if (next == drafts->n)
			break;
		s->is_done[next] = true;
		s->order[s->n++] = next;
		while (from < drafts->n && s->is_done[from])
			from++;
	}
	for (size_t i = 0; s->n < drafts->n && i < drafts->n; i++)
		if (!s->is_done[i]) {
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s depends on itself, by way of others",
					    draft_path(&drafts->items[i]));
			return sqlembic_fail_hint(err, "take a 'depends:' out of the circle");
		}
	return 0;
}

/* Whether the dependencies lead to one last migration.  Else some are not written down, and the order is what counts. */
static bool is_joined(const struct sorter *s, bool *is_parent)
{
	size_t heads = 0;
	for (size_t i = 0; i < s->n; i++) {
		const struct draft *draft = &s->drafts->items[s->order[i]];
		for (size_t p = 0; p < draft->nparents; p++)
			is_parent[names_find(&s->versions, 0, draft->parents[p])] = true;
		if (!draft->nparents && i > 0)
			is_parent[s->order[i - 1]] = true;
	}
	for (size_t i = 0; i < s->n; i++)
		heads += !is_parent[i];
	return heads <= 1;
}

/* Names of files become ids; what depends on nothing follows the one before. */
static int link_drafts(const struct sorter *s, struct sqlembic_error *err)
{
	struct arena *arena = s->drafts->arena;
	struct draft *sorted = arena_alloc(arena, s->n, sizeof(*sorted));
	bool *is_parent = arena_alloc(arena, s->n, sizeof(*is_parent));
	if (!sorted || !is_parent)
		return sqlembic_fail_memory(err);
	bool is_graph = is_joined(s, is_parent);
	for (size_t i = 0; i < s->n; i++) {
		struct draft *draft = &sorted[i];
		*draft = s->drafts->items[s->order[i]];
		bool has_parents = is_graph && draft->nparents;
		size_t n = has_parents ? draft->nparents : i > 0;
		const char **parents = arena_alloc(arena, n, sizeof(*parents));
		if (!parents)
			return sqlembic_fail_memory(err);
		for (size_t p = 0; has_parents && p < n; p++)
			parents[p] = s->drafts->items[names_find(&s->versions, 0, draft->parents[p])].id;
		if (!has_parents && i > 0)
			parents[0] = sorted[i - 1].id;
		draft->parents = parents;
		draft->nparents = n;
	}
	s->drafts->items = sorted;
	s->drafts->cap = s->n;
	return 0;
}

static int order_drafts(struct drafts *drafts, struct source *source, struct sqlembic_error *err)
{
	struct sorter s = { .drafts = drafts,
			    .is_done = arena_alloc(drafts->arena, drafts->n, sizeof(bool)),
			    .order = arena_alloc(drafts->arena, drafts->n, sizeof(size_t)) };
	int rc = s.is_done && s.order ? 0 : sqlembic_fail_memory(err);
	(void)source;
	for (size_t i = 0; rc == 0 && i < drafts->n; i++)
		if (!names_put(&s.versions, drafts->arena, 0, drafts->items[i].version, i))
			rc = sqlembic_fail_memory(err);
	for (size_t i = 0; rc == 0 && i < drafts->n; i++)
		rc = find_parents(&s, &drafts->items[i], err);
	if (rc == 0)
		rc = sort(&s, err);
	return rc < 0 ? rc : link_drafts(&s, err);
}

const struct tool yoyo_tool = {
	.name = "yoyo",
	.by_name = true,
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = order_drafts,
	.order = TOOL_ORDER_GRAPH,
	.history = { .tables = { "_yoyo_migration" },
		     .others = { "_yoyo_*", "yoyo_lock" },
		     .columns = "migration_id, applied_at_utc",
		     .take = history_take },
};
