/* alter_rows.c: the rows of a table as its ALTER TABLE will find them, for queries that count those in the way: the old columns
 * with the values that the change makes of theirs, and the new ones, as far as it is known what the server will put into them.  A
 * query that names another one is refused, and nothing is counted. */
#include <string.h>

#include "alter.h"
#include "parse.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

/* What a server gives to the rows of a column that is NOT NULL and says no default; NULL: not known here. */
static const char *implicit_value(const char *type)
{
	static const struct {
		const char *type, *value;
	} values[] = { { "char", "''" },     { "varchar", "''" },    { "tinytext", "''" },
		       { "text", "''" },     { "mediumtext", "''" }, { "longtext", "''" },
		       { "binary", "''" },   { "varbinary", "''" },  { "tinyblob", "''" },
		       { "blob", "''" },     { "mediumblob", "''" }, { "longblob", "''" },
		       { "set", "''" },      { "tinyint", "0" },     { "smallint", "0" },
		       { "mediumint", "0" }, { "int", "0" },         { "bigint", "0" },
		       { "decimal", "0" },   { "float", "0" },       { "double", "0" } };
	size_t n = strcspn(type, "( ");
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strlen(values[i].type) == n && strncmp(type, values[i].type, n) == 0)
			return values[i].value;
	return NULL;
}

/* Of an enum it is the first label. */
static void add_implicit(struct sqlembic_buf *out, const char *type)
{
	const char *value = implicit_value(type);
	struct sqlembic_tokens tokens = mysqldb_text_tokens(type);
	struct sqlembic_token label;
	if (value)
		sqlembic_buf_puts(out, value);
	else if (sqlembic_token_take(&tokens, "enum") && sqlembic_token_take_mark(&tokens, '(') &&
		 sqlembic_token_next(&tokens, &label))
		sqlembic_buf_add(out, label.text.ptr, label.text.len);
}

bool mysqldb_alter_counts_up(const struct sqlembic_fact *column)
{
	const char *other = column->values[MYSQLDB_COLUMN_OTHER];
	struct sqlembic_tokens tokens = mysqldb_text_tokens(other ? other : "");
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token))
		if (sqlembic_token_is(&token, "AUTO_INCREMENT"))
			return true;
	return false;
}

/* No function is called but for the time, which is one for all rows: another could take a number from a sequence. */
static bool is_one_for_all(const char *value)
{
	static const char time[] = "current_timestamp";
	return *value == '\'' || !strchr(value, '(') || sqlembic_ncasecmp(value, time, sizeof(time) - 1) == 0;
}

void mysqldb_alter_add_value(struct sqlembic_buf *out, const struct sqlembic_fact *new)
{
	const char *value = new->values[MYSQLDB_COLUMN_DEFAULT];
	if (new->values[MYSQLDB_COLUMN_GENERATED] || mysqldb_alter_counts_up(new))
		return;
	if (value)
		sqlembic_buf_puts(out, is_one_for_all(value) ? value : "");
	else if (new->values[MYSQLDB_COLUMN_NOT_NULL])
		add_implicit(out, new->values[MYSQLDB_COLUMN_TYPE]);
	else
		sqlembic_buf_puts(out, "NULL");
}

static void add_named(struct sqlembic_buf *sql, struct sqlembic_buf *value, const char *name)
{
	if (value->len > 0) {
		sqlembic_buf_printf(sql, ", %s AS ", value->ptr);
		mysqldb_text_name(sql, name);
	}
	sql->failed |= value->failed;
	sqlembic_buf_release(value);
}

/* ---- rows ---- */

/* Else it is dropped, be it to be added again. */
static bool stays(const struct sqlembic_fact *old, const struct sqlembic_fact *new)
{
	return new && !mysqldb_alter_is_remade(old, new);
}

/* Of expressions over columns with an expression.  A text may have the name of the column that it is in. */
#define DEPTH 5

static bool changes(const struct sqlembic_change *c, const char *text, int depth);

static bool is_worked_out(const struct sqlembic_change *c, const struct sqlembic_fact *old,
			  const struct sqlembic_fact *new, int depth)
{
	const char *now = new->values[MYSQLDB_COLUMN_GENERATED];
	return now && (!mysqldb_equal(old->values[MYSQLDB_COLUMN_GENERATED], now) ||
		       !mysqldb_alter_keeps_values(old, new) || (depth > 0 && changes(c, now, depth - 1)));
}

static bool changes(const struct sqlembic_change *c, const char *text, int depth)
{
	const struct sqlembic_fact *old, *new;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		if (mysqldb_parse_mentions(text, old->name) && (new = mysqldb_other(c->to, old)) &&
		    (!mysqldb_alter_keeps_values(old, new) || is_worked_out(c, old, new, depth)))
			return true;
	return false;
}

