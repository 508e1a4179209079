/* alter_columns.c: clauses of ALTER TABLE for columns.  As many as possible stay where they are: the others get FIRST or AFTER. */
#include <stdlib.h>
#include <string.h>

#include "alter.h"
#include "column_type.h"
#include "parse.h"

static bool is_stored(const struct sqlembic_fact *column)
{
	const char *generated = column->values[MYSQLDB_COLUMN_GENERATED];
	return generated && strncmp(generated, "stored", 6) == 0;
}

static const struct sqlembic_fact *kept(const struct mysqldb_altering *a, const struct sqlembic_fact *old)
{
	const struct sqlembic_fact *new = mysqldb_other(a->change->to, old);
	return new && !mysqldb_alter_is_remade(old, new) ? new : NULL;
}

/* ---- gone ---- */

static void warn_of_loss(struct mysqldb_altering *a, const struct sqlembic_fact *old, const char *what)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "%s %s", what, old->shown);
	sqlembic_buf_puts(&probe, "SELECT count(");
	mysqldb_text_name(&probe, old->name);
	sqlembic_buf_puts(&probe, ") FROM ");
	mysqldb_alter_add_all_rows(&probe, a->change->before);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_LOSES_DATA, &reason, &probe);
}

void mysqldb_alter_drop_columns(struct mysqldb_altering *a)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		const struct sqlembic_fact *after = mysqldb_other(c->to, old);
		if (kept(a, old) || (mysqldb_alter_is_bound(old) && mysqldb_alter_renews_history(c)))
			continue;
		/* Values of an expression can be had again. */
		if (!old->values[MYSQLDB_COLUMN_GENERATED])
			warn_of_loss(a, old,
				     after && after->values[MYSQLDB_COLUMN_GENERATED]
					     ? "puts an expression in the place of column"
					     : "drops column");
		struct sqlembic_buf *sql = mysqldb_alter_clause(a);
		sqlembic_buf_puts(sql, "DROP COLUMN ");
		mysqldb_text_name(sql, old->name);
	}
}

/* ---- order ---- */

struct place {
	const struct sqlembic_fact *new, *old; /* old, NULL: it is added */
	size_t before;                         /* place among the old ones */
	size_t length, previous;               /* of the longest chain that ends here */
	bool stays;
};

/* Marks the longest chain of kept columns that are in order.  The bounds of a history, which MariaDB moves nowhere, are in it, however
 * many others have to move for that. */
static void mark_chain(struct place *places, size_t n)
{
	size_t best = n;
	for (size_t i = 0; i < n; i++) {
		if (!places[i].old)
			continue;
		const size_t weight = mysqldb_alter_is_bound(places[i].old) ? n : 1;
		places[i].length = weight;
		places[i].previous = n;
		for (size_t k = 0; k < i; k++)
			if (places[k].old && places[k].before < places[i].before &&
			    places[k].length + weight > places[i].length) {
				places[i].length = places[k].length + weight;
				places[i].previous = k;
			}
		if (best == n || places[i].length > places[best].length)
			best = i;
	}
	for (; best < n; best = places[best].previous)
		places[best].stays = true;
}

static struct place *find_places(const struct mysqldb_altering *a, size_t *n)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *new;
	*n = 0;
	while (mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, *n))
		++*n;
	struct place *places = calloc(*n + 1, sizeof(*places));
	for (size_t i = 0; places && i < *n; i++) {
		new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i);
		const struct sqlembic_fact *old = mysqldb_other(c->from, new);
		places[i].new = new;
		if (old && mysqldb_alter_is_bound(old) && mysqldb_alter_renews_history(c))
			continue;
		if (old && !mysqldb_alter_is_remade(old, new)) {
			places[i].old = old;
			places[i].before = old->position;
		}
	}
	if (places)
		mark_chain(places, *n);
	return places;
}

