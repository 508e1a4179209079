/* table.c: tables: made, dropped, renamed, and changed by ALTER TABLE where SQLite can; rebuild.c does the rest.
 *
 * ALTER TABLE adds columns at the end, and drops those that nothing names. */
#include <string.h>

#include "schema.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* ---- looking ---- */

/* How many of a kind's values are compared: they come first. */
static size_t compared_values(unsigned kind)
{
	return kind == SQLITE_KIND_COLUMN ? SQLITE_COLUMN_TEXT : 1;
}

static bool is_equal(const struct sqlembic_fact *a, const struct sqlembic_fact *b)
{
	for (size_t i = 0; i < compared_values(a->kind); i++) {
		const char *x = a->values[i], *y = b->values[i];
		if (x != y && (!x || !y || strcmp(x, y) != 0))
			return false;
	}
	return true;
}

/* The same object on the other side, NULL: it is not there. */
static const struct sqlembic_fact *other(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	return side->find(side, fact->kind, fact->identity);
}

static bool is_written_with(const struct sqlembic_fact *constraint, const struct sqlembic_fact *column)
{
	const char *name = constraint->values[SQLITE_CONSTRAINT_COLUMN];
	return name && sqlembic_casecmp(name, column->name) == 0;
}

/* ---- what ALTER TABLE can do ---- */

static bool is_constant_default(const char *value)
{
	if (!value)
		return true;
	return !strpbrk(value, "(") && strncmp(value, "current_", 8) != 0;
}

/* ADD COLUMN of a column of `to`, with the constraints that are written with it. */
static bool can_add(const struct sqlembic_side *to, const struct sqlembic_fact *table,
		    const struct sqlembic_fact *column)
{
	const char *const *v = column->values;
	bool has_default = v[SQLITE_COLUMN_DEFAULT] &&
			   sqlembic_casecmp(v[SQLITE_COLUMN_DEFAULT], "null") != 0;
	bool is_generated = v[SQLITE_COLUMN_GENERATED] != NULL;
	if (is_generated && strncmp(v[SQLITE_COLUMN_GENERATED], "virtual", 7) != 0)
		return false;
	if (v[SQLITE_COLUMN_NOT_NULL] && (!has_default || is_generated))
		return false;
	if (!is_constant_default(v[SQLITE_COLUMN_DEFAULT]) || strstr(v[SQLITE_COLUMN_TEXT], "DEFAULT ("))
		return false;
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = to->part(to, table, i)); i++) {
		if (part->kind == SQLITE_KIND_COLUMN || part->kind > SQLITE_KIND_FOREIGN_KEY ||
		    !is_written_with(part, column))
			continue;
		if (part->kind == SQLITE_KIND_PRIMARY_KEY || part->kind == SQLITE_KIND_UNIQUE ||
		    (part->kind == SQLITE_KIND_FOREIGN_KEY && has_default))
			return false;
	}
	return true;
}

/* DROP COLUMN looks through every view and trigger of the schema, and fails on a broken one. */
static bool has_kept_reader(const struct sqlembic_change *change, enum sqlite_kind kind)
{
	const struct sqlembic_side *from = change->from;
	const struct sqlembic_fact *fact;
	for (size_t i = 0; (fact = from->fact(from, kind, i)); i++) {
		const struct sqlembic_fact *kept = other(change->to, fact);
		if (!kept || !is_equal(fact, kept))
			continue;
		if (fact->flags & SQLEMBIC_FACT_BROKEN ||
		    sqlite_text_mentions(fact->values[SQLITE_OBJECT_SQL], change->before->name))
			return true;
	}
	return false;
}

static bool can_drop(const struct sqlembic_change *change, const struct sqlembic_fact *column)
{
	const struct sqlembic_side *from = change->from;
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = from->part(from, change->before, i)); i++) {
		if (part->kind == SQLITE_KIND_PRIMARY_KEY || part->kind == SQLITE_KIND_UNIQUE) {
			if (is_written_with(part, column) ||
			    sqlite_text_mentions(part->values[SQLITE_CONSTRAINT_TEXT], column->name))
				return false;
		} else if (part->kind == SQLITE_KIND_COLUMN && part != column &&
			   part->values[SQLITE_COLUMN_GENERATED]) {
			if (sqlite_text_mentions(part->values[SQLITE_COLUMN_TEXT], column->name))
				return false;
		} else if ((part->kind == SQLITE_KIND_CHECK || part->kind == SQLITE_KIND_FOREIGN_KEY) &&
			   !is_written_with(part, column) &&
			   sqlite_text_mentions(part->values[SQLITE_CONSTRAINT_TEXT], column->name)) {
			return false;
		}
	}
	return true;
}

