/* alter_keys.c: clauses of ALTER TABLE for keys. */
#include <string.h>

#include "alter.h"
#include "parse.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

#define CASE_OF_KEYS_SINCE 101100 /* of MariaDB */
#define RENAME_INDEX_SINCE 100502 /* of MariaDB; MySQL knew it before there was a version 8 */

static const char *columns_of(const struct sqlembic_fact *fact)
{
	return fact->values[MYSQLDB_CLAUSE_COLUMNS];
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* ---- what happens to a key ---- */

/* A column that is dropped and added takes its place in the keys with it. */
static bool has_remade_column(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *before, *after;
	for (size_t i = 0; (before = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		after = mysqldb_other(c->to, before);
		if (after && mysqldb_alter_is_remade(before, after) &&
		    mysqldb_parse_mentions(key->values[MYSQLDB_CLAUSE_TEXT], before->name))
			return true;
	}
	return false;
}

/* Keys that a server has made for a foreign key are dropped by it as soon as another one serves: that has to be our own
 * then. */
static bool is_overtaken(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *other;
	bool is_made = false;
	if (!begins(key->values[MYSQLDB_CLAUSE_TEXT], "KEY "))
		return false;
	for (size_t i = 0; (other = mysqldb_part(c->from, c->before, MYSQLDB_FOREIGN_KEY, i)); i++)
		is_made |= strcmp(columns_of(other), columns_of(key)) == 0;
	for (size_t i = 0; is_made && (other = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++) {
		const struct sqlembic_fact *before = mysqldb_other(c->from, other);
		if ((!before || !mysqldb_is_same(before, other)) &&
		    begins(columns_of(other), columns_of(key)))
			return true;
	}
	return false;
}

/* To change the reference system of its column, MySQL wants a spatial key away. */
static bool changes_reference(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *before, *after;
	for (size_t i = 0; (before = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		after = mysqldb_other(c->to, before);
		if (after &&
		    !mysqldb_equal(before->values[MYSQLDB_COLUMN_OTHER],
				   after->values[MYSQLDB_COLUMN_OTHER]) &&
		    mysqldb_parse_mentions(key->values[MYSQLDB_CLAUSE_TEXT], before->name))
			return true;
	}
	return false;
}

/* MySQL takes a full-text key of another parser for the one that is dropped beside it. */
static bool changes_parser(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *after = mysqldb_other(c->to, key);
	return after && !mysqldb_is_same(key, after) &&
	       (strstr(key->values[MYSQLDB_CLAUSE_TEXT], " WITH PARSER ") ||
		strstr(after->values[MYSQLDB_CLAUSE_TEXT], " WITH PARSER "));
}

/* MariaDB 10.5 cannot read a table any more whose key gets another case, be it dropped and added in one statement: 10.11 can. */
static bool changes_case(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *after;
	for (size_t i = 0; (after = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++)
		if (sqlembic_casecmp(key->name, after->name) == 0 && strcmp(key->name, after->name) != 0)
			return true;
	return false;
}

/* Whether a key leaves its name in a statement before. */
static bool is_in_the_way(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const char *text = key->values[MYSQLDB_CLAUSE_TEXT];
	if (mysqldb_is_mariadb(c->from))
		return c->from->version < CASE_OF_KEYS_SINCE && changes_case(c, key);
	return (begins(text, "SPATIAL") && changes_reference(c, key)) ||
	       (begins(text, "FULLTEXT") && changes_parser(c, key));
}

/* Whether a key that says the same on both sides is made anew all the same. */
static bool is_made_anew(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	return has_remade_column(c, key) || is_in_the_way(c, key) || mysqldb_alter_is_with_history(c, key) ||
	       mysqldb_alter_leaves_block_size(c);
}

/* Whether a key that is on both sides stays as it is. */
static bool stays(const struct sqlembic_change *c, const struct sqlembic_fact *before,
		  const struct sqlembic_fact *after)
{
	return mysqldb_is_same(before, after) && !is_overtaken(c, before) && !is_made_anew(c, before);
}

static bool can_rename(const struct sqlembic_change *c, const struct sqlembic_fact *before,
		       const struct sqlembic_fact *after)
{
	bool is_known = !mysqldb_is_mariadb(c->from) || c->from->version >= RENAME_INDEX_SINCE;
	return is_known && mysqldb_is_same(before, after) &&
	       !begins(before->values[MYSQLDB_CLAUSE_TEXT], "PRIMARY") && !is_made_anew(c, before);
}

/* The new name of a key that is gone; NULL: none.  Of several candidates the nth goes with the nth. */
static const struct sqlembic_fact *new_name(const struct sqlembic_change *c,
					    const struct sqlembic_fact *before)
{
	const struct sqlembic_fact *other;
	size_t place = 0;
	for (size_t i = 0; (other = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)) && other != before; i++)
		place += !mysqldb_other(c->to, other) && mysqldb_is_same(other, before);
	for (size_t i = 0; (other = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++)
		if (!mysqldb_other(c->from, other) && can_rename(c, before, other) && place-- == 0)
			return other;
	return NULL;
}

static bool is_renamed(const struct sqlembic_change *c, const struct sqlembic_fact *after)
{
	const struct sqlembic_fact *before;
	for (size_t i = 0; (before = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)); i++)
		if (!mysqldb_other(c->to, before) && new_name(c, before) == after)
			return true;
	return false;
}

/* ---- whether it is used ---- */

/* What says that the optimizer leaves a key alone, and how it is said. */
static const struct {
	const char *behind, *off, *on;
} uses[] = {
	{ " IGNORED", "IGNORED", "NOT IGNORED" },
	{ " /*!80000 INVISIBLE */", "INVISIBLE", "VISIBLE" },
};

/* The length of a definition without that; *use, the kind of it. */
static size_t bare_length(const char *definition, size_t *use)
{
	size_t n = strlen(definition);
	for (size_t i = 0; i < sizeof(uses) / sizeof(uses[0]); i++) {
		size_t length = strlen(uses[i].behind);
		if (n > length && strcmp(definition + n - length, uses[i].behind) == 0) {
			*use = i;
			return n - length;
		}
	}
	return n;
}

/* The clause's last word, where two keys differ in nothing else: to drop and add a key does not change it.  NULL: they do. */
static const char *other_use(const struct sqlembic_fact *before, const struct sqlembic_fact *after)
{
	const char *a = before->values[MYSQLDB_CLAUSE_DEFINITION],
		   *b = after->values[MYSQLDB_CLAUSE_DEFINITION];
	size_t use = 0;
	size_t n = bare_length(a, &use), m = bare_length(b, &use);
	if (n != m || strncmp(a, b, n) != 0 || strcmp(a, b) == 0)
		return NULL;
	return b[m] ? uses[use].off : uses[use].on;
}

static bool changes_use(const struct sqlembic_change *c, const struct sqlembic_fact *before,
			const struct sqlembic_fact *after)
{
	return other_use(before, after) && !has_remade_column(c, before) && !is_overtaken(c, before);
}

/* ---- clauses ---- */

/* The unique key of a table without a primary one is that to the server, which then is not to be out of use. */
static bool is_primary_by_default(const struct sqlembic_change *c, const struct sqlembic_fact *key)
{
	const struct sqlembic_fact *other;
	for (size_t i = 0; (other = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)); i++)
		if (begins(other->values[MYSQLDB_CLAUSE_TEXT], "PRIMARY"))
			return false;
	return begins(key->values[MYSQLDB_CLAUSE_TEXT], "UNIQUE");
}

static void change_use(struct mysqldb_altering *a, const struct sqlembic_fact *before,
		       const struct sqlembic_fact *after)
{
	struct sqlembic_buf *sql = &a->later;
	if (!is_primary_by_default(a->change, before))
		sql = mysqldb_alter_clause(a);
	else if (sql->len > 0)
		sqlembic_buf_puts(sql, ",\n    ");
	sqlembic_buf_puts(sql, "ALTER INDEX ");
	mysqldb_text_name(sql, before->name);
	sqlembic_buf_printf(sql, " %s", other_use(before, after));
}

static void drop_before(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	mysqldb_alter_begin(&sql, a->change);
	sqlembic_buf_puts(&sql, "DROP KEY ");
	mysqldb_text_name(&sql, key->name);
	mysqldb_emit(&a->emit, &sql);
}

/* By another name in between: one that a column's numbers need is never missing. */
static void drop_by_way(struct mysqldb_altering *a, const struct sqlembic_fact *key, size_t number)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	mysqldb_alter_begin(&sql, a->change);
	sqlembic_buf_puts(&sql, "RENAME INDEX ");
	mysqldb_text_name(&sql, key->name);
	sqlembic_buf_printf(&sql, " TO `sqlembic_old_key_%zu`", number);
	mysqldb_emit(&a->emit, &sql);
	sqlembic_buf_printf(mysqldb_alter_clause(a), "DROP KEY `sqlembic_old_key_%zu`", number);
}

void mysqldb_alter_drop_keys(struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *before, *after;
	for (size_t i = 0; (before = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)); i++) {
		after = mysqldb_other(c->to, before);
		if ((after && stays(c, before, after)) || mysqldb_alter_goes_before_text(c, before))
			continue;
		if (mysqldb_alter_is_with_history(c, before) &&
		    !begins(before->values[MYSQLDB_CLAUSE_TEXT], "PRIMARY"))
			continue;
		if (is_in_the_way(c, before)) {
			if (mysqldb_is_mariadb(c->from) && c->from->version >= RENAME_INDEX_SINCE)
				drop_by_way(a, before, i);
			else
				drop_before(a, before);
			continue;
		}
		if (after && changes_use(c, before, after)) {
			change_use(a, before, after);
			continue;
		}
		struct sqlembic_buf *sql = mysqldb_alter_clause(a);
		after = after ? NULL : new_name(c, before);
		if (begins(before->values[MYSQLDB_CLAUSE_TEXT], "PRIMARY")) {
			sqlembic_buf_puts(sql, "DROP PRIMARY KEY");
			continue;
		}
		sqlembic_buf_puts(sql, after ? "RENAME INDEX " : "DROP KEY ");
		mysqldb_text_name(sql, before->name);
		if (after) {
			sqlembic_buf_puts(sql, " TO ");
			mysqldb_text_name(sql, after->name);
		}
	}
}

/* What MariaDB gives the rows of a new column that is NOT NULL is no shape, and no spatial key takes it. */
static void warn_of_no_shape(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *column;
	for (size_t i = 0; (column = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
		if (!mysqldb_other(c->to, column) ||
		    !mysqldb_parse_mentions(key->values[MYSQLDB_CLAUSE_TEXT], column->name))
			continue;
		sqlembic_buf_printf(&reason, "column %s may hold no shape", column->shown);
		sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
		mysqldb_alter_add_all_rows(&probe, c->before);
		sqlembic_buf_puts(&probe, " WHERE LENGTH(");
		mysqldb_text_name(&probe, column->name);
		sqlembic_buf_puts(&probe, ") = 0");
		mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, &probe);
	}
}

/* "KEY `k` (`a`, (lower(`b`)))": an element of the list that is no column. */
static bool has_expression(const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	size_t depth = 0;
	for (bool begins = false; sqlembic_token_next(&tokens, &token);) {
		const bool opens = sqlembic_token_is_mark(&token, '(');
		if (begins && opens)
			return true;
		depth += opens;
		depth -= sqlembic_token_is_mark(&token, ')');
		begins = depth == 1 && (opens || sqlembic_token_is_mark(&token, ','));
	}
	return false;
}

/* It is worked out for every row. */
static void warn_of_expression(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "the expression of key %s may fail on a row", key->shown);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, NULL);
}

