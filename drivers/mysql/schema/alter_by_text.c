/* alter_by_text.c: types of which MariaDB takes none for the other, but writes each as a text, and reads each from one.
 *
 * Such a column is a text in between.  What the new type cannot read stops the script there: the values are still there. */
#include <string.h>

#include "alter.h"
#include "column_type.h"
#include "parse.h"

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
	if (!new || !mysqldb_is_mariadb(c->from) || mysqldb_alter_is_remade(old, new) ||
	    new->values[MYSQLDB_COLUMN_GENERATED])
		return false;
	const enum family from = family_of(old), to = family_of(new);
	return from != FAMILY_ALL && to != FAMILY_ALL && from != to;
}

bool mysqldb_alter_mentions_by_text(const struct sqlembic_change *c, const char *text)
{
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++)
		if (goes_by_text(c, old) && mysqldb_parse_mentions(text, old->name))
			return true;
	return false;
}

/* A check that stays is one of both types, and of a text as well. */
bool mysqldb_alter_goes_before_text(const struct sqlembic_change *c, const struct sqlembic_fact *part)
{
	const char *text = part->values[MYSQLDB_CLAUSE_TEXT];
	const struct sqlembic_fact *after = mysqldb_other(c->to, part);
	const bool is_of_type = part->kind == MYSQLDB_KEY ? strncmp(text, "SPATIAL ", strlen("SPATIAL ")) == 0
							  : part->kind == MYSQLDB_CHECK &&
								    !(after && mysqldb_is_same(part, after));
	return is_of_type && mysqldb_alter_mentions_by_text(c, text);
}

/* The text of a new address from that of the old one, and from itself, with "@" for the column; NULL: it is the same. */
static const char *other_text(const struct sqlembic_change *c, const struct sqlembic_fact *old)
{
	const struct sqlembic_fact *new = mysqldb_other(c->to, old);
	if (!goes_by_text(c, old))
		return NULL;
	if (family_of(old) == FAMILY_INET4 && family_of(new) == FAMILY_INET6)
		return "CONCAT('::ffff:', REPLACE(@, '::ffff:', ''))";
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

static void begin_clause(struct sqlembic_buf *sql, const struct sqlembic_change *c)
{
	if (sql->len == 0)
		mysqldb_alter_begin(sql, c);
	else
		sqlembic_buf_puts(sql, ",\n    ");
}

/* What cannot be of a text. */
static void drop_parts(struct sqlembic_buf *sql, const struct sqlembic_change *c, enum mysqldb_kind kind)
{
	const struct sqlembic_fact *part;
	for (size_t i = 0; (part = mysqldb_part(c->from, c->before, kind, i)); i++) {
		if (!mysqldb_alter_goes_before_text(c, part))
			continue;
		begin_clause(sql, c);
		sqlembic_buf_puts(sql, kind == MYSQLDB_KEY ? "DROP KEY " : "DROP CONSTRAINT ");
		mysqldb_text_name(sql, part->name);
	}
}

/* The longest is a DECIMAL of 65 digits. */
static void make_texts(struct sqlembic_buf *sql, const struct sqlembic_change *c)
{
	const struct sqlembic_fact *old;
	for (size_t i = 0; (old = mysqldb_part(c->from, c->before, MYSQLDB_COLUMN, i)); i++) {
		if (!goes_by_text(c, old))
			continue;
		begin_clause(sql, c);
		sqlembic_buf_puts(sql, "MODIFY COLUMN ");
		mysqldb_text_name(sql, old->name);
		sqlembic_buf_printf(sql, " varchar(80) CHARACTER SET ascii%s",
				    old->values[MYSQLDB_COLUMN_NOT_NULL] ? " NOT NULL" : "");
	}
}

void mysqldb_alter_begin_by_text(struct mysqldb_altering *a)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	const struct sqlembic_change *c = a->change;
	drop_parts(&sql, c, MYSQLDB_KEY);
	drop_parts(&sql, c, MYSQLDB_CHECK);
	make_texts(&sql, c);
	if (sql.len > 0)
		mysqldb_emit(&a->emit, &sql);
	if (mysqldb_alter_rewrites(c))
		rewrite(a);
}
