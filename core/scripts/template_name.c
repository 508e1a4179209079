/* template_name.c: the names of new files: Python's %-formatting for file_template, and slugs. */
#include "scripts/template_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "base/characters.h"
#include "sqlembic/error.h"

#define DEFAULT_LIMIT 40
#define WIDEST        200 /* no file name is longer than 255 bytes */

/* ---- characters ---- */

/* Decodes one character of `text` and returns its length in bytes; a byte that is not UTF-8 is a
 * character that no class contains. */
static size_t decode(wint_t *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : s[0] >= 0xC2 ? 2 : 0;
	wint_t c = n == 1 ? s[0] : n == 0 || s[0] > 0xF4 ? 0 : s[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80) {
			*out = 0xFFFD;
			return 1;
		}
		c = c << 6 | (s[i] & 0x3F);
	}
	*out = n ? c : 0xFFFD;
	return n ? n : 1;
}

static void encode(struct sqlembic_buf *out, wint_t c)
{
	if (c < 0x80) {
		sqlembic_buf_putc(out, (char)c);
		return;
	}
	if (c < 0x800) {
		sqlembic_buf_putc(out, (char)(0xC0 | c >> 6));
	} else {
		if (c < 0x10000) {
			sqlembic_buf_putc(out, (char)(0xE0 | c >> 12));
		} else {
			sqlembic_buf_putc(out, (char)(0xF0 | c >> 18));
			sqlembic_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
		}
		sqlembic_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
	}
	sqlembic_buf_putc(out, (char)(0x80 | (c & 0x3F)));
}

static size_t characters(const char *text)
{
	size_t n = 0;
	for (; *text; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

/* ---- slugs ---- */

/* Python's \w: letters, digits, "_", and the numerals (as in "m²") that C does not count among them. */
static bool is_word(wint_t c, locale_t unicode)
{
	if (c == '_' || iswalnum_l(c, unicode))
		return true;
	static const struct {
		wint_t first, last;
	} numerals[] = {
		{ 0xB2, 0xB3 },     { 0xB9, 0xB9 },     { 0xBC, 0xBE },     { 0x2070, 0x2070 },
		{ 0x2074, 0x2079 }, { 0x2080, 0x2089 }, { 0x2150, 0x2189 }, { 0x2460, 0x249B },
	};
	for (size_t i = 0; i < sizeof(numerals) / sizeof(*numerals); i++) {
		if (c >= numerals[i].first && c <= numerals[i].last)
			return true;
	}
	return false;
}

static void add_words(struct sqlembic_buf *out, const char *message, locale_t unicode)
{
	bool gap = false;
	while (*message) {
		wint_t c;
		message += decode(&c, message);
		if (!is_word(c, unicode)) {
			gap = true;
			continue;
		}
		if (gap && out->len > 0)
			sqlembic_buf_putc(out, '_');
		gap = false;
		encode(out, towlower_l(c, unicode));
	}
}

/* Cuts behind `limit` characters, goes back to the last "_" and ends there. */
static void cut(struct sqlembic_buf *out, const char *slug, size_t limit)
{
	size_t length = 0, last = 0;
	for (size_t n = 0; slug[length] && n < limit; n++) {
		if (slug[length] == '_')
			last = length;
		do {
			length++;
		} while (((unsigned char)slug[length] & 0xC0) == 0x80);
	}
	if (!slug[length]) {
		sqlembic_buf_puts(out, slug);
		return;
	}
	/* A leading "_" counts as a place to cut, which leaves nothing before it. */
	bool has_underscore = last > 0 || slug[0] == '_';
	sqlembic_buf_add(out, slug, has_underscore ? last : length);
	sqlembic_buf_putc(out, '_');
}

void template_name_slug(struct sqlembic_buf *out, const char *message, size_t limit)
{
	const locale_t unicode = characters_locale();
	if (!unicode) {
		out->failed = true;
		return;
	}
	struct sqlembic_buf slug = SQLEMBIC_BUF_INIT;
	add_words(&slug, message, unicode);
	freelocale(unicode);
	cut(out, sqlembic_buf_text(&slug), limit ? limit : DEFAULT_LIMIT);
	out->failed = out->failed || slug.failed;
	sqlembic_buf_release(&slug);
}

/* ---- file_template ---- */

/* %[(name)][flags][width][.precision][length]conversion */
struct spec {
	char name[16];
	bool left, zero, plus, space;
	int width, precision; /* precision -1: none */
	char conversion;
};

struct value {
	const char *text; /* NULL: a number */
	long long number;
};

struct naming {
	const char *text; /* file_template */
	const char *rev, *slug;
	const struct date *date;
};

static bool find_token(struct value *out, const char *name, const struct naming *naming)
{
	const struct tm *t = &naming->date->local;
	const struct {
		const char *name;
		struct value value;
	} tokens[] = {
		{ "rev", { naming->rev, 0 } },
		{ "slug", { naming->slug, 0 } },
		{ "epoch", { NULL, naming->date->epoch } },
		{ "year", { NULL, t->tm_year + 1900 } },
		{ "month", { NULL, t->tm_mon + 1 } },
		{ "day", { NULL, t->tm_mday } },
		{ "hour", { NULL, t->tm_hour } },
		{ "minute", { NULL, t->tm_min } },
		{ "second", { NULL, t->tm_sec } },
	};
	for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
		if (strcmp(tokens[i].name, name) == 0) {
			*out = tokens[i].value;
			return true;
		}
	}
	return false;
}

static int refuse(const struct naming *naming, const char *at, const char *why, struct sqlembic_error *err)
{
	int column = 1;
	for (const char *p = naming->text; p < at; p++)
		column += ((unsigned char)*p & 0xC0) != 0x80;
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "file_template '%s', column %d: %s", naming->text, column,
			    why);
	return sqlembic_fail_hint(
		err, "the tokens are %%(rev)s %%(slug)s %%(epoch)d %%(year)d %%(month)02d %%(day)02d "
		     "%%(hour)02d %%(minute)02d %%(second)02d; in the ini each %% is written twice");
}

