/* term.c: widths, wrapping, cleaning.  UTF-8 is read here, not by the locale, which a container may not
 * have set; the locale only tells wide characters from narrow ones.  Containers often have none set. */
#include "term.h"

#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "sqlembic/text.h"

#define DEFAULT_WIDTH 80
#define MIN_WIDTH     40

static size_t probe_width(int fd, const char *(*get)(const char *name))
{
	struct winsize size = { 0 };
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col < MIN_WIDTH ? MIN_WIDTH : size.ws_col;
	const char *columns = get("COLUMNS");
	unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;
	return width >= MIN_WIDTH && width <= 1000 ? width : DEFAULT_WIDTH;
}

struct term term_probe(int fd, const char *(*get)(const char *name))
{
	struct term term = { 0, false };
	if (!isatty(fd))
		return term;
	const char *no_color = get("NO_COLOR");
	const char *kind = get("TERM");
	term.width = probe_width(fd, get);
	term.colour = !(no_color && no_color[0]) && kind && kind[0] && strcmp(kind, "dumb") != 0;
	return term;
}

bool term_is_utf8(const char *(*get)(const char *name))
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = get(names[i]);
		if (value && *value)
			return sqlembic_casestr(value, "utf-8") || sqlembic_casestr(value, "utf8");
	}
	return false;
}

/* The user's, if its characters are those of UTF-8: it knows how wide its terminals show some of them.  Loading it takes as
 * long as reading a directory of revisions, and most texts have no other characters than ASCII. */
static locale_t users;

static void load_locale(void)
{
	users = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	if (users && strcmp(nl_langinfo_l(CODESET, users), "UTF-8") == 0)
		return;
	if (users)
		freelocale(users);
	users = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

static int columns_of(wchar_t code)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	(void)pthread_once(&once, load_locale);
	if (!users)
		return 1;
	const locale_t before = uselocale(users);
	const int columns = wcwidth(code);
	(void)uselocale(before);
	return columns;
}

size_t term_char(const char *text, size_t len, size_t *columns)
{
	const unsigned char *bytes = (const unsigned char *)text;
	*columns = 1;
	if (bytes[0] < 0xC0)
		return 1;
	size_t size = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
	if (size > len)
		return 1;
	wchar_t code = (wchar_t)(bytes[0] & (0xFF >> (size + 1)));
	for (size_t i = 1; i < size; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 1;
		code = (wchar_t)(code << 6 | (bytes[i] & 0x3F));
	}
	const int width = columns_of(code);
	*columns = width >= 0 ? (size_t)width : 1;
	return size;
}

size_t term_text_width(const char *text, size_t len)
{
	size_t width = 0;
	for (size_t i = 0; i < len;) {
		size_t columns = 0;
		i += term_char(text + i, len - i, &columns);
		width += columns;
	}
	return width;
}

void term_pad(struct sqlembic_buf *out, size_t n)
{
	while (n--)
		sqlembic_buf_putc(out, ' ');
}

void term_cut(struct sqlembic_buf *text, size_t start, size_t width)
{
	static const char dots[] = "...";
	size_t at = start, used = 0, columns = 0;
	/* No character is wider than it has bytes. */
	if (text->failed || text->len - start <= width ||
	    term_text_width(text->ptr + start, text->len - start) <= width)
		return;
	while (at < text->len) {
		size_t size = term_char(text->ptr + at, text->len - at, &columns);
		if (used + columns + sizeof(dots) - 1 > width)
			break;
		used += columns;
		at += size;
	}
	text->len = at;
	sqlembic_buf_puts(text, dots);
}

/* Bytes of the control character at `text`; 0: it is none.  Some terminals obey U+0080 to U+009F, too. */
static size_t control_size(const char *text, size_t len)
{
	const unsigned char *c = (const unsigned char *)text;
	if ((c[0] < 0x20 && c[0] != '\t') || c[0] == 0x7F)
		return 1;
	return len > 1 && c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F ? 2 : 0;
}

void term_clean(struct sqlembic_buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len;) {
		const size_t control = control_size(text + i, len - i);
		if (text[i] == '\n')
			sqlembic_buf_putc(out, ' ');
		else
			sqlembic_buf_putc(out, control ? '?' : text[i]);
		i += control ? control : 1;
	}
}

void term_put(struct sqlembic_buf *out, const char *text)
{
	term_clean(out, text, strlen(text));
}

void term_wrap(struct sqlembic_buf *out, const char *text, size_t column, size_t indent, size_t width)
{
	bool at_start = true;
	while (*text) {
		if (*text == '\n') {
			sqlembic_buf_putc(out, '\n');
			text++;
			if (*text && *text != '\n')
				term_pad(out, indent);
			column = indent;
			at_start = true;
			continue;
		}
		size_t blanks = strspn(text, " ");
		size_t len = strcspn(text + blanks, " \n");
		size_t needed = term_text_width(text + blanks, len);
		if (width && !at_start && len && column + blanks + needed > width) {
			sqlembic_buf_putc(out, '\n');
			term_pad(out, indent);
			column = indent;
		} else {
			term_pad(out, blanks);
			column += blanks;
		}
		term_clean(out, text + blanks, len);
		column += needed;
		text += blanks + len;
		at_start = false;
	}
}
