/* encoding.h: text files are UTF-8 without NUL bytes; a byte order mark is tolerated. */
#ifndef ENCODING_H
#define ENCODING_H

#include <stddef.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Refuses NUL bytes and anything that is not UTF-8, with file:line:column. */
int encoding_check(struct sqlembic_span text, const char *path, struct sqlembic_error *err);
/* The text behind a byte order mark, if there is one. */
struct sqlembic_span encoding_skip_bom(struct sqlembic_span text);
/* Characters (not bytes) in valid UTF-8. */
size_t encoding_count(const char *text, size_t length);

#endif
