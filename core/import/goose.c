/* goose.c: goose's files: "00001_name.sql" with "-- +goose Up" and "-- +goose Down", sorted by number. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

enum annotation {
	ANNOTATION_NONE,
	ANNOTATION_UP,
	ANNOTATION_DOWN,
	ANNOTATION_BEGIN,
	ANNOTATION_END,
	ANNOTATION_NO_TRANSACTION,
	ANNOTATION_ENVSUB_ON,
	ANNOTATION_ENVSUB_OFF,
	ANNOTATION_UNKNOWN
};

static const struct {
	const char *text;
	enum annotation annotation;
} annotations[] = {
	{ "Up", ANNOTATION_UP },
	{ "Down", ANNOTATION_DOWN },
	{ "StatementBegin", ANNOTATION_BEGIN },
	{ "StatementEnd", ANNOTATION_END },
	{ "NO TRANSACTION", ANNOTATION_NO_TRANSACTION },
	{ "ENVSUB ON", ANNOTATION_ENVSUB_ON },
	{ "ENVSUB OFF", ANNOTATION_ENVSUB_OFF },
};

/* A line that begins with "--" and says "+goose" is an annotation, or a mistake. */
static enum annotation read_annotation(struct sqlembic_span line)
{
	static const char mark[] = "+goose";
	bool is_indented = line.len && sqlembic_is_blank(line.ptr[0]);
	line = line_trim(line);
	if (!line_take(&line, "--"))
		return ANNOTATION_NONE;
	line = line_trim(line);
	if (is_indented || !line_take(&line, mark))
		return memmem(line.ptr, line.len, mark, sizeof(mark) - 1) ? ANNOTATION_UNKNOWN
									  : ANNOTATION_NONE;
	line = line_trim(line);
	for (size_t i = 0; i < sizeof(annotations) / sizeof(annotations[0]); i++)
		if (line_is(line, annotations[i].text))
			return annotations[i].annotation;
	return ANNOTATION_UNKNOWN;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	struct sqlembic_span rest = file->text, line;
	(void)source;
	while (source_is_at_top(file) && line_next(&line, &rest))
		if (read_annotation(line) == ANNOTATION_UP)
			return true;
	return false;
}

static bool is_code(const struct source_file *file)
{
	size_t digits = strspn(file->name, "0123456789");
	return digits && file->name[digits] == '_' && source_ends(file, ".go") &&
	       !source_ends(file, "_test.go");
}

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && (source_ends(file, ".sql") || is_code(file));
}

struct reader {
	const char *path;
	bool has_delimiter;
	struct sqlembic_buf up, down;
	struct sqlembic_buf *side; /* NULL: before the first annotation */
	bool has_down, off, in_statement, expands;
	int line;
};

static int fail_here(const struct reader *r, const char *what, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", what);
	(void)sqlembic_fail_at(err, r->path, r->line, 1);
	return sqlembic_fail_hint(err, "%s", hint);
}

/* The text between StatementBegin and StatementEnd is one message, with semicolons inside. */
static int wrap_statement(struct reader *r, bool begin, struct sqlembic_error *err)
{
	if (r->in_statement == begin)
		return fail_here(r,
				 begin ? "StatementBegin inside of a statement"
				       : "StatementEnd without StatementBegin",
				 "let the two take turns", err);
	r->in_statement = begin;
	if (r->side && r->has_delimiter)
		sqlembic_buf_puts(r->side, begin ? "DELIMITER $$\n" : "$$\nDELIMITER ;\n");
	return 0;
}

static int turn_to(struct reader *r, struct sqlembic_buf *side, struct sqlembic_error *err)
{
	if (side == &r->down ? !r->side || r->has_down : r->side != NULL)
		return fail_here(r, "an Up or Down that goose refuses here",
				 "a file has one '-- +goose Up' and behind it at most one '-- +goose Down'",
				 err);
	r->side = side;
	r->has_down = side == &r->down;
	return 0;
}

static int follow(struct reader *r, enum annotation annotation, struct sqlembic_error *err)
{
	switch (annotation) {
	case ANNOTATION_UP:
		return turn_to(r, &r->up, err);
	case ANNOTATION_DOWN:
		return turn_to(r, &r->down, err);
	case ANNOTATION_BEGIN:
	case ANNOTATION_END:
		return wrap_statement(r, annotation == ANNOTATION_BEGIN, err);
	case ANNOTATION_NO_TRANSACTION:
		r->off = true;
		return 0;
	case ANNOTATION_ENVSUB_ON:
	case ANNOTATION_ENVSUB_OFF:
		r->expands = annotation == ANNOTATION_ENVSUB_ON;
		return 0;
	default:
		return fail_here(r, "an annotation of goose that is not known",
				 "goose refuses this line, too; take '+goose' out of the comment", err);
	}
}

