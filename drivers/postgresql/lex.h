/* lex.h: how PostgreSQL's text is read. */
#ifndef POSTGRESQL_LEX_H
#define POSTGRESQL_LEX_H

#include "sqlembic/driver.h"

#define POSTGRES_LEX                                                                            \
	(SQLEMBIC_LEX_DOLLAR_QUOTE | SQLEMBIC_LEX_NESTED_COMMENT | SQLEMBIC_LEX_ESCAPE_STRING | \
	 SQLEMBIC_LEX_ATOMIC_BODY | SQLEMBIC_LEX_COPY_DATA | SQLEMBIC_LEX_PAREN | SQLEMBIC_LEX_PSQL)

#endif
