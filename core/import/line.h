/* line.h: text line by line. */
#ifndef LINE_H
#define LINE_H

#include <string.h>

#include "sqlembic/buf.h"
#include "sqlembic/text.h"

/* Takes the next line, without its end (LF or CRLF), off the front of `rest`; false at the end of the text. */
static inline bool line_next(struct sqlembic_span *out, struct sqlembic_span *rest)
{
	if (rest->len == 0)
		return false;
	const char *end = memchr(rest->ptr, '\n', rest->len);
	size_t length = end ? (size_t)(end - rest->ptr) : rest->len;
	*out = (struct sqlembic_span){ rest->ptr, length };
	rest->ptr += length + (end != NULL);
	rest->len -= length + (end != NULL);
	if (out->len && out->ptr[out->len - 1] == '\r')
		out->len--;
	return true;
}

/* The text without blanks around it. */
static inline struct sqlembic_span line_trim(struct sqlembic_span text)
{
	while (text.len && sqlembic_is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	while (text.len && sqlembic_is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

static inline bool line_begins(struct sqlembic_span text, const char *with)
{
	size_t length = strlen(with);
	return text.len >= length && memcmp(text.ptr, with, length) == 0;
}

/* Takes `what` off the front of the text where it begins with that. */
static inline bool line_take(struct sqlembic_span *text, const char *what)
{
	size_t length = strlen(what);
	if (!line_begins(*text, what))
		return false;
	text->ptr += length;
	text->len -= length;
	return true;
}

static inline struct sqlembic_span line_skip_blanks(struct sqlembic_span text)
{
	while (text.len && sqlembic_is_blank(text.ptr[0])) {
		text.ptr++;
		text.len--;
	}
	return text;
}

/* Takes the next word, as far as a blank, off the front of the text; empty at its end. */
static inline struct sqlembic_span line_word(struct sqlembic_span *text)
{
	*text = line_skip_blanks(*text);
	struct sqlembic_span word = { text->ptr, 0 };
	while (word.len < text->len && !sqlembic_is_blank(word.ptr[word.len]))
		word.len++;
	text->ptr += word.len;
	text->len -= word.len;
	return word;
}

/* Whether the text is `word`, letters of either case being the same. */
static inline bool line_is(struct sqlembic_span text, const char *word)
{
	return text.len == strlen(word) && sqlembic_ncasecmp(text.ptr, word, text.len) == 0;
}

/* The same, letters being what they are. */
static inline bool line_equals(struct sqlembic_span text, const char *word)
{
	return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

#endif
