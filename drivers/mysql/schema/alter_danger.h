/* alter_danger.h: how it is said what a change of a column's type can do to the values that are there. */
#ifndef MYSQL_SCHEMA_ALTER_DANGER_H
#define MYSQL_SCHEMA_ALTER_DANGER_H

#include "alter.h"
#include "column_type.h"

struct mysqldb_conversion {
	struct mysqldb_altering *altering;
	const struct sqlembic_fact *old, *new;
	struct mysqldb_type from, to;
};

struct mysqldb_conversion mysqldb_conversion_of(struct mysqldb_altering *altering,
						const struct sqlembic_fact *old,
						const struct sqlembic_fact *new);
bool mysqldb_conversion_is_mariadb(const struct mysqldb_conversion *conversion);

/* The largest of a FLOAT. */
#define MYSQLDB_FLOAT_MAX "3.4028234663852886e38"

/* Says of the column that it may lose data, or stop the statement.  `where` is the condition of the rows concerned, in which "@"
 * stands for the column, and "@@" for itself: a variable of the server.  NULL: it cannot be asked. */
__attribute__((format(printf, 3, 4))) void mysqldb_danger_lose(const struct mysqldb_conversion *conversion,
							       const char *what, const char *where, ...);
__attribute__((format(printf, 3, 4))) void mysqldb_danger_fail(const struct mysqldb_conversion *conversion,
							       const char *what, const char *where, ...);
/* The same with a condition that may have anything in it. */
void mysqldb_danger_tell(const struct mysqldb_conversion *conversion, unsigned flags, const char *what,
			 struct sqlembic_buf *where);
/* Appends a text with the column's name in the place of each "@". */
void mysqldb_danger_add(struct sqlembic_buf *out, const struct mysqldb_conversion *conversion,
			const char *text);

/* alter_numbers.c: between numbers, a year and bits among them. */
bool mysqldb_danger_has_number(const struct mysqldb_type *type);
void mysqldb_danger_of_numbers(const struct mysqldb_conversion *conversion);
/* alter_texts.c: of a text that is read as something else. */
void mysqldb_danger_of_reading(const struct mysqldb_conversion *conversion);
/* alter_times.c: between dates and times; false: one of the types is another one. */
bool mysqldb_danger_of_times(const struct mysqldb_conversion *conversion);
/* Of a value with so many digits of a second, where the new type has fewer. */
void mysqldb_danger_of_digits(const struct mysqldb_conversion *conversion, long before, const char *value);

#endif
