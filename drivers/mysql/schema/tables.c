/* tables.c: tables made, dropped, renamed and changed: one ALTER TABLE does all that can be done together. */
#include <stdlib.h>
#include <string.h>

#include "alter.h"
#include "foreign_loose.h"
#include "misread.h"
#include "parse.h"
#include "sqlembic/error.h"

/* ---- made and dropped ---- */

static void add_definition(struct sqlembic_buf *sql, const char *separator, const struct sqlembic_fact *part)
{
	unsigned text = part->kind == MYSQLDB_COLUMN ? MYSQLDB_COLUMN_CLAUSE : MYSQLDB_CLAUSE_TEXT;
	sqlembic_buf_printf(sql, "%s%s", separator, part->values[text]);
}

/* Behind the last clause; false: there are none, or the text is not understood. */
static bool add_foreign_keys(struct sqlembic_buf *sql, const struct sqlembic_side *to,
			     const struct sqlembic_fact *fact)
{
	const char *text = fact->values[MYSQLDB_TABLE_SQL], *behind;
	const struct sqlembic_fact *part = mysqldb_part(to, fact, MYSQLDB_FOREIGN_KEY, 0);
	struct mysqldb_table table = { 0 };
	const bool fits = part && mysqldb_parse_table(&table, text) && table.n > 0;
	if (fits) {
		behind = table.clauses[table.n - 1].text.ptr + table.clauses[table.n - 1].text.len;
		sqlembic_buf_add(sql, text, (size_t)(behind - text));
		for (size_t i = 0; (part = mysqldb_part(to, fact, MYSQLDB_FOREIGN_KEY, i)); i++)
			add_definition(sql, ",\n  ", part);
		sqlembic_buf_puts(sql, behind);
	}
	sql->failed |= table.failed;
	mysqldb_parse_release(&table);
	return fits;
}

/* At either end: in a copy tables are made in any order, and with the second one the key is looked at. */
static bool has_loose_key(const struct sqlembic_side *to, const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *key;
	for (size_t i = 0; (key = mysqldb_part(to, table, MYSQLDB_FOREIGN_KEY, i)); i++)
		if (mysqldb_foreign_loose(to, key))
			return true;
	for (size_t i = 0; (key = to->user(to, table, i)); i++)
		if (key->kind == MYSQLDB_FOREIGN_KEY && mysqldb_foreign_loose(to, key))
			return true;
	return false;
}

/* In a copy with its foreign keys: an ALTER TABLE for each would take longer than all else. */
MYSQLDB_CREATE(table)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct mysqldb_emit emit = { .out = out, .err = err };
	const bool loose = out->is_copy && has_loose_key(to, fact);
	if (loose)
		mysqldb_foreign_loose_begin(&emit);
	mysqldb_misread_begin(&emit, fact, fact);
	if (!out->is_copy || !add_foreign_keys(&sql, to, fact))
		sqlembic_buf_puts(&sql, fact->values[MYSQLDB_TABLE_SQL]);
	mysqldb_emit(&emit, &sql);
	if (loose)
		mysqldb_foreign_loose_end(&emit);
	mysqldb_defaults_finish_table(&emit, to, fact);
	mysqldb_misread_end(&emit, fact, fact);
	return emit.rc;
}

static bool is_primary(const struct sqlembic_fact *part)
{
	return part->kind == MYSQLDB_KEY && strncmp(part->values[MYSQLDB_CLAUSE_TEXT], "PRIMARY", 7) == 0;
}

static int by_kind_and_name(const void *a, const void *b)
{
	const struct sqlembic_fact *x = *(const struct sqlembic_fact *const *)a,
				   *y = *(const struct sqlembic_fact *const *)b;
	if (is_primary(x) != is_primary(y))
		return is_primary(x) ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->identity, y->identity);
}

