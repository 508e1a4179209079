/* text.h: what a byte of text is, and where text may be cut. */
#ifndef SQLEMBIC_TEXT_H
#define SQLEMBIC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "sqlembic.h"

static inline bool sqlembic_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool sqlembic_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool sqlembic_is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool sqlembic_is_alphanumeric(char c)
{
	return sqlembic_is_ascii_letter(c) || sqlembic_is_digit(c);
}

/* Of names, in all dialects. */
static inline bool sqlembic_is_letter(char c)
{
	return sqlembic_is_ascii_letter(c) || c == '_' || (unsigned char)c >= 0x80;
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

/* The next word from *p on, which is moved behind it; NULL: none is left. */
static inline const char *sqlembic_word_next(const char **p, const char *end)
{
	while (*p < end && sqlembic_word_end(*p, end) == *p)
		(*p)++;
	const char *word = *p;
	*p = sqlembic_word_end(word, end);
	return word < end ? word : NULL;
}

/* The functions of the C library go by the locale of the process, which is its program's: in Turkish "I" is not the capital of "i",
 * nor BEGIN the word begin.  These know the letters of ASCII only, and are otherwise as those are. */
static inline char sqlembic_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline char sqlembic_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static inline int sqlembic_ncasecmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; a++, b++, n--) {
		const unsigned char one = (unsigned char)sqlembic_lower(*a),
				    two = (unsigned char)sqlembic_lower(*b);
		if (one != two || !one)
			return one - two;
	}
	return 0;
}

static inline int sqlembic_casecmp(const char *a, const char *b)
{
	return sqlembic_ncasecmp(a, b, SIZE_MAX);
}

static inline const char *sqlembic_casestr(const char *text, const char *word)
{
	const size_t n = strlen(word);
	for (; *text && sqlembic_ncasecmp(text, word, n) != 0; text++)
		;
	return *text || n == 0 ? text : NULL;
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
