/* sqlmigrate.c: sql-migrate's files: "1_name.sql" with "-- +migrate Up" and "-- +migrate Down", by number, then by name.
 *
 * Its table has the names of the files. */
#include "base/hash.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

/* Longer numbers than that are none to sql-migrate; they are filled up so that texts sort as numbers do. */
#define NUMBER_LENGTH 20

enum command { COMMAND_NONE, COMMAND_UP, COMMAND_DOWN, COMMAND_BEGIN, COMMAND_END, COMMAND_OTHER };

/* A command stands at the start of its line; *options: what follows. */
static enum command read_command(struct sqlembic_span *options, struct sqlembic_span line)
{
	if (!line_take(&line, "-- +migrate "))
		return COMMAND_NONE;
	struct sqlembic_span word = line_word(&line);
	*options = line;
	return line_equals(word, "Up")               ? COMMAND_UP
	       : line_equals(word, "Down")           ? COMMAND_DOWN
	       : line_equals(word, "StatementBegin") ? COMMAND_BEGIN
	       : line_equals(word, "StatementEnd")   ? COMMAND_END
						     : COMMAND_OTHER;
}

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && source_ends(file, ".sql");
}

static bool claims(const struct source *source, const struct source_file *file)
{
	struct sqlembic_span rest = file->text, line, options;
	(void)source;
	while (takes(file) && line_next(&line, &rest))
		if (read_command(&options, line) == COMMAND_UP)
			return true;
	return false;
}

struct reader {
	const char *path;
	bool has_delimiter;
	struct sqlembic_buf up, down;
	struct sqlembic_buf *side; /* NULL: before the first command */
	bool has_down, up_off, down_off, in_statement, has_orphans;
	int line;
};

static bool has_no_transaction(struct sqlembic_span options)
{
	struct sqlembic_span word;
	while ((word = line_word(&options)).len)
		if (line_equals(word, "notransaction"))
			return true;
	return false;
}

static void begin_side(struct reader *r, bool is_up, struct sqlembic_span options)
{
	bool *off = is_up ? &r->up_off : &r->down_off;
	r->side = is_up ? &r->up : &r->down;
	r->has_down = r->has_down || !is_up;
	*off = *off || has_no_transaction(options);
}

/* Between the two commands is one message, with semicolons inside. */
static void wrap_statement(struct reader *r, bool begin)
{
	if (!r->side || r->in_statement == begin)
		return;
	r->in_statement = begin;
	if (r->has_delimiter)
		sqlembic_buf_puts(r->side, begin ? "DELIMITER $$\n" : "$$\nDELIMITER ;\n");
}

static void take_line(struct reader *r, struct sqlembic_span line)
{
	struct sqlembic_span options = { NULL, 0 };
	enum command command = read_command(&options, line);
	if (command == COMMAND_UP || command == COMMAND_DOWN)
		begin_side(r, command == COMMAND_UP, options);
	else if (command == COMMAND_BEGIN || command == COMMAND_END)
		wrap_statement(r, command == COMMAND_BEGIN);
	else if (command == COMMAND_NONE && r->side) {
		sqlembic_buf_add(r->side, line.ptr, line.len);
		sqlembic_buf_putc(r->side, '\n');
	} else if (command == COMMAND_NONE) {
		line = line_trim(line);
		r->has_orphans = r->has_orphans || (line.len && !line_begins(line, "--"));
	}
}

static int fail_file(const struct reader *r, const char *what, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", what);
	(void)sqlembic_fail_at(err, r->path, 0, 0);
	return sqlembic_fail_hint(err, "%s", hint);
}

static int read_lines(struct reader *r, struct sqlembic_span text, struct sqlembic_error *err)
{
	struct sqlembic_span line;
	while (line_next(&line, &text))
		take_line(r, line);
	if (!r->side)
		return fail_file(r, "there is no line '-- +migrate Up'", "sql-migrate refuses this file, too",
				 err);
	if (r->in_statement)
		return fail_file(r, "StatementBegin without StatementEnd", "add the line that is missing",
				 err);
	return r->up.failed || r->down.failed ? sqlembic_fail_memory(err) : 0;
}

