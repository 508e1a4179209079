/* dbmate.c: dbmate's files: "20260101_name.sql" with a line "-- migrate:up" and one "-- migrate:down".
 *
 * The version is text: "003" is not "3", and files run in the byte order of their names. */
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

enum marker { MARKER_NONE, MARKER_UP, MARKER_DOWN };

/* A marker stands at the start of its line, in lower case; *options: what follows. */
static enum marker read_marker(struct sqlembic_span *options, struct sqlembic_span line)
{
	if (!line_take(&line, "--"))
		return MARKER_NONE;
	line = line_skip_blanks(line);
	enum marker marker = line_take(&line, "migrate:up")     ? MARKER_UP
			     : line_take(&line, "migrate:down") ? MARKER_DOWN
								: MARKER_NONE;
	if (line.len && !sqlembic_is_blank(line.ptr[0]))
		return MARKER_NONE;
	*options = line;
	return marker;
}

static bool claims(const struct source *source, const struct source_file *file)
{
	struct sqlembic_span rest = file->text, line, options;
	(void)source;
	while (source_is_at_top(file) && line_next(&line, &rest))
		if (read_marker(&options, line) == MARKER_UP)
			return true;
	return false;
}

static bool has_no_transaction(struct sqlembic_span options)
{
	struct sqlembic_span word;
	while ((word = line_word(&options)).len)
		if (line_is(word, "transaction:false"))
			return true;
	return false;
}

static bool takes(const struct source_file *file)
{
	return source_is_at_top(file) && sqlembic_is_digit(file->name[0]) && source_ends(file, ".sql");
}

struct reader {
	const char *path;
	struct sqlembic_span text, up, down;
	bool has_up, has_down, up_off, down_off;
	int line;
};

static int fail_here(const struct reader *r, const char *what, const char *hint, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s", what);
	(void)sqlembic_fail_at(err, r->path, r->line, 1);
	return sqlembic_fail_hint(err, "%s", hint);
}

static int begin_block(struct reader *r, enum marker marker, struct sqlembic_span options,
		       struct sqlembic_error *err)
{
	bool is_up = marker == MARKER_UP;
	if (is_up ? r->has_up : r->has_down)
		return fail_here(r,
				 is_up ? "a second '-- migrate:up' in one file, which dbmate cannot apply"
				       : "a second '-- migrate:down' in one file",
				 "make a file of its own of it", err);
	if (!is_up && !r->has_up)
		return fail_here(r, "'-- migrate:down' stands before '-- migrate:up'",
				 "put the up block first, as dbmate wants it", err);
	*(is_up ? &r->has_up : &r->has_down) = true;
	*(is_up ? &r->up_off : &r->down_off) = has_no_transaction(options);
	return 0;
}

/* Before the first block only blank lines and "--" comments may stand. */
static int check_before(const struct reader *r, struct sqlembic_span line, struct sqlembic_error *err)
{
	line = line_trim(line);
	if (line.len == 0 || line_begins(line, "--"))
		return 0;
	return fail_here(r, "SQL before '-- migrate:up', which dbmate refuses",
			 "move it behind the line '-- migrate:up'", err);
}

static int read_blocks(struct reader *r, struct sqlembic_error *err)
{
	struct sqlembic_span rest = r->text, line, options, *block = NULL;
	int rc = 0;
	for (r->line = 1; rc == 0 && line_next(&line, &rest); r->line++) {
		enum marker marker = read_marker(&options, line);
		if (marker != MARKER_NONE) {
			rc = begin_block(r, marker, options, err);
			block = marker == MARKER_UP ? &r->up : &r->down;
			*block = (struct sqlembic_span){ rest.ptr, 0 };
		} else if (block)
			block->len = (size_t)(rest.ptr - block->ptr);
		else
			rc = check_before(r, line, err);
	}
	r->line = 0;
	if (rc == 0 && !r->has_up)
		rc = fail_here(r, "there is no line '-- migrate:up'",
			       "dbmate wants it at the start of a line, in lower case", err);
	if (rc == 0 && !r->has_down)
		rc = fail_here(r, "there is no line '-- migrate:down'",
			       "dbmate wants one; an empty block does nothing", err);
	return rc;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct reader r = { .path = file->path };
	int rc = source_read(&r.text, source, file, err);
	if (rc == 0)
		rc = read_blocks(&r, err);
	if (rc < 0)
		return rc;
	struct draft *draft = draft_add(out);
	size_t digits = strspn(file->name, "0123456789"), length = strlen(file->name) - strlen(".sql");
	if (!draft)
		return sqlembic_fail_memory(err);
	const char *name = file->name + digits + strspn(file->name + digits, "_-");
	const char *end = file->name + length;
	draft->id = draft->version = arena_copy(out->arena, file->name, digits);
	draft->message = draft_message(out->arena, name, name < end ? (size_t)(end - name) : 0);
	draft->up_file = draft->down_file = file;
	draft->up = draft_text(out->arena, r.up);
	draft->down = draft_text(out->arena, r.down);
	draft->up_off = r.up_off;
	draft->down_off = r.down_off;
	return draft->id && draft->message && draft->up && draft->down ? 0 : sqlembic_fail_memory(err);
}

const struct tool dbmate_tool = {
	.name = "dbmate",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.history = { .tables = { "schema_migrations" },
		     .columns = "version, NULL",
		     .foreign = "dirty",
		     .foreign_of = "golang-migrate",
		     .take = history_take },
};
