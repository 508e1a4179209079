/* danger_references.c: rows that refer to others, with the values that a change of their columns makes of theirs.
 *
 * A foreign key compares as the parent's column does: what it has no affinity for stays as it is.  So does a join with the parent on
 * its left, but where that column takes values as they are. */
#include <string.h>

#include "columns.h"
#include "schema.h"
#include "sqlembic/token.h"

/* Names that no column is likely to have: texts are searched for those of columns. */
#define CHILD  "sqlembic_child"
#define PARENT "sqlembic_parent"

struct reference {
	const struct sqlembic_change *change;
	struct sqlembic_buf own, others;   /* "child.a, child.b", "parent.x, parent.y" */
	struct sqlembic_span parent;       /* its name */
	const struct sqlembic_fact *table; /* that it is; NULL: it is not there now, or is new */
};

/* ---- reading ---- */

/* The names of a list in parentheses, each behind `prefix`; moves behind it. */
static void add_names(struct sqlembic_buf *out, struct sqlembic_tokens *tokens, const char *prefix)
{
	struct sqlembic_token token;
	const char *between = "";
	while (sqlembic_token_next(tokens, &token) && !sqlembic_token_is_mark(&token, ')')) {
		if (sqlembic_token_is_mark(&token, ','))
			continue;
		sqlembic_buf_printf(out, "%s%s.%.*s", between, prefix, (int)token.text.len, token.text.ptr);
		between = ", ";
	}
}

/* "[FOREIGN KEY (a, b)] REFERENCES p (x, y)"; where the other's columns are not said, no query is made. */
static struct reference read_reference(const struct sqlembic_change *change,
				       const struct sqlembic_fact *constraint)
{
	const char *text = constraint->values[SQLITE_CONSTRAINT_TEXT],
		   *column = constraint->values[SQLITE_CONSTRAINT_COLUMN],
		   *parent = constraint->values[SQLITE_CONSTRAINT_PARENT];
	struct reference r = { .change = change };
	struct sqlembic_tokens tokens = sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) },
							   sqlembic_sqlite_dialect.lex);
	struct sqlembic_token name;
	if (column) {
		sqlembic_buf_puts(&r.own, CHILD ".");
		sqlite_text_name(&r.own, column);
	} else if (sqlembic_token_take(&tokens, "FOREIGN KEY") && sqlembic_token_take_mark(&tokens, '(')) {
		add_names(&r.own, &tokens, CHILD);
	}
	if (sqlembic_token_take(&tokens, "REFERENCES") && sqlembic_token_next(&tokens, &name)) {
		r.parent = name.text;
		if (sqlembic_token_take_mark(&tokens, '('))
			add_names(&r.others, &tokens, PARENT);
	}
	if (parent && change->to->find(change->to, SQLITE_KIND_TABLE, parent))
		r.table = change->from->find(change->from, SQLITE_KIND_TABLE, parent);
	return r;
}

static void release(struct reference *r)
{
	sqlembic_buf_release(&r->own);
	sqlembic_buf_release(&r->others);
}

/* ---- what changes ---- */

bool sqlite_danger_reference_changes(const struct sqlembic_change *change,
				     const struct sqlembic_fact *constraint)
{
	struct reference r = read_reference(change, constraint);
	const bool changes = r.own.len > 0 && sqlite_danger_rows_change(change, sqlembic_buf_text(&r.own));
	release(&r);
	return changes;
}

/* Among those that the text names.  A parent that does not change is folded, as a rule. */
static bool has_column_without_affinity(const struct sqlembic_side *side, const struct sqlembic_fact *table,
					const char *text)
{
	struct sqlite_columns columns;
	bool has = !sqlite_columns_of(&columns, side, table);
	for (size_t i = 0; !has && i < columns.n; i++)
		has = sqlite_text_mentions(text, columns.items[i].name) &&
		      sqlite_affinity_of_type(columns.items[i].type, sqlite_table_is_strict(table)) ==
			      SQLITE_AFFINITY_NONE;
	sqlite_columns_release(&columns);
	return has;
}

/* Whether the parent's values stay, and, where the child's do not, its columns have an affinity of their own. */
static bool is_parent_known(const struct reference *r, bool child_changes)
{
	const struct sqlembic_side *to = r->change->to;
	const struct sqlembic_fact *after = r->table ? to->find(to, SQLITE_KIND_TABLE, r->table->identity)
						     : NULL;
	const struct sqlembic_change parent = {
		.from = r->change->from, .to = to, .before = r->table, .after = after
	};
	if (!after || sqlite_danger_rows_change(&parent, r->others.ptr))
		return false;
	return !child_changes || !has_column_without_affinity(to, after, r->others.ptr);
}

static void add_child(struct sqlembic_buf *out, const struct reference *r, bool changes)
{
	if (changes)
		sqlembic_buf_puts(out, "(SELECT * FROM ");
	sqlite_danger_rows_add(out, r->change, r->own.ptr);
	if (changes)
		sqlembic_buf_putc(out, ')');
}

/* A join: without an index of the parent's a subquery would read it all for each row. */
void sqlite_danger_reference_probe(struct sqlembic_buf *out, const struct sqlembic_change *change,
				   const struct sqlembic_fact *constraint)
{
	struct reference r = read_reference(change, constraint);
	const char *own = sqlembic_buf_text(&r.own), *others = sqlembic_buf_text(&r.others);
	const bool changes = sqlite_danger_rows_change(change, own);
	if (r.own.len > 0 && r.others.len > 0 && sqlite_danger_rows_are_known(change, own, false) &&
	    is_parent_known(&r, changes)) {
		sqlembic_buf_puts(out, "SELECT count(*) FROM ");
		add_child(out, &r, changes);
		sqlembic_buf_printf(out,
				    " AS " CHILD " LEFT JOIN %.*s AS " PARENT
				    " ON (%s) = (%s) WHERE ((%s) = (%s)) IS NULL AND "
				    "(%s) = (%s)",
				    (int)r.parent.len, r.parent.ptr, others, own, others, others, own, own);
	}
	out->failed |= r.own.failed || r.others.failed;
	release(&r);
}
