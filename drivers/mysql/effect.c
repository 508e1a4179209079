/* effect.c: asks the catalog whether a statement of DDL has taken effect, which a run that died did not learn.
 *
 * The server does such a statement wholly or not at all; only DROP of several objects may stop half way on MariaDB.  So all
 * that the statement makes and drops must say the same, or nobody knows. */
#include "effect.h"

#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "subject.h"

/* Where an object is listed: its table of information_schema, and the columns of its name, of its schema and, for a part of
 * a table, of that. */
static const struct listing {
	const char *from, *name, *schema, *table;
	bool follows_files; /* the name's case counts where that of files does */
} listings[] = {
	[MYSQLDB_TABLE] = { "TABLES", "TABLE_NAME", "TABLE_SCHEMA", NULL, true },
	[MYSQLDB_COLUMN] = { "COLUMNS", "COLUMN_NAME", "TABLE_SCHEMA", "TABLE_NAME", false },
	[MYSQLDB_INDEX] = { "STATISTICS", "INDEX_NAME", "TABLE_SCHEMA", "TABLE_NAME", false },
	[MYSQLDB_CONSTRAINT] = { "TABLE_CONSTRAINTS", "CONSTRAINT_NAME", "TABLE_SCHEMA", "TABLE_NAME",
				 false },
	[MYSQLDB_ROUTINE] = { "ROUTINES", "ROUTINE_NAME", "ROUTINE_SCHEMA", NULL, false },
	[MYSQLDB_TRIGGER] = { "TRIGGERS", "TRIGGER_NAME", "TRIGGER_SCHEMA", NULL, true },
	[MYSQLDB_EVENT] = { "EVENTS", "EVENT_NAME", "EVENT_SCHEMA", NULL, false },
};

/* The name without its quotes, as a literal. */
static void add_name(struct sqlembic_buf *out, struct sqlembic_span name)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	bool quoted = name.len >= 2 && *name.ptr == '`';
	for (size_t i = quoted; i < name.len - quoted; i++) {
		sqlembic_buf_putc(&text, name.ptr[i]);
		i += quoted && name.ptr[i] == '`';
	}
	mysqldb_add_literal(out, sqlembic_buf_text(&text));
	out->failed = out->failed || text.failed;
	sqlembic_buf_release(&text);
}

static void add_condition(struct sqlembic_buf *out, const char *column, struct sqlembic_span name,
			  bool follows_files)
{
	sqlembic_buf_printf(out, " AND %s = ", column);
	add_name(out, name);
	if (!follows_files)
		return;
	sqlembic_buf_printf(out, " AND (@@lower_case_table_names <> 0 OR BINARY %s = BINARY ", column);
	add_name(out, name);
	sqlembic_buf_putc(out, ')');
}

static void add_question(struct sqlembic_buf *out, const struct mysqldb_fact *fact)
{
	const struct listing *listing = &listings[fact->object];
	sqlembic_buf_printf(out, "(SELECT COUNT(*) > 0 FROM information_schema.%s WHERE %s = ", listing->from,
			    listing->schema);
	if (fact->schema.len)
		add_name(out, fact->schema);
	else
		sqlembic_buf_puts(out, "DATABASE()");
	if (listing->table)
		add_condition(out, listing->table, fact->table, true);
	add_condition(out, listing->name, fact->name, listing->follows_files);
	sqlembic_buf_putc(out, ')');
}

static enum sqlembic_effect judge(const struct mysqldb_subject *subject, char *const *there)
{
	size_t holding = 0;
	for (size_t i = 0; i < subject->n; i++)
		holding += subject->facts[i].present == (there[i] && strcmp(there[i], "1") == 0);
	return holding == subject->n ? SQLEMBIC_EFFECT_DONE
	       : holding == 0        ? SQLEMBIC_EFFECT_NONE
				     : SQLEMBIC_EFFECT_UNKNOWN;
}

/* In the default database that the script has chosen. */
int mysqldb_find_effect(struct sqlembic_session *session, struct sqlembic_span sql,
			enum sqlembic_effect *effect, struct sqlembic_error *err)
{
	struct sqlembic_buf question = SQLEMBIC_BUF_INIT;
	struct mysqldb_subject subject;
	char *there[MYSQLDB_FACTS] = { NULL };

	*effect = SQLEMBIC_EFFECT_UNKNOWN;
	mysqldb_read_subject(&subject, sql);
	if (subject.n == 0)
		return 0;
	for (size_t i = 0; i < subject.n; i++) {
		sqlembic_buf_puts(&question, i ? ", " : "SELECT ");
		add_question(&question, &subject.facts[i]);
	}
	int rc = question.failed
			 ? sqlembic_fail_memory(err)
			 : mysqldb_read_row(mysqldb_session(session), there, subject.n, question.ptr, err);
	sqlembic_buf_release(&question);
	if (rc == 0)
		*effect = judge(&subject, there);
	for (size_t i = 0; i < subject.n; i++)
		free(there[i]);
	return rc;
}
