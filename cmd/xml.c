/* xml.c: see xml.h. */
#include "xml.h"

#include <stddef.h>

#include "utf8.h"

/* Bytes of the character at `text`; 0: none that XML can hold. */
static size_t character(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	size_t size = utf8_char(text);
	if (size == 1)
		return c[0] >= 0x20 || c[0] == '\t' || c[0] == '\n' ? 1 : 0;
	/* The two that are no characters. */
	return size == 3 && c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE ? 0 : size;
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

void xml_attribute(struct sqlembic_buf *out, const char *name, const char *text)
{
	sqlembic_buf_printf(out, " %s=\"", name);
	xml_text(out, text);
	sqlembic_buf_putc(out, '"');
}
