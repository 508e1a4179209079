/* text.h: the pieces that the text of a message is made of, and places in it. */
#ifndef POSTGRESQL_TEXT_H
#define POSTGRESQL_TEXT_H

#include "session.h"

/* Byte offset in `text` of the character that the server counts as number `position`, from 1. */
size_t postgres_byte_offset(const struct postgres_session *s, const char *text, size_t position);
/* Appends an argument as a literal that means the same whatever a script has made of standard_conforming_strings. */
int postgres_add_argument(struct postgres_session *s, const char *arg, struct sqlembic_error *err);
/* Appends one of our statements as far as its next question mark, except those inside quotes, and moves *sql behind that;
 * false: there is none, all is appended. */
bool postgres_add_to_mark(struct sqlembic_buf *out, const char **sql);
/* Appends one of our statements with its arguments in place of the question marks. */
int postgres_add_query(struct postgres_session *s, const struct sqlembic_query *q,
		       struct sqlembic_error *err);
/* Refuses text that libpq would cut. */
int postgres_refuse_nul(struct sqlembic_span sql, struct sqlembic_error *err);

#endif
