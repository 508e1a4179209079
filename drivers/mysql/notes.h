/* notes.h: what statements change in their session. */
#ifndef MYSQL_NOTES_H
#define MYSQL_NOTES_H

#include "session.h"

/* After a statement of the user's: notes what the server says it has changed, and what its text says. */
void mysqldb_note_changes(struct mysqldb *s);
void mysqldb_note_statement(struct mysqldb *s, struct sqlembic_span sql);
/* A script has ended, and what it changed is put back. */
void mysqldb_notes_clear(struct mysqldb *s);
/* Whether in this character set a byte of a character may look like a quote or a backslash. */
bool mysqldb_is_ascii_unsafe(const char *charset, size_t len);

#endif
