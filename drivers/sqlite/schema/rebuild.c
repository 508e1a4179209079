/* rebuild.c: a table made anew with its rows, where ALTER TABLE cannot change it.
 *
 * The new table gets its name last: were the old one renamed away first, foreign keys and views would follow it.  Rows
 * keep their rowids, and AUTOINCREMENT goes on where it was.  The script runs with foreign_keys off, so that dropping
 * the old table deletes no rows of others; they are checked before the transaction is committed. */
#include <string.h>

#include "schema.h"

#include "sqlembic/text.h"

#define NEW_PREFIX "sqlembic_new_"

struct rebuild {
	struct sqlite_emit emit;
	const struct sqlembic_change *change;
	struct sqlembic_buf old_name, new_name; /* quoted */
	struct sqlembic_buf plain_name;         /* of the new table */
};

static bool has_option(const struct sqlembic_fact *table, const char *option)
{
	const char *options = table->values[SQLITE_TABLE_OPTIONS];
	return options && strstr(options, option);
}

static const struct sqlembic_fact *primary_key(const struct sqlembic_side *side,
					       const struct sqlembic_fact *table)
{
	return sqlite_part(side, table, SQLITE_KIND_PRIMARY_KEY, 0);
}

static bool is_autoincrement(const struct sqlembic_side *side, const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *key = primary_key(side, table);
	return key && strstr(key->values[SQLITE_CONSTRAINT_DEFINITION], ") autoincrement");
}

/* Whether this column is the rowid under another name. */
static bool is_alias(const struct sqlembic_side *side, const struct sqlembic_fact *table,
		     const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *key = primary_key(side, table);
	const char *definition = key ? key->values[SQLITE_CONSTRAINT_DEFINITION] : "";
	return strncmp(definition, SQLITE_ROWID_ALIAS " (", sizeof(SQLITE_ROWID_ALIAS " (") - 1) == 0 &&
	       sqlite_text_mentions(definition + sizeof(SQLITE_ROWID_ALIAS), column->name);
}

/* ---- columns that are copied ---- */

/* What `column` of the new table is filled from; NULL: nothing. */
static const struct sqlembic_fact *source(const struct rebuild *r, const struct sqlembic_fact *column)
{
	if (column->values[SQLITE_COLUMN_GENERATED])
		return NULL;
	return sqlite_find_column(r->change->from, r->change->before, column->identity);
}

/* A name for the rowid that no column of either table has taken; NULL: there is none, or no rowid. */
static const char *rowid_name(const struct rebuild *r)
{
	static const char *const names[] = { "rowid", "_rowid_", "oid" };
	const struct sqlembic_change *c = r->change;
	if (has_option(c->before, "WITHOUT ROWID") || has_option(c->after, "WITHOUT ROWID"))
		return NULL;
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(c->to, c->after, SQLITE_KIND_COLUMN, i)); i++)
		if (source(r, column) && is_alias(c->to, c->after, column))
			return NULL;
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		bool is_taken = false;
		for (size_t i = 0; (column = sqlite_part(c->to, c->after, SQLITE_KIND_COLUMN, i)); i++)
			is_taken |= sqlembic_casecmp(column->name, names[n]) == 0;
		for (size_t i = 0; (column = sqlite_part(c->from, c->before, SQLITE_KIND_COLUMN, i)); i++)
			is_taken |= sqlembic_casecmp(column->name, names[n]) == 0;
		if (!is_taken)
			return names[n];
	}
	return NULL;
}

static void list_columns(struct sqlembic_buf *out, const struct rebuild *r, bool of_old, const char *rowid)
{
	const struct sqlembic_fact *column, *old;
	const char *between = "";
	if (rowid) {
		sqlembic_buf_puts(out, rowid);
		between = ", ";
	}
	for (size_t i = 0; (column = sqlite_part(r->change->to, r->change->after, SQLITE_KIND_COLUMN, i));
	     i++) {
		if (!(old = source(r, column)))
			continue;
		sqlembic_buf_puts(out, between);
		sqlite_text_name(out, of_old ? old->name : column->name);
		between = ", ";
	}
}