/* Keys and checks by name: their order is that of their making. */
static void print_parts(struct sqlembic_buf *sql, const struct sqlembic_side *to,
			const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *part, **others;
	const char *separator = "\n  ";
	size_t n = 0, nothers = 0;
	for (size_t i = 0; (part = mysqldb_part(to, fact, MYSQLDB_COLUMN, i)); i++, separator = ",\n  ")
		add_definition(sql, separator, part);
	while (to->part(to, fact, n))
		n++;
	others = calloc(n + 1, sizeof(struct sqlembic_fact *));
	sql->failed |= !others;
	for (size_t i = 0; others && (part = to->part(to, fact, i)); i++)
		if (part->kind == MYSQLDB_KEY || part->kind == MYSQLDB_CHECK || part->kind == MYSQLDB_PERIOD)
			others[nothers++] = part;
	if (nothers > 0)
		qsort(others, nothers, sizeof(struct sqlembic_fact *), by_kind_and_name);
	for (size_t i = 0; i < nothers; i++, separator = ",\n  ")
		add_definition(sql, separator, others[i]);
	free(others);
}

/* As the identities of parts are sorted. */
static int by_kind_and_clause(const void *a, const void *b)
{
	const struct mysqldb_clause *clauses[] = { a, b };
	struct sqlembic_buf names[] = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT },
			    identities[] = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT };
	const bool is_first = strncmp(clauses[0]->text.ptr, "PRIMARY", 7) == 0,
		   is_second = strncmp(clauses[1]->text.ptr, "PRIMARY", 7) == 0;
	if (is_first != is_second)
		return is_first ? -1 : 1;
	if (clauses[0]->kind != clauses[1]->kind)
		return clauses[0]->kind < clauses[1]->kind ? -1 : 1;
	for (int i = 0; i < 2; i++) {
		mysqldb_text_unquote(&names[i], clauses[i]->name);
		mysqldb_text_identity(&identities[i], sqlembic_buf_text(&names[i]), false);
	}
	int order = strcmp(sqlembic_buf_text(&identities[0]), sqlembic_buf_text(&identities[1]));
	for (int i = 0; i < 2; i++) {
		sqlembic_buf_release(&names[i]);
		sqlembic_buf_release(&identities[i]);
	}
	return order;
}

/* The same of a table whose parts were not told. */
static void print_clauses(struct sqlembic_buf *sql, const struct sqlembic_fact *fact)
{
	struct mysqldb_table table;
	const char *separator = "\n  ";
	size_t columns = 0;
	sql->failed |= !mysqldb_parse_table(&table, fact->values[MYSQLDB_TABLE_SQL]);
	while (columns < table.n && table.clauses[columns].kind == MYSQLDB_COLUMN)
		columns++;
	if (table.n > columns)
		qsort(table.clauses + columns, table.n - columns, sizeof(*table.clauses), by_kind_and_clause);
	for (size_t i = 0; i < table.n; i++, separator = ",\n  ") {
		sqlembic_buf_puts(sql, separator);
		sqlembic_buf_add(sql, table.clauses[i].text.ptr, table.clauses[i].text.len);
	}
	mysqldb_parse_release(&table);
}

static void print_table(struct sqlembic_buf *sql, const struct sqlembic_side *to,
			const struct sqlembic_fact *fact)
{
	sqlembic_buf_puts(sql, "CREATE TABLE ");
	mysqldb_text_name(sql, fact->name);
	sqlembic_buf_puts(sql, " (");
	if (fact->flags & SQLEMBIC_FACT_FOLDED)
		print_clauses(sql, fact);
	else
		print_parts(sql, to, fact);
	sqlembic_buf_puts(sql, "\n)");
	if (fact->values[MYSQLDB_TABLE_OPTIONS])
		sqlembic_buf_printf(sql, " %s", fact->values[MYSQLDB_TABLE_OPTIONS]);
	if (fact->values[MYSQLDB_TABLE_PARTITIONING])
		sqlembic_buf_printf(sql, "\n%s", fact->values[MYSQLDB_TABLE_PARTITIONING]);
}

