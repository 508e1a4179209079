/* buf.c: growing text with sticky failure. */
#include "sqlembic/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and the terminator. */
static bool reserve(struct sqlembic_buf *buf, size_t more)
{
	if (buf->failed)
		return false;
	if (more < buf->cap - buf->len)
		return true;
	if (more > SIZE_MAX / 4 - buf->len) {
		buf->failed = true;
		return false;
	}
	size_t cap = buf->cap ? buf->cap * 2 : 64;
	if (cap < buf->len + more + 1)
		cap = buf->len + more + 1;
	char *ptr = realloc(buf->ptr, cap);
	if (!ptr) {
		buf->failed = true;
		return false;
	}
	buf->ptr = ptr;
	buf->cap = cap;
	return true;
}

void sqlembic_buf_add(struct sqlembic_buf *buf, const char *text, size_t length)
{
	if (!reserve(buf, length))
		return;
	if (length)
		memcpy(buf->ptr + buf->len, text, length);
	buf->len += length;
	buf->ptr[buf->len] = '\0';
}

void sqlembic_buf_puts(struct sqlembic_buf *buf, const char *text)
{
	sqlembic_buf_add(buf, text, strlen(text));
}

void sqlembic_buf_putc(struct sqlembic_buf *buf, char c)
{
	if (!reserve(buf, 1))
		return;
	buf->ptr[buf->len++] = c;
	buf->ptr[buf->len] = '\0';
}

/* Most texts fit into the room that is there, and are then made only once. */
void sqlembic_buf_printf(struct sqlembic_buf *buf, const char *format, ...)
{
	const size_t room = buf->failed ? 0 : buf->cap - buf->len;
	va_list args;
	va_start(args, format);
	int length = vsnprintf(room ? buf->ptr + buf->len : NULL, room, format, args);
	va_end(args);
	if (length < 0) {
		buf->failed = true;
		return;
	}
	if ((size_t)length >= room) {
		if (!reserve(buf, (size_t)length))
			return;
		va_start(args, format);
		(void)vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)length;
}

void sqlembic_buf_quote(struct sqlembic_buf *buf, const char *text, char quote)
{
	sqlembic_buf_putc(buf, quote);
	for (; *text; text++) {
		if (*text == quote)
			sqlembic_buf_putc(buf, quote);
		sqlembic_buf_putc(buf, *text);
	}
	sqlembic_buf_putc(buf, quote);
}

void sqlembic_buf_word(struct sqlembic_buf *buf, const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./@%+=:,-";
	if (*word && strspn(word, plain) == strlen(word)) {
		sqlembic_buf_puts(buf, word);
		return;
	}
	sqlembic_buf_putc(buf, '\'');
	for (const char *c = word; *c; c++)
		sqlembic_buf_puts(buf, *c == '\'' ? "'\\''" : (const char[]){ *c, '\0' });
	sqlembic_buf_putc(buf, '\'');
}

void sqlembic_buf_clear(struct sqlembic_buf *buf)
{
	buf->len = 0;
	buf->failed = false;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

void sqlembic_buf_release(struct sqlembic_buf *buf)
{
	free(buf->ptr);
	*buf = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
}

const char *sqlembic_buf_text(const struct sqlembic_buf *buf)
{
	return buf->ptr ? buf->ptr : "";
}
