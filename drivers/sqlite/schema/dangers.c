/* dangers.c: what rows can stop a statement: how it is said, and the query that counts them.
 *
 * A query may only name columns that the old table has: SQLite takes an unknown name in quotes for a text. */
#include <string.h>

#include "schema.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

struct danger {
	struct sqlembic_change change; /* of the table */
	struct sqlembic_buf reason, probe;
};

static struct sqlembic_tokens tokens_of(const char *text)
{
	return sqlembic_tokens_of((struct sqlembic_span){ text, strlen(text) }, sqlembic_sqlite_dialect.lex);
}

/* ---- rows with the same values ---- */

/* A list of columns and expressions, and the condition that each has a value. */
struct keys {
	struct sqlembic_buf list, known;
};

/* The collation that the new table gives to a column; empty: the text says one, or is another expression. */
static const char *collation_of(const struct danger *d, struct sqlembic_span element)
{
	const struct sqlembic_fact *column;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT, own = SQLEMBIC_BUF_INIT;
	const char *collation = "";
	sqlite_text_tokens(&name, element);
	for (size_t i = 0;
	     !*collation && (column = sqlite_part(d->change.to, d->change.after, SQLITE_KIND_COLUMN, i));
	     i++) {
		const char *said = column->values[SQLITE_COLUMN_COLLATION];
		sqlembic_buf_clear(&own);
		sqlite_text_tokens(&own, (struct sqlembic_span){ column->name, strlen(column->name) });
		if (sqlembic_casecmp(sqlembic_buf_text(&own), sqlembic_buf_text(&name)) == 0)
			collation = said ? said : "binary";
	}
	sqlembic_buf_release(&name);
	sqlembic_buf_release(&own);
	return collation;
}

static void add_key(struct keys *keys, const struct danger *d, struct sqlembic_span element)
{
	const char *collation = collation_of(d, element);
	sqlembic_buf_puts(&keys->list, keys->list.len ? ", " : "");
	sqlembic_buf_add(&keys->list, element.ptr, element.len);
	if (*collation)
		sqlembic_buf_printf(&keys->list, " COLLATE %s", collation);
	sqlembic_buf_printf(&keys->known, " AND (%.*s) IS NOT NULL", (int)element.len, element.ptr);
}

static struct sqlembic_span without_order(const char *begin, const struct sqlembic_token *last,
					  const char *end)
{
	bool is_order = sqlembic_token_is(last, "ASC") || sqlembic_token_is(last, "DESC");
	end = is_order ? last->text.ptr : end;
	while (end > begin && strchr(" \t\r\n", end[-1]))
		end--;
	return (struct sqlembic_span){ begin, (size_t)(end - begin) };
}

/* Behind the parenthesis that opens the list; moves behind the one that closes it. */
static void add_keys(struct keys *keys, const struct danger *d, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token, last = { 0 };
	const char *begin = tokens->at;
	while (sqlembic_token_next(tokens, &token)) {
		if (sqlembic_token_is_mark(&token, '(')) {
			sqlembic_token_skip_parens(tokens);
		} else if (sqlembic_token_is_mark(&token, ',') || sqlembic_token_is_mark(&token, ')')) {
			add_key(keys, d, without_order(begin, &last, token.text.ptr));
			begin = tokens->at;
			if (*token.text.ptr == ')')
				return;
		}
		last = token;
	}
}

static void add_doubles(struct danger *d, struct keys *keys, const char *text, const char *where)
{
	sqlembic_buf_puts(&d->probe, "SELECT sum(sqlembic_n - 1) FROM (SELECT count(*) AS sqlembic_n FROM ");
	sqlite_danger_rows_add(&d->probe, &d->change, text);
	sqlembic_buf_printf(&d->probe, "%s\n GROUP BY %s HAVING count(*) > 1%s)", where,
			    sqlembic_buf_text(&keys->list), sqlembic_buf_text(&keys->known));
	d->probe.failed |= keys->list.failed || keys->known.failed;
	sqlembic_buf_release(&keys->list);
	sqlembic_buf_release(&keys->known);
}

/* "UNIQUE (a, b)", "PRIMARY KEY", which is written with its column. */
static void probe_key(struct danger *d, const struct sqlembic_fact *constraint)
{
	struct keys keys = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT };
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	const char *text = constraint->values[SQLITE_CONSTRAINT_TEXT],
		   *column = constraint->values[SQLITE_CONSTRAINT_COLUMN];
	struct sqlembic_tokens tokens = tokens_of(text);
	if (column) {
		sqlite_text_name(&name, column);
		text = sqlembic_buf_text(&name);
	}
	if (sqlite_danger_rows_are_known(&d->change, text, false)) {
		if (column)
			add_key(&keys, d, (struct sqlembic_span){ text, name.len });
		else if ((sqlembic_token_take(&tokens, "UNIQUE") ||
			  sqlembic_token_take(&tokens, "PRIMARY KEY")) &&
			 sqlembic_token_take_mark(&tokens, '('))
			add_keys(&keys, d, &tokens);
		add_doubles(d, &keys, text, "");
	}
	d->probe.failed |= name.failed;
	sqlembic_buf_release(&name);
}

