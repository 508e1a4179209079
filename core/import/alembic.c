/* alembic.c: Alembic's revisions in Python: alembic.py asks the user's own Alembic for the SQL of each.
 *
 * What cannot be printed becomes a script that stops with the reason, and is named. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/offspring.h"
#include "import/line.h"
#include "import/tool.h"
#include "scripts/embedded.h"
#include "sqlembic/error.h"

#define ALEMBIC_SCRIPT "core/import/alembic.py"

static bool takes(const struct source_file *file)
{
	return strcmp(file->name, "env.py") == 0;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && source_find(source, "script.py.mako");
}

/* ---- asking ---- */

static const char *find_script(void)
{
	const struct embedded_file *file = embedded_files;
	while (file->name && strcmp(file->name, ALEMBIC_SCRIPT) != 0)
		file++;
	return file->text;
}

static int ask(struct sqlembic_buf *out, int *status, const struct drafts *drafts, const char *directory,
	       struct sqlembic_error *err)
{
	const struct draft_settings *settings = drafts->settings;
	const char **arguments = arena_alloc(drafts->arena, settings->nvalues + 7, sizeof(*arguments));
	if (!arguments)
		return sqlembic_fail_memory(err);
	size_t n = 0;
	arguments[n++] = settings->python ? settings->python : "python3";
	arguments[n++] = "-c";
	arguments[n++] = find_script();
	arguments[n++] = directory;
	arguments[n++] = settings->ini ? settings->ini : "";
	arguments[n++] = settings->section ? settings->section : "";
	for (size_t i = 0; i < settings->nvalues; i++, n++) {
		arguments[n] = arena_printf(drafts->arena, "%s=%s", settings->values[i].key,
					    settings->values[i].value);
		if (!arguments[n])
			return sqlembic_fail_memory(err);
	}
	struct offspring program = { .arguments = arguments };
	int rc = offspring_run(out, status, &program, drafts->caller, err);
	if (rc == SQLEMBIC_E_INTERRUPTED)
		return sqlembic_fail_state(err, "nothing was written");
	return rc < 0 && !err->hint[0]
		       ? sqlembic_fail_hint(err, "set the key python to the Python that runs your Alembic")
		       : rc;
}

/* ---- its answer ---- */

struct field {
	struct sqlembic_span name;
	const char *value;
	size_t length;
};

static int fail_short(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "Python has ended before its answer was whole");
	(void)sqlembic_fail_state(err, "nothing was written");
	return sqlembic_fail_hint(err, "set the key python to the Python that runs your Alembic");
}

/* "NAME LENGTH", a line end, LENGTH bytes, a line end. */
static int next_field(struct field *out, struct sqlembic_span *rest, struct arena *arena,
		      struct sqlembic_error *err)
{
	struct sqlembic_span line;
	if (!line_next(&line, rest))
		return 0;
	out->name = line_word(&line);
	out->length = strtoul(line.ptr, NULL, 10);
	if (!line.len || out->length >= rest->len)
		return fail_short(err);
	out->value = arena_copy(arena, rest->ptr, out->length);
	rest->ptr += out->length + 1;
	rest->len -= out->length + 1;
	return out->value ? 1 : sqlembic_fail_memory(err);
}

static int begin_draft(struct draft **out, struct drafts *drafts, const char *id, struct sqlembic_error *err)
{
	struct source_file *file = arena_alloc(drafts->arena, 1, sizeof(*file));
	struct draft *draft = file ? draft_add(drafts) : NULL;
	if (!draft)
		return sqlembic_fail_memory(err);
	*file = (struct source_file){ .name = id, .path = id };
	draft->id = draft->version = id;
	draft->up_file = draft->down_file = file;
	draft->up = "";
	*out = draft;
	return 0;
}

static int take_names(const char *const **out, size_t *n, struct arena *arena, const char *text,
		      struct sqlembic_error *err)
{
	struct sqlembic_span rest = { text, strlen(text) }, word;
	const char **names = arena_alloc(arena, rest.len / 2 + 1, sizeof(*names));
	*out = names;
	while (names && (word = line_word(&rest)).len)
		if (!(names[(*n)++] = arena_copy(arena, word.ptr, word.len)))
			return sqlembic_fail_memory(err);
	return names ? 0 : sqlembic_fail_memory(err);
}

/* "2026-11-28 07:54:35.316722" is kept to the second. */
static const char *trim_date(const char *date, struct arena *arena)
{
	size_t whole = strcspn(date, ".");
	const char *zone = date + whole + (date[whole] == '.');
	zone += strspn(zone, "0123456789");
	return date[whole] ? arena_printf(arena, "%.*s%s", (int)whole, date, zone) : date;
}

static int tell_side(const struct drafts *drafts, const struct draft *draft, const char *side,
		     const char *what, struct sqlembic_error *err)
{
	const char *text = arena_printf(drafts->arena, "%s: %s %s", draft->up_file->path, side, what);
	return caller_tell(drafts->caller, SQLEMBIC_EVENT_WARNING, text, err);
}

