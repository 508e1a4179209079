/* foreign_keys.c: foreign keys come behind all tables and go before them.
 *
 * The server refuses to change the type of a column on either end, and to take the index away that a key stands on: such a key
 * is dropped before, and made again. */
#include <string.h>

#include "alter.h"
#include "foreign_loose.h"
#include "foreign_rows.h"
#include "misread.h"

const struct sqlembic_attribute mysqldb_foreign_key_attributes[] = {
	[MYSQLDB_CLAUSE_DEFINITION] = { "definition", 0 },
	[MYSQLDB_CLAUSE_TEXT] = { "clause", SQLEMBIC_ATTRIBUTE_SILENT | SQLEMBIC_ATTRIBUTE_KEY },
	[MYSQLDB_CLAUSE_COLUMNS] = { "columns", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_FOREIGN_TABLE] = { "referenced table", SQLEMBIC_ATTRIBUTE_SILENT },
	[MYSQLDB_FOREIGN_COLUMNS] = { "referenced columns", SQLEMBIC_ATTRIBUTE_SILENT },
	{ NULL, 0 },
};

/* ---- made and dropped ---- */

static bool has_columns_of(const struct sqlembic_fact *key, const struct sqlembic_fact *foreign)
{
	return strncmp(key->values[MYSQLDB_CLAUSE_TEXT], "KEY ", 4) == 0 &&
	       mysqldb_equal(key->values[MYSQLDB_CLAUSE_COLUMNS], foreign->values[MYSQLDB_CLAUSE_COLUMNS]);
}

static bool has_index(const struct sqlembic_side *side, const struct sqlembic_fact *table,
		      const struct sqlembic_fact *foreign)
{
	const struct sqlembic_fact *key;
	for (size_t i = 0; (key = mysqldb_part(side, table, MYSQLDB_KEY, i)); i++)
		if (has_columns_of(key, foreign))
			return true;
	return false;
}

/* Those of one table that are made at a time. */
struct making {
	const struct sqlembic_action_sink *out;
	const struct sqlembic_side *to;
	const struct sqlembic_fact *table;
	bool missing; /* those of them that refer to a table which is not there, or the others */
};

/* The next one from *i on; NULL: there are no more. */
static const struct sqlembic_fact *next_made(const struct making *m, size_t *i)
{
	const struct sqlembic_fact *key;
	while ((key = mysqldb_part(m->to, m->table, MYSQLDB_FOREIGN_KEY, *i))) {
		++*i;
		if (m->out->is_created(m->out->payload, key) &&
		    mysqldb_foreign_is_missing(m->to, key) == m->missing)
			return key;
	}
	return NULL;
}

/* Whether the server could take an index for one that it has made with an earlier foreign key on its columns. */
static bool may_go(const struct making *m, const struct sqlembic_fact *before,
		   const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *made;
	for (size_t i = 0; (made = next_made(m, &i));)
		if (has_columns_of(key, made) && strcmp(key->name, made->name) != 0 &&
		    has_index(m->out->from, before, made))
			return true;
	return false;
}

/* An index that the server has made with a foreign key goes, without a word, for that of the next one on its columns, which has
 * another name.  Nothing tells which those are, also where that foreign key is gone; one that is made in the statement is none of
 * them, and costs nothing more: the table is copied anyway. */
static void keep_indexes(struct sqlembic_buf *sql, const struct making *m)
{
	const struct sqlembic_fact *key, *before = mysqldb_other(m->out->from, m->table);
	for (size_t i = 0; before && (key = mysqldb_part(m->to, m->table, MYSQLDB_KEY, i)); i++) {
		if (!may_go(m, before, key))
			continue;
		sqlembic_buf_puts(sql, ",\n    DROP KEY ");
		mysqldb_text_name(sql, key->name);
		sqlembic_buf_printf(sql, ",\n    ADD %s", key->values[MYSQLDB_CLAUSE_TEXT]);
	}
}

/* Each ALTER TABLE would copy the table's rows, and read all foreign keys that it has by then. */
static void add_all(struct sqlembic_buf *sql, const struct making *m)
{
	const struct sqlembic_fact *made;
	const char *separator = " ";
	sqlembic_buf_puts(sql, "ALTER TABLE ");
	mysqldb_text_name(sql, m->table->name);
	for (size_t i = 0; (made = next_made(m, &i)); separator = ",\n    ")
		sqlembic_buf_printf(sql, "%sADD %s", separator, made->values[MYSQLDB_CLAUSE_TEXT]);
	keep_indexes(sql, m);
}

static bool is_any_loose(const struct making *m)
{
	const struct sqlembic_fact *made;
	for (size_t i = 0; (made = next_made(m, &i));)
		if (mysqldb_foreign_loose(m->to, made))
			return true;
	return false;
}

