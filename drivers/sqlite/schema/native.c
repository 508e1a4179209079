/* native.c: what ALTER TABLE does from SQLite 3.53 on: NOT NULL and checks come and go, and from 3.54 on foreign keys go, too,
 * without the table being made anew. */
#include <string.h>

#include "schema.h"

#include "sqlembic/text.h"

#define FIRST_VERSION      3053000
#define DROPS_FOREIGN_KEYS 3054000 /* 3.53.4 says "constraint may not be dropped" */

static const struct sqlembic_fact *other(const struct sqlembic_side *side, const struct sqlembic_fact *fact)
{
	return side->find(side, fact->kind, fact->identity);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Of a column that is not new nothing but NOT NULL, without a conflict clause. */
static bool column_is_native(const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const char *old = before->values[SQLITE_COLUMN_NOT_NULL],
		   *new = after->values[SQLITE_COLUMN_NOT_NULL];
	for (size_t i = 0; i < SQLITE_COLUMN_TEXT; i++)
		if (i != SQLITE_COLUMN_NOT_NULL && !same_text(before->values[i], after->values[i]))
			return false;
	if (same_text(old, new))
		return true;
	return !after->values[SQLITE_COLUMN_GENERATED] && (!old || !new) &&
	       strcmp(old ? old : new, "NOT NULL") == 0;
}

/* Whether the name is this constraint's alone: constraints of a column that are no facts (DEFAULT, COLLATE) can have it. */
static bool has_name_of_its_own(const struct sqlembic_side *side, const struct sqlembic_fact *table,
				const struct sqlembic_fact *constraint)
{
	const char *name = constraint->values[SQLITE_CONSTRAINT_NAME];
	const struct sqlembic_fact *part;
	if (!name)
		return false;
	for (size_t i = 0; (part = side->part(side, table, i)); i++) {
		if (part == constraint || part->kind > SQLITE_KIND_FOREIGN_KEY)
			continue;
		const char *text = part->kind == SQLITE_KIND_COLUMN ? part->values[SQLITE_COLUMN_TEXT]
								    : part->values[SQLITE_CONSTRAINT_NAME];
		bool is_its_column = part->kind == SQLITE_KIND_COLUMN &&
				     constraint->values[SQLITE_CONSTRAINT_COLUMN] &&
				     sqlembic_casecmp(constraint->values[SQLITE_CONSTRAINT_COLUMN],
						      part->name) == 0;
		if (!is_its_column && text && sqlite_text_mentions(text, name))
			return false;
	}
	return true;
}

/* Names are no difference: a constraint that stays may have the name that the new one is to have. */
static bool name_stays(const struct sqlembic_change *change, const struct sqlembic_fact *new)
{
	const char *name = new->values[SQLITE_CONSTRAINT_NAME];
	const struct sqlembic_fact *part;
	for (size_t i = 0; name && (part = change->from->part(change->from, change->before, i)); i++)
		if (part->kind <= SQLITE_KIND_FOREIGN_KEY && part->kind != SQLITE_KIND_COLUMN &&
		    other(change->to, part) && part->values[SQLITE_CONSTRAINT_NAME] &&
		    sqlembic_casecmp(part->values[SQLITE_CONSTRAINT_NAME], name) == 0)
			return true;
	return false;
}

static bool constraint_is_native(const struct sqlembic_change *change, const struct sqlembic_side *side,
				 const struct sqlembic_fact *constraint)
{
	if (side == change->to)
		return constraint->kind == SQLITE_KIND_CHECK && !name_stays(change, constraint);
	return (constraint->kind == SQLITE_KIND_CHECK ||
		(constraint->kind == SQLITE_KIND_FOREIGN_KEY && side->version >= DROPS_FOREIGN_KEYS)) &&
	       has_name_of_its_own(side, change->before, constraint);
}

static bool parts_are_native(const struct sqlembic_change *change, const struct sqlembic_side *side,
			     const struct sqlembic_side *other_side, const struct sqlembic_fact *table)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = side->part(side, table, i)); i++) {
		const struct sqlembic_fact *match = other(other_side, part);
		if (part->kind > SQLITE_KIND_FOREIGN_KEY)
			continue;
		if (part->kind == SQLITE_KIND_COLUMN) {
			if (!match || !column_is_native(part, match))
				return false;
		} else if (match) {
			if (!same_text(part->values[SQLITE_CONSTRAINT_DEFINITION],
				       match->values[SQLITE_CONSTRAINT_DEFINITION]))
				return false;
		} else if (!constraint_is_native(change, side, part)) {
			return false;
		}
	}
	return true;
}