/* Whether the columns stand as the target wants them when the kept ones come first. */
static bool is_in_order(const struct sqlembic_change *change)
{
	const struct sqlembic_side *from = change->from, *to = change->to;
	const struct sqlembic_fact *old, *new;
	size_t i = 0, k = 0;
	for (; (old = sqlite_part(from, change->before, SQLITE_KIND_COLUMN, i)); i++) {
		if (!other(to, old))
			continue;
		new = sqlite_part(to, change->after, SQLITE_KIND_COLUMN, k++);
		if (!new || strcmp(new->identity, old->identity) != 0)
			return false;
	}
	return k > 0;
}

/* A constraint that is new or gone is no obstacle where its column is, too. */
static bool follows_column(const struct sqlembic_side *side, const struct sqlembic_side *other_side,
			   const struct sqlembic_fact *table, const struct sqlembic_fact *constraint)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(side, table, SQLITE_KIND_COLUMN, i)); i++)
		if (is_written_with(constraint, column))
			return !other(other_side, column);
	return false;
}

static bool parts_are_native(const struct sqlembic_change *change, const struct sqlembic_side *side,
			     const struct sqlembic_side *other_side, const struct sqlembic_fact *table,
			     bool *drops)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = side->part(side, table, i)); i++) {
		if (part->kind > SQLITE_KIND_FOREIGN_KEY)
			continue;
		const struct sqlembic_fact *match = other(other_side, part);
		if (match && is_equal(part, match))
			continue;
		if (match ||
		    (part->kind != SQLITE_KIND_COLUMN && !follows_column(side, other_side, table, part)))
			return false;
		if (part->kind != SQLITE_KIND_COLUMN)
			continue;
		bool is_dropped = side == change->from;
		*drops |= is_dropped;
		if (is_dropped ? !can_drop(change, part) : !can_add(side, table, part))
			return false;
	}
	return true;
}

enum sqlembic_way sqlite_table_judge(const struct sqlembic_change *change)
{
	bool drops = false;
	if (sqlite_native_can(change))
		return SQLEMBIC_WAY_ALTER;
	if (change->changed >> SQLITE_TABLE_OPTIONS & 1 || !is_in_order(change) ||
	    !parts_are_native(change, change->from, change->to, change->before, &drops) ||
	    !parts_are_native(change, change->to, change->from, change->after, &drops))
		return SQLEMBIC_WAY_REPLACE;
	if (drops &&
	    (has_kept_reader(change, SQLITE_KIND_VIEW) || has_kept_reader(change, SQLITE_KIND_TRIGGER)))
		return SQLEMBIC_WAY_REPLACE;
	return SQLEMBIC_WAY_ALTER;
}

/* ---- statements ---- */

static void alter_table(struct sqlembic_buf *sql, const struct sqlembic_fact *table, const char *what)
{
	sqlembic_buf_puts(sql, "ALTER TABLE ");
	sqlite_text_name(sql, table->name);
	sqlembic_buf_puts(sql, what);
}

/* Whether each row has an answer of its own: that of a new column alone is the same for all, and the proof has found it. */
static bool looks_at_rows(const struct sqlembic_change *change, const struct sqlembic_fact *check)
{
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = sqlite_part(change->from, change->before, SQLITE_KIND_COLUMN, i)); i++)
		if (sqlite_text_mentions(check->values[SQLITE_CONSTRAINT_TEXT], old->name))
			return true;
	return false;
}

/* ADD COLUMN holds the column's checks against the rows that are there. */
static void warn_of_checks(struct sqlite_emit *emit, const struct sqlembic_change *change,
			   const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *check;
	for (size_t i = 0; (check = sqlite_part(change->to, change->after, SQLITE_KIND_CHECK, i)); i++)
		if (is_written_with(check, column) && looks_at_rows(change, check))
			sqlite_danger_of_constraint(emit, change, check);
}

static void add_columns(struct sqlite_emit *emit, const struct sqlembic_change *change)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(change->to, change->after, SQLITE_KIND_COLUMN, i)); i++) {
		if (other(change->from, column))
			continue;
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		warn_of_checks(emit, change, column);
		alter_table(&sql, change->before, " ADD COLUMN ");
		sqlembic_buf_puts(&sql, column->values[SQLITE_COLUMN_TEXT]);
		sqlite_emit(emit, &sql);
	}
}

static void drop_columns(struct sqlite_emit *emit, const struct sqlembic_change *change)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(change->from, change->before, SQLITE_KIND_COLUMN, i)); i++) {
		if (other(change->to, column))
			continue;
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT,
				    probe = SQLEMBIC_BUF_INIT;
		bool loses = !column->values[SQLITE_COLUMN_GENERATED];
		alter_table(&sql, change->before, " DROP COLUMN ");
		sqlite_text_name(&sql, column->name);
		if (loses) {
			sqlembic_buf_printf(&reason, "drops column %s", column->shown);
			sqlembic_buf_puts(&probe, "SELECT count(");
			sqlite_text_name(&probe, column->name);
			sqlembic_buf_puts(&probe, ") FROM ");
			sqlite_text_name(&probe, change->before->name);
		}
		sqlite_emit_warned(emit, &sql, loses ? SQLEMBIC_ACTION_LOSES_DATA : 0, &reason, &probe);
	}
}

