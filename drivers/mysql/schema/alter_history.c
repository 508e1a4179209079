/* alter_history.c: what a table's history needs before the one ALTER TABLE. */
#include <string.h>

#include "alter.h"
#include "parse.h"
#include "sqlembic/error.h"

bool mysqldb_alter_is_bound(const struct sqlembic_fact *column)
{
	static const char words[] = "GENERATED ALWAYS AS ROW ";
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	return other && strncmp(other, words, strlen(words)) == 0;
}

static bool has_other_bounds(const struct sqlembic_side *side, const struct sqlembic_fact *table,
			     const struct sqlembic_side *others)
{
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = mysqldb_part(side, table, MYSQLDB_COLUMN, i)); i++) {
		const struct sqlembic_fact *other = mysqldb_alter_is_bound(column)
							    ? mysqldb_other(others, column)
							    : column;
		if (!other || !mysqldb_is_same(column, other))
			return true;
	}
	return false;
}

static struct sqlembic_span engine_of(const struct sqlembic_fact *table)
{
	const char *options = table->values[MYSQLDB_TABLE_OPTIONS];
	const struct sqlembic_span all = { options ? options : "", options ? strlen(options) : 0 };
	return mysqldb_parse_find_option(all, "ENGINE");
}

static bool is_innodb(const struct sqlembic_fact *table)
{
	const struct sqlembic_span engine = engine_of(table);
	return engine.len == 6 && strncmp(engine.ptr, "InnoDB", 6) == 0;
}

/* InnoDB keeps history in a way of its own: with one, no table becomes one of another engine. */
bool mysqldb_alter_moves_history(const struct sqlembic_change *c)
{
	return (mysqldb_alter_is_versioned(c->before) || mysqldb_alter_is_versioned(c->after)) &&
	       is_innodb(c->before) != is_innodb(c->after);
}

/* MariaDB changes such a column in no way as long as the table has a history, nor gives it one of its own. */
bool mysqldb_alter_renews_history(const struct sqlembic_change *c)
{
	if (!mysqldb_alter_is_versioned(c->before))
		return false;
	return mysqldb_alter_moves_history(c) ||
	       (mysqldb_alter_is_versioned(c->after) &&
		(has_other_bounds(c->from, c->before, c->to) || has_other_bounds(c->to, c->after, c->from)));
}

bool mysqldb_alter_is_with_history(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *column;
	if (!mysqldb_alter_renews_history(c))
		return false;
	for (size_t i = 0; (column = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		if (mysqldb_alter_is_bound(column) &&
		    mysqldb_parse_mentions(key->values[MYSQLDB_CLAUSE_TEXT], column->name))
			return true;
	return false;
}

bool mysqldb_alter_is_unpartitioned_first(const struct sqlembic_change *c)
{
	const char *text = c->before->values[MYSQLDB_TABLE_PARTITIONING];
	if (text && mysqldb_alter_mentions_by_text(c, text))
		return true;
	return text && strstr(text, "PARTITION BY SYSTEM_TIME") &&
	       (!mysqldb_alter_is_versioned(c->after) || mysqldb_alter_renews_history(c));
}

/* Rows that are in the history alone. */
void mysqldb_alter_warn_of_history(struct mysqldb_altering *a)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *table = a->change->before;
	sqlembic_buf_printf(&reason, "drops the history of table %s", table->shown);
	sqlembic_buf_puts(&probe, "SELECT (SELECT count(*) FROM ");
	mysqldb_alter_add_all_rows(&probe, table);
	sqlembic_buf_puts(&probe, ") - (SELECT count(*) FROM ");
	mysqldb_text_name(&probe, table->name);
	sqlembic_buf_putc(&probe, ')');
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_LOSES_DATA, &reason, &probe);
}

/* No UPDATE writes rows of the past. */
int mysqldb_alter_refuse_history(const struct sqlembic_change *c, struct sqlembic_error *err)
{
	if (!mysqldb_alter_is_versioned(c->before) || mysqldb_alter_renews_history(c) ||
	    !mysqldb_alter_rewrites(c))
		return 0;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"addresses of another version in the history of table %s: MariaDB does not convert them",
		c->before->shown);
	return sqlembic_fail_hint(err, "write this change by hand, in a revision of its own: drop the "
				       "history (ALTER TABLE ... DROP SYSTEM VERSIONING), or add a column "
				       "of the new type beside the old one");
}