static int take_side(struct draft *draft, const struct drafts *drafts, const struct field *field,
		     struct sqlembic_error *err)
{
	struct sqlembic_span rest = field->name;
	bool is_up = line_take(&rest, "upgrade");
	const char *side = is_up ? "upgrade" : "downgrade";
	(void)(is_up || line_take(&rest, "downgrade"));
	if (!rest.len)
		*(is_up ? &draft->up : &draft->down) = field->value;
	else if (line_equals(rest, "_mode"))
		*(is_up ? &draft->up_mode : &draft->down_mode) = field->value;
	else
		return tell_side(drafts, draft, side, field->value, err);
	return 0;
}

static struct sqlembic_pair *next_key(struct draft_found *found, struct arena *arena)
{
	if (found->nkeys == found->cap) {
		size_t cap = found->cap ? found->cap * 2 : 16;
		struct sqlembic_pair *grown = arena_alloc(arena, cap, sizeof(*grown));
		if (!grown)
			return NULL;
		for (size_t i = 0; i < found->nkeys; i++)
			grown[i] = found->keys[i];
		found->keys = grown;
		found->cap = cap;
	}
	return &found->keys[found->nkeys++];
}

/* "NAME=VALUE". */
static int add_key(struct draft_found *found, struct arena *arena, const char *text,
		   struct sqlembic_error *err)
{
	size_t length = strcspn(text, "=");
	const char *name = arena_copy(arena, text, length);
	struct sqlembic_pair *key = name ? next_key(found, arena) : NULL;
	if (!key)
		return sqlembic_fail_memory(err);
	*key = (struct sqlembic_pair){ name, text + length + (text[length] == '=') };
	return 0;
}

static int take_setting(struct drafts *drafts, const struct field *field, struct sqlembic_error *err)
{
	struct draft_found *found = &drafts->found;
	if (line_equals(field->name, "toml"))
		found->path = field->value;
	else if (line_equals(field->name, "setting"))
		return add_key(found, drafts->arena, field->value, err);
	else if (line_equals(field->name, "ini_path"))
		found->ini_path = field->value;
	else if (line_equals(field->name, "ini"))
		found->ini = field->value;
	else if (line_equals(field->name, "hooks"))
		found->has_hooks = true;
	else
		return fail_short(err);
	return 0;
}

static int take_field(struct draft **draft, struct drafts *drafts, const struct field *field,
		      struct sqlembic_error *err)
{
	struct sqlembic_span name = field->name;
	if (line_equals(name, "revision"))
		return begin_draft(draft, drafts, field->value, err);
	if (!*draft)
		return take_setting(drafts, field, err);
	struct source_file *file = (struct source_file *)(uintptr_t)(*draft)->up_file;
	if (line_equals(name, "file"))
		file->name = field->value;
	else if (line_equals(name, "path"))
		file->path = field->value;
	else if (line_equals(name, "message"))
		(*draft)->message = field->value;
	else if (line_equals(name, "date"))
		(*draft)->create_date = trim_date(field->value, drafts->arena);
	else if (line_equals(name, "down"))
		return take_names(&(*draft)->parents, &(*draft)->nparents, drafts->arena, field->value, err);
	else if (line_equals(name, "depends"))
		return take_names(&(*draft)->depends, &(*draft)->ndepends, drafts->arena, field->value, err);
	else if (line_equals(name, "labels"))
		return take_names(&(*draft)->labels, &(*draft)->nlabels, drafts->arena, field->value, err);
	else
		return take_side(*draft, drafts, field, err);
	return 0;
}

/* ---- what went wrong ---- */

static int fail_answer(struct sqlembic_span rest, int status, const struct drafts *drafts,
		       struct sqlembic_error *err)
{
	const char *what = NULL, *detail = NULL, *hint = NULL;
	struct field field;
	while (next_field(&field, &rest, drafts->arena, err) > 0) {
		what = line_equals(field.name, "error") ? field.value : what;
		detail = line_equals(field.name, "detail") ? field.value : detail;
		hint = line_equals(field.name, "next") ? field.value : hint;
	}
	if (!what)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "Python has ended with status %d",
				     WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", what);
	if (detail)
		(void)sqlembic_fail_detail(err, "%s", detail);
	(void)sqlembic_fail_state(err, "nothing was written");
	return hint ? sqlembic_fail_hint(err, "%s", hint) : SQLEMBIC_E_FAILED;
}

static int read_project(struct drafts *out, struct source *source, struct source_file *file,
			struct sqlembic_error *err)
{
	struct sqlembic_buf answer = SQLEMBIC_BUF_INIT;
	struct draft *draft = NULL;
	struct field field;
	int status = 0;
	(void)file;
	int rc = ask(&answer, &status, out, source->path, err);
	struct sqlembic_span rest = { sqlembic_buf_text(&answer), answer.len };
	if (rc == 0 && status != 0)
		rc = fail_answer(rest, status, out, err);
	bool is_whole = false;
	while (rc == 0 && (rc = next_field(&field, &rest, out->arena, err)) > 0) {
		is_whole = line_equals(field.name, "end");
		rc = is_whole ? 0 : take_field(&draft, out, &field, err);
	}
	sqlembic_buf_release(&answer);
	return rc == 0 && !is_whole ? fail_short(err) : rc;
}

/* Its version table is ours: there is nothing to take over. */
const struct tool alembic_tool = {
	.name = "alembic",
	.claims = claims,
	.takes = takes,
	.read = read_project,
	.order = TOOL_ORDER_GRAPH,
};
