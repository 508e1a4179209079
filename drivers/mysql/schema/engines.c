/* engines.c: storage engines whose tables have no rows of their own.  Some are a door to those of another server, which nobody
 * may go through in a scratch database. */
#include <string.h>

#include "../reach.h"
#include "kinds.h"
#include "sqlembic/text.h"

/* "ENGINE=InnoDB DEFAULT CHARSET=..." */
static bool has_engine(const char *options, const char *engine)
{
	const char *name = options && strncmp(options, "ENGINE=", 7) == 0 ? options + 7 : "";
	size_t n = strlen(engine);
	return strcspn(name, " \n") == n && sqlembic_ncasecmp(name, engine, n) == 0;
}

static bool is_any(const char *options, const char *const *engines)
{
	for (; *engines; engines++)
		if (has_engine(options, *engines))
			return true;
	return false;
}

bool mysqldb_engines_is_door(const char *options)
{
	return is_any(options, mysqldb_reach_doors);
}

bool mysqldb_engines_is_merge(const char *options)
{
	return has_engine(options, "MRG_MYISAM");
}

/* A table of other tables has no rows of its own: ALTER TABLE would copy all of theirs into the table that it becomes, and loses
 * those of a table that becomes one, without a word and with any INSERT_METHOD. */
static bool has_other_rows(const char *before, const char *after)
{
	return mysqldb_engines_is_merge(before) != mysqldb_engines_is_merge(after);
}

bool mysqldb_engines_is_made_anew(const char *before, const char *after)
{
	static const char *const fixed[] = { "FEDERATED", NULL };
	return is_any(before, fixed) || is_any(after, fixed) || has_other_rows(before, after);
}
