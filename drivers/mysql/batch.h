/* batch.h: which of the user's statements can be sent together. */
#ifndef MYSQL_BATCH_H
#define MYSQL_BATCH_H

#include "session.h"
#include "sqlembic/token.h"

/* Whether the text is one statement, for certain. */
bool mysqldb_is_one(struct sqlembic_span sql, bool backslash_escapes);
/* Whether it is one that yields one result and changes rows, or the schema and so commits. */
bool mysqldb_changes_rows(struct sqlembic_span sql);
bool mysqldb_changes_schema(struct sqlembic_span sql);
/* Whether the body of a routine, trigger or event may be its end; never false where one is. */
bool mysqldb_ends_in_body(struct sqlembic_span sql);
/* Whether it may have other statements within. */
bool mysqldb_holds_statements(struct sqlembic_span sql);
/* Whether it prepares or runs a text, and what it takes that from: a literal, a variable or, on MariaDB, an expression. */
bool mysqldb_runs_text(struct sqlembic_span *out, struct sqlembic_span sql);
/* Its tokens, as the server reads them in its default sql_mode. */
struct sqlembic_tokens mysqldb_tokens(struct sqlembic_span sql);
/* The dot behind a name, in front of one that begins with a digit, too: "shop.2024_log". */
bool mysqldb_take_dot(struct sqlembic_tokens *tokens);

#endif
