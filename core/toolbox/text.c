/* text.c: cuts text between two characters of UTF-8. */
#include "sqlembic/text.h"

static size_t sequence_length(unsigned char lead)
{
	return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

size_t sqlembic_text_whole(const char *text, size_t length)
{
	size_t start = length;
	while (start > 0 && length - start < 3 && sqlembic_is_inside_character(text[start - 1]))
		start--;
	if (start == 0)
		return length;
	start--;
	/* A sequence without a first byte is not UTF-8: it can be cut anywhere. */
	return start + sequence_length((unsigned char)text[start]) > length ? start : length;
}
