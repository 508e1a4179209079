/* lex.h: how MySQL and MariaDB read text, for the dialect and for the sessions. */
#ifndef MYSQL_LEX_H
#define MYSQL_LEX_H

#include "sqlembic/driver.h"

#define MYSQLDB_LEX                                                                          \
	(SQLEMBIC_LEX_BACKSLASH | SQLEMBIC_LEX_DOUBLE_QUOTE_STRING | SQLEMBIC_LEX_BACKTICK | \
	 SQLEMBIC_LEX_HASH_COMMENT | SQLEMBIC_LEX_DASH_BLANK | SQLEMBIC_LEX_DELIMITER |      \
	 SQLEMBIC_LEX_CONDITIONAL_COMMENT | SQLEMBIC_LEX_MYSQL_CLIENT | SQLEMBIC_LEX_DOLLAR_QUOTE)

/* Whose row is the migration lock on a cluster: lease.c. */
#define MYSQLDB_LOCK_TABLE "sqlembic_lock"

#endif
