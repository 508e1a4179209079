/* tern.c: tern's files: "001_name.sql", both directions in one, numbered from 1 without gaps. */
#include "import/fill.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

static const char border[] = "---- create above / drop below ----";
static const char disable[] = "---- tern: disable-tx ----";

static bool takes(const struct source_file *file)
{
	size_t digits = strspn(file->name, "0123456789");
	return source_is_at_top(file) && digits && file->name[digits] == '_' && source_ends(file, ".sql") &&
	       strlen(file->name) > digits + 5;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	return takes(file) && (memmem(file->text.ptr, file->text.len, border, strlen(border)) ||
			       source_find(source, "tern.conf"));
}

/* Takes the line that turns the transaction off out of one half. */
static int read_half(const char **script, bool *off, struct drafts *out, struct sqlembic_span half,
		     struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_span line;
	while (line_next(&line, &half)) {
		bool is_switch = line.len == strlen(disable) && line_begins(line, disable);
		*off = *off || is_switch;
		if (is_switch)
			continue;
		sqlembic_buf_add(&text, line.ptr, line.len);
		sqlembic_buf_putc(&text, '\n');
	}
	int rc = text.failed ? sqlembic_fail_memory(err)
			     : draft_set(script, out, (struct sqlembic_span){ text.ptr, text.len }, err);
	sqlembic_buf_release(&text);
	return rc;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span up, down;
	size_t digits = strspn(file->name, "0123456789");
	const char *name = file->name + digits + 1;
	int rc = source_read(&up, source, file, err);
	if (rc < 0)
		return rc;
	const char *brace = memmem(up.ptr, up.len, "{{", 2);
	if (brace)
		return fill_refuse(file, brace, "'{{' begins a part that tern fills in from its settings",
				   "put its value into a copy of the file, and import the copy", err);
	const char *at = memmem(up.ptr, up.len, border, strlen(border));
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, digits },
					 (struct sqlembic_span){ name, strlen(name) - 4 });
	if (!draft)
		return sqlembic_fail_memory(err);
	if (!draft_number(&draft->number, file->name, digits))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has a number that is too large", file->path);
	if (!(draft->version = arena_printf(out->arena, "%llu", (unsigned long long)draft->number)))
		return sqlembic_fail_memory(err);
	if (at) {
		const char *behind = at + strlen(border);
		down = (struct sqlembic_span){ behind, up.len - (size_t)(behind - up.ptr) };
		up.len = (size_t)(at - up.ptr);
		draft->down_file = file;
		rc = read_half(&draft->down, &draft->down_off, out, down, err);
	}
	return rc < 0 ? rc : read_half(&draft->up, &draft->up_off, out, up, err);
}

static int refuse_gaps(struct drafts *drafts, struct source *source, struct sqlembic_error *err)
{
	int rc = draft_sort(drafts, err);
	(void)source;
	for (size_t i = 0; rc == 0 && i < drafts->n; i++) {
		if (drafts->items[i].number == i + 1)
			continue;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "migration %zu is missing before %s", i + 1,
				    draft_path(&drafts->items[i]));
		return sqlembic_fail_hint(err, "tern refuses the directory, too: its numbers have no gaps");
	}
	return rc;
}

/* One row: the number of the last one. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	return values[0] ? history_apply_up_to(history, values[0], err) : 0;
}

const struct tool tern_tool = {
	.name = "tern",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = refuse_gaps,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "schema_version" },
		     .columns = "version",
		     .foreign = "installed_rank",
		     .foreign_of = "flyway",
		     .take = take },
};
