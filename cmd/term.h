/* term.h: what is known of a terminal, and text fitted to it. */
#ifndef TERM_H
#define TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "sqlembic/buf.h"

struct term {
	size_t width; /* columns; 0: not a terminal */
	bool colour;
};

/* Asks about a file descriptor; `get` answers NO_COLOR, TERM and COLUMNS. */
struct term term_probe(int fd, const char *(*get)(const char *name));

/* Whether the environment says that text is UTF-8. */
bool term_is_utf8(const char *(*get)(const char *name));

/* Columns that `len` bytes of UTF-8 take; a broken byte counts as one. */
size_t term_text_width(const char *text, size_t len);
/* Bytes of the character at `text` (at least 1, at most `len`) and the columns it takes. */
size_t term_char(const char *text, size_t len, size_t *columns);

/* Appends text with control characters made harmless: a line break becomes a blank, others "?". */
void term_clean(struct sqlembic_buf *out, const char *text, size_t len);
/* The same of a text up to its end. */
void term_put(struct sqlembic_buf *out, const char *text);

/* Appends words, broken before column `width`; `column` is where the text begins, `indent` where further
 * lines do.  A line break in the text is kept.  Width 0: nothing is broken.  Ends without a line break. */
void term_wrap(struct sqlembic_buf *out, const char *text, size_t column, size_t indent, size_t width);

/* Cuts what stands behind `start` to `width` columns, of which the last three are dots. */
void term_cut(struct sqlembic_buf *text, size_t start, size_t width);

/* Appends `n` blanks. */
void term_pad(struct sqlembic_buf *out, size_t n);

#endif
