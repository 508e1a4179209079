/* graphile.c: graphile-migrate's committed files: "committed/000001-slug.sql", with a header of "--!" lines. */
#include "import/fill.h"
#include "import/line.h"
#include "import/tool.h"
#include "sqlembic/error.h"

#define NUMBER_LENGTH 6

static const char *base_name(const struct source_file *file)
{
	static const char folder[] = "committed/";
	return strncmp(file->name, folder, strlen(folder)) == 0 ? file->name + strlen(folder) : file->name;
}

static bool takes(const struct source_file *file)
{
	const char *name = base_name(file);
	return !strchr(name, '/') && strspn(name, "0123456789") == NUMBER_LENGTH &&
	       source_ends(file, ".sql") && (name[NUMBER_LENGTH] == '.' || name[NUMBER_LENGTH] == '-') &&
	       line_begins(file->text, "--! Previous:");
}

static bool claims(const struct source *source, const struct source_file *file)
{
	(void)source;
	return takes(file);
}

/* ":NAME" is replaced by graphile-migrate, but not in a cast; in "HH24:MI" it is no name either. */
static const char *find_placeholder(struct sqlembic_span text)
{
	for (size_t i = 0; i + 2 < text.len; i++) {
		char before = i ? text.ptr[i - 1] : ' ', first = text.ptr[i + 1], second = text.ptr[i + 2];
		if (text.ptr[i] == ':' && before != ':' && !sqlembic_is_word_byte(before) && first >= 'A' &&
		    first <= 'Z' &&
		    ((second >= 'A' && second <= 'Z') || second == '_' || sqlembic_is_digit(second)))
			return text.ptr + i;
	}
	return NULL;
}

/* The header ends at its first line without "--!"; the body may begin with one more.  The name of the file is made of the
 * message, which is kept as it was written. */
static void read_header(struct sqlembic_span *text, bool *off, struct sqlembic_span *message)
{
	struct sqlembic_span line, rest = *text;
	while (line_next(&line, &rest) && (line_begins(line, "--!") || line_trim(line).len == 0)) {
		struct sqlembic_span words = line;
		(void)line_take(&words, "--!");
		words = line_trim(words);
		if (line_is(words, "no-transaction"))
			*off = true;
		else if (line_take(&words, "Message:"))
			*message = line_trim(words);
		*text = rest;
	}
}

static int read_file(struct drafts *out, struct source *source, struct source_file *file,
		     struct sqlembic_error *err)
{
	struct sqlembic_span text, message = { NULL, 0 };
	const char *number = base_name(file), *name = number + NUMBER_LENGTH;
	bool off = false;
	int rc = source_read(&text, source, file, err);
	if (rc < 0)
		return rc;
	read_header(&text, &off, &message);
	const char *placeholder = find_placeholder(text);
	if (placeholder)
		return fill_refuse(file, placeholder, "a placeholder that graphile-migrate replaces",
				   "put its value into a copy of the file, and import the copy", err);
	name += *name == '-';
	struct draft *draft = draft_from(out, file, (struct sqlembic_span){ number, NUMBER_LENGTH },
					 (struct sqlembic_span){ name, strlen(name) - 4 });
	if (!draft || !(draft->version = arena_printf(out->arena, "%.*s.sql", NUMBER_LENGTH, number)) ||
	    (message.len && !(draft->message = draft_text(out->arena, message))))
		return sqlembic_fail_memory(err);
	draft->key = draft->version;
	draft->up_off = off;
	return draft_set(&draft->up, out, text, err);
}

const struct tool graphile_tool = {
	.name = "graphile-migrate",
	.claims = claims,
	.takes = takes,
	.read = read_file,
	.order = TOOL_ORDER_KEY,
	.history = { .tables = { "graphile_migrate.migrations" },
		     .columns = "filename, date",
		     .order = "date",
		     .take = history_take },
};
