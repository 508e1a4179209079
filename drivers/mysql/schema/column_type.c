/* column_type.c: see column_type.h. */
#include "column_type.h"

#include <stdlib.h>
#include <string.h>

#include "sqlembic/text.h"

struct mysqldb_type mysqldb_type_of(const struct sqlembic_fact *column)
{
	const char *text = column->values[MYSQLDB_COLUMN_TYPE];
	size_t n = strcspn(text, "( ");
	struct mysqldb_type type = { .arguments = "", .first = -1, .second = -1 };
	if (n < sizeof(type.word))
		memcpy(type.word, text, n);
	type.is_unsigned = strstr(text, " unsigned") != NULL;
	if (text[n] == '(') {
		char *end;
		type.arguments = text + n + 1;
		type.first = strtol(type.arguments, &end, 10);
		if (*end == ',')
			type.second = strtol(end + 1, NULL, 10);
	}
	return type;
}

bool mysqldb_type_is(const struct mysqldb_type *type, const char *word)
{
	return sqlembic_casecmp(type->word, word) == 0;
}

static bool is_one_of(const struct mysqldb_type *type, const char *const *words)
{
	for (; *words; words++)
		if (mysqldb_type_is(type, *words))
			return true;
	return false;
}

/* ---- families ---- */

static const char *const integers[] = { "tinyint", "smallint", "mediumint", "int", "bigint", NULL };
static const char *const texts[] = { "char",       "varchar",  "tinytext",  "text",     "mediumtext",
				     "longtext",   "binary",   "varbinary", "tinyblob", "blob",
				     "mediumblob", "longblob", NULL };

int mysqldb_type_integer_bytes(const struct mysqldb_type *type)
{
	static const int bytes[] = { 1, 2, 3, 4, 8 };
	for (size_t i = 0; integers[i]; i++)
		if (mysqldb_type_is(type, integers[i]))
			return bytes[i];
	return 0;
}

unsigned long mysqldb_type_text_size(const struct mysqldb_type *type, bool *in_bytes)
{
	const char *word = type->word;
	bool is_blob = sqlembic_casestr(word, "blob") || sqlembic_casestr(word, "binary");
	*in_bytes = is_blob || sqlembic_casestr(word, "text");
	if (!is_one_of(type, texts))
		return 0;
	if (sqlembic_casestr(word, "char") || sqlembic_casestr(word, "binary"))
		return type->first >= 0 ? (unsigned long)type->first : 1;
	if (sqlembic_ncasecmp(word, "tiny", 4) == 0)
		return 255;
	if (sqlembic_ncasecmp(word, "medium", 6) == 0)
		return 16777215;
	return sqlembic_ncasecmp(word, "long", 4) == 0 ? 4294967295 : 65535;
}

bool mysqldb_type_is_text(const struct mysqldb_type *type)
{
	bool in_bytes;
	return mysqldb_type_text_size(type, &in_bytes) > 0;
}

bool mysqldb_type_is_fraction(const struct mysqldb_type *type)
{
	static const char *const words[] = { "decimal", "float", "double", NULL };
	return is_one_of(type, words);
}

bool mysqldb_type_is_time(const struct mysqldb_type *type)
{
	static const char *const words[] = { "datetime", "timestamp", "time", NULL };
	return is_one_of(type, words);
}

bool mysqldb_type_is_shape(const struct mysqldb_type *type)
{
	static const char *const words[] = { "geometry",           "point",
					     "linestring",         "polygon",
					     "multipoint",         "multilinestring",
					     "multipolygon",       "geomcollection",
					     "geometrycollection", NULL };
	return is_one_of(type, words);
}

bool mysqldb_type_is_date_or_time(const struct mysqldb_type *type)
{
	return mysqldb_type_is_time(type) || mysqldb_type_is(type, "date");
}

long mysqldb_type_second_digits(const struct mysqldb_type *type)
{
	return type->first < 0 ? 0 : type->first;
}

long mysqldb_type_scale(const struct mysqldb_type *type)
{
	return type->second < 0 ? 0 : type->second;
}

long mysqldb_type_integer_digits(const struct mysqldb_type *type)
{
	static const long digits[] = { 0, 3, 5, 8, 10, 0, 0, 0, 20 };
	return digits[mysqldb_type_integer_bytes(type)];
}

long mysqldb_type_kept_digits(const struct mysqldb_type *type)
{
	return mysqldb_type_is(type, "double") ? 15 : mysqldb_type_is(type, "float") ? 6 : 0;
}

void mysqldb_type_bounds(char low[32], char high[32], const struct mysqldb_type *type)
{
	const bool is_bit = mysqldb_type_is(type, "bit");
	const long bits = is_bit ? (type->first < 0 ? 1 : type->first)
				 : 8L * mysqldb_type_integer_bytes(type);
	const unsigned long long top = bits >= 64 ? ~0ull : (1ull << bits) - 1;
	const bool is_unsigned = is_bit || type->is_unsigned;
	(void)snprintf(high, 32, "%llu", is_unsigned ? top : top / 2);
	(void)snprintf(low, 32, is_unsigned ? "0" : "-%llu", top / 2 + 1);
}

bool mysqldb_type_is_number(const struct mysqldb_type *type)
{
	return mysqldb_type_integer_bytes(type) || mysqldb_type_is_fraction(type);
}

bool mysqldb_type_is_labels(const struct mysqldb_type *type)
{
	return mysqldb_type_is(type, "enum") || mysqldb_type_is(type, "set");
}
