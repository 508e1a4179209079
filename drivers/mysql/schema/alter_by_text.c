/* alter_by_text.c: types of which MariaDB takes none for the other, but writes each as a text, and reads each from one.
 *
 * Such a column is a text in between.  What the new type cannot read stops the script there: the values are still there. */
#include <string.h>

#include "alter.h"
#include "column_type.h"

/* Within one the server converts; 0: so it does to and from all others. */
enum family { FAMILY_ALL, FAMILY_NUMBER, FAMILY_SHAPE, FAMILY_UUID, FAMILY_INET4, FAMILY_INET6 };

static enum family family_of(const struct sqlembic_fact *column)
{
	const struct mysqldb_type type = mysqldb_type_of(column);
	static const char *const words[] = {
		[FAMILY_UUID] = "uuid", [FAMILY_INET4] = "inet4", [FAMILY_INET6] = "inet6"
	};
	for (enum family i = FAMILY_UUID; i <= FAMILY_INET6; i++)
		if (mysqldb_type_is(&type, words[i]))
			return i;
	if (mysqldb_type_is_shape(&type))
		return FAMILY_SHAPE;
	if (mysqldb_type_is_number(&type) || mysqldb_type_is_date_or_time(&type) ||
	    mysqldb_type_is(&type, "year") || mysqldb_type_is(&type, "bit"))
		return FAMILY_NUMBER;
	return FAMILY_ALL;
}

static bool goes_by_text(const struct sqlembic_change *c, const struct sqlembic_fact *old)
{
	const struct sqlembic_fact *new = mysqldb_other(c->to, old);
	if (!new || !mysqldb_is_mariadb(c->from) || old->values[MYSQLDB_COLUMN_GENERATED] ||
	    new->values[MYSQLDB_COLUMN_GENERATED])
		return false;
	const enum family from = family_of(old), to = family_of(new);
	return from != FAMILY_ALL && to != FAMILY_ALL && from != to;
}

/* The text of a new address from that of the old one, with "@" for the column; NULL: it is the same. */
static const char *other_text(const struct sqlembic_change *c, const struct sqlembic_fact *old)
{
	const struct sqlembic_fact *new = mysqldb_other(c->to, old);
	if (!goes_by_text(c, old))
		return NULL;
	if (family_of(old) == FAMILY_INET4 && family_of(new) == FAMILY_INET6)
		return "CONCAT('::ffff:', @)";
	if (family_of(old) == FAMILY_INET6 && family_of(new) == FAMILY_INET4)
		return "REPLACE(@, '::ffff:', '')";
	return NULL;
}

bool mysqldb_alter_rewrites(const struct sqlembic_change *c)
{
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		if (other_text(c, old))
			return true;
	return false;
}

static void add_text(struct sqlembic_buf *sql, const char *text, const struct sqlembic_fact *column)
{
	for (; *text; text++)
		if (*text == '@')
			mysqldb_text_name(sql, column->name);
		else
			sqlembic_buf_putc(sql, *text);
}

/* As in alter_fill.c, columns with ON UPDATE are set to what they are. */
static void rewrite(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *old;
	const char *between = " SET ";
	sqlembic_buf_puts(&sql, "UPDATE ");
	mysqldb_text_name(&sql, c->before->name);
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		const char *text = other_text(c, old), *other = old->values[MYSQLDB_COLUMN_OTHER];
		if (!text && !(other && strstr(other, "ON UPDATE")))
			continue;
		sqlembic_buf_puts(&sql, between);
		mysqldb_text_name(&sql, old->name);
		sqlembic_buf_puts(&sql, " = ");
		add_text(&sql, text ? text : "@", old);
		between = ", ";
	}
	mysqldb_emit(&a->emit, &sql);
}

void mysqldb_alter_begin_by_text(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		if (!goes_by_text(c, old))
			continue;
		if (sql.len == 0)
			mysqldb_alter_begin(&sql, c);
		else
			sqlembic_buf_puts(&sql, ",\n    ");
		sqlembic_buf_puts(&sql, "MODIFY COLUMN ");
		mysqldb_text_name(&sql, old->name);
		sqlembic_buf_printf(&sql, " varchar(64) CHARACTER SET ascii%s",
				    old->values[MYSQLDB_COLUMN_NOT_NULL] ? " NOT NULL" : "");
	}
	if (sql.len > 0)
		mysqldb_emit(&a->emit, &sql);
	if (mysqldb_alter_rewrites(c))
		rewrite(a);
}