bool sqlite_native_can(const struct sqlembic_change *change)
{
	const uint64_t table = (uint64_t)1 << SQLITE_TABLE_OPTIONS | (uint64_t)1 << SQLITE_TABLE_ORDER;
	return change->from->version >= FIRST_VERSION && change->to->version >= FIRST_VERSION &&
	       !(change->changed & table) &&
	       parts_are_native(change, change->from, change->to, change->before) &&
	       parts_are_native(change, change->to, change->from, change->after);
}

/* ---- statements ---- */

static void begin(struct sqlembic_buf *sql, const struct sqlembic_fact *table)
{
	sqlembic_buf_puts(sql, "ALTER TABLE ");
	sqlite_text_name(sql, table->name);
}

static void drop_constraints(struct sqlite_emit *emit, const struct sqlembic_change *change)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = change->from->part(change->from, change->before, i)); i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		if (part->kind > SQLITE_KIND_FOREIGN_KEY || part->kind == SQLITE_KIND_COLUMN ||
		    other(change->to, part))
			continue;
		begin(&sql, change->before);
		sqlembic_buf_printf(&sql, " DROP CONSTRAINT %s", part->values[SQLITE_CONSTRAINT_NAME]);
		sqlite_emit(emit, &sql);
	}
}

static void set_not_null(struct sqlite_emit *emit, const struct sqlembic_change *change,
			 const struct sqlembic_fact *column)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	bool is_set = column->values[SQLITE_COLUMN_NOT_NULL] != NULL;
	begin(&sql, change->before);
	sqlembic_buf_puts(&sql, " ALTER COLUMN ");
	sqlite_text_name(&sql, column->name);
	sqlembic_buf_puts(&sql, is_set ? " SET NOT NULL" : " DROP NOT NULL");
	if (is_set) {
		sqlembic_buf_printf(&reason, "column %s admits no NULL", column->shown);
		sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
		sqlite_text_name(&probe, change->before->name);
		sqlembic_buf_puts(&probe, " WHERE ");
		sqlite_text_name(&probe, column->name);
		sqlembic_buf_puts(&probe, " IS NULL");
	}
	sqlite_emit_warned(emit, &sql, is_set ? SQLEMBIC_ACTION_MAY_FAIL : 0, &reason, &probe);
}

static void change_columns(struct sqlite_emit *emit, const struct sqlembic_change *change)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = sqlite_part(change->to, change->after, SQLITE_KIND_COLUMN, i)); i++) {
		const struct sqlembic_fact *before = other(change->from, column);
		if (before && !same_text(before->values[SQLITE_COLUMN_NOT_NULL],
					 column->values[SQLITE_COLUMN_NOT_NULL]))
			set_not_null(emit, change, column);
	}
}

static void add_checks(struct sqlite_emit *emit, const struct sqlembic_change *change)
{
	const struct sqlembic_fact *check;
	for (size_t i = 0; (check = sqlite_part(change->to, change->after, SQLITE_KIND_CHECK, i)); i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		const char *name = check->values[SQLITE_CONSTRAINT_NAME];
		if (other(change->from, check))
			continue;
		begin(&sql, change->before);
		sqlembic_buf_puts(&sql, " ADD ");
		if (name)
			sqlembic_buf_printf(&sql, "CONSTRAINT %s ", name);
		sqlembic_buf_puts(&sql, check->values[SQLITE_CONSTRAINT_TEXT]);
		sqlite_danger_of_constraint(emit, change, check);
		sqlite_emit(emit, &sql);
	}
}

int sqlite_native_alter(const struct sqlembic_action_sink *out, const struct sqlembic_change *change,
			struct sqlembic_error *err)
{
	struct sqlite_emit emit = { out, err, 0 };
	drop_constraints(&emit, change);
	change_columns(&emit, change);
	add_checks(&emit, change);
	return emit.rc;
}