int sqlite_table_alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
		       struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	if (sqlite_table_judge(change) == SQLEMBIC_WAY_REPLACE)
		return sqlite_rebuild_table(out, change, err);
	if (sqlite_native_can(change))
		return sqlite_native_alter(out, change, err);
	add_columns(&emit, change);
	drop_columns(&emit, change);
	return emit.rc;
}

int sqlite_table_create(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct sqlembic_action action = { .sql = fact->values[SQLITE_TABLE_SQL] };
	(void)to;
	return out->action(out->payload, &action, err);
}

/* Without the name, which may be written with or without quotes. */
static void print_column(struct sqlembic_buf *sql, const struct sqlembic_fact *column)
{
	const char *text = column->values[SQLITE_COLUMN_TEXT];
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) },
							   sqlembic_sqlite_dialect.lex);
	struct sqlembic_token name;
	(void)sqlembic_token_next(&tokens, &name);
	sqlite_text_name(sql, column->name);
	sqlembic_buf_add(sql, tokens.at, (size_t)(tokens.end - tokens.at));
}

static void print_table(struct sqlembic_buf *sql, const struct sqlembic_side *to,
			const struct sqlembic_fact *fact)
{
	const struct sqlembic_fact *part;
	const char *between = " (\n    ";
	sqlembic_buf_puts(sql, "CREATE TABLE ");
	sqlite_text_name(sql, fact->name);
	for (size_t i = 0; (part = to->part(to, fact, i)); i++) {
		if (part->kind > SQLITE_KIND_FOREIGN_KEY ||
		    (part->kind != SQLITE_KIND_COLUMN && part->values[SQLITE_CONSTRAINT_COLUMN]))
			continue;
		sqlembic_buf_puts(sql, between);
		between = ",\n    ";
		if (part->kind == SQLITE_KIND_COLUMN)
			print_column(sql, part);
		else if (part->values[SQLITE_CONSTRAINT_NAME])
			sqlembic_buf_printf(sql, "CONSTRAINT %s ", part->values[SQLITE_CONSTRAINT_NAME]);
		if (part->kind != SQLITE_KIND_COLUMN)
			sqlembic_buf_puts(sql, part->values[SQLITE_CONSTRAINT_TEXT]);
	}
	sqlembic_buf_puts(sql, "\n)");
	if (fact->values[SQLITE_TABLE_OPTIONS])
		sqlembic_buf_printf(sql, " %s", fact->values[SQLITE_TABLE_OPTIONS]);
}

int sqlite_table_print(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	print_table(&sql, to, fact);
	sqlite_emit(&emit, &sql);
	return emit.rc;
}

void sqlite_table_reordered(struct sqlembic_buf *out, const struct sqlembic_side *side,
			    const struct sqlembic_fact *fact, unsigned number)
{
	const struct sqlembic_fact *column;
	if (number == SQLITE_TABLE_SQL)
		print_table(out, side, fact);
	if (number != SQLITE_TABLE_ORDER)
		return;
	for (size_t i = 0; (column = sqlite_part(side, fact, SQLITE_KIND_COLUMN, i)); i++) {
		sqlembic_buf_puts(out, i ? ", " : "");
		sqlite_text_identity(out, column->name);
	}
}

int sqlite_table_drop(const struct sqlembic_action_sink *out, const struct sqlembic_side *from,
		      const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	(void)from;
	sqlembic_buf_puts(&sql, "DROP TABLE ");
	sqlite_text_name(&sql, fact->name);
	sqlembic_buf_printf(&reason, "drops table %s", fact->shown);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	sqlite_text_name(&probe, fact->name);
	sqlite_emit_warned(&emit, &sql, SQLEMBIC_ACTION_LOSES_DATA, &reason, &probe);
	return emit.rc;
}

int sqlite_table_rename(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	(void)side;
	alter_table(&sql, before, " RENAME TO ");
	sqlite_text_name(&sql, after->name);
	sqlite_emit(&emit, &sql);
	return emit.rc;
}

int sqlite_column_rename(const struct sqlembic_action_sink *out, const struct sqlembic_side *side,
			 const struct sqlembic_fact *before, const struct sqlembic_fact *after,
			 struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	alter_table(&sql, side->parent(side, before), " RENAME COLUMN ");
	sqlite_text_name(&sql, before->name);
	sqlembic_buf_puts(&sql, " TO ");
	sqlite_text_name(&sql, after->name);
	sqlite_emit(&emit, &sql);
	return emit.rc;
}
