/* unname.h: takes the name of a database out of statements in which it stands for the one in use. */
#ifndef MYSQL_UNNAME_H
#define MYSQL_UNNAME_H

#include <stdbool.h>

#include "sqlembic/buf.h"
#include "sqlembic/token.h"

/* Appends a statement without this name in front of tables and programs, in bodies, too; false, and nothing is appended: it has none.
 * `folds`: names of databases are the same in any case. */
bool mysqldb_unname(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database, bool folds);
/* The same of a statement that is about databases, in any case of letters: ALTER DATABASE, where the server takes that without a
 * name. */
bool mysqldb_unname_database(struct sqlembic_buf *out, struct sqlembic_span sql, const char *database);

#endif
