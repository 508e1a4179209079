/* sqitch_plan.c: see sqitch_plan.h.
 *
 * A change that stands there once more, behind a tag, was reworked: the later one has the files of its name, those of the
 * earlier one carry a tag that stands between them, "deploy/users@v1.sql". */
#include "import/sqitch_plan.h"

#include <string.h>

#include "import/line.h"
#include "sqlembic/error.h"

enum scope { SCOPE_CHANGES, SCOPE_TAGS };

int sqitch_plan_refuse(const struct source_file *file, int line, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail_at(err, file->path, line, 1);
	return sqlembic_fail_hint(err, "%s", hint);
}

/* A note has its line breaks as "\n". */
static const char *read_note(struct arena *arena, struct sqlembic_span line)
{
	const char *hash = memmem(line.ptr, line.len, " #", 2);
	struct sqlembic_span note = { hash ? hash + 2 : "", 0 };
	if (hash)
		note.len = (size_t)(line.ptr + line.len - note.ptr);
	note = line_trim(note);
	char *copy = arena_copy(arena, note.ptr, note.len), *to = copy;
	for (const char *p = copy; p && *p; p++) {
		bool is_break = p[0] == '\\' && p[1] == 'n';
		*to++ = is_break ? '\n' : *p;
		p += is_break;
	}
	if (copy)
		*to = '\0';
	return copy;
}

/* "2026-01-01T00:00:00Z" */
static const char *read_date(struct arena *arena, struct sqlembic_span word)
{
	if (word.len != 20 || word.ptr[10] != 'T' || word.ptr[19] != 'Z')
		return NULL;
	return arena_printf(arena, "%.10s %.8s+00:00", word.ptr, word.ptr + 11);
}

static int refuse_line(const struct source_file *file, int line, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "a line that is no change of Sqitch");
	return sqitch_plan_refuse(file, line,
				  "it is 'NAME [REQUIRES] 2026-01-01T00:00:00Z PLANNER <MAIL> # NOTE'", err);
}

static int read_change(struct sqitch_change *out, struct arena *arena, const struct source_file *file,
		       struct sqlembic_span line, int number, struct sqlembic_error *err)
{
	struct sqlembic_span rest = line;
	*out = (struct sqitch_change){ .name = line_word(&rest), .line = number, .nth = 1 };
	rest = line_skip_blanks(rest);
	if (line_take(&rest, "[")) {
		const char *end = memchr(rest.ptr, ']', rest.len);
		if (!end)
			return refuse_line(file, number, err);
		out->dependencies = (struct sqlembic_span){ rest.ptr, (size_t)(end - rest.ptr) };
		rest.len -= (size_t)(end + 1 - rest.ptr);
		rest.ptr = end + 1;
	}
	out->date = read_date(arena, line_word(&rest));
	out->note = read_note(arena, rest);
	if (!out->note)
		return sqlembic_fail_memory(err);
	return out->date ? 0 : refuse_line(file, number, err);
}

static int refuse_twin(const struct source_file *file, const char *name, int line, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the change '%s' stands there twice, without a tag between", name);
	return sqitch_plan_refuse(file, line, "Sqitch refuses the plan, too", err);
}

static int take_pragma(struct sqitch_plan *out, struct arena *arena, struct sqlembic_span line,
		       struct sqlembic_error *err)
{
	if (!line_take(&line, "%project="))
		return 0;
	line = line_trim(line);
	out->project = arena_copy(arena, line.ptr, line.len);
	return out->project ? 0 : sqlembic_fail_memory(err);
}

static int take_change(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		       struct sqlembic_span line, int number, struct sqlembic_error *err)
{
	struct sqitch_change *change = &out->changes[out->n];
	int rc = read_change(change, source->arena, file, line, number, err);
	if (rc < 0)
		return rc;
	const char *name = arena_copy(source->arena, change->name.ptr, change->name.len);
	if (!name)
		return sqlembic_fail_memory(err);
	size_t before = names_find(&out->names, SCOPE_CHANGES, name);
	if (before != NAMES_NONE) {
		if (!out->ntags || out->tags[out->ntags - 1].at <= before)
			return refuse_twin(file, name, number, err);
		out->changes[before].reworked = out->n;
		change->earlier = before + 1;
		change->nth = out->changes[before].nth + 1;
	}
	return names_put(&out->names, source->arena, SCOPE_CHANGES, name, out->n++)
		       ? 0
		       : sqlembic_fail_memory(err);
}