/* Behind ENVSUB ON goose replaces variables by what its environment has: which text ran is not in the file. */
static int check_variables(const struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	for (size_t i = 0; r->expands && i + 1 < line.len; i++) {
		char next = line.ptr[i + 1];
		if (line.ptr[i] != '$' || !(sqlembic_is_letter(next) || next == '{'))
			continue;
		size_t length = 2;
		while (i + length < line.len && (sqlembic_is_word_byte(line.ptr[i + length]) ||
						 (next == '{' && line.ptr[i + length - 1] != '}')))
			length++;
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "'%.*s' is a variable that goose replaces (ENVSUB ON)", (int)length,
				    line.ptr + i);
		(void)sqlembic_fail_at(err, r->path, r->line, (int)i + 1);
		return sqlembic_fail_hint(err, "put its value into a copy of the file, and import the copy");
	}
	return 0;
}

static int take_line(struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	enum annotation annotation = read_annotation(line);
	if (annotation != ANNOTATION_NONE)
		return follow(r, annotation, err);
	struct sqlembic_span trimmed = line_trim(line);
	if (!r->side && trimmed.len && !line_begins(trimmed, "--"))
		return fail_here(r, "SQL before '-- +goose Up', which goose refuses",
				 "move it behind that line", err);
	int rc = check_variables(r, line, err);
	if (rc == 0 && r->side) {
		sqlembic_buf_add(r->side, line.ptr, line.len);
		sqlembic_buf_putc(r->side, '\n');
	}
	return rc;
}

static int read_lines(struct reader *r, struct sqlembic_span text, struct sqlembic_error *err)
{
	struct sqlembic_span line;
	int rc = 0;
	for (r->line = 1; rc == 0 && line_next(&line, &text); r->line++)
		rc = take_line(r, line, err);
	if (rc < 0)
		return rc;
	r->line = 0;
	if (r->in_statement)
		return fail_here(r, "StatementBegin without StatementEnd", "add the line that is missing",
				 err);
	if (!r->side)
		return fail_here(r, "there is no line '-- +goose Up'", "goose refuses this file, too", err);
	return r->up.failed || r->down.failed ? sqlembic_fail_memory(err) : 0;
}

static int add_draft(struct drafts *out, const struct reader *r, const struct source_file *file,
		     uint64_t number, size_t digits, struct sqlembic_error *err)
{
	struct draft *draft = draft_add(out);
	if (!draft)
		return sqlembic_fail_memory(err);
	const char *name = file->name + digits + 1;
	draft->number = number;
	draft->id = arena_copy(out->arena, file->name, digits);
	draft->version = arena_printf(out->arena, "%llu", (unsigned long long)number);
	draft->message = draft_message(out->arena, name, strlen(name) - strlen(".sql"));
	draft->up_file = draft->down_file = file;
	draft->up = draft_text(out->arena, (struct sqlembic_span){ r->up.ptr, r->up.len });
	draft->up_off = draft->down_off = r->off;
	if (r->has_down)
		draft->down = draft_text(out->arena, (struct sqlembic_span){ r->down.ptr, r->down.len });
	bool failed = !draft->id || !draft->version || !draft->message || !draft->up ||
		      (r->has_down && !draft->down);
	return failed ? sqlembic_fail_memory(err) : 0;
}

static int refuse_name(const struct source_file *file, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has no number that goose could read", file->path);
	return sqlembic_fail_hint(err, "goose refuses the directory, too: its files are named "
				       "00001_name.sql, from 1 on");
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct reader r = { .path = file->path,
			    .has_delimiter = out->settings->has_delimiter,
			    .up = SQLEMBIC_BUF_INIT,
			    .down = SQLEMBIC_BUF_INIT };
	struct sqlembic_span text;
	uint64_t number = 0;
	size_t digits = strspn(file->name, "0123456789");
	if (is_code(file))
		return draft_refuse_code(file, "Go", err);
	if (file->name[digits] != '_' || !draft_number(&number, file->name, digits) || number == 0)
		return refuse_name(file, err);
	int rc = source_read(&text, source, file, err);
	if (rc == 0)
		rc = read_lines(&r, text, err);
	if (rc == 0)
		rc = add_draft(out, &r, file, number, digits, err);
	sqlembic_buf_release(&r.up);
	sqlembic_buf_release(&r.down);
	return rc;
}

/* The first row, of version 0, is that of the table itself; old releases wrote a row for what was taken back. */
static int take(struct history *history, const char *const *values, struct sqlembic_error *err)
{
	if (!values[0] || strcmp(values[0], "0") == 0)
		return 0;
	return history_is_true(values[1]) ? history_apply(history, values[0], values[2], -1, err)
					  : history_undo(history, values[0], err);
}

const struct tool goose_tool = {
	.name = "goose",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "goose_db_version" },
		     .columns = "version_id, is_applied, tstamp",
		     .order = "id",
		     .take = take },
};