MYSQLDB_PRINT(table)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (fact->values[MYSQLDB_TABLE_OPAQUE])
		return mysqldb_create_table(out, to, fact, err);
	mysqldb_misread_begin(&emit, fact, fact);
	print_table(&sql, to, fact);
	mysqldb_emit(&emit, &sql);
	mysqldb_defaults_finish_table(&emit, to, fact);
	mysqldb_misread_end(&emit, fact, fact);
	return emit.rc;
}

void mysqldb_reordered_table(struct sqlembic_buf *out, const struct sqlembic_side *side,
			     const struct sqlembic_fact *fact, unsigned number)
{
	const struct sqlembic_fact *column;
	if (number == MYSQLDB_TABLE_SQL)
		print_table(out, side, fact);
	if (number != MYSQLDB_TABLE_ORDER)
		return;
	for (size_t i = 0; (column = mysqldb_part(side, fact, MYSQLDB_COLUMN, i)); i++) {
		sqlembic_buf_puts(out, i ? ", " : "");
		mysqldb_text_identity(out, column->name, true);
	}
}

static const char *expression_of(const struct sqlembic_fact *column)
{
	const char *value = column->values[MYSQLDB_COLUMN_DEFAULT];
	if (column->values[MYSQLDB_COLUMN_GENERATED])
		return column->values[MYSQLDB_COLUMN_GENERATED];
	return value && strchr(value, '(') ? value : NULL;
}

/* An expression may speak of any column that has none, and of others only where they stand ahead. */
bool mysqldb_stand_column(const struct sqlembic_fact *part, const struct sqlembic_fact *other)
{
	const char *expression = expression_of(part);
	return expression && expression_of(other) && mysqldb_parse_mentions(expression, other->name);
}

MYSQLDB_DROP(table)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	(void)from;
	sqlembic_buf_puts(&sql, "DROP TABLE ");
	mysqldb_text_name(&sql, fact->name);
	if (!(fact->flags & SQLEMBIC_FACT_HOLDS_ROWS)) {
		mysqldb_emit(&emit, &sql);
		return emit.rc;
	}
	sqlembic_buf_printf(&reason, "drops table %s", fact->shown);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	mysqldb_alter_add_all_rows(&probe, fact);
	mysqldb_emit_warned(&emit, &sql, SQLEMBIC_ACTION_LOSES_DATA, &reason, &probe);
	return emit.rc;
}

/* ---- renamed ---- */

static void alter_named(struct sqlembic_buf *sql, const struct sqlembic_fact *table)
{
	sqlembic_buf_puts(sql, "ALTER TABLE ");
	mysqldb_text_name(sql, table->name);
}

MYSQLDB_RENAME(table)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)side;
	alter_named(&sql, before);
	sqlembic_buf_puts(&sql, " RENAME TO ");
	mysqldb_text_name(&sql, after->name);
	mysqldb_emit(&emit, &sql);
	return emit.rc;
}

/* MariaDB knows it since 10.5.2. */
MYSQLDB_RENAME(column)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	alter_named(&sql, side->parent(side, before));
	sqlembic_buf_puts(&sql, " RENAME COLUMN ");
	mysqldb_text_name(&sql, before->name);
	sqlembic_buf_puts(&sql, " TO ");
	mysqldb_text_name(&sql, after->name);
	mysqldb_emit(&emit, &sql);
	return emit.rc;
}

/* ---- changed ---- */

MYSQLDB_JUDGE(table)
{
	bool is_opaque = change->before->values[MYSQLDB_TABLE_OPAQUE] ||
			 change->after->values[MYSQLDB_TABLE_OPAQUE];
	if (is_opaque)
		return SQLEMBIC_WAY_NONE;
	return mysqldb_engines_is_made_anew(change->before->values[MYSQLDB_TABLE_OPTIONS],
					    change->after->values[MYSQLDB_TABLE_OPTIONS])
		       ? SQLEMBIC_WAY_REBUILD
		       : SQLEMBIC_WAY_ALTER;
}

static bool is_system_time(const struct sqlembic_fact *part)
{
	return part->kind == MYSQLDB_PERIOD && strcmp(part->name, "SYSTEM_TIME") == 0;
}

