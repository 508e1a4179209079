/* foreign_rows.c: see foreign_rows.h.
 *
 * Where values stay what they are the server looks each row up in the index of the other table; where they change it compares lists. */
#include "foreign_rows.h"

#include <string.h>

#include "alter.h"
#include "sqlembic/token.h"

bool mysqldb_foreign_next(const char **list, struct sqlembic_buf *name)
{
	size_t length = strcspn(*list, "\n");
	sqlembic_buf_clear(name);
	sqlembic_buf_add(name, *list, length);
	*list += length + ((*list)[length] == '\n');
	return length > 0;
}

/* ---- values that stay ---- */

/* "child.`a` = parent.`x` AND ..." */
static void add_pairs(struct sqlembic_buf *out, const struct sqlembic_fact *fact)
{
	const char *own = fact->values[MYSQLDB_CLAUSE_COLUMNS];
	const char *others = fact->values[MYSQLDB_FOREIGN_COLUMNS];
	struct sqlembic_buf a = SQLEMBIC_BUF_INIT, b = SQLEMBIC_BUF_INIT;
	for (const char *separator = ""; mysqldb_foreign_next(&own, &a) && mysqldb_foreign_next(&others, &b);
	     separator = " AND ") {
		sqlembic_buf_printf(out, "%sparent.", separator);
		mysqldb_text_name(out, sqlembic_buf_text(&b));
		sqlembic_buf_puts(out, " = child.");
		mysqldb_text_name(out, sqlembic_buf_text(&a));
	}
	sqlembic_buf_release(&a);
	sqlembic_buf_release(&b);
}

static void add_known(struct sqlembic_buf *out, const char *columns, const char *between, const char *table)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	for (; mysqldb_foreign_next(&columns, &name); between = " AND ") {
		sqlembic_buf_printf(out, "%s%s", between, table);
		mysqldb_text_name(out, sqlembic_buf_text(&name));
		sqlembic_buf_puts(out, " IS NOT NULL");
	}
	sqlembic_buf_release(&name);
}

static void compare_rows(struct sqlembic_buf *out, const struct sqlembic_change *child, const char *parent,
			 const struct sqlembic_fact *key)
{
	sqlembic_buf_puts(out, "SELECT count(*) FROM ");
	mysqldb_text_name(out, child->before->name);
	sqlembic_buf_puts(out, " AS child WHERE NOT EXISTS (SELECT 1 FROM ");
	sqlembic_buf_printf(out, "%s AS parent WHERE ", parent);
	add_pairs(out, key);
	sqlembic_buf_putc(out, ')');
	add_known(out, key->values[MYSQLDB_CLAUSE_COLUMNS], " AND ", "child.");
}

/* ---- values that change ---- */

static bool keeps_values(const struct sqlembic_change *c, const char *columns)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	bool keeps = true;
	while (keeps && mysqldb_foreign_next(&columns, &name)) {
		const struct sqlembic_fact *old = mysqldb_find_column(c->from, c->before,
								      sqlembic_buf_text(&name));
		const struct sqlembic_fact *new = mysqldb_find_column(c->to, c->after,
								      sqlembic_buf_text(&name));
		keeps = old && new &&mysqldb_alter_keeps_values(old, new) &&
			!mysqldb_alter_is_computed_anew(c, old, new);
	}
	sqlembic_buf_release(&name);
	return keeps;
}

static void add_list(struct sqlembic_buf *out, const char *columns)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	for (const char *between = ""; mysqldb_foreign_next(&columns, &name); between = ", ") {
		sqlembic_buf_puts(out, between);
		mysqldb_text_name(out, sqlembic_buf_text(&name));
	}
	sqlembic_buf_release(&name);
}

/* "`a`\n`b`" is what expressions are looked for in. */
static void compare_lists(struct sqlembic_buf *out, const struct sqlembic_change *child,
			  const struct sqlembic_change *parent, const struct sqlembic_fact *key)
{
	const char *own = key->values[MYSQLDB_CLAUSE_COLUMNS], *others = key->values[MYSQLDB_FOREIGN_COLUMNS];
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	add_list(&text, own);
	sqlembic_buf_puts(out, "SELECT count(*) FROM ");
	mysqldb_alter_add_rows(out, child, sqlembic_buf_text(&text));
	add_known(out, own, " WHERE ", "");
	/* Nothing is in a table that is new. */
	if (parent->before) {
		sqlembic_buf_printf(out, " AND (%s) NOT IN (SELECT ", sqlembic_buf_text(&text));
		sqlembic_buf_clear(&text);
		add_list(&text, others);
		sqlembic_buf_printf(out, "%s FROM ", sqlembic_buf_text(&text));
		mysqldb_alter_add_rows(out, parent, sqlembic_buf_text(&text));
		add_known(out, others, " WHERE ", "");
		sqlembic_buf_putc(out, ')');
	}
	out->failed |= text.failed;
	sqlembic_buf_release(&text);
}

/* "`other`.`parent`", of the clause; nothing where the table is of this database. */
static void add_elsewhere(struct sqlembic_buf *out, const struct sqlembic_fact *key)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(key->values[MYSQLDB_CLAUSE_DEFINITION]);
	struct sqlembic_token database, table;
	while (!sqlembic_token_take(&tokens, "REFERENCES"))
		if (!sqlembic_token_next(&tokens, &database))
			return;
	if (sqlembic_token_next(&tokens, &database) && sqlembic_token_take_mark(&tokens, '.') &&
	    sqlembic_token_next(&tokens, &table))
		sqlembic_buf_printf(out, "%.*s.%.*s", (int)database.text.len, database.text.ptr,
				    (int)table.text.len, table.text.ptr);
}

static struct sqlembic_change change_of(const struct sqlembic_side *from, const struct sqlembic_side *to,
					const struct sqlembic_fact *after)
{
	return (struct sqlembic_change){
		.from = from, .to = to, .before = after ? mysqldb_other(from, after) : NULL, .after = after
	};
}

/* What is not read column by column has none. */
static bool has_columns(const struct sqlembic_change *c)
{
	return c->after && !c->after->values[MYSQLDB_TABLE_OPAQUE] &&
	       !(c->before && c->before->values[MYSQLDB_TABLE_OPAQUE]);
}

void mysqldb_foreign_rows_probe(struct sqlembic_buf *out, const struct sqlembic_side *from,
				const struct sqlembic_side *to, const struct sqlembic_fact *key)
{
	const char *identity = key->values[MYSQLDB_FOREIGN_TABLE];
	const struct sqlembic_fact *table = identity ? to->find(to, MYSQLDB_TABLE, identity) : NULL;
	const struct sqlembic_change child = change_of(from, to, to->parent(to, key)),
				     parent = change_of(from, to, table);
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	if (!child.before || !has_columns(&child) || (identity && !has_columns(&parent)))
		return;
	if (!identity)
		add_elsewhere(&name, key);
	else if (parent.before && keeps_values(&parent, key->values[MYSQLDB_FOREIGN_COLUMNS]))
		mysqldb_text_name(&name, parent.before->name);
	if (name.len > 0 && keeps_values(&child, key->values[MYSQLDB_CLAUSE_COLUMNS]))
		compare_rows(out, &child, sqlembic_buf_text(&name), key);
	else if (identity)
		compare_lists(out, &child, &parent, key);
	out->failed |= name.failed;
	sqlembic_buf_release(&name);
}
