/* sqitch_plan.c: see sqitch_plan.h. */
#include "import/sqitch_plan.h"

#include <string.h>

#include "base/names.h"
#include "import/line.h"
#include "sqlembic/error.h"

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
	*out = (struct sqitch_change){ .name = line_word(&rest), .line = number };
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

static int refuse_rework(const struct source_file *file, const char *name, int line,
			 struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the change '%s' was reworked", name);
	return sqitch_plan_refuse(file, line,
				  "a revision cannot stand in the history twice: import a copy of the "
				  "project in which the later change has a name of its own",
				  err);
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

static int take_change(struct sqitch_plan *out, struct names *names, const struct source *source,
		       const struct source_file *file, struct sqlembic_span line, int number,
		       struct sqlembic_error *err)
{
	struct sqitch_change *change = &out->changes[out->n];
	int rc = read_change(change, source->arena, file, line, number, err);
	if (rc < 0)
		return rc;
	const char *name = arena_copy(source->arena, change->name.ptr, change->name.len);
	if (!name)
		return sqlembic_fail_memory(err);
	if (names_find(names, 0, name) != NAMES_NONE)
		return refuse_rework(file, name, number, err);
	return names_put(names, source->arena, 0, name, out->n++) ? 0 : sqlembic_fail_memory(err);
}

int sqitch_plan_read(struct sqitch_plan *out, const struct source *source, const struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span rest = file->text, line;
	struct names names = { 0 };
	size_t lines = 0;
	int rc = 0;
	while (line_next(&line, &rest))
		lines++;
	*out = (struct sqitch_plan){ "", arena_alloc(source->arena, lines, sizeof(*out->changes)), 0 };
	if (!out->changes)
		return sqlembic_fail_memory(err);
	rest = file->text;
	for (int number = 1; rc == 0 && line_next(&line, &rest); number++) {
		line = line_trim(line);
		if (line_begins(line, "%"))
			rc = take_pragma(out, source->arena, line, err);
		else if (line.len && line.ptr[0] != '#' && line.ptr[0] != '@')
			rc = take_change(out, &names, source, file, line, number, err);
	}
	return rc;
}
