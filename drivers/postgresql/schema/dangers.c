/* dangers.c: see dangers.h. */
#include "dangers.h"

#include <string.h>

#include "../lex.h"
#include "sqlembic/token.h"
#include "tables.h"

static struct sqlembic_tokens tokens_of(const char *text)
{
	return sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, POSTGRES_LEX);
}

/* ---- rows with the same values ---- */

/* "ONLY ", where children of a table have no part in what is said of it: they do as its partitions. */
static const char *only(const struct sqlembic_fact *table)
{
	bool is_alone = table && table->kind == POSTGRES_TABLE && !postgres_value(table, TABLE_KEY);
	return is_alone ? "ONLY " : "";
}

/* How many rows are too many.  `keys`: columns and expressions, with commas.  Of rows without a value in one there may be many,
 * unless `nulls_equal`. */
static void add_doubles(struct sqlembic_buf *probe, const struct sqlembic_fact *table, const char *name,
			const char *keys, struct sqlembic_span where, bool nulls_equal)
{
	sqlembic_buf_printf(probe,
			    "(SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM %s%s%.*s GROUP "
			    "BY %s HAVING count(*) > 1",
			    only(table), name, (int)where.len, where.len ? where.ptr : "", keys);
	if (!nulls_equal)
		sqlembic_buf_printf(probe, " AND num_nulls(%s) = 0", keys);
	sqlembic_buf_puts(probe, ") q)");
}

static void add_key(struct sqlembic_buf *probe, const struct sqlembic_fact *table,
		    const struct sqlembic_fact *fact)
{
	const char *name = postgres_value(fact, CONSTRAINT_TABLE),
		   *columns = postgres_value(fact, CONSTRAINT_COLUMNS);
	const char *definition = postgres_value(fact, CONSTRAINT_DEFINITION);
	if (strstr(definition, "WITHOUT OVERLAPS"))
		return;
	sqlembic_buf_puts(probe, "SELECT ");
	add_doubles(probe, table, name, columns, (struct sqlembic_span){ NULL, 0 },
		    strstr(definition, "NULLS NOT DISTINCT"));
	if (fact->kind == POSTGRES_PRIMARY_KEY)
		sqlembic_buf_printf(probe, " + (SELECT count(*) FROM %s%s WHERE num_nulls(%s) > 0)",
				    only(table), name, columns);
}

/* ---- indexes ---- */

/* One column or expression, with its collation but without class and order; moves behind it. */
static void add_element(struct sqlembic_buf *keys, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	if (!sqlembic_token_next_name(tokens, &token))
		return;
	struct sqlembic_tokens ahead = *tokens;
	bool is_call = !sqlembic_token_is_mark(&token, '(') && sqlembic_token_take_mark(&ahead, '(');
	if (is_call)
		*tokens = ahead;
	if (is_call || sqlembic_token_is_mark(&token, '('))
		sqlembic_token_skip_parens(tokens);
	ahead = *tokens;
	if (sqlembic_token_take(&ahead, "COLLATE") &&
	    sqlembic_token_next_name(&ahead, &(struct sqlembic_token){ 0 }))
		*tokens = ahead;
	sqlembic_buf_puts(keys, keys->len ? ", " : "");
	sqlembic_buf_add(keys, token.text.ptr, (size_t)(tokens->at - token.text.ptr));
}

/* "CREATE UNIQUE INDEX i ON [ONLY] t USING btree (a COLLATE "C" DESC, lower(b)) ..."; moves behind the list. */
static void add_elements(struct sqlembic_buf *keys, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	while (!sqlembic_token_take(tokens, "USING") && sqlembic_token_next(tokens, &token))
		;
	if (!sqlembic_token_next(tokens, &token) || !sqlembic_token_take_mark(tokens, '('))
		return;
	add_element(keys, tokens);
	while (sqlembic_token_next(tokens, &token) && !sqlembic_token_is_mark(&token, ')')) {
		if (sqlembic_token_is_mark(&token, '('))
			sqlembic_token_skip_parens(tokens);
		else if (sqlembic_token_is_mark(&token, ','))
			add_element(keys, tokens);
	}
}

int postgres_danger_of_index(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
			     const struct sqlembic_fact *index, const char *table, const char *definition,
			     struct sqlembic_error *err)
{
	struct sqlembic_tokens tokens = tokens_of(definition);
	struct sqlembic_buf keys = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	size_t where = postgres_find_clause(definition, " WHERE ");
	add_elements(&keys, &tokens);
	sqlembic_buf_puts(&probe, "SELECT ");
	add_doubles(&probe, to->parent(to, index), table, sqlembic_buf_text(&keys),
		    (struct sqlembic_span){ definition + where, strlen(definition + where) },
		    strstr(tokens.at, "NULLS NOT DISTINCT"));
	probe.failed |= keys.failed;
	int rc = postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
			       "index %s admits no two rows with the same values", index->shown);
	sqlembic_buf_release(&keys);
	return rc;
}

/* ---- foreign keys ---- */

