/* column_type.h: what the text of a column's type says. */
#ifndef MYSQL_SCHEMA_COLUMN_TYPE_H
#define MYSQL_SCHEMA_COLUMN_TYPE_H

#include "kinds.h"

/* "decimal(8,2) unsigned" in its parts. */
struct mysqldb_type {
	char word[24];
	const char *arguments; /* behind "(", or "" */
	long first, second;    /* of them, where they are numbers; -1 */
	bool is_unsigned;
};

struct mysqldb_type mysqldb_type_of(const struct sqlembic_fact *column);
bool mysqldb_type_is(const struct mysqldb_type *type, const char *word);
/* Bytes of an integer; 0: it is none. */
int mysqldb_type_integer_bytes(const struct mysqldb_type *type);
/* How much a text takes, and in what it is counted; 0: it is none. */
unsigned long mysqldb_type_text_size(const struct mysqldb_type *type, bool *in_bytes);
bool mysqldb_type_is_text(const struct mysqldb_type *type);
bool mysqldb_type_is_fraction(const struct mysqldb_type *type);
/* A time of the day, with a date or without. */
bool mysqldb_type_is_time(const struct mysqldb_type *type);
bool mysqldb_type_is_date_or_time(const struct mysqldb_type *type);
/* Digits of a second behind its point. */
long mysqldb_type_second_digits(const struct mysqldb_type *type);
/* Digits behind the point. */
long mysqldb_type_scale(const struct mysqldb_type *type);
/* Digits that every number of this type, with its sign or without, may have before the point. */
long mysqldb_type_integer_digits(const struct mysqldb_type *type);
/* Digits of which a number in binary keeps each; 0: the type is another one. */
long mysqldb_type_kept_digits(const struct mysqldb_type *type);
/* What an integer, or a number of bits, lies between. */
void mysqldb_type_bounds(char low[32], char high[32], const struct mysqldb_type *type);
bool mysqldb_type_is_number(const struct mysqldb_type *type);
bool mysqldb_type_is_shape(const struct mysqldb_type *type);
bool mysqldb_type_is_labels(const struct mysqldb_type *type);

#endif
