/* rest.c: schemas, extensions, publications, and the kinds that are one definition and are made anew when it changes. */
#include "kinds.h"

#include <string.h>

const struct sqlembic_attribute postgres_schema_attributes[] = { { NULL, 0 } };

POSTGRES_CREATE(schema)
{
	(void)to;
	/* A new database has one of this name. */
	bool may_be_there = strcmp(fact->identity, "public") == 0;
	return postgres_emit(out, err, "CREATE SCHEMA %s%s", may_be_there ? "IF NOT EXISTS " : "",
			     fact->identity);
}

POSTGRES_DROP(schema)
{
	(void)from;
	return postgres_emit(out, err, "DROP SCHEMA %s", fact->identity);
}

enum { EXTENSION_SCHEMA };

const struct sqlembic_attribute postgres_extension_attributes[] = {
	[EXTENSION_SCHEMA] = { "schema of its objects", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(extension)
{
	const char *schema = postgres_value(fact, EXTENSION_SCHEMA);
	int rc = 0;
	/* One that is not compared (include_schemas) is needed all the same. */
	if (!to->find(to, POSTGRES_SCHEMA, schema) && strncmp(schema, "pg_", 3) != 0)
		rc = postgres_emit(out, err, "CREATE SCHEMA IF NOT EXISTS %s", schema);
	if (rc == 0)
		rc = postgres_lift_default_privileges(out, err);
	if (rc == 0)
		rc = postgres_emit(out, err, "CREATE EXTENSION %s WITH SCHEMA %s", fact->identity, schema);
	return rc == 0 ? postgres_restore_default_privileges(out, err) : rc;
}

POSTGRES_ALTER(extension)
{
	return postgres_emit(out, err, "ALTER EXTENSION %s SET SCHEMA %s", change->after->identity,
			     postgres_value(change->after, EXTENSION_SCHEMA));
}

POSTGRES_DROP(extension)
{
	(void)from;
	return postgres_emit(out, err, "DROP EXTENSION %s", fact->identity);
}

/* ---- one definition ---- */

const struct sqlembic_attribute postgres_whole_attributes[] = {
	[WHOLE_DEFINITION] = { "definition", 0 },
	{ NULL, 0 },
};

/* The words behind CREATE and DROP. */
static const char *word_of(const struct sqlembic_fact *fact)
{
	switch (fact->kind) {
	case POSTGRES_COLLATION:
		return "COLLATION";
	case POSTGRES_PARSER:
		return "TEXT SEARCH PARSER";
	case POSTGRES_TEMPLATE:
		return "TEXT SEARCH TEMPLATE";
	case POSTGRES_DICTIONARY:
		return "TEXT SEARCH DICTIONARY";
	case POSTGRES_CONFIGURATION:
		return "TEXT SEARCH CONFIGURATION";
	case POSTGRES_CAST:
		return "CAST";
	case POSTGRES_ACCESS_METHOD:
		return "ACCESS METHOD";
	case POSTGRES_LANGUAGE:
		return "LANGUAGE";
	case POSTGRES_CONVERSION:
		return "CONVERSION";
	case POSTGRES_WRAPPER:
		return "FOREIGN DATA WRAPPER";
	case POSTGRES_SERVER:
		return "SERVER";
	case POSTGRES_PUBLICATION:
		return "PUBLICATION";
	case POSTGRES_OPERATOR_FAMILY:
		return "OPERATOR FAMILY";
	case POSTGRES_OPERATOR_CLASS:
		return "OPERATOR CLASS";
	default:
		return "OPERATOR";
	}
}

static bool has_list(const struct sqlembic_fact *fact)
{
	return fact->kind == POSTGRES_COLLATION || fact->kind == POSTGRES_DICTIONARY ||
	       fact->kind == POSTGRES_CONFIGURATION || fact->kind == POSTGRES_PARSER ||
	       fact->kind == POSTGRES_TEMPLATE;
}

POSTGRES_CREATE(whole)
{
	(void)to;
	return postgres_emit(out, err, has_list(fact) ? "CREATE %s %s (%s)" : "CREATE %s %s %s",
			     word_of(fact), fact->identity, postgres_value(fact, WHOLE_DEFINITION));
}

POSTGRES_DROP(whole)
{
	(void)from;
	return postgres_emit(out, err, "DROP %s %s", word_of(fact), fact->identity);
}

const struct sqlembic_attribute postgres_language_attributes[] = {
	[WHOLE_DEFINITION] = { "definition", 0 },
	[WHOLE_MORE] = { "trust", 0 },
	{ NULL, 0 },
};

const struct sqlembic_attribute postgres_conversion_attributes[] = {
	[WHOLE_DEFINITION] = { "definition", 0 },
	[WHOLE_MORE] = { "default", 0 },
	{ NULL, 0 },
};

static int create_with_word(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact,
			    struct sqlembic_error *err)
{
	const char *more = postgres_value(fact, WHOLE_MORE);
	return postgres_emit(out, err, "CREATE %s%s%s %s %s", more ? more : "", more ? " " : "",
			     word_of(fact), fact->identity, postgres_value(fact, WHOLE_DEFINITION));
}

POSTGRES_CREATE(language)
{
	(void)to;
	return create_with_word(out, fact, err);
}

POSTGRES_CREATE(conversion)
{
	(void)to;
	return create_with_word(out, fact, err);
}

const struct sqlembic_attribute postgres_operator_attributes[] = {
	[WHOLE_DEFINITION] = { "definition", 0 },
	[WHOLE_MORE] = { "operator", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* It is made by its name and dropped by its name and arguments. */
POSTGRES_CREATE(operator)
{
	(void)to;
	return postgres_emit(out, err, "CREATE OPERATOR %s (%s)", postgres_value(fact, WHOLE_MORE),
			     postgres_value(fact, WHOLE_DEFINITION));
}

/* So are operator classes, whose access method stands elsewhere when they are made. */
POSTGRES_CREATE(class)
{
	(void)to;
	return postgres_emit(out, err, "CREATE OPERATOR CLASS %s %s", postgres_value(fact, WHOLE_MORE),
			     postgres_value(fact, WHOLE_DEFINITION));
}

const struct sqlembic_attribute postgres_family_attributes[] = {
	[WHOLE_DEFINITION] = { "members of no class", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(family)
{
	const char *members = postgres_value(fact, WHOLE_DEFINITION);
	(void)to;
	int rc = postgres_emit(out, err, "CREATE OPERATOR FAMILY %s", fact->identity);
	return rc == 0 && members
		       ? postgres_emit(out, err, "ALTER OPERATOR FAMILY %s ADD %s", fact->identity, members)
		       : rc;
}

const struct sqlembic_attribute postgres_shell_attributes[] = { { NULL, 0 } };

/* An operator that is named as another's commutator makes it. */
POSTGRES_CREATE(shell)
{
	(void)out;
	(void)to;
	(void)fact;
	(void)err;
	return 0;
}

/* ---- text search configurations ---- */

const struct sqlembic_attribute postgres_configuration_attributes[] = {
	[WHOLE_DEFINITION] = { "definition", 0 },
	[WHOLE_MORE] = { "mappings", 0 },
	{ NULL, 0 },
};

/* Lines "word WITH dictionaries". */
static int map(const struct sqlembic_action_sink *out, const struct sqlembic_fact *fact, bool add,
	       struct sqlembic_error *err)
{
	const char *list = postgres_value(fact, WHOLE_MORE);
	int rc = 0;
	for (struct sqlembic_span line; rc == 0 && (line = postgres_next_line(&list)).len > 0;) {
		size_t n = add ? line.len : strcspn(line.ptr, " ");
		rc = postgres_emit(out, err, "ALTER TEXT SEARCH CONFIGURATION %s %s MAPPING FOR %.*s",
				   fact->identity, add ? "ADD" : "DROP", (int)n, line.ptr);
	}
	return rc;
}

POSTGRES_CREATE(configuration)
{
	int rc = postgres_create_whole(out, to, fact, err);
	return rc == 0 ? map(out, fact, true, err) : rc;
}

POSTGRES_JUDGE(configuration)
{
	return change->changed & BIT(WHOLE_DEFINITION) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(configuration)
{
	int rc = map(out, change->before, false, err);
	return rc == 0 ? map(out, change->after, true, err) : rc;
}

/* ---- publications ---- */

enum { PUBLICATION_TABLES, PUBLICATION_OPTIONS };

const struct sqlembic_attribute postgres_publication_attributes[] = {
	[PUBLICATION_TABLES] = { "tables", 0 },
	[PUBLICATION_OPTIONS] = { "options", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(publication)
{
	const char *tables = postgres_value(fact, PUBLICATION_TABLES);
	(void)to;
	return postgres_emit(out, err, "CREATE PUBLICATION %s%s%s WITH (%s)", fact->identity,
			     tables ? " FOR " : "", tables ? tables : "",
			     postgres_value(fact, PUBLICATION_OPTIONS));
}

POSTGRES_JUDGE(publication)
{
	return change->changed & BIT(PUBLICATION_TABLES) ? SQLEMBIC_WAY_REBUILD : SQLEMBIC_WAY_ALTER;
}

POSTGRES_ALTER(publication)
{
	return postgres_emit(out, err, "ALTER PUBLICATION %s SET (%s)", change->after->identity,
			     postgres_value(change->after, PUBLICATION_OPTIONS));
}

enum { PUBLISHED_PUBLICATION, PUBLISHED_OBJECT, PUBLISHED_FILTER, PUBLISHED_COLUMNS };

const struct sqlembic_attribute postgres_published_table_attributes[] = {
	[PUBLISHED_PUBLICATION] = { "publication", SQLEMBIC_ATTRIBUTE_SILENT },
	[PUBLISHED_OBJECT] = { "table", SQLEMBIC_ATTRIBUTE_SILENT },
	[PUBLISHED_FILTER] = { "filter", SQLEMBIC_ATTRIBUTE_DEPARSED },
	[PUBLISHED_COLUMNS] = { "columns", 0 },
	{ NULL, 0 },
};

POSTGRES_CREATE(published_table)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)to;
	sqlembic_buf_printf(&sql, "ALTER PUBLICATION %s ADD TABLE ONLY %s",
			    postgres_value(fact, PUBLISHED_PUBLICATION),
			    postgres_value(fact, PUBLISHED_OBJECT));
	if (postgres_value(fact, PUBLISHED_COLUMNS))
		sqlembic_buf_printf(&sql, " (%s)", postgres_value(fact, PUBLISHED_COLUMNS));
	if (postgres_value(fact, PUBLISHED_FILTER))
		sqlembic_buf_printf(&sql, " WHERE (%s)", postgres_value(fact, PUBLISHED_FILTER));
	return postgres_emit_buf(out, &sql, 0, err);
}

POSTGRES_DROP(published_table)
{
	(void)from;
	return postgres_emit(out, err, "ALTER PUBLICATION %s DROP TABLE ONLY %s",
			     postgres_value(fact, PUBLISHED_PUBLICATION),
			     postgres_value(fact, PUBLISHED_OBJECT));
}

const struct sqlembic_attribute postgres_published_schema_attributes[] = {
	[PUBLISHED_PUBLICATION] = { "publication", SQLEMBIC_ATTRIBUTE_SILENT },
	[PUBLISHED_OBJECT] = { "published schema", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

POSTGRES_CREATE(published_schema)
{
	(void)to;
	return postgres_emit(out, err, "ALTER PUBLICATION %s ADD TABLES IN SCHEMA %s",
			     postgres_value(fact, PUBLISHED_PUBLICATION),
			     postgres_value(fact, PUBLISHED_OBJECT));
}

POSTGRES_DROP(published_schema)
{
	(void)from;
	return postgres_emit(out, err, "ALTER PUBLICATION %s DROP TABLES IN SCHEMA %s",
			     postgres_value(fact, PUBLISHED_PUBLICATION),
			     postgres_value(fact, PUBLISHED_OBJECT));
}
