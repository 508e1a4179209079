/* batch.h: which of the user's statements can be sent together. */
#ifndef MYSQL_BATCH_H
#define MYSQL_BATCH_H

#include "session.h"

/* Whether the text is one statement, for certain. */
bool mysqldb_is_one(struct sqlembic_span sql, bool backslash_escapes);
/* Whether it is one that yields one result and changes rows, or the schema and so commits. */
bool mysqldb_changes_rows(struct sqlembic_span sql);
bool mysqldb_changes_schema(struct sqlembic_span sql);
/* The first byte at or after `p` that is neither blank nor in a comment. */
const char *mysqldb_skip_blank(const char *p, const char *end);
/* Whether the text at *p begins with the keyword; moves *p behind it and the blanks that follow. */
bool mysqldb_skip_word(const char **p, const char *end, const char *word);

#endif