static void add_position(struct sqlembic_buf *sql, const struct place *places, size_t i, size_t n)
{
	bool is_last = !places[i].old;
	for (size_t k = i + 1; k < n && is_last; k++)
		is_last = !places[k].stays;
	if (is_last)
		return;
	sqlembic_buf_puts(sql, i == 0 ? " FIRST" : " AFTER ");
	if (i > 0)
		mysqldb_text_name(sql, places[i - 1].new->name);
}

/* ---- added and changed ---- */

/* The expression is worked out for every row, which can fail: that of a VIRTUAL column wherever the table is copied, be it for
 * another clause, or for a key. */
static void warn_of_expression(struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	if (!new->values[MYSQLDB_COLUMN_GENERATED])
		return;
	sqlembic_buf_printf(&reason, "the expression of column %s may fail on a row", new->shown);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, NULL);
}

/* Rows that are there get a default that names other columns by these. */
static bool names_column(const char *value)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(value ? value : "");
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token)) {
		if (token.kind == SQLEMBIC_TOKEN_NAME)
			return true;
		if (sqlembic_token_is(&token, "NEXTVAL") && sqlembic_token_take_mark(&tokens, '('))
			sqlembic_token_skip_parens(&tokens);
	}
	return false;
}

static void warn_of_default(struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	if (!names_column(new->values[MYSQLDB_COLUMN_DEFAULT]))
		return;
	sqlembic_buf_printf(&reason, "the default of column %s may fail on a row", new->shown);
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, NULL);
}

static bool has_spatial_key(const struct sqlembic_change *c, const struct sqlembic_fact *column)
{
	const struct sqlembic_fact *key;
	for (size_t i = 0; (key = mysqldb_part(c->to, c->after, MYSQLDB_KEY, i)); i++) {
		const char *text = key->values[MYSQLDB_CLAUSE_TEXT];
		if (strncmp(text, "SPATIAL ", strlen("SPATIAL ")) == 0 &&
		    mysqldb_parse_mentions(text, column->name))
			return true;
	}
	return false;
}

/* MySQL has none of a shape, what MariaDB gives is refused by a spatial key, and the date of 0 where sql_mode says so. */
static void warn_of_no_value(struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	const char *type = new->values[MYSQLDB_COLUMN_TYPE];
	bool is_date = strncmp(type, "date", 4) == 0;
	const struct mysqldb_type parts = mysqldb_type_of(new);
	bool is_shape = mysqldb_type_is_shape(&parts) &&
			(!mysqldb_is_mariadb(a->change->to) || has_spatial_key(a->change, new));
	if (!new->values[MYSQLDB_COLUMN_NOT_NULL] || new->values[MYSQLDB_COLUMN_DEFAULT] ||
	    new->values[MYSQLDB_COLUMN_GENERATED] || !(is_date || is_shape))
		return;
	sqlembic_buf_printf(&reason, "rows of %s have no value for column %s", a->change->after->shown,
			    new->shown);
	sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
	mysqldb_alter_add_all_rows(&probe, a->change->before);
	if (is_date) {
		sqlembic_buf_puts(&reason, " where sql_mode has NO_ZERO_DATE");
		sqlembic_buf_puts(&probe, " WHERE @@SESSION.sql_mode LIKE '%NO_ZERO_DATE%'"
					  " AND @@SESSION.sql_mode LIKE '%STRICT%'");
	}
	mysqldb_alter_warn(a, SQLEMBIC_ACTION_MAY_FAIL, &reason, &probe);
}

static void add_clause(const struct mysqldb_altering *a, struct sqlembic_buf *sql, const struct place *place)
{
	if (!place->old) {
		sqlembic_buf_puts(sql, "ADD COLUMN ");
	} else if (strcmp(place->old->name, place->new->name) != 0) {
		sqlembic_buf_puts(sql, "CHANGE COLUMN ");
		mysqldb_text_name(sql, place->old->name);
		sqlembic_buf_putc(sql, ' ');
	} else {
		sqlembic_buf_puts(sql, "MODIFY COLUMN ");
	}
	if (!place->old && mysqldb_alter_is_filled(a, place->new))
		mysqldb_alter_add_empty(sql, place->new);
	else if (mysqldb_alter_is_left_out(a->change, place->new))
		mysqldb_alter_add_with_history(sql, place->new);
	else
		sqlembic_buf_puts(sql, place->new->values[MYSQLDB_COLUMN_CLAUSE]);
}

