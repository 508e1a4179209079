/* dotenv.c: reads dotenv files.  It knows no variable by name. */
#include "config/dotenv.h"

#include <stdbool.h>
#include <string.h>

#include "base/encoding.h"
#include "base/fs.h"
#include "sqlembic/error.h"

#define NAME_START "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
#define NAME_CHARS NAME_START "0123456789"

/* The whole file, terminated; a file without NUL bytes lets the C string functions stop at its end. */
struct cursor {
	const char *p;
	const char *line_start;
	int line;
	const char *path;
	struct sqlembic_error *err;
};

static int fail_here(const struct cursor *c, const char *message, const char *hint)
{
	(void)sqlembic_fail(c->err, SQLEMBIC_E_FAILED, "%s", message);
	(void)sqlembic_fail_hint(c->err, "%s", hint);
	size_t before = encoding_count(c->line_start, (size_t)(c->p - c->line_start));
	(void)sqlembic_fail_at(c->err, c->path, c->line, (int)before + 1);
	return SQLEMBIC_E_FAILED;
}

static void skip_blanks(struct cursor *c)
{
	c->p += strspn(c->p, " \t\f\v");
}

static bool at_line_end(const struct cursor *c)
{
	return *c->p == '\0' || *c->p == '\n' || *c->p == '\r';
}

static void skip_line(struct cursor *c)
{
	c->p += strcspn(c->p, "\r\n");
	if (c->p[0] == '\r' && c->p[1] == '\n')
		c->p++;
	if (*c->p)
		c->p++;
	c->line++;
	c->line_start = c->p;
}

/* One character of a quoted value; line ends inside it count, CRLF is one LF. */
static void take_char(struct cursor *c, struct sqlembic_buf *out)
{
	if (*c->p == '\r' && c->p[1] == '\n')
		c->p++;
	sqlembic_buf_putc(out, *c->p);
	if (*c->p++ == '\n') {
		c->line++;
		c->line_start = c->p;
	}
}

/* The character that a backslash and `c` stand for in double quotes; 0: the two stand for themselves. */
static char unescape(char c)
{
	static const char from[] = "nrt\"\\$", to[] = "\n\r\t\"\\$";
	const char *at = c ? strchr(from, c) : NULL;
	return at ? to[at - from] : '\0';
}

static int take_quoted(struct cursor *c, struct sqlembic_buf *out)
{
	struct cursor opening = *c;
	char quote = *c->p++;
	while (*c->p && *c->p != quote) {
		char plain = quote == '"' && *c->p == '\\' ? unescape(c->p[1]) : '\0';
		if (plain) {
			sqlembic_buf_putc(out, plain);
			c->p += 2;
		} else {
			take_char(c, out);
		}
	}
	if (!*c->p)
		return fail_here(&opening, "quote without an end",
				 "close it, or put the whole value in the other kind of quotes");
	c->p++;
	skip_blanks(c);
	if (!at_line_end(c) && *c->p != '#')
		return fail_here(c, "text after the closing quote",
				 "put the whole value in quotes, or \" #\" in front of a comment");
	return 0;
}

static void take_plain(struct cursor *c, struct sqlembic_buf *out)
{
	const char *start = c->p;
	while (!at_line_end(c) && !(*c->p == '#' && (c->p[-1] == ' ' || c->p[-1] == '\t')))
		c->p++;
	size_t n = (size_t)(c->p - start);
	while (n > 0 && strchr(" \t\f\v", start[n - 1]))
		n--;
	sqlembic_buf_add(out, start, n);
}

/* NAME = value; the cursor is on the name. */
static int take_assignment(struct cursor *c, struct dotenv_entry *entry, struct arena *arena,
			   struct sqlembic_buf *value)
{
	size_t n = strspn(c->p, NAME_START) ? strspn(c->p, NAME_CHARS) : 0;
	if (n == 0)
		return fail_here(
			c, "this is no variable name",
			"write NAME=value; a name has letters, digits and \"_\", and no digit first");
	entry->line = c->line;
	entry->name = arena_copy(arena, c->p, n);
	c->p += n;
	skip_blanks(c);
	if (*c->p != '=')
		return fail_here(c, "no \"=\" after the variable's name",
				 "write NAME=value, or a \"#\" in front of a comment");
	c->p++;
	skip_blanks(c);
	sqlembic_buf_clear(value);
	if (*c->p == '"' || *c->p == '\'') {
		int rc = take_quoted(c, value);
		if (rc < 0)
			return rc;
	} else {
		take_plain(c, value);
	}
	entry->value = value->failed ? NULL : arena_copy(arena, sqlembic_buf_text(value), value->len);
	return entry->name && entry->value ? 0 : sqlembic_fail_memory(c->err);
}

/* An upper bound of the number of assignments. */
static size_t count_lines(const char *text)
{
	size_t n = 1;
	for (; *text; text++)
		n += *text == '\n' || *text == '\r';
	return n;
}

static int take_lines(struct dotenv *out, struct arena *arena, struct cursor *c)
{
	struct sqlembic_buf value = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (; rc == 0 && *c->p; skip_line(c)) {
		skip_blanks(c);
		if (at_line_end(c) || *c->p == '#')
			continue;
		if (strncmp(c->p, "export", 6) == 0 && strchr(" \t", c->p[6]) && c->p[6]) {
			c->p += 6;
			skip_blanks(c);
		}
		rc = take_assignment(c, &out->entries[out->n], arena, &value);
		if (rc == 0 && !names_put(&out->by_name, arena, 0, out->entries[out->n].name, out->n))
			rc = sqlembic_fail_memory(c->err);
		if (rc == 0)
			out->n++;
	}
	sqlembic_buf_release(&value);
	return rc;
}

int dotenv_parse(struct dotenv *out, struct arena *arena, struct sqlembic_span text, const char *path,
		 struct sqlembic_error *err)
{
	*out = (struct dotenv){ 0 };
	int rc = encoding_check(text, path, err);
	if (rc < 0)
		return rc;
	text = encoding_skip_bom(text);
	const char *copy = arena_copy(arena, text.ptr, text.len);
	out->path = arena_dup(arena, path);
	out->entries = copy ? arena_alloc(arena, count_lines(copy), sizeof(*out->entries)) : NULL;
	if (!out->path || !out->entries)
		return sqlembic_fail_memory(err);
	struct cursor cursor = { copy, copy, 1, path, err };
	return take_lines(out, arena, &cursor);
}

int dotenv_read(struct dotenv *out, struct arena *arena, const char *path, const struct caller *caller,
		struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = fs_read(&text, path, caller, err);
	if (rc == 0)
		rc = dotenv_parse(out, arena, (struct sqlembic_span){ sqlembic_buf_text(&text), text.len },
				  path, err);
	sqlembic_buf_release(&text);
	return rc;
}

const struct dotenv_entry *dotenv_find(const struct dotenv *dotenv, const char *name)
{
	size_t at = names_find(&dotenv->by_name, 0, name);
	return at == NAMES_NONE ? NULL : &dotenv->entries[at];
}
