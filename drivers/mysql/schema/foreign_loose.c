/* foreign_loose.c: see foreign_loose.h.
 *
 * MySQL has the former from before 8.4, and keeps them; a new one it refuses from then on, be it in a copy of what is there,
 * unless a variable of the session is off. */
#include "foreign_loose.h"

#include <string.h>

#include "alter.h"

#define RESTRICTED_SINCE 80400
#define LOOSE            "restrict_fk_on_non_standard_key"
#define CHECKS           "foreign_key_checks"

static bool is_unique(const struct sqlembic_fact *key)
{
	const char *text = key->values[MYSQLDB_CLAUSE_TEXT];
	return strncmp(text, "UNIQUE ", 7) == 0 || strncmp(text, "PRIMARY ", 8) == 0;
}

bool mysqldb_foreign_loose(const struct sqlembic_side *to, const struct sqlembic_fact *key)
{
	const char *identity = key->values[MYSQLDB_FOREIGN_TABLE];
	const struct sqlembic_fact *table = identity ? to->find(to, MYSQLDB_TABLE, identity) : NULL, *other;
	if (mysqldb_is_mariadb(to) || to->version < RESTRICTED_SINCE || !table ||
	    table->values[MYSQLDB_TABLE_OPAQUE])
		return false;
	for (size_t i = 0; (other = mysqldb_part(to, table, MYSQLDB_KEY, i)); i++)
		if (is_unique(other) && mysqldb_equal(other->values[MYSQLDB_CLAUSE_COLUMNS],
						      key->values[MYSQLDB_FOREIGN_COLUMNS]))
			return false;
	return true;
}

bool mysqldb_foreign_is_missing(const struct sqlembic_side *to, const struct sqlembic_fact *key)
{
	const char *identity = key->values[MYSQLDB_FOREIGN_TABLE];
	return identity && !to->find(to, MYSQLDB_TABLE, identity);
}

static void turn_off(struct mysqldb_emit *emit, const char *variable)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "SET @old_%s = @@SESSION.%s, SESSION %s = OFF", variable, variable,
			    variable);
	mysqldb_emit(emit, &sql);
}

static void turn_back(struct mysqldb_emit *emit, const char *variable)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&sql, "SET SESSION %s = @old_%s", variable, variable);
	mysqldb_emit(emit, &sql);
}

void mysqldb_foreign_loose_begin(struct mysqldb_emit *emit)
{
	turn_off(emit, LOOSE);
}

void mysqldb_foreign_loose_end(struct mysqldb_emit *emit)
{
	turn_back(emit, LOOSE);
}

void mysqldb_foreign_unchecked_begin(struct mysqldb_emit *emit)
{
	turn_off(emit, CHECKS);
}

void mysqldb_foreign_unchecked_end(struct mysqldb_emit *emit)
{
	turn_back(emit, CHECKS);
}
