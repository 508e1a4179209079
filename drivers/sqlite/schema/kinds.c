/* kinds.c: the table of SQLite's kinds. */
#include "mark.h"
#include "rows.h"
#include "schema.h"

#define TYPE     SQLEMBIC_ATTRIBUTE_TYPE
#define DEFAULT  SQLEMBIC_ATTRIBUTE_DEFAULT
#define NOT_NULL SQLEMBIC_ATTRIBUTE_NOT_NULL
#define SILENT   SQLEMBIC_ATTRIBUTE_SILENT
#define FOLLOWS  SQLEMBIC_ATTRIBUTE_FOLLOWS

static const struct sqlembic_attribute table_attributes[] = {
	[SQLITE_TABLE_OPTIONS] = { "options", 0 }, [SQLITE_TABLE_ORDER] = { "order of columns", FOLLOWS },
	[SQLITE_TABLE_SQL] = { "text", SILENT },   [SQLITE_TABLE_COLUMNS] = { "columns", SILENT },
	[SQLITE_TABLE_VALUES] = { NULL, 0 },
};

static const struct sqlembic_attribute column_attributes[] = {
	[SQLITE_COLUMN_TYPE] = { "type", TYPE },          [SQLITE_COLUMN_NOT_NULL] = { "NOT NULL", NOT_NULL },
	[SQLITE_COLUMN_DEFAULT] = { "default", DEFAULT }, [SQLITE_COLUMN_COLLATION] = { "collation", 0 },
	[SQLITE_COLUMN_GENERATED] = { "expression", 0 },  [SQLITE_COLUMN_OTHER] = { "definition", 0 },
	[SQLITE_COLUMN_TEXT] = { "text", SILENT },        [SQLITE_COLUMN_VALUES] = { NULL, 0 },
};

static const struct sqlembic_attribute constraint_attributes[] = {
	[SQLITE_CONSTRAINT_DEFINITION] = { "definition", 0 },
	[SQLITE_CONSTRAINT_COLUMN] = { "column", SILENT | SQLEMBIC_ATTRIBUTE_KEY_COLUMN },
	[SQLITE_CONSTRAINT_NAME] = { "name", SILENT },
	[SQLITE_CONSTRAINT_TEXT] = { "text", SILENT | SQLEMBIC_ATTRIBUTE_KEY },
	[SQLITE_CONSTRAINT_PARENT] = { "parent", SILENT | SQLEMBIC_ATTRIBUTE_NEEDS },
	[SQLITE_CONSTRAINT_VALUES] = { NULL, 0 },
};

static const struct sqlembic_attribute object_attributes[] = {
	[SQLITE_OBJECT_DEFINITION] = { "definition", 0 },
	[SQLITE_OBJECT_SQL] = { "text", SILENT },
	[SQLITE_OBJECT_VALUES] = { NULL, 0 },
};

#define PART   (SQLEMBIC_KIND_BY_PARENT | SQLEMBIC_KIND_IN_MODELS)
#define OBJECT .attributes = object_attributes, .create = sqlite_object_create, .drop = sqlite_object_drop

static const struct sqlembic_kind kinds[] = {
	[SQLITE_KIND_TABLE] = { .name = "table",
				.flags = SQLEMBIC_KIND_IN_MODELS,
				.rank = 1,
				.attributes = table_attributes,
				.create = sqlite_table_create,
				.drop = sqlite_table_drop,
				.print = sqlite_table_print,
				.alter = sqlite_table_alter,
				.judge = sqlite_table_judge,
				.reordered = sqlite_table_reordered,
				.rename = sqlite_table_rename,
				.unfold = sqlite_table_unfold },
	[SQLITE_KIND_COLUMN] = { .name = "column",
				 .flags = PART | SQLEMBIC_KIND_ORDERED,
				 .rank = 1,
				 .attributes = column_attributes,
				 .rename = sqlite_column_rename },
	[SQLITE_KIND_PRIMARY_KEY] = { .name = "primary key",
				      .flags = PART,
				      .rank = 1,
				      .attributes = constraint_attributes },
	[SQLITE_KIND_UNIQUE] = { .name = "unique constraint",
				 .flags = PART,
				 .rank = 1,
				 .attributes = constraint_attributes },
	[SQLITE_KIND_CHECK] = { .name = "check constraint",
				.flags = PART,
				.rank = 1,
				.attributes = constraint_attributes },
	[SQLITE_KIND_FOREIGN_KEY] = { .name = "foreign key",
				      .flags = PART,
				      .rank = 1,
				      .attributes = constraint_attributes },
	[SQLITE_KIND_VIRTUAL_TABLE] = { .name = "virtual table", .rank = 3, OBJECT },
	[SQLITE_KIND_INDEX] = { .name = "index", .flags = SQLEMBIC_KIND_IN_MODELS, .rank = 2, OBJECT },
	[SQLITE_KIND_VIEW] = { .name = "view", .rank = 4, OBJECT },
	[SQLITE_KIND_TRIGGER] = { .name = "trigger", .rank = 5, OBJECT },
	[SQLITE_NKINDS] = { .name = NULL },
};

const struct sqlembic_schema sqlembic_sqlite_schema = {
	.kinds = kinds,
	.read = sqlite_schema_read,
	.scratch_database = ":memory:",
	.seed = sqlite_rows_seed,
	.rows = sqlite_rows_tell,
	.scratch_side_by_side = true,
	.scratch_mark = sqlite_mark,
	.scratch_return = sqlite_mark_return,
};