/* ---- what is said ---- */

static void probe_check(struct danger *d, const struct sqlembic_fact *constraint)
{
	const char *text = constraint->values[SQLITE_CONSTRAINT_TEXT];
	struct sqlembic_tokens tokens = tokens_of(text);
	if (!sqlite_danger_rows_are_known(&d->change, text, true) || !sqlembic_token_take(&tokens, "CHECK") ||
	    !sqlembic_token_take_mark(&tokens, '('))
		return;
	const char *begin = tokens.at;
	sqlembic_token_skip_parens(&tokens);
	sqlembic_buf_puts(&d->probe, "SELECT count(*) FROM ");
	sqlite_danger_rows_add(&d->probe, &d->change, text);
	sqlembic_buf_printf(&d->probe, " WHERE NOT (%.*s", (int)(tokens.at - begin), begin);
}

/* What the constraint says is done with a row that violates it, instead of stopping. */
static bool loses_rows(const struct sqlembic_fact *constraint)
{
	const char *definition = constraint->values[SQLITE_CONSTRAINT_DEFINITION];
	return definition &&
	       (strstr(definition, "on conflict replace") || strstr(definition, "on conflict ignore"));
}

bool sqlite_danger_is_of_constraint(const struct sqlembic_change *change,
				    const struct sqlembic_fact *constraint)
{
	const char *text = constraint->values[SQLITE_CONSTRAINT_TEXT],
		   *column = constraint->values[SQLITE_CONSTRAINT_COLUMN];
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	if (constraint->kind == SQLITE_KIND_FOREIGN_KEY)
		return sqlite_danger_reference_changes(change, constraint);
	if (column && constraint->kind != SQLITE_KIND_CHECK) {
		sqlite_text_name(&name, column);
		text = sqlembic_buf_text(&name);
	}
	bool is = constraint->kind == SQLITE_KIND_CHECK ? sqlite_danger_rows_compare_otherwise(change, text)
							: sqlite_danger_rows_may_join(change, text);
	sqlembic_buf_release(&name);
	return is;
}

void sqlite_danger_of_constraint(struct sqlite_emit *emit, const struct sqlembic_change *change,
				 const struct sqlembic_fact *constraint)
{
	struct danger d = { *change, SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT };
	bool is_primary = constraint->kind == SQLITE_KIND_PRIMARY_KEY;
	bool loses = (is_primary || constraint->kind == SQLITE_KIND_UNIQUE) && loses_rows(constraint);
	switch (constraint->kind) {
	case SQLITE_KIND_PRIMARY_KEY:
	case SQLITE_KIND_UNIQUE:
		probe_key(&d, constraint);
		sqlembic_buf_printf(&d.reason, "%s%s admits no two rows with the same values%s",
				    is_primary ? "primary key of " : "", constraint->shown,
				    loses ? ": of such rows one is kept" : "");
		break;
	case SQLITE_KIND_CHECK:
		probe_check(&d, constraint);
		sqlembic_buf_printf(&d.reason, "rows that are there have to pass the check %s",
				    constraint->shown);
		break;
	default:
		sqlite_danger_reference_probe(&d.probe, change, constraint);
		sqlembic_buf_printf(&d.reason, "rows that are there have to have what they refer to: %s",
				    constraint->shown);
	}
	sqlite_emit_warned(emit, NULL, loses ? SQLEMBIC_ACTION_LOSES_DATA : SQLEMBIC_ACTION_MAY_FAIL,
			   &d.reason, &d.probe);
}

/* "CREATE UNIQUE INDEX i ON t (a, lower(b)) WHERE ..." */
void sqlite_danger_of_index(struct sqlite_emit *emit, const struct sqlembic_side *to,
			    const struct sqlembic_fact *index)
{
	const struct sqlembic_side *from = emit->out->from;
	const struct sqlembic_fact *after = to->parent(to, index);
	const char *text = index->values[SQLITE_OBJECT_SQL];
	const struct sqlembic_fact *before = after ? from->find(from, SQLITE_KIND_TABLE, after->identity)
						   : NULL;
	struct danger d = { .change = { .from = from, .to = to, .before = before, .after = after } };
	struct keys keys = { SQLEMBIC_BUF_INIT, SQLEMBIC_BUF_INIT };
	struct sqlembic_tokens tokens = tokens_of(text);
	struct sqlembic_token token;
	sqlembic_buf_printf(&d.reason, "index %s admits no two rows with the same values", index->shown);
	if (before && sqlite_danger_rows_are_known(&d.change, text, false)) {
		while (!sqlembic_token_take_mark(&tokens, '(') && sqlembic_token_next(&tokens, &token))
			;
		add_keys(&keys, &d, &tokens);
		struct sqlembic_buf where = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(&where, " %.*s", (int)(tokens.end - tokens.at), tokens.at);
		add_doubles(&d, &keys, text, sqlembic_buf_text(&where));
		sqlembic_buf_release(&where);
	}
	sqlite_emit_warned(emit, NULL, SQLEMBIC_ACTION_MAY_FAIL, &d.reason, &d.probe);
}
