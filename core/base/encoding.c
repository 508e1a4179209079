/* encoding.c: the one place that knows how UTF-8 is built.  It knows nothing of the formats written in it. */
#include "base/encoding.h"

#include <stdbool.h>
#include <string.h>

#include "sqlembic/error.h"

/* Length of the sequence at `p`, 0 when it is broken, overlong, a surrogate or beyond U+10FFFF. */
static size_t sequence(const unsigned char *p, size_t left)
{
	unsigned char lead = p[0];
	if (lead < 0x80)
		return 1;
	size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	if (lead < 0xC2 || lead > 0xF4 || left < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	}
	bool wrong = (lead == 0xE0 && p[1] < 0xA0) || (lead == 0xED && p[1] > 0x9F) ||
		     (lead == 0xF0 && p[1] < 0x90) || (lead == 0xF4 && p[1] > 0x8F);
	return wrong ? 0 : n;
}

int encoding_check(struct sqlembic_span text, const char *path, struct sqlembic_error *err)
{
	int line = 1, column = 1;
	for (size_t i = 0; i < text.len;) {
		size_t n = sequence((const unsigned char *)text.ptr + i, text.len - i);
		if (n == 0 || text.ptr[i] == '\0') {
			const char *what = n ? "NUL byte" : "byte that is not UTF-8";
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s in a text file", what);
			(void)sqlembic_fail_hint(
				err, "%s",
				n ? "save the file as UTF-8, without NUL bytes (UTF-16 is full of them)"
				  : "save the file as UTF-8");
			return sqlembic_fail_at(err, path, line, column);
		}
		bool newline = text.ptr[i] == '\n';
		line += newline;
		column = newline ? 1 : column + 1;
		i += n;
	}
	return 0;
}

struct sqlembic_span encoding_skip_bom(struct sqlembic_span text)
{
	if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
		return (struct sqlembic_span){ text.ptr + 3, text.len - 3 };
	return text;
}

size_t encoding_count(const char *text, size_t length)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}