bool mysqldb_alter_is_computed_anew(const struct sqlembic_change *c, const struct sqlembic_fact *old,
				    const struct sqlembic_fact *new)
{
	return is_worked_out(c, old, new, DEPTH);
}

bool mysqldb_alter_keeps_expression(const struct sqlembic_change *c, const struct sqlembic_fact *old,
				    const struct sqlembic_fact *new)
{
	const char *now = new->values[MYSQLDB_COLUMN_GENERATED];
	return now && mysqldb_equal(old->values[MYSQLDB_COLUMN_GENERATED], now) && !changes(c, now, DEPTH);
}

bool mysqldb_alter_rows_change(const struct sqlembic_change *c, const char *text)
{
	return changes(c, text, DEPTH);
}

/* Whether it is an expression, which is worked out for each row. */
static bool is_computed(const struct sqlembic_change *c, const struct sqlembic_fact *old,
			const struct sqlembic_fact *new)
{
	return old ? mysqldb_alter_is_computed_anew(c, old, new)
		   : new->values[MYSQLDB_COLUMN_GENERATED] != NULL;
}

/* Expressions see the other columns. */
static void add_expressions(struct sqlembic_buf *sql, const struct sqlembic_change *c, const char *text)
{
	const struct sqlembic_fact *new;
	sqlembic_buf_puts(sql, "(SELECT plain.*");
	for (size_t i = 0; (new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i)); i++) {
		struct sqlembic_buf value = SQLEMBIC_BUF_INIT;
		if (!is_computed(c, mysqldb_other(c->from, new), new) ||
		    !mysqldb_parse_mentions(text, new->name))
			continue;
		const char *expression = strchr(new->values[MYSQLDB_COLUMN_GENERATED], '(');
		if (expression)
			mysqldb_alter_add_converted(&value, expression, NULL, new);
		add_named(sql, &value, new->name);
	}
	sqlembic_buf_puts(sql, " FROM ");
}

/* Where a column comes to count up, rows with 0 get numbers that are not known here. */
static void add_kept(struct sqlembic_buf *out, const char *name, const struct sqlembic_fact *old,
		     const struct sqlembic_fact *new)
{
	const bool gets_numbers = mysqldb_alter_counts_up(new) && !mysqldb_alter_counts_up(old);
	if (gets_numbers)
		sqlembic_buf_printf(out,
				    "IF(%s = 0 AND NOT FIND_IN_SET('NO_AUTO_VALUE_ON_ZERO',"
				    " @@SESSION.sql_mode), NULL, ",
				    name);
	const size_t begin = out->len;
	mysqldb_alter_add_converted(out, name, old, new);
	if (gets_numbers && out->len == begin)
		sqlembic_buf_clear(out);
	else if (gets_numbers)
		sqlembic_buf_putc(out, ')');
}

static void add_old(struct sqlembic_buf *sql, const struct sqlembic_change *c,
		    const struct sqlembic_fact *old)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT, value = SQLEMBIC_BUF_INIT;
	const struct sqlembic_fact *new = mysqldb_other(c->to, old);
	mysqldb_text_name(&name, old->name);
	if (!new)
		sqlembic_buf_puts(&value, sqlembic_buf_text(&name));
	else if (stays(old, new) && !is_computed(c, old, new))
		add_kept(&value, sqlembic_buf_text(&name), old, new);
	value.failed |= name.failed;
	sqlembic_buf_release(&name);
	add_named(sql, &value, old->name);
}

static void add_new(struct sqlembic_buf *sql, const struct sqlembic_fact *old,
		    const struct sqlembic_fact *new)
{
	struct sqlembic_buf value = SQLEMBIC_BUF_INIT, converted = SQLEMBIC_BUF_INIT;
	if (old && stays(old, new))
		return;
	mysqldb_alter_add_value(&value, new);
	if (value.len > 0 && strcmp(value.ptr, "NULL") != 0)
		mysqldb_alter_add_converted(&converted, value.ptr, NULL, new);
	if (converted.len > 0) {
		sqlembic_buf_clear(&value);
		sqlembic_buf_puts(&value, converted.ptr);
	}
	value.failed |= converted.failed;
	sqlembic_buf_release(&converted);
	add_named(sql, &value, new->name);
}

void mysqldb_alter_add_rows(struct sqlembic_buf *sql, const struct sqlembic_change *c, const char *text)
{
	const struct sqlembic_fact *old, *new;
	add_expressions(sql, c, text);
	/* A star leaves out what is INVISIBLE. */
	sqlembic_buf_puts(sql, "(SELECT 1 AS sqlembic_row");
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		add_old(sql, c, old);
	for (size_t i = 0; (new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i)); i++)
		add_new(sql, mysqldb_other(c->from, new), new);
	sqlembic_buf_puts(sql, " FROM ");
	mysqldb_text_name(sql, c->before->name);
	sqlembic_buf_puts(sql, ") AS plain) AS rows_then");
}
