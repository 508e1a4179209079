/* views.c: views.  They are replaced behind the tables that they use: ALTER TABLE does not look at views. */
#include <string.h>

#include "kinds.h"
#include "programs.h"

const struct sqlembic_attribute mysqldb_view_attributes[] = {
	[MYSQLDB_PROGRAM_DEFINITION] = { "definition", 0 },
	[MYSQLDB_PROGRAM_MODE] = { "sql_mode", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_COLLATION] = { "collation", 0 },
	[MYSQLDB_PROGRAM_DATABASE] = { "collation of the database", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_ZONE] = { "time zone", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_BEHIND] = { "order", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_DEFINER] = { "definer", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_PROGRAM_STATE] = { "state", 0 },
	[MYSQLDB_PROGRAM_VALUES] = { NULL, 0 },
};

/* One that does not work in the database cannot be made at all: in its place stands a view that says so. */
static void write_stand_in(struct mysqldb_emit *emit, const struct sqlembic_fact *fact, bool replaces)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, replaces ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
	mysqldb_text_name(&sql, fact->name);
	sqlembic_buf_puts(&sql, " AS select 'this view did not work' AS `broken`");
	mysqldb_emit(emit, &sql);
}

/* Neither may be replaced by the other. */
static bool is_duality(const struct sqlembic_fact *view)
{
	const char *word = strstr(view->values[MYSQLDB_PROGRAM_DEFINITION], "VIEW `");
	const char *kind = strstr(view->values[MYSQLDB_PROGRAM_DEFINITION], "JSON RELATIONAL DUALITY ");
	return kind && word && kind < word;
}

MYSQLDB_CREATE(view)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	(void)to;
	if (fact->flags & SQLEMBIC_FACT_BROKEN)
		write_stand_in(&emit, fact, false);
	else
		mysqldb_programs_write(&emit, out->from, fact, NULL, false);
	return emit.rc;
}

static void drop(struct mysqldb_emit *emit, const struct sqlembic_fact *fact)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "DROP VIEW ");
	mysqldb_text_name(&sql, fact->name);
	mysqldb_emit(emit, &sql);
}

MYSQLDB_DROP(view)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	(void)from;
	drop(&emit, fact);
	return emit.rc;
}

MYSQLDB_ALTER(view)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	const bool is_broken = change->after->flags & SQLEMBIC_FACT_BROKEN;
	const bool replaces = is_duality(change->before) == (!is_broken && is_duality(change->after));
	if (!replaces)
		drop(&emit, change->before);
	if (is_broken)
		write_stand_in(&emit, change->after, replaces);
	else
		mysqldb_programs_write(&emit, change->from, change->after, change->before, replaces);
	return emit.rc;
}
