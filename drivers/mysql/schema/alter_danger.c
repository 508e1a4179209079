/* alter_danger.c: see alter_danger.h. */
#include "alter_danger.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct mysqldb_conversion mysqldb_conversion_of(struct mysqldb_altering *altering,
						const struct sqlembic_fact *old,
						const struct sqlembic_fact *new)
{
	return (struct mysqldb_conversion){ .altering = altering,
					    .old = old,
					    .new = new,
					    .from = mysqldb_type_of(old),
					    .to = mysqldb_type_of(new) };
}

bool mysqldb_conversion_is_mariadb(const struct mysqldb_conversion *conversion)
{
	return mysqldb_is_mariadb(conversion->altering->change->from);
}

void mysqldb_danger_add(struct sqlembic_buf *out, const struct mysqldb_conversion *conversion,
			const char *text)
{
	for (const char *p = text; *p; p++)
		if (*p == '@' && p[1] == '@')
			sqlembic_buf_puts(out, (p++, "@@"));
		else if (*p == '@')
			mysqldb_text_name(out, conversion->old->name);
		else
			sqlembic_buf_putc(out, *p);
}

void mysqldb_danger_tell(const struct mysqldb_conversion *conversion, unsigned flags, const char *what,
			 struct sqlembic_buf *where)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT, probe = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&reason, "column %s %s", conversion->old->shown, what);
	if (where->len > 0) {
		sqlembic_buf_puts(&probe, "SELECT count(*) FROM ");
		mysqldb_alter_add_all_rows(&probe, conversion->altering->change->before);
		sqlembic_buf_printf(&probe, " WHERE %s", where->ptr);
	}
	probe.failed |= where->failed;
	sqlembic_buf_release(where);
	mysqldb_alter_warn(conversion->altering, flags, &reason, &probe);
}

__attribute__((format(printf, 4, 0))) static void tell(const struct mysqldb_conversion *conversion,
						       unsigned flags, const char *what, const char *where,
						       va_list args)
{
	char text[1024];
	struct sqlembic_buf condition = SQLEMBIC_BUF_INIT;
	if (where) {
		const int n = vsnprintf(text, sizeof(text), where, args);
		condition.failed |= n < 0 || (size_t)n >= sizeof(text);
		mysqldb_danger_add(&condition, conversion, text);
	}
	mysqldb_danger_tell(conversion, flags, what, &condition);
}

void mysqldb_danger_lose(const struct mysqldb_conversion *conversion, const char *what, const char *where,
			 ...)
{
	va_list args;
	va_start(args, where);
	/* Values of an expression can be had again. */
	if (!conversion->new->values[MYSQLDB_COLUMN_GENERATED])
		tell(conversion, SQLEMBIC_ACTION_LOSES_DATA, what, where, args);
	va_end(args);
}

void mysqldb_danger_fail(const struct mysqldb_conversion *conversion, const char *what, const char *where,
			 ...)
{
	va_list args;
	va_start(args, where);
	tell(conversion, SQLEMBIC_ACTION_MAY_FAIL, what, where, args);
	va_end(args);
}