/* ---- warnings ---- */

static void warn_of_dropped(struct rebuild *r)
{
	const struct sqlembic_change *c = r->change;
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(c->from, c->before, SQLITE_KIND_COLUMN, i)); i++) {
		if (sqlite_find_column(c->to, c->after, column->identity) ||
		    column->values[SQLITE_COLUMN_GENERATED])
			continue;
		struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&reason, "drops column %s", column->shown);
		sqlembic_buf_puts(&probe, "SELECT count(");
		sqlite_text_name(&probe, column->name);
		sqlembic_buf_printf(&probe, ") FROM %s", sqlembic_buf_text(&r->old_name));
		sqlite_emit_warned(&r->emit, NULL, SQLEMBIC_ACTION_LOSES_DATA, &reason, &probe);
	}
}

/* What is done with a row that has NULL instead of stopping: a column may say so. */
static unsigned null_is(const struct sqlembic_fact *column, const char **what)
{
	const char *rule = column->values[SQLITE_COLUMN_NOT_NULL],
		   *value = column->values[SQLITE_COLUMN_DEFAULT];
	bool has_value = value && sqlembic_casecmp(value, "null") != 0;
	*what = "";
	if (sqlembic_casestr(rule, "ON CONFLICT IGNORE"))
		*what = ": such rows are left out";
	else if (has_value && sqlembic_casestr(rule, "ON CONFLICT REPLACE"))
		*what = ": such rows get the default";
	return **what ? SQLEMBIC_ACTION_LOSES_DATA : SQLEMBIC_ACTION_MAY_FAIL;
}

/* Columns that admit no NULL any more, or are new without a value for the rows that are there. */
static void warn_of_nulls(struct rebuild *r)
{
	const struct sqlembic_change *c = r->change;
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(c->to, c->after, SQLITE_KIND_COLUMN, i)); i++) {
		const struct sqlembic_fact *old = source(r, column);
		const char *value = column->values[SQLITE_COLUMN_DEFAULT];
		if (!column->values[SQLITE_COLUMN_NOT_NULL] || column->values[SQLITE_COLUMN_GENERATED] ||
		    (old ? old->values[SQLITE_COLUMN_NOT_NULL] != NULL
			 : value && sqlembic_casecmp(value, "null") != 0) ||
		    is_alias(c->to, c->after, column))
			continue;
		struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
		const char *what;
		unsigned flags = null_is(column, &what);
		sqlembic_buf_printf(&reason, "column %s admits no NULL%s%s", column->shown,
				    old ? "" : ", and rows that are there have no value for it", what);
		sqlembic_buf_printf(&probe, "SELECT count(*) FROM %s", sqlembic_buf_text(&r->old_name));
		if (old) {
			sqlembic_buf_puts(&probe, " WHERE ");
			sqlite_text_name(&probe, old->name);
			sqlembic_buf_puts(&probe, " IS NULL");
		}
		sqlite_emit_warned(&r->emit, NULL, flags, &reason, &probe);
	}
}

static void warn_of_types(struct rebuild *r)
{
	const struct sqlembic_change *c = r->change;
	const struct sqlembic_fact *column, *old;
	for (size_t i = 0; (column = sqlite_part(c->to, c->after, SQLITE_KIND_COLUMN, i)); i++)
		if ((old = source(r, column)))
			sqlite_conversion_tell(&r->emit, c, sqlembic_buf_text(&r->old_name), old, column);
}

static void warn_of_constraints(struct rebuild *r)
{
	const struct sqlembic_change *c = r->change;
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = c->to->part(c->to, c->after, i)); i++)
		if (part->kind <= SQLITE_KIND_FOREIGN_KEY && part->kind != SQLITE_KIND_COLUMN &&
		    (!c->from->find(c->from, part->kind, part->identity) ||
		     sqlite_danger_is_of_constraint(c, part)))
			sqlite_danger_of_constraint(&r->emit, c, part);
}

/* ---- the steps ---- */

