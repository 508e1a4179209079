/* xml.c: see xml.h. */
#include "xml.h"

#include <stddef.h>

/* Bytes of the UTF-8 character at `text`; 0: none that XML can hold. */
static size_t character(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	size_t size = c[0] < 0x80   ? 1
		      : c[0] < 0xC2 ? 0
		      : c[0] < 0xE0 ? 2
		      : c[0] < 0xF0 ? 3
		      : c[0] < 0xF5 ? 4
				    : 0;
	for (size_t i = 1; i < size; i++)
		if ((c[i] & 0xC0) != 0x80)
			return 0;
	if (size == 1)
		return c[0] >= 0x20 || c[0] == '\t' || c[0] == '\n' ? 1 : 0;
	/* Overlong forms, surrogates, the two that are no characters, and what is beyond the last one. */
	if ((c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xED && c[1] >= 0xA0) ||
	    (c[0] == 0xF0 && c[1] < 0x90) || (c[0] == 0xF4 && c[1] >= 0x90) ||
	    (c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE))
		return 0;
	return size;
}

void xml_text(struct sqlembic_buf *out, const char *text)
{
	for (size_t n; *text; text += n ? n : 1) {
		n = character(text);
		switch (n == 1 ? *text : 0) {
		case '&':
			sqlembic_buf_puts(out, "&amp;");
			break;
		case '<':
			sqlembic_buf_puts(out, "&lt;");
			break;
		case '>':
			sqlembic_buf_puts(out, "&gt;");
			break;
		case '"':
			sqlembic_buf_puts(out, "&quot;");
			break;
		case '\n':
			sqlembic_buf_puts(out, "&#10;");
			break;
		default:
			if (n)
				sqlembic_buf_add(out, text, n);
			else
				sqlembic_buf_puts(out, "\xEF\xBF\xBD");
		}
	}
}