/* -1 when there is no number, WIDEST + 1 when it is too large. */
static int take_number(const char **at)
{
	if (**at < '0' || **at > '9')
		return -1;
	int value = 0;
	for (; **at >= '0' && **at <= '9'; (*at)++)
		value = value > WIDEST ? value : value * 10 + (**at - '0');
	return value;
}

static void take_flags(struct spec *spec, const char **at)
{
	for (; **at && strchr("-0+ #", **at); (*at)++) {
		spec->left = spec->left || **at == '-';
		spec->zero = spec->zero || **at == '0';
		spec->plus = spec->plus || **at == '+';
		spec->space = spec->space || **at == ' ';
	}
}

/* Reads what follows a "%" and moves behind it; NULL, or what is wrong with it. */
static const char *take_spec(struct spec *out, const char **at)
{
	*out = (struct spec){ .precision = -1 };
	if (**at != '(')
		return "a % must be followed by (token) or another %";
	const char *start = *at + 1, *end = strchr(start, ')');
	if (!end)
		return "'(' without ')'";
	size_t length = (size_t)(end - start);
	if (length >= sizeof(out->name))
		return "unknown token";
	memcpy(out->name, start, length);
	*at = end + 1;
	take_flags(out, at);
	out->width = take_number(at);
	if (**at == '.') {
		(*at)++;
		out->precision = take_number(at);
		out->precision = out->precision < 0 ? 0 : out->precision;
	}
	if (out->width > WIDEST || out->precision > WIDEST)
		return "the width or precision is too large";
	if (**at && strchr("hlL", **at))
		(*at)++;
	out->conversion = **at;
	if (!out->conversion || !strchr("sdiur", out->conversion))
		return "the conversion must be s, d or r";
	(*at)++;
	return NULL;
}

static void pad(struct sqlembic_buf *out, char c, size_t used, int width)
{
	for (size_t i = used; width > 0 && i < (size_t)width; i++)
		sqlembic_buf_putc(out, c);
}

/* Python's d: a precision is a minimum of digits, and the 0 flag holds beside it. */
static void format_number(struct sqlembic_buf *out, const struct spec *spec, long long number)
{
	char digits[32];
	(void)snprintf(digits, sizeof(digits), "%lld", number < 0 ? -number : number);
	const char *sign = number < 0 ? "-" : spec->plus ? "+" : spec->space ? " " : "";
	struct sqlembic_buf body = SQLEMBIC_BUF_INIT;
	pad(&body, '0', strlen(digits), spec->precision);
	if (spec->zero && !spec->left)
		pad(&body, '0', strlen(sign) + body.len + strlen(digits), spec->width);
	sqlembic_buf_puts(&body, digits);
	size_t length = strlen(sign) + body.len;
	if (!spec->left)
		pad(out, ' ', length, spec->width);
	sqlembic_buf_puts(out, sign);
	sqlembic_buf_puts(out, sqlembic_buf_text(&body));
	if (spec->left)
		pad(out, ' ', length, spec->width);
	out->failed = out->failed || body.failed;
	sqlembic_buf_release(&body);
}

/* Python's s and r: the precision cuts, the width pads with blanks, both in characters. */
static void format_text(struct sqlembic_buf *out, const struct spec *spec, const char *text)
{
	size_t n = characters(text);
	if (spec->precision >= 0 && n > (size_t)spec->precision)
		n = (size_t)spec->precision;
	if (!spec->left)
		pad(out, ' ', n, spec->width);
	for (size_t i = 0; i < n; i++) {
		do {
			sqlembic_buf_putc(out, *text++);
		} while (((unsigned char)*text & 0xC0) == 0x80);
	}
	if (spec->left)
		pad(out, ' ', n, spec->width);
}

static void format_value(struct sqlembic_buf *out, const struct spec *spec, const struct value *value)
{
	if (!value->text && spec->conversion != 's' && spec->conversion != 'r') {
		format_number(out, spec, value->number);
		return;
	}
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (!value->text)
		sqlembic_buf_printf(&text, "%lld", value->number);
	else if (spec->conversion == 'r')
		sqlembic_buf_printf(&text, "'%s'", value->text);
	else
		sqlembic_buf_puts(&text, value->text);
	format_text(out, spec, sqlembic_buf_text(&text));
	out->failed = out->failed || text.failed;
	sqlembic_buf_release(&text);
}

int template_name_file(struct sqlembic_buf *out, const char *file_template, const char *rev, const char *slug,
		       const struct date *date, struct sqlembic_error *err)
{
	const struct naming naming = { file_template, rev, slug, date };
	for (const char *at = file_template; *at;) {
		const char *start = at;
		if (*at++ != '%') {
			sqlembic_buf_putc(out, *start);
			continue;
		}
		if (*at == '%') {
			sqlembic_buf_putc(out, *at++);
			continue;
		}
		struct spec spec;
		struct value value;
		const char *wrong = take_spec(&spec, &at);
		if (!wrong && !find_token(&value, spec.name, &naming))
			wrong = "unknown token";
		if (!wrong && value.text && spec.conversion != 's' && spec.conversion != 'r')
			wrong = "rev and slug are text: use s";
		if (wrong)
			return refuse(&naming, start, wrong, err);
		format_value(out, &spec, &value);
	}
	return out->failed ? sqlembic_fail_memory(err) : 0;
}
