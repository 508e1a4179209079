/* alter_fill.c: columns that are added with a default that is another one for each row.
 *
 * MySQL refuses to add one (unless all of its binary log is statements), but not to give such a default to a column that is
 * there.  So the column comes without it, and empty; then the rows get their values, and the column its definition.
 * An UPDATE must not change what the script does not speak of: columns with ON UPDATE are set to what they are, and the table's
 * triggers are made anew behind it. */
#include <string.h>

#include "alter.h"
#include "sqlembic/token.h"

/* The functions that the server takes for unsafe in a statement of the binary log. */
static bool is_unsafe(const struct sqlembic_token *token)
{
	static const char *const functions[] = { "UUID",         "UUID_SHORT",     "RAND",
						 "RANDOM_BYTES", "SYSDATE",        "USER",
						 "CURRENT_USER", "SESSION_USER",   "SYSTEM_USER",
						 "VERSION",      "CONNECTION_ID",  "FOUND_ROWS",
						 "ROW_COUNT",    "LAST_INSERT_ID", "LOAD_FILE" };
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (sqlembic_token_is(token, functions[i]))
			return true;
	return false;
}

static bool has_unsafe_default(const struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	const char *value = new->values[MYSQLDB_COLUMN_DEFAULT];
	struct sqlembic_token token;
	if (!value || mysqldb_is_mariadb(a->change->to))
		return false;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(value);
	while (sqlembic_token_next(&tokens, &token))
		if (is_unsafe(&token))
			return true;
	return false;
}

bool mysqldb_alter_is_filled(const struct mysqldb_altering *a, const struct sqlembic_fact *new)
{
	const struct sqlembic_fact *old = mysqldb_other(a->change->from, new);
	return (!old || mysqldb_alter_is_remade(old, new)) && has_unsafe_default(a, new);
}

bool mysqldb_hold_table(const struct sqlembic_change *change, unsigned user)
{
	const struct mysqldb_altering a = { .change = change };
	const struct sqlembic_fact *new;
	if (user != MYSQLDB_TRIGGER || !change->after)
		return false;
	if (mysqldb_alter_rewrites(change))
		return true;
	for (size_t i = 0; (new = mysqldb_part(change->to, change->after, MYSQLDB_COLUMN, i)); i++)
		if (mysqldb_alter_is_filled(&a, new))
			return true;
	return false;
}

bool mysqldb_alter_is_later(const struct mysqldb_altering *a, const struct sqlembic_fact *old,
			    const struct sqlembic_fact *new)
{
	return has_unsafe_default(a, new) &&
	       !mysqldb_equal(old->values[MYSQLDB_COLUMN_DEFAULT], new->values[MYSQLDB_COLUMN_DEFAULT]);
}

/* With a character set that takes the values; their collation comes with the definition. */
void mysqldb_alter_add_empty(struct sqlembic_buf *sql, const struct sqlembic_fact *new)
{
	const char *charset = new->values[MYSQLDB_COLUMN_CHARSET];
	int length = charset ? (int)strcspn(charset, " ") : 0;
	mysqldb_text_name(sql, new->name);
	sqlembic_buf_printf(sql, " %s", new->values[MYSQLDB_COLUMN_TYPE]);
	if (length > 0)
		sqlembic_buf_printf(sql, " CHARACTER SET %.*s", length, charset);
	/* A timestamp without this word is NOT NULL on some servers. */
	sqlembic_buf_puts(sql, " NULL");
}

static void fill(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *new;
	const char *between = " SET ";
	sqlembic_buf_puts(&sql, "UPDATE ");
	mysqldb_text_name(&sql, c->after->name);
	for (size_t i = 0; (new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i)); i++) {
		const char *other = new->values[MYSQLDB_COLUMN_OTHER];
		bool is_filled = mysqldb_alter_is_filled(a, new);
		if (!is_filled && !(other && strstr(other, "ON UPDATE")))
			continue;
		sqlembic_buf_puts(&sql, between);
		mysqldb_text_name(&sql, new->name);
		sqlembic_buf_puts(&sql, " = ");
		if (is_filled)
			sqlembic_buf_puts(&sql, new->values[MYSQLDB_COLUMN_DEFAULT]);
		else
			mysqldb_text_name(&sql, new->name);
		between = ", ";
	}
	mysqldb_emit(&a->emit, &sql);
}

/* Begins a clause of the last statement. */
static void begin_later(struct sqlembic_buf *sql, const struct sqlembic_change *change)
{
	if (sql->len == 0)
		mysqldb_alter_begin(sql, change);
	else
		sqlembic_buf_puts(sql, ",\n    ");
}

void mysqldb_alter_finish_filled(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *new;
	for (size_t i = 0; (new = mysqldb_part(c->to, c->after, MYSQLDB_COLUMN, i)); i++) {
		if (!mysqldb_alter_is_filled(a, new))
			continue;
		begin_later(&sql, c);
		sqlembic_buf_printf(&sql, "MODIFY COLUMN %s", new->values[MYSQLDB_COLUMN_CLAUSE]);
	}
	if (sql.len > 0)
		fill(a);
	if (a->later.len > 0) {
		begin_later(&sql, c);
		sqlembic_buf_add(&sql, a->later.ptr, a->later.len);
	}
	sql.failed |= a->later.failed;
	sqlembic_buf_release(&a->later);
	if (sql.len > 0)
		mysqldb_emit(&a->emit, &sql);
}