/* Numbers come before names. */
static const char *make_key(struct arena *arena, const char *name, size_t digits)
{
	size_t zeros = strspn(name, "0");
	zeros = zeros < digits ? zeros : digits;
	if (!digits || digits - zeros > NUMBER_LENGTH)
		return arena_printf(arena, "n%s", name);
	return arena_printf(arena, "0%0*d%.*s %s", (int)(NUMBER_LENGTH - (digits - zeros)) + 1, 0,
			    (int)(digits - zeros), name + zeros, name);
}

static int add_draft(struct drafts *out, const struct reader *r, const struct source_file *file,
		     struct sqlembic_error *err)
{
	size_t digits = strspn(file->name, "0123456789"), end = strlen(file->name) - strlen(".sql");
	const char *name = file->name + digits + strspn(file->name + digits, "_-");
	size_t length = digits ? digits : end;
	struct draft *draft = draft_from(
		out, file, (struct sqlembic_span){ file->name, length },
		(struct sqlembic_span){ name,
					name < file->name + end ? (size_t)(file->name + end - name) : 0 });
	if (!draft || !(draft->id = draft_id(out->arena, file->name, length)) ||
	    !(draft->key = make_key(out->arena, file->name, digits)))
		return sqlembic_fail_memory(err);
	draft->version = file->name;
	draft->up_off = r->up_off;
	draft->down_off = r->down_off;
	int rc = draft_set(&draft->up, out, (struct sqlembic_span){ r->up.ptr, r->up.len }, err);
	if (rc == 0 && r->has_down) {
		draft->down_file = file;
		rc = draft_set(&draft->down, out, (struct sqlembic_span){ r->down.ptr, r->down.len }, err);
	}
	return rc;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct reader r = { .path = file->path,
			    .has_delimiter = out->settings->has_delimiter,
			    .up = SQLEMBIC_BUF_INIT,
			    .down = SQLEMBIC_BUF_INIT };
	struct sqlembic_span text;
	int rc = source_read(&text, source, file, err);
	if (rc == 0)
		rc = read_lines(&r, text, err);
	if (rc == 0)
		rc = add_draft(out, &r, file, err);
	if (rc == 0 && r.has_orphans)
		rc = draft_tell(
			out, file,
			"has SQL before '-- +migrate Up', which sql-migrate never runs; it is left out", err);
	sqlembic_buf_release(&r.up);
	sqlembic_buf_release(&r.down);
	return rc;
}

/* sql-migrate knows a migration by the whole name of its file, and many may have one number.  What tells them apart does
 * not depend on the others, so that it stays when there are more. */
static int separate(struct drafts *out, struct source *source, struct sqlembic_error *err)
{
	bool is_same = false;
	(void)source;
	for (size_t i = 0; i < out->n; i++) {
		struct draft *draft = &out->items[i];
		bool was_same = is_same;
		size_t digits = strspn(draft->version, "0123456789");
		is_same = i + 1 < out->n && digits && strspn(draft[1].version, "0123456789") == digits &&
			  strncmp(draft->version, draft[1].version, digits) == 0;
		if (!was_same && !is_same)
			continue;
		char hash[HASH_TEXT_SIZE];
		hash_bytes((struct sqlembic_span){ draft->version, strlen(draft->version) }, hash);
		draft->id = arena_printf(out->arena, "%.*s_%.8s", (int)digits, draft->version,
					 hash + strlen("sha256:"));
		if (!draft->id)
			return sqlembic_fail_memory(err);
	}
	return 0;
}

const struct tool sqlmigrate_tool = {
	.name = "sql-migrate",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.finish = separate,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "gorp_migrations" }, .columns = "id, applied_at", .take = history_take },
};