/* Rows that refer to nothing stop the statement. */
static void make_checked(struct mysqldb_emit *emit, const struct making *m)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	size_t i = 0;
	const struct sqlembic_fact *made = next_made(m, &i), *next;
	if (!made)
		return;
	const bool loose = is_any_loose(m);
	if (loose)
		mysqldb_foreign_loose_begin(emit);
	add_all(&sql, m);
	for (; made; made = next) {
		struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
		next = next_made(m, &i);
		sqlembic_buf_printf(&reason, "rows of %s may refer to rows that are not there: %s",
				    m->table->shown, made->shown);
		mysqldb_foreign_rows_probe(&probe, m->out->from, m->to, made);
		mysqldb_emit_warned(emit, next ? NULL : &sql, SQLEMBIC_ACTION_MAY_FAIL, &reason, &probe);
	}
	if (loose)
		mysqldb_foreign_loose_end(emit);
}

/* The server takes them from a session that checks none. */
static void make_unchecked(struct mysqldb_emit *emit, const struct making *m)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	size_t i = 0;
	if (!next_made(m, &i))
		return;
	mysqldb_foreign_unchecked_begin(emit);
	add_all(&sql, m);
	mysqldb_emit(emit, &sql);
	mysqldb_foreign_unchecked_end(emit);
}

MYSQLDB_CREATE(foreign_key)
{
	struct making m = { out, to, to->parent(to, fact), false };
	struct mysqldb_emit emit = { .out = out, .err = err };
	/* It was made with its table. */
	if (out->is_copy && !mysqldb_other(out->from, m.table))
		return 0;
	mysqldb_misread_begin(&emit, m.table, m.table);
	make_checked(&emit, &m);
	m.missing = true;
	make_unchecked(&emit, &m);
	mysqldb_misread_end(&emit, m.table, m.table);
	return emit.rc;
}

MYSQLDB_DROP(foreign_key)
{
	struct mysqldb_emit emit = { .out = out, .err = err };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *table = from->parent(from, fact);
	mysqldb_misread_begin(&emit, table, table);
	sqlembic_buf_puts(&sql, "ALTER TABLE ");
	mysqldb_text_name(&sql, table->name);
	sqlembic_buf_puts(&sql, " DROP FOREIGN KEY ");
	mysqldb_text_name(&sql, fact->name);
	mysqldb_emit(&emit, &sql);
	mysqldb_misread_end(&emit, table, table);
	return emit.rc;
}

/* ---- reached by a change of a table ---- */

static bool column_changes(const struct sqlembic_change *c, const char *name)
{
	const struct sqlembic_fact *old = mysqldb_find_column(c->from, c->before, name);
	const struct sqlembic_fact *new = mysqldb_find_column(c->to, c->before, name);
	if (!old || !new)
		return true;
	for (unsigned i = MYSQLDB_COLUMN_TYPE; i <= MYSQLDB_COLUMN_GENERATED; i++)
		if (i != MYSQLDB_COLUMN_DEFAULT && !mysqldb_equal(old->values[i], new->values[i]))
			return true;
	return false;
}

static bool end_changes(const struct sqlembic_change *c, const char *columns)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	bool changes = mysqldb_alter_takes_index(c, columns);
	while (!changes && mysqldb_foreign_next(&columns, &name))
		changes = column_changes(c, sqlembic_buf_text(&name));
	sqlembic_buf_release(&name);
	return changes;
}

static bool engine_changes(const struct sqlembic_change *c)
{
	const char *before = c->before->values[MYSQLDB_TABLE_OPTIONS];
	const char *after = c->after->values[MYSQLDB_TABLE_OPTIONS];
	if (!before || !after)
		return false;
	size_t n = strcspn(before, " "), m = strcspn(after, " ");
	return n != m || strncmp(before, after, n) != 0;
}

/* One that works on one side alone is made again behind the columns. */
static bool trigger_is_reached(const struct sqlembic_change *c, const struct sqlembic_fact *trigger)
{
	const struct sqlembic_fact *after = mysqldb_other(c->to, trigger);
	return after &&
	       (mysqldb_triggers_is_broken(c->from, trigger) || mysqldb_triggers_is_broken(c->to, after));
}

MYSQLDB_SPREAD(table)
{
	const struct sqlembic_change *c = change;
	if (user->kind == MYSQLDB_TRIGGER)
		return trigger_is_reached(c, user) ? (uint64_t)1 << MYSQLDB_PROGRAM_DEFINITION : 0;
	/* One whose table goes for good, and which is there behind it, has got another table. */
	if (user->kind != MYSQLDB_FOREIGN_KEY || !c->after || c->before->values[MYSQLDB_TABLE_OPAQUE] ||
	    c->after->values[MYSQLDB_TABLE_OPAQUE])
		return 0;
	const char *referenced = user->values[MYSQLDB_FOREIGN_TABLE];
	bool is_own = user->parent_id && strcmp(user->parent_id, c->before->server_id) == 0;
	bool changes = engine_changes(c) || (is_own && end_changes(c, user->values[MYSQLDB_CLAUSE_COLUMNS]));
	if (!changes && referenced && strcmp(referenced, c->before->identity) == 0)
		changes = end_changes(c, user->values[MYSQLDB_FOREIGN_COLUMNS]);
	return changes ? (uint64_t)1 << MYSQLDB_CLAUSE_DEFINITION : 0;
}
