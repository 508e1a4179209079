/* affinity.c: what a column makes of values on their way into it, and of what is compared with it, by the name of its type. */
#include <string.h>

#include "schema.h"

#include "sqlembic/text.h"

bool sqlite_table_is_strict(const struct sqlembic_fact *table)
{
	const char *options = table->values[SQLITE_TABLE_OPTIONS];
	return options && sqlembic_casestr(options, "STRICT");
}

/* By the words that SQLite looks for, in its order. */
enum sqlite_affinity sqlite_affinity_of_type(const char *type, bool is_strict)
{
	static const struct {
		const char *word;
		enum sqlite_affinity affinity;
	} words[] = { { "INT", SQLITE_AFFINITY_NUMERIC }, { "CHAR", SQLITE_AFFINITY_TEXT },
		      { "CLOB", SQLITE_AFFINITY_TEXT },   { "TEXT", SQLITE_AFFINITY_TEXT },
		      { "BLOB", SQLITE_AFFINITY_NONE },   { "REAL", SQLITE_AFFINITY_REAL },
		      { "FLOA", SQLITE_AFFINITY_REAL },   { "DOUB", SQLITE_AFFINITY_REAL } };
	if (!type || !*type || (sqlembic_casecmp(type, "ANY") == 0 && is_strict))
		return SQLITE_AFFINITY_NONE;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (sqlembic_casestr(type, words[i].word))
			return words[i].affinity;
	return SQLITE_AFFINITY_NUMERIC;
}

enum sqlite_affinity sqlite_affinity_of(const struct sqlembic_fact *table, const struct sqlembic_fact *column)
{
	return sqlite_affinity_of_type(column->values[SQLITE_COLUMN_TYPE], sqlite_table_is_strict(table));
}