static void drop_history(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *part;
	mysqldb_alter_begin(&sql, c);
	sqlembic_buf_puts(&sql, "DROP SYSTEM VERSIONING");
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		if (!mysqldb_alter_is_bound(part))
			continue;
		sqlembic_buf_puts(&sql, ",\n    DROP COLUMN ");
		mysqldb_text_name(&sql, part->name);
	}
	/* The primary key loses the column, another would be held against the rows without it. */
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)); i++)
		if (mysqldb_alter_is_with_history(c, part) && strcmp(part->name, "PRIMARY") != 0) {
			sqlembic_buf_puts(&sql, ",\n    DROP KEY ");
			mysqldb_text_name(&sql, part->name);
		}
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, MYSQLDB_PERIOD, i)); i++)
		if (strcmp(part->name, "SYSTEM_TIME") == 0)
			sqlembic_buf_puts(&sql, ",\n    DROP PERIOD FOR SYSTEM_TIME");
	mysqldb_alter_warn_of_history(a);
	mysqldb_emit(&a->emit, &sql);
}

/* Gives the table its engine. */
static void move(struct mysqldb_altering *a)
{
	const struct sqlembic_span engine = engine_of(a->change->after);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	mysqldb_alter_begin(&sql, a->change);
	sqlembic_buf_printf(&sql, "ENGINE=%.*s", (int)engine.len, engine.ptr);
	mysqldb_emit(&a->emit, &sql);
}

void mysqldb_alter_begin_history(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (mysqldb_alter_is_unpartitioned_first(a->change)) {
		mysqldb_alter_begin(&sql, a->change);
		sqlembic_buf_puts(&sql, "REMOVE PARTITIONING");
		mysqldb_emit(&a->emit, &sql);
	}
	if (mysqldb_alter_renews_history(a->change))
		drop_history(a);
	if (mysqldb_alter_moves_history(a->change) && mysqldb_alter_is_versioned(a->change->after))
		move(a);
}

/* ---- columns without a history ---- */

/* Appends the text up to the words that say so, and from there on; false: it has none, and nothing is appended. */
static bool add_with_history(struct sqlembic_buf *out, const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (!sqlembic_token_is(&token, "WITHOUT") ||
		    !sqlembic_token_take(&tokens, "SYSTEM VERSIONING"))
			continue;
		size_t length = (size_t)(token.text.ptr - text);
		if (length > 0 && text[length - 1] == ' ')
			length--;
		sqlembic_buf_add(out, text, length);
		sqlembic_buf_puts(out, tokens.at + (length == 0 && *tokens.at == ' '));
		return true;
	}
	return false;
}

static bool gets_history(const struct sqlembic_change *c)
{
	return mysqldb_alter_is_versioned(c->after) &&
	       (!mysqldb_alter_is_versioned(c->before) || mysqldb_alter_renews_history(c));
}

bool mysqldb_alter_is_left_out(const struct sqlembic_change *c, const struct sqlembic_fact *new)
{
	return gets_history(c) && mysqldb_alter_has_no_history(new);
}

void mysqldb_alter_add_with_history(struct sqlembic_buf *out, const struct sqlembic_fact *new)
{
	(void)add_with_history(out, new->values[MYSQLDB_COLUMN_CLAUSE]);
}

bool mysqldb_alter_is_same_with_history(const struct sqlembic_fact *old, const struct sqlembic_fact *new)
{
	const char *values[MYSQLDB_COLUMN_CLAUSE + 1];
	struct sqlembic_buf other = SQLEMBIC_BUF_INIT;
	struct sqlembic_fact with = *new;
	memcpy(values, new->values, sizeof(values));
	(void)add_with_history(&other, new->values[MYSQLDB_COLUMN_OTHER]);
	values[MYSQLDB_COLUMN_OTHER] = other.len > 0 ? other.ptr : NULL;
	with.values = values;
	const bool is_same = mysqldb_is_same(old, &with);
	sqlembic_buf_release(&other);
	return is_same;
}

bool mysqldb_alter_must_be_let_in(const struct sqlembic_change *c, const struct sqlembic_fact *old,
				  const struct sqlembic_fact *new)
{
	const char *names = c->before->values[MYSQLDB_TABLE_LEFT_OUT];
	return names && gets_history(c) && !mysqldb_alter_has_no_history(new) &&
	       mysqldb_parse_mentions(names, old->name);
}