/* The names of a list in parentheses, each behind `prefix`. */
static void add_names(struct sqlembic_buf *out, struct sqlembic_tokens *tokens, const char *prefix)
{
	struct sqlembic_token token;
	const char *between = "";
	(void)sqlembic_token_take_mark(tokens, '(');
	while (sqlembic_token_next(tokens, &token) && !sqlembic_token_is_mark(&token, ')')) {
		if (sqlembic_token_is_mark(&token, ','))
			continue;
		sqlembic_buf_printf(out, "%s%s.%.*s", between, prefix, (int)token.text.len, token.text.ptr);
		between = ", ";
	}
}

static const struct sqlembic_fact *table_named(const struct sqlembic_side *side, struct sqlembic_span name)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	sqlembic_buf_add(&identity, name.ptr, name.len);
	const struct sqlembic_fact *table = side->find(side, POSTGRES_TABLE, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return table;
}

/* Whether the table is made by the same script: then nothing is in it.  One of a schema that is not compared is on neither side. */
static bool is_new(const struct sqlembic_side *from, const struct sqlembic_side *to,
		   struct sqlembic_span table)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT;
	sqlembic_buf_add(&identity, table.ptr, table.len);
	bool is = !from->find(from, POSTGRES_TABLE, sqlembic_buf_text(&identity)) &&
		  to->find(to, POSTGRES_TABLE, sqlembic_buf_text(&identity));
	sqlembic_buf_release(&identity);
	return is;
}

/* A foreign key of which rows can be counted: both lists of columns, and the table that it refers to. */
struct key {
	struct sqlembic_buf own, others;
	struct sqlembic_span parent;
};

static void release_key(struct key *key)
{
	sqlembic_buf_release(&key->own);
	sqlembic_buf_release(&key->others);
}

/* "FOREIGN KEY (a, b) REFERENCES s.p(x, y) ..." */
static bool read_key(struct key *key, const struct sqlembic_fact *fact)
{
	const char *definition = postgres_value(fact, CONSTRAINT_DEFINITION);
	struct sqlembic_tokens tokens = tokens_of(definition);
	struct sqlembic_token parent;
	*key = (struct key){ SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT, { NULL, 0 } };
	if (strstr(definition, "PERIOD ") || strstr(definition, " MATCH FULL") ||
	    !sqlembic_token_take(&tokens, "FOREIGN KEY"))
		return false;
	add_names(&key->own, &tokens, "child");
	if (!sqlembic_token_take(&tokens, "REFERENCES") || !sqlembic_token_next_name(&tokens, &parent)) {
		release_key(key);
		return false;
	}
	add_names(&key->others, &tokens, "parent");
	key->parent = parent.text;
	return true;
}

/* Rows of what is let go by the table that a key refers to count no more. */
static void add_staying(struct sqlembic_buf *probe, const struct sqlembic_side *from,
			const struct sqlembic_side *to, const struct sqlembic_fact *parent)
{
	const struct sqlembic_fact *partition;
	const char *before = " AND parent.tableoid <> ALL (array_remove(ARRAY[";
	bool any = false;
	for (size_t i = 0; parent && (partition = from->fact(from, POSTGRES_PARTITION, i)); i++) {
		if (!postgres_is_below(from, partition, parent->identity) ||
		    postgres_is_below(to, to->find(to, POSTGRES_PARTITION, partition->identity),
				      parent->identity))
			continue;
		sqlembic_buf_printf(probe, "%sto_regclass(", any ? ", " : before);
		sqlembic_buf_quote(probe, partition->identity, '\'');
		sqlembic_buf_puts(probe, ")");
		any = true;
	}
	sqlembic_buf_puts(probe, any ? "]::oid[], NULL))" : "");
}

static void add_orphans(struct sqlembic_buf *probe, const struct sqlembic_side *from,
			const struct sqlembic_side *to, const struct sqlembic_fact *fact)
{
	struct key key;
	if (!read_key(&key, fact))
		return;
	const struct sqlembic_fact *parent = table_named(to, key.parent);
	sqlembic_buf_printf(probe, "SELECT count(*) FROM %s%s AS child WHERE num_nulls(%s) = 0",
			    only(to->parent(to, fact)), postgres_value(fact, CONSTRAINT_TABLE),
			    sqlembic_buf_text(&key.own));
	if (!is_new(from, to, key.parent)) {
		sqlembic_buf_printf(probe, " AND NOT EXISTS (SELECT FROM %s%.*s AS parent WHERE (%s) = (%s)",
				    only(parent), (int)key.parent.len, key.parent.ptr,
				    sqlembic_buf_text(&key.others), sqlembic_buf_text(&key.own));
		add_staying(probe, from, to, parent);
		sqlembic_buf_puts(probe, ")");
	}
	probe->failed |= key.own.failed || key.others.failed;
	release_key(&key);
}

/* Whether the server looks for rows of this foreign key when the partition is let go: not where that has gone with another one, or
 * the key with its table. */
