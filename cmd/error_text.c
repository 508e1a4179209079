/* error_text.c: laying out an error.
 * What comes from a server or a script is cleaned: an error must not be able to drive the terminal. */
#include "error_text.h"

#include <string.h>

#define LABEL_INDENT 2
#define TEXT_INDENT  4
#define BOLD_RED     "\033[1;31m"
#define BOLD         "\033[1m"
#define RED          "\033[31m"
#define PLAIN        "\033[0m"

const char *error_text_code(int code)
{
	static const char *const names[] = { "ok",          "failed",  "usage",       "pending", "locked",
					     "unreachable", "changed", "interrupted", "half" };
	size_t index = code <= 0 ? (size_t)-code : 1;
	return names[index < sizeof(names) / sizeof(*names) ? index : 1];
}

static void coloured(struct sqlembic_buf *out, const struct term *term, const char *colour, const char *text)
{
	if (term->colour)
		sqlembic_buf_puts(out, colour);
	sqlembic_buf_puts(out, text);
	if (term->colour)
		sqlembic_buf_puts(out, PLAIN);
}

static void field(struct sqlembic_buf *out, const struct term *term, const char *label, const char *text)
{
	if (!text[0])
		return;
	term_pad(out, LABEL_INDENT);
	coloured(out, term, BOLD, label);
	sqlembic_buf_putc(out, ' ');
	term_wrap(out, text, LABEL_INDENT + strlen(label) + 1, TEXT_INDENT, term->width);
	sqlembic_buf_putc(out, '\n');
}

/* The line of the statement that holds byte `offset`. */
static struct sqlembic_span line_at(const char *text, size_t offset)
{
	size_t start = offset, end = offset;
	while (start > 0 && text[start - 1] != '\n')
		start--;
	end += strcspn(text + end, "\n");
	return (struct sqlembic_span){ text + start, end - start };
}

/* Blanks as wide as the text above, tabs kept so that both lines agree on what a tab is. */
static void underline(struct sqlembic_buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t columns = 0;
		char c = text[i];
		i += term_char(text + i, len - i, &columns);
		if (c == '\t')
			sqlembic_buf_putc(out, '\t');
		else
			term_pad(out, columns);
	}
}

/* Bytes to leave out at the left so that the caret is on the screen. */
static size_t cut_left(struct sqlembic_span line, size_t caret, size_t room)
{
	size_t cut = 0;
	while (cut < caret && term_text_width(line.ptr + cut, caret - cut) > room * 3 / 4) {
		size_t columns = 0;
		cut += term_char(line.ptr + cut, line.len - cut, &columns);
	}
	return cut;
}

static size_t cut_right(struct sqlembic_span line, size_t room)
{
	size_t len = 0, used = 0;
	while (len < line.len) {
		size_t columns = 0, size = term_char(line.ptr + len, line.len - len, &columns);
		if (used + columns > room)
			break;
		used += columns;
		len += size;
	}
	return len;
}

static void excerpt(struct sqlembic_buf *out, const struct sqlembic_error *err, const struct term *term)
{
	size_t len = strlen(err->statement);
	if (len == 0)
		return;
	bool known = err->position > 0 && err->position <= len;
	struct sqlembic_span line = line_at(err->statement, known ? err->position - 1 : 0);
	size_t caret = known ? (size_t)(err->statement + err->position - 1 - line.ptr) : 0;
	if (term->width > TEXT_INDENT) {
		size_t cut = cut_left(line, caret, term->width - TEXT_INDENT);
		line.ptr += cut;
		line.len -= cut;
		caret -= cut;
		line.len = cut_right(line, term->width - TEXT_INDENT);
	}
	sqlembic_buf_puts(out, "  | ");
	term_clean(out, line.ptr, line.len);
	sqlembic_buf_putc(out, '\n');
	if (!known)
		return;
	sqlembic_buf_puts(out, "  | ");
	underline(out, line.ptr, caret);
	coloured(out, term, RED, "^");
	sqlembic_buf_putc(out, '\n');
}

static void whole_statement(struct sqlembic_buf *out, const char *statement)
{
	if (!statement[0])
		return;
	sqlembic_buf_puts(out, "  statement:\n");
	while (*statement) {
		size_t len = strcspn(statement, "\n");
		term_pad(out, TEXT_INDENT);
		term_clean(out, statement, len);
		sqlembic_buf_putc(out, '\n');
		statement += len + (statement[len] == '\n');
	}
}

static void place(struct sqlembic_buf *out, const struct sqlembic_error *err)
{
	if (!err->file[0])
		return;
	sqlembic_buf_puts(out, "  at ");
	term_put(out, err->file);
	if (err->line > 0)
		sqlembic_buf_printf(out, ":%d", err->line);
	if (err->line > 0 && err->column > 0)
		sqlembic_buf_printf(out, ":%d", err->column);
	sqlembic_buf_putc(out, '\n');
}

static void facts(struct sqlembic_buf *out, const struct sqlembic_error *err)
{
	sqlembic_buf_printf(out, "  code: %s (exit status %d)\n", error_text_code(err->code), -err->code);
	if (err->sqlstate[0])
		sqlembic_buf_printf(out, "  sqlstate: %s\n", err->sqlstate);
	if (err->position)
		sqlembic_buf_printf(out, "  position: byte %zu of the statement\n", err->position);
	whole_statement(out, err->statement);
}

void error_text_render(struct sqlembic_buf *out, const struct sqlembic_error *err, const char *hint,
		       const struct term *term, bool everything)
{
	coloured(out, term, BOLD_RED, "sqlembic:");
	sqlembic_buf_putc(out, ' ');
	term_wrap(out, err->message, strlen("sqlembic: "), TEXT_INDENT, term->width);
	sqlembic_buf_putc(out, '\n');
	place(out, err);
	excerpt(out, err, term);
	if (everything)
		facts(out, err);
	field(out, term, "detail:", err->detail);
	field(out, term, "state:", err->state);
	field(out, term, "next:", hint);
}