static void drop_checks(struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *before, *after;
	for (unsigned kind = MYSQLDB_CHECK; kind <= MYSQLDB_PERIOD; kind++)
		for (size_t i = 0; (before = mysqldb_part(c->from, c->before, kind, i)); i++) {
			const bool is_system = is_system_time(before);
			after = mysqldb_other(c->to, before);
			if ((after && mysqldb_is_same(before, after)) ||
			    mysqldb_alter_goes_before_text(c, before) ||
			    (is_system && mysqldb_alter_renews_history(c)))
				continue;
			struct sqlembic_buf *sql = mysqldb_alter_clause(a);
			sqlembic_buf_puts(sql,
					  kind == MYSQLDB_CHECK ? "DROP CONSTRAINT " : "DROP PERIOD FOR ");
			if (is_system)
				sqlembic_buf_puts(sql, before->name);
			else
				mysqldb_text_name(sql, before->name);
		}
}

static void add_checks(struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *before, *after;
	for (unsigned kind = MYSQLDB_CHECK; kind <= MYSQLDB_PERIOD; kind++)
		for (size_t i = 0; (after = mysqldb_part(c->to, c->after, kind, i)); i++) {
			before = mysqldb_other(c->from, after);
			const bool stays = before && mysqldb_is_same(before, after) &&
					   !(is_system_time(after) && mysqldb_alter_renews_history(c));
			if (kind == MYSQLDB_CHECK &&
			    (!stays ||
			     mysqldb_alter_rows_change(c, after->values[MYSQLDB_CLAUSE_DEFINITION])))
				mysqldb_alter_warn_of_check(a, after);
			if (stays)
				continue;
			sqlembic_buf_printf(mysqldb_alter_clause(a), "ADD %s",
					    after->values[MYSQLDB_CLAUSE_TEXT]);
		}
}

/* What cannot be in the one statement. */
static void finish(struct mysqldb_altering *a)
{
	const char *end = a->fulltext.ptr + a->fulltext.len;
	if (a->copies)
		sqlembic_buf_puts(mysqldb_alter_clause(a), "ALGORITHM=COPY");
	if (a->behind.len > 0) {
		if (a->sql.len == 0)
			mysqldb_alter_begin(&a->sql, a->change);
		sqlembic_buf_printf(&a->sql, "%s%s", a->sql.ptr[a->sql.len - 1] == ' ' ? "" : "\n",
				    a->behind.ptr);
	}
	if (a->behind.failed)
		a->sql.failed = true;
	if (a->sql.len > 0)
		mysqldb_emit(&a->emit, &a->sql);
	for (const char *text = a->fulltext.ptr; text && text < end; text += strlen(text) + 1) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		mysqldb_alter_begin(&sql, a->change);
		sqlembic_buf_printf(&sql, "ADD %s", text);
		mysqldb_emit(&a->emit, &sql);
	}
	mysqldb_alter_finish_filled(a);
	mysqldb_alter_finish_partitions(a);
	sqlembic_buf_release(&a->sql);
	sqlembic_buf_release(&a->behind);
	sqlembic_buf_release(&a->fulltext);
}

MYSQLDB_ALTER(table)
{
	struct mysqldb_altering a = { .change = change, .emit = { .out = out, .err = err } };
	int rc = mysqldb_alter_refuse_history(change, err);
	if (rc < 0)
		return rc;
	mysqldb_misread_begin(&a.emit, change->before, change->after);
	mysqldb_alter_begin_options(&a);
	mysqldb_alter_begin_history(&a);
	mysqldb_alter_begin_by_text(&a);
	drop_checks(&a);
	mysqldb_alter_drop_keys(&a);
	mysqldb_alter_drop_columns(&a);
	mysqldb_alter_columns(&a);
	mysqldb_alter_add_keys(&a);
	add_checks(&a);
	mysqldb_alter_options(&a);
	mysqldb_alter_partitions(&a);
	finish(&a);
	mysqldb_misread_end(&a.emit, change->before, change->after);
	return a.emit.rc;
}
