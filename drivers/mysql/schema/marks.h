/* marks.h: where SHOW CREATE TABLE may have printed question marks for other characters.
 *
 * The servers keep texts of their catalog in utf8mb3: what takes four bytes is printed as '?', though the table knows it: in labels
 * of enum and set, in MariaDB's literal defaults, and in MySQL's expressions each byte of it; there bytes of another character set,
 * too: _latin1'?'.  A script made of that would give the table other labels and defaults, and nobody could see it.  So where such
 * marks are printed, the server is asked otherwise.  Only in the expressions of defaults of an old MariaDB, and in large sets of any,
 * nobody can ask for them: they are listed as not compared. */
#ifndef MYSQL_SCHEMA_MARKS_H
#define MYSQL_SCHEMA_MARKS_H

#include "parse.h"
#include "read.h"
#include "sqlembic/token.h"

size_t mysqldb_marks_count_labels(struct sqlembic_span type);
bool mysqldb_marks_hide_labels(const struct mysqldb_reading *r, const struct mysqldb_column *column);
bool mysqldb_marks_hide_default(const struct mysqldb_reading *r, const struct mysqldb_column *column);
bool mysqldb_marks_hide_expression(const struct mysqldb_reading *r, struct sqlembic_span text);
/* The expression of a check, or the parts of a key, without the options behind it; empty: the clause is neither. */
struct sqlembic_span mysqldb_marks_expression(const struct mysqldb_clause *clause);
/* The same of one token, a literal; `is_of_bytes`: each byte of a character has a mark. */
bool mysqldb_marks_hide(const struct sqlembic_token *token, bool is_of_bytes);
/* Whether a literal says that it is in UTF-8. */
bool mysqldb_marks_is_unicode(const struct sqlembic_token *literal);

#endif
