/* attributes.c: what is compared of tables and their parts. */
#include "kinds.h"

const struct sqlembic_attribute mysqldb_table_attributes[] = {
	[MYSQLDB_TABLE_OPTIONS] = { "options", 0 },
	[MYSQLDB_TABLE_PARTITIONING] = { "partitioning", 0 },
	[MYSQLDB_TABLE_ORDER] = { "order of columns", SQLEMBIC_ATTRIBUTE_FOLLOWS },
	[MYSQLDB_TABLE_OPAQUE] = { "text", 0 },
	[MYSQLDB_TABLE_SQL] = { "statement", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_TABLE_MISREAD] = { "modes that misread it", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_TABLE_LEFT_OUT] = { "columns without a history", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_TABLE_DORMANT] = { "options of another engine", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_TABLE_DIGEST] = { "digest", SQLEMBIC_ATTRIBUTE_DIGEST },
	{ NULL, 0 },
};

const struct sqlembic_attribute mysqldb_column_attributes[] = {
	[MYSQLDB_COLUMN_NAME] = { "name", 0 },
	[MYSQLDB_COLUMN_TYPE] = { "type", SQLEMBIC_ATTRIBUTE_TYPE },
	[MYSQLDB_COLUMN_CHARSET] = { "character set", 0 },
	[MYSQLDB_COLUMN_NOT_NULL] = { "NOT NULL", SQLEMBIC_ATTRIBUTE_NOT_NULL },
	[MYSQLDB_COLUMN_DEFAULT] = { "default", SQLEMBIC_ATTRIBUTE_DEFAULT },
	[MYSQLDB_COLUMN_GENERATED] = { "expression", 0 },
	[MYSQLDB_COLUMN_OTHER] = { "definition", 0 },
	[MYSQLDB_COLUMN_CLAUSE] = { "clause", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

const struct sqlembic_attribute mysqldb_clause_attributes[] = {
	[MYSQLDB_CLAUSE_DEFINITION] = { "definition", 0 },
	[MYSQLDB_CLAUSE_TEXT] = { "clause", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_KEY },
	[MYSQLDB_CLAUSE_COLUMNS] = { "columns", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};
