/* text.h: what a byte of text is, and where text may be cut. */
#ifndef SQLEMBIC_TEXT_H
#define SQLEMBIC_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic.h"

static inline bool sqlembic_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool sqlembic_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Of names, in all dialects. */
static inline bool sqlembic_is_letter(char c)
{
	unsigned char u = (unsigned char)c;
	return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_' || u >= 0x80;
}

static inline bool sqlembic_is_word_byte(char c)
{
	return sqlembic_is_letter(c) || sqlembic_is_digit(c) || c == '$';
}

/* Where the word that begins at `p` ends: `p` itself where none does.  A dollar ends one, which may be that of a dollar quote. */
static inline const char *sqlembic_word_end(const char *p, const char *end)
{
	while (p < end && sqlembic_is_word_byte(*p) && *p != '$')
		p++;
	return p;
}

/* Whether the byte is one of a character of UTF-8, but not its first. */
static inline bool sqlembic_is_inside_character(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The length of the text without the character that its end cuts off. */
SQLEMBIC_API size_t sqlembic_text_whole(const char *text, size_t length);

/* How much of the text goes into `room` bytes, in whole characters. */
static inline size_t sqlembic_text_cut(const char *text, size_t length, size_t room)
{
	return length <= room ? length : sqlembic_text_whole(text, room);
}

#endif
