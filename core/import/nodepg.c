/* nodepg.c: the SQL files of node-pg-migrate: "1700000000000_name.sql" with "-- Up Migration" and "-- Down Migration". */
#include <time.h>

#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

/* A line of dashes and blanks, and then the words, in letters of either case. */
static bool is_marker(struct sqlembic_span line, const char *direction)
{
	line = line_trim(line);
	if (!line_take(&line, "--"))
		return false;
	while (line.len && (line.ptr[0] == '-' || sqlembic_is_blank(line.ptr[0]))) {
		line.ptr++;
		line.len--;
	}
	struct sqlembic_span first = line_word(&line), second = line_word(&line);
	return line_is(first, direction) && second.len >= 9 &&
	       line_is((struct sqlembic_span){ second.ptr, 9 }, "migration");
}

static const char *find_marker(struct sqlembic_span text, const char *direction, struct sqlembic_span *behind)
{
	struct sqlembic_span line;
	while (line_next(&line, &text)) {
		if (!is_marker(line, direction))
			continue;
		*behind = text;
		return line.ptr;
	}
	return NULL;
}

static bool has_number(const struct source_file *file)
{
	return source_is_at_top(file) && sqlembic_is_digit(file->name[0]);
}

static bool is_code(const struct source_file *file)
{
	return source_ends(file, "js") || source_ends(file, "ts");
}

static bool takes(const struct source_file *file)
{
	return has_number(file) && (source_ends(file, ".sql") || is_code(file));
}

/* A comment may read as a marker does: a pair of files is another tool's, and so is a project of Supabase. */
static bool claims(const struct source *source, const struct source_file *file)
{
	struct sqlembic_span behind;
	return has_number(file) && source_ends(file, ".sql") && !source_ends(file, ".up.sql") &&
	       !source_ends(file, ".down.sql") && !source_is_beside(source, "config.toml") &&
	       (find_marker(file->text, "up", &behind) || find_marker(file->text, "down", &behind));
}

static int read_digits(const char *digits, size_t n)
{
	int number = 0;
	for (size_t i = 0; i < n; i++)
		number = number * 10 + (digits[i] - '0');
	return number;
}

/* 17 digits are a date and a time in UTC, to the millisecond; others are a number of milliseconds. */
static bool read_number(uint64_t *out, const char *name, size_t digits)
{
	if (digits != 17)
		return draft_number(out, name, digits);
	struct tm date = { .tm_year = read_digits(name, 4) - 1900,
			   .tm_mon = read_digits(name + 4, 2) - 1,
			   .tm_mday = read_digits(name + 6, 2),
			   .tm_hour = read_digits(name + 8, 2),
			   .tm_min = read_digits(name + 10, 2),
			   .tm_sec = read_digits(name + 12, 2) };
	*out = (uint64_t)timegm(&date) * 1000 + (uint64_t)read_digits(name + 14, 3);
	return true;
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text, up, down;
	size_t digits = strspn(file->name, "0123456789"), end = strlen(file->name) - 4;
	const char *name = file->name + digits + strspn(file->name + digits, "_-");
	if (is_code(file))
		return draft_refuse_code(file, "JavaScript", err);
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	if (!find_marker(text, "up", &up))
		up = text;
	const char *border = find_marker(text, "down", &down);
	if (border && border >= up.ptr)
		up.len = (size_t)(border - up.ptr);
	if (border && border < up.ptr)
		down.len = (size_t)(up.ptr - down.ptr);
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ file->name, digits },
					 (struct sqlembic_span){ name, (size_t)(file->name + end - name) });
	if (!draft || !(draft->version = arena_copy(out->arena, file->name, end)))
		return sqlembic_fail_memory(err);
	if (!read_number(&draft->number, file->name, digits))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s has a number that is too large", file->path);
	rc = draft_set(&draft->up, out, up, err);
	if (rc == 0 && border) {
		draft->down_file = file;
		rc = draft_set(&draft->down, out, down, err);
	}
	return rc;
}

const struct tool nodepg_tool = {
	.name = "node-pg-migrate",
	.by_name = true, /* its marks are words that a comment may have */
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_NUMBER,
	.history = { .tables = { "pgmigrations" },
		     .columns = "name, run_on",
		     .order = "id",
		     .take = history_take },
};