static bool is_held_by_key(const struct sqlembic_action_sink *out, const struct sqlembic_fact *partition,
			   const struct sqlembic_fact *key)
{
	const struct sqlembic_side *from = out->from;
	const struct sqlembic_fact *above = partition, *used;
	if (key->kind != POSTGRES_FOREIGN_KEY || out->is_dropped(out->payload, key))
		return false;
	while ((above = from->find(from, POSTGRES_PARTITION, postgres_partition_parent(above))))
		if (out->is_dropped(out->payload, above))
			for (size_t i = 0; (used = from->used(from, key, i)); i++)
				if (used == above)
					return false;
	return true;
}

static int tell_of_key(const struct sqlembic_action_sink *out, const struct sqlembic_fact *partition,
		       const struct sqlembic_fact *fact, struct sqlembic_error *err)
{
	const struct sqlembic_side *from = out->from;
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	struct key key;
	if (read_key(&key, fact)) {
		sqlembic_buf_printf(
			&probe,
			"SELECT count(*) FROM %s%s AS child WHERE EXISTS (SELECT FROM %s AS parent "
			"WHERE (%s) = (%s))",
			only(from->parent(from, fact)), postgres_value(fact, CONSTRAINT_TABLE),
			partition->identity, sqlembic_buf_text(&key.others), sqlembic_buf_text(&key.own));
		probe.failed |= key.own.failed || key.others.failed;
		release_key(&key);
	}
	return postgres_tell(out, err, SQLEMBIC_ACTION_MAY_FAIL, &probe,
			     "rows of %s may refer to rows of %s: %s", from->parent(from, fact)->shown,
			     partition->shown, fact->shown);
}

int postgres_danger_of_detaching(const struct sqlembic_action_sink *out,
				 const struct sqlembic_fact *partition, struct sqlembic_error *err)
{
	const struct sqlembic_fact *user;
	int rc = 0;
	for (size_t i = 0; rc == 0 && (user = out->from->user(out->from, partition, i)); i++)
		if (is_held_by_key(out, partition, user))
			rc = tell_of_key(out, partition, user, err);
	return rc;
}

/* ---- checks ---- */

/* "CHECK (condition) NO INHERIT". */
static void add_violations(struct sqlembic_buf *probe, const char *table, const char *check)
{
	struct sqlembic_tokens tokens = tokens_of(check);
	if (!sqlembic_token_take(&tokens, "CHECK") || !sqlembic_token_take_mark(&tokens, '('))
		return;
	const char *begin = tokens.at;
	sqlembic_token_skip_parens(&tokens);
	const char *end = tokens.at;
	sqlembic_buf_printf(probe, "SELECT count(*) FROM %s%s WHERE NOT (%.*s",
			    sqlembic_token_take(&tokens, "NO INHERIT") ? "ONLY " : "", table,
			    (int)(end - begin), begin);
}

int postgres_danger_of_check(const struct sqlembic_action_sink *out, const char *table,
			     struct sqlembic_span check, unsigned flags, struct sqlembic_error *err)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(check, POSTGRES_LEX);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	struct sqlembic_token name;
	(void)sqlembic_token_take(&tokens, "CONSTRAINT");
	(void)sqlembic_token_next(&tokens, &name);
	sqlembic_buf_add(&text, tokens.at, (size_t)(tokens.end - tokens.at));
	add_violations(&probe, table, sqlembic_buf_text(&text));
	probe.failed |= text.failed;
	int rc = postgres_tell(out, err, flags | SQLEMBIC_ACTION_MAY_FAIL, &probe,
			       "rows of %s may violate check constraint %.*s", table, (int)name.text.len,
			       name.text.ptr);
	sqlembic_buf_release(&text);
	return rc;
}

/* ---- all constraints ---- */

int postgres_danger_of_constraint(const struct sqlembic_action_sink *out, const struct sqlembic_side *to,
				  const struct sqlembic_fact *constraint, struct sqlembic_error *err)
{
	const unsigned flags = SQLEMBIC_ACTION_MAY_FAIL;
	const struct sqlembic_fact *table = to->parent(to, constraint);
	const char *name = constraint->shown;
	struct sqlembic_buf probe = SQLEMBIC_BUF_INIT;
	switch (constraint->kind) {
	case POSTGRES_PRIMARY_KEY:
		add_key(&probe, table, constraint);
		return postgres_tell(out, err, flags, &probe,
				     "key %s admits no two rows with the same values, and no NULL", name);
	case POSTGRES_UNIQUE:
		add_key(&probe, table, constraint);
		return postgres_tell(out, err, flags, &probe,
				     "key %s admits no two rows with the same values", name);
	case POSTGRES_EXCLUSION:
		return postgres_tell(out, err, flags, NULL, "%s admits no two rows that exclude each other",
				     name);
	case POSTGRES_CHECK:
		add_violations(&probe, postgres_value(constraint, CONSTRAINT_TABLE),
			       postgres_value(constraint, CONSTRAINT_DEFINITION));
		return postgres_tell(out, err, flags, &probe, "rows of %s may violate check constraint %s",
				     table->shown, name);
	default:
		add_orphans(&probe, out->from, to, constraint);
		return postgres_tell(out, err, flags, &probe,
				     "rows of %s may refer to rows that are not there: %s", table->shown,
				     name);
	}
}
