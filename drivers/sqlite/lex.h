/* lex.h: how SQLite reads text, for the dialect and for the sessions. */
#ifndef SQLITE_LEX_H
#define SQLITE_LEX_H

#include "sqlembic/driver.h"

#define SQLITE_LEX \
	(SQLEMBIC_LEX_BACKTICK | SQLEMBIC_LEX_BRACKET | SQLEMBIC_LEX_TRIGGER_BODY | SQLEMBIC_LEX_DOT)

#endif
