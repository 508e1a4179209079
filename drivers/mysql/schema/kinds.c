/* kinds.c: the table of kinds.  What has no functions yet is not read, and is listed as such (read.c). */
#include "kinds.h"

#define PART           (SQLEMBIC_KIND_BY_PARENT | SQLEMBIC_KIND_IN_MODELS)
#define CLAUSE(number) .flags = PART, .rank = (number), .attributes = mysqldb_clause_attributes

#define PROGRAM(text, number)                                                       \
	.name = (text), .rank = (number), .attributes = mysqldb_program_attributes, \
	.create = mysqldb_create_program, .drop = mysqldb_drop_program, .alter = mysqldb_alter_program

const struct sqlembic_kind mysqldb_kinds[] = {
	[MYSQLDB_DATABASE] = { .name = "database" },
	[MYSQLDB_SEQUENCE] = { .name = "sequence",
			       .flags = SQLEMBIC_KIND_IN_MODELS,
			       .rank = MYSQLDB_SEQUENCE,
			       .attributes = mysqldb_sequence_attributes,
			       .create = mysqldb_create_sequence,
			       .drop = mysqldb_drop_sequence,
			       .alter = mysqldb_alter_sequence,
			       .judge = mysqldb_judge_sequence },
	[MYSQLDB_TABLE] = { .name = "table",
			    .flags = SQLEMBIC_KIND_IN_MODELS,
			    .rank = MYSQLDB_TABLE,
			    .attributes = mysqldb_table_attributes,
			    .create = mysqldb_create_table,
			    .drop = mysqldb_drop_table,
			    .print = mysqldb_print_table,
			    .alter = mysqldb_alter_table,
			    .judge = mysqldb_judge_table,
			    .reordered = mysqldb_reordered_table,
			    .is_held_by = mysqldb_hold_table,
			    .spreads_to = mysqldb_spread_table,
			    .rename = mysqldb_rename_table },
	[MYSQLDB_COLUMN] = { .name = "column",
			     .flags = PART | SQLEMBIC_KIND_ORDERED,
			     .rank = MYSQLDB_COLUMN,
			     .attributes = mysqldb_column_attributes,
			     .stands_behind = mysqldb_stand_column,
			     .rename = mysqldb_rename_column },
	[MYSQLDB_KEY] = { .name = "key", CLAUSE(MYSQLDB_KEY) },
	[MYSQLDB_CHECK] = { .name = "check constraint", CLAUSE(MYSQLDB_CHECK) },
	[MYSQLDB_PERIOD] = { .name = "period", CLAUSE(MYSQLDB_PERIOD) },
	[MYSQLDB_FUNCTION] = { PROGRAM("function", MYSQLDB_FUNCTION) },
	[MYSQLDB_PROCEDURE] = { PROGRAM("procedure", MYSQLDB_PROCEDURE) },
	[MYSQLDB_PACKAGE] = { PROGRAM("package", MYSQLDB_PACKAGE) },
	[MYSQLDB_PACKAGE_BODY] = { PROGRAM("package body", MYSQLDB_PACKAGE_BODY) },
	[MYSQLDB_FOREIGN_KEY] = { .name = "foreign key",
				  .flags = SQLEMBIC_KIND_IN_MODELS,
				  .rank = MYSQLDB_FOREIGN_KEY,
				  .attributes = mysqldb_foreign_key_attributes,
				  .create = mysqldb_create_foreign_key,
				  .drop = mysqldb_drop_foreign_key },
	[MYSQLDB_VIEW] = { .name = "view",
			   .flags = SQLEMBIC_KIND_BY_NAME,
			   .rank = MYSQLDB_VIEW,
			   .attributes = mysqldb_view_attributes,
			   .create = mysqldb_create_view,
			   .drop = mysqldb_drop_view,
			   .alter = mysqldb_alter_view },
	[MYSQLDB_TRIGGER] = { PROGRAM("trigger", MYSQLDB_TRIGGER), .stays_without = mysqldb_stay_trigger,
			      .spreads_to = mysqldb_spread_trigger },
	[MYSQLDB_EVENT] = { PROGRAM("event", MYSQLDB_EVENT) },
	[MYSQLDB_KINDS] = { .name = NULL },
};
