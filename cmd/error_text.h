/* error_text.h: an error as people read it.  Pure: text in, text out. */
#ifndef ERROR_TEXT_H
#define ERROR_TEXT_H

#include <stdbool.h>

#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "term.h"

/* Appends the error: message, place, the line of SQL that failed with a caret below the character,
 * detail, state, next step (`hint`).  `everything` adds the fields that only an investigation needs, and the whole
 * statement. */
void error_text_render(struct sqlembic_buf *out, const struct sqlembic_error *err, const char *hint,
		       const struct term *term, bool everything);

/* The name of a code, as JSON has it: "failed", "unreachable", ... */
const char *error_text_code(int code);

#endif