static void create_new(struct rebuild *r)
{
	struct sqlite_table text;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlite_parse_table(&text, r->change->after->values[SQLITE_TABLE_SQL]);
	sqlembic_buf_printf(&sql, "CREATE TABLE %s ", sqlembic_buf_text(&r->new_name));
	/* Checks that name the table would not find it under its other name. */
	sqlite_text_unqualified(&sql, text.body, r->change->after->name);
	sqlembic_buf_add(&sql, text.options.ptr, text.options.len);
	sql.failed |= text.failed;
	sqlite_parse_release(&text);
	sqlite_emit(&r->emit, &sql);
}

static void copy_rows(struct rebuild *r)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, list = SQLEMBIC_BUF_INIT;
	const char *rowid = rowid_name(r);
	list_columns(&list, r, false, rowid);
	if (list.len == 0) /* neither a column nor a rowid is kept */
		return;
	sqlembic_buf_printf(&sql, "INSERT INTO %s (%s) SELECT ", sqlembic_buf_text(&r->new_name), list.ptr);
	sqlembic_buf_clear(&list);
	list_columns(&list, r, true, rowid);
	sqlembic_buf_printf(&sql, "%s FROM %s", sqlembic_buf_text(&list), sqlembic_buf_text(&r->old_name));
	sql.failed |= list.failed;
	sqlembic_buf_release(&list);
	sqlite_emit(&r->emit, &sql);
}

static void keep_sequence(struct rebuild *r)
{
	const struct sqlembic_change *c = r->change;
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!is_autoincrement(c->from, c->before) || !is_autoincrement(c->to, c->after))
		return;
	sqlembic_buf_puts(&sql, "DELETE FROM sqlite_sequence WHERE name = ");
	sqlembic_buf_quote(&sql, sqlembic_buf_text(&r->plain_name), '\'');
	sqlite_emit(&r->emit, &sql);
	sqlembic_buf_puts(&sql, "INSERT INTO sqlite_sequence (name, seq) SELECT ");
	sqlembic_buf_quote(&sql, sqlembic_buf_text(&r->plain_name), '\'');
	sqlembic_buf_puts(&sql, ", seq FROM sqlite_sequence WHERE name = ");
	sqlembic_buf_quote(&sql, c->before->name, '\'');
	sqlite_emit(&r->emit, &sql);
}

static void statement(struct rebuild *r, const char *text)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, text);
	sqlite_emit(&r->emit, &sql);
}

/* RENAME looks through all views and triggers, and refuses while one of them names the table that is gone. */
static void take_name(struct rebuild *r)
{
	const struct sqlembic_side *from = r->change->from;
	bool has_readers = from->fact(from, SQLITE_KIND_VIEW, 0) || from->fact(from, SQLITE_KIND_TRIGGER, 0);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (has_readers)
		statement(r, "PRAGMA legacy_alter_table = ON");
	sqlembic_buf_printf(&sql, "ALTER TABLE %s RENAME TO %s", sqlembic_buf_text(&r->new_name),
			    sqlembic_buf_text(&r->old_name));
	sqlite_emit(&r->emit, &sql);
	if (has_readers)
		statement(r, "PRAGMA legacy_alter_table = OFF");
}

int sqlite_rebuild_table(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			 struct sqlembic_error *err)
{
	struct rebuild r = { .emit = { out, err, 0 }, .change = change };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&r.plain_name, NEW_PREFIX "%s", change->before->name);
	sqlite_text_name(&r.old_name, change->before->name);
	sqlite_text_name(&r.new_name, sqlembic_buf_text(&r.plain_name));
	warn_of_dropped(&r);
	warn_of_types(&r);
	warn_of_nulls(&r);
	warn_of_constraints(&r);
	create_new(&r);
	copy_rows(&r);
	keep_sequence(&r);
	sqlembic_buf_printf(&sql, "DROP TABLE %s", sqlembic_buf_text(&r.old_name));
	sqlite_emit(&r.emit, &sql);
	take_name(&r);
	sqlembic_buf_release(&r.plain_name);
	sqlembic_buf_release(&r.old_name);
	sqlembic_buf_release(&r.new_name);
	return r.emit.rc;
}
