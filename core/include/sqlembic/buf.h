/* buf.h: text that is pointed to (span) and text that is built (buf). */
#ifndef SQLEMBIC_BUF_H
#define SQLEMBIC_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "sqlembic.h"

/* Borrowed text, not terminated. */
struct sqlembic_span {
	const char *ptr;
	size_t len;
};

/* Growing text, always terminated once something was added.  Running out of memory is remembered in `failed`
 * and makes all later additions do nothing: append freely, test once at the end. */
struct sqlembic_buf {
	char *ptr; /* malloc'ed, owned; NULL while empty */
	size_t len, cap;
	bool failed;
};

#define SQLEMBIC_BUF_INIT         \
	{                         \
		NULL, 0, 0, false \
	}

SQLEMBIC_API void sqlembic_buf_add(struct sqlembic_buf *buf, const char *text, size_t length);
SQLEMBIC_API void sqlembic_buf_puts(struct sqlembic_buf *buf, const char *text);
SQLEMBIC_API void sqlembic_buf_putc(struct sqlembic_buf *buf, char c);
SQLEMBIC_API void sqlembic_buf_printf(struct sqlembic_buf *buf, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
/* Appends `text` between `quote` characters, each one inside doubled: SQL identifiers and plain literals. */
SQLEMBIC_API void sqlembic_buf_quote(struct sqlembic_buf *buf, const char *text, char quote);
/* Appends a word of a command as a POSIX shell takes it: as it is, or in quotes where it says more than a word there. */
SQLEMBIC_API void sqlembic_buf_word(struct sqlembic_buf *buf, const char *word);
/* Empties it, keeping the memory. */
SQLEMBIC_API void sqlembic_buf_clear(struct sqlembic_buf *buf);
/* Frees it and makes it empty. */
SQLEMBIC_API void sqlembic_buf_release(struct sqlembic_buf *buf);
/* The text, "" when empty; owned by the buffer. */
SQLEMBIC_API const char *sqlembic_buf_text(const struct sqlembic_buf *buf);

#endif