/* MySQL makes no copy by itself where it has to make the full-text keys that stay once more, and takes one of them at a time. */
static bool needs_copy(const struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *after;
	unsigned fulltext = 0;
	for (size_t i = 0; (after = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++)
		fulltext += begins(after->values[MYSQLDB_CLAUSE_TEXT], "FULLTEXT");
	return fulltext > 1 && !mysqldb_is_mariadb(c->from);
}

static void add_key(struct mysqldb_altering *a, const struct sqlembic_fact *key)
{
	const char *text = key->values[MYSQLDB_CLAUSE_TEXT];
	const struct sqlembic_fact *before = mysqldb_other(a->change->from, key);
	if ((begins(text, "UNIQUE") || begins(text, "PRIMARY")) && !(before && mysqldb_is_same(before, key)))
		mysqldb_alter_warn_of_doubles(a, key);
	if (has_expression(text))
		warn_of_expression(a, key);
	if (begins(text, "SPATIAL") && mysqldb_is_mariadb(a->change->from))
		warn_of_no_shape(a, key);
	if (begins(text, "SPATIAL"))
		a->copies |= needs_copy(a);
	if (begins(text, "FULLTEXT") && a->has_fulltext) {
		sqlembic_buf_add(&a->fulltext, text, strlen(text) + 1);
		return;
	}
	a->has_fulltext |= begins(text, "FULLTEXT");
	sqlembic_buf_printf(mysqldb_alter_clause(a), "ADD %s", text);
}

void mysqldb_alter_add_keys(struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *before, *after;
	for (size_t i = 0; (after = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++) {
		before = mysqldb_other(c->from, after);
		if (before ? !stays(c, before, after) && !changes_use(c, before, after)
			   : !is_renamed(c, after))
			add_key(a, after);
		else
			mysqldb_alter_warn_of_same(a, after);
	}
}

/* ---- for foreign keys ---- */

bool mysqldb_alter_takes_index(const struct sqlembic_change *c, const char *columns)
{
	const struct sqlembic_fact *before;
	bool takes = false, has_other = false;
	for (size_t i = 0; (before = mysqldb_part(c->from, c->before, MYSQLDB_KEY, i)); i++) {
		const struct sqlembic_fact *after = mysqldb_other(c->to, before);
		if (!begins(columns_of(before), columns))
			continue;
		bool is_kept = after ? stays(c, before, after) : new_name(c, before) != NULL;
		takes |= !is_kept;
		has_other |= is_kept;
	}
	return takes && !has_other;
}
