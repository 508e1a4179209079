/* utf8.c: see utf8.h. */
#include "utf8.h"

size_t utf8_char(const char *text)
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
	if ((c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xED && c[1] >= 0xA0) ||
	    (c[0] == 0xF0 && c[1] < 0x90) || (c[0] == 0xF4 && c[1] >= 0x90))
		return 0;
	return size;
}