/* What the clause cannot say. */
static void take_default(struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	if (mysqldb_defaults_is_none(a->change->to, new))
		mysqldb_defaults_add_drop(&a->later, new->name);
}

/* Once there is a history that it can be left out of. */
static void leave_out(struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	sqlembic_buf_printf(&a->later, "%sMODIFY COLUMN %s", a->later.len > 0 ? ",\n    " : "",
			    new->values[MYSQLDB_COLUMN_CLAUSE]);
}

/* A default that is to be another one in a later statement may name a column that is dropped in this one. */
static void take_old_default(struct mysqldb_altering *a, const struct sqlembic_fact *old)
{
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *column;
	const char *value = old->values[MYSQLDB_COLUMN_DEFAULT];
	bool names_gone = false;
	for (size_t i = 0; value && (column = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		names_gone |= !kept(a, column) && mysqldb_parse_mentions(value, column->name);
	if (!names_gone)
		return;
	struct sqlembic_buf *sql = mysqldb_alter_clause(a);
	sqlembic_buf_puts(sql, "ALTER COLUMN ");
	mysqldb_text_name(sql, old->name);
	sqlembic_buf_puts(sql, " DROP DEFAULT");
}

static bool is_as_it_was(const struct sqlembic_change *c, const struct place *place)
{
	if (!place->old || !place->stays || mysqldb_alter_must_be_let_in(c, place->old, place->new))
		return false;
	return mysqldb_alter_is_left_out(c, place->new)
		       ? mysqldb_alter_is_same_with_history(place->old, place->new)
		       : mysqldb_is_same(place->old, place->new);
}

static void change_column(struct mysqldb_altering *a, const struct place *places, size_t i, size_t n)
{
	const struct place *place = &places[i];
	if (mysqldb_alter_is_left_out(a->change, place->new))
		leave_out(a, place->new);
	if (is_as_it_was(a->change, place))
		return;
	if (place->old && place->stays && mysqldb_defaults_only_goes(a->change->to, place->old, place->new)) {
		take_default(a, place->new);
		return;
	}
	if (place->old && is_stored(place->new) && !place->old->values[MYSQLDB_COLUMN_GENERATED])
		warn_of_loss(a, place->old, "puts an expression in the place of column");
	else if (place->old)
		mysqldb_alter_types(a, place->old, place->new);
	if (!place->old || (!mysqldb_is_same(place->old, place->new) &&
			    !mysqldb_alter_keeps_expression(a->change, place->old, place->new)))
		warn_of_expression(a, place->new);
	if (!place->old) {
		warn_of_default(a, place->new);
		warn_of_no_value(a, place->new);
	}
	mysqldb_alter_column_check(a, place->old, place->new);
	bool is_later = place->old && place->stays && mysqldb_alter_is_later(a, place->old, place->new);
	if (is_later)
		take_old_default(a, place->old);
	struct sqlembic_buf *sql = is_later ? &a->later : mysqldb_alter_clause(a);
	if (is_later && sql->len > 0)
		sqlembic_buf_puts(sql, ",\n    ");
	add_clause(a, sql, place);
	if (!place->stays)
		add_position(sql, places, i, n);
	take_default(a, place->new);
}

void mysqldb_alter_columns(struct mysqldb_altering *a)
{
	size_t n;
	struct place *places = find_places(a, &n);
	if (!places)
		a->sql.failed = true;
	for (size_t i = 0; places && i < n; i++)
		change_column(a, places, i, n);
	free(places);
}