static int take_tag(struct sqitch_plan *out, struct arena *arena, struct sqlembic_span line,
		    struct sqlembic_error *err)
{
	const struct sqlembic_span word = line_word(&line);
	const char *name = arena_copy(arena, word.ptr, word.len);
	out->tags[out->ntags++] = (struct sqitch_tag){ word, out->n };
	return name && names_put(&out->names, arena, SCOPE_TAGS, name, out->n) ? 0
									       : sqlembic_fail_memory(err);
}

/* Of the tags between a change and what reworks it the last one that names a file, else the last one. */
static const char *name_reworked(const struct sqitch_plan *plan, size_t index, const struct source *source,
				 const char *top)
{
	const struct sqitch_change *change = &plan->changes[index];
	const char *last = NULL;
	for (size_t i = plan->ntags; i > 0 && plan->tags[i - 1].at > index; i--) {
		const struct sqitch_tag *tag = &plan->tags[i - 1];
		if (tag->at > change->reworked)
			continue;
		const char *name = arena_printf(source->arena, "%.*s%.*s", (int)change->name.len,
						change->name.ptr, (int)tag->name.len, tag->name.ptr);
		const char *path = name ? arena_printf(source->arena, "%sdeploy/%s.sql", top, name) : NULL;
		if (!path || source_find(source, path))
			return path ? name : NULL;
		last = last ? last : name;
	}
	return last;
}

static int name_files(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		      struct sqlembic_error *err)
{
	const char *slash = strrchr(file->name, '/');
	const char *top = arena_copy(source->arena, file->name, slash ? (size_t)(slash + 1 - file->name) : 0);
	for (size_t i = 0; top && i < out->n; i++) {
		struct sqitch_change *change = &out->changes[i];
		change->files = change->reworked
					? name_reworked(out, i, source, top)
					: arena_copy(source->arena, change->name.ptr, change->name.len);
		if (!change->files)
			return sqlembic_fail_memory(err);
	}
	return top ? 0 : sqlembic_fail_memory(err);
}

int sqitch_plan_find(const struct sqitch_change **out, const struct sqitch_plan *plan, struct arena *arena,
		     size_t n, struct sqlembic_span name, struct sqlembic_error *err)
{
	const char *at = memchr(name.ptr, '@', name.len);
	const char *tag = at ? arena_copy(arena, at, (size_t)(name.ptr + name.len - at)) : "";
	const char *change = arena_copy(arena, name.ptr, at ? (size_t)(at - name.ptr) : name.len);
	*out = NULL;
	if (!tag || !change)
		return sqlembic_fail_memory(err);
	const size_t before = at ? names_find(&plan->names, SCOPE_TAGS, tag) : NAMES_NONE;
	const size_t most = before < n ? before : n, last = names_find(&plan->names, SCOPE_CHANGES, change);
	size_t found = last == NAMES_NONE ? 0 : last + 1;
	while (found > most)
		found = plan->changes[found - 1].earlier;
	*out = found ? &plan->changes[found - 1] : NULL;
	return 0;
}

int sqitch_plan_read(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span rest = file->text, line;
	size_t lines = 0;
	int rc = 0;
	while (line_next(&line, &rest))
		lines++;
	*out = (struct sqitch_plan){ .project = "",
				     .changes = arena_alloc(source->arena, lines, sizeof(*out->changes)),
				     .tags = arena_alloc(source->arena, lines, sizeof(*out->tags)) };
	if (!out->changes || !out->tags)
		return sqlembic_fail_memory(err);
	rest = file->text;
	for (int number = 1; rc == 0 && line_next(&line, &rest); number++) {
		line = line_trim(line);
		if (line_begins(line, "%"))
			rc = take_pragma(out, source->arena, line, err);
		else if (line_begins(line, "@"))
			rc = take_tag(out, source->arena, line, err);
		else if (line.len && line.ptr[0] != '#')
			rc = take_change(out, source, file, line, number, err);
	}
	return rc < 0 ? rc : name_files(out, source, file, err);
}
