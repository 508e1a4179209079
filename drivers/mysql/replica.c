/* replica.c: see replica.h.
 *
 * read_only stops no administrator: what one writes on a replica is not on its source, and stays there, or stops replication when
 * the source sends the same.  Only who may see what the server replicates is told; nobody else is let through by read_only. */
#include "replica.h"

#include <string.h>

#include "library.h"
#include "rows.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static int note_row(void *payload, const char *const *values, size_t n)
{
	bool *found = payload;
	(void)values;
	(void)n;
	*found = true;
	return 0;
}

/* MySQL before 8.0.22 has only the last of these words, and MariaDB's other connections are in none but the first. */
static bool replicates(struct mysqldb *s)
{
	static const char *const questions[] = { "SHOW ALL SLAVES STATUS", "SHOW REPLICA STATUS",
						 "SHOW SLAVE STATUS" };
	const size_t first = mysqldb_serves_mariadb(s) ? 0 : 1, end = mysqldb_serves_mariadb(s) ? 1 : 3;
	bool found = false;
	for (size_t i = first; i < end && !s->lost; i++) {
		struct sqlembic_error unheard = { 0 };
		if (mysqldb_read_rows(s, questions[i], note_row, &found, &unheard) == 0)
			break;
	}
	return found;
}

bool mysqldb_replica_takes_writes(const char *read_only)
{
	return strcmp(read_only, "0") == 0 || sqlembic_casecmp(read_only, "OFF") == 0;
}

int mysqldb_replica_refuse(struct mysqldb *s, const char *read_only, struct sqlembic_error *err)
{
	if (!read_only || mysqldb_replica_takes_writes(read_only) || !replicates(s))
		return 0;
	(void)sqlembic_fail(
		err, SQLEMBIC_E_FAILED,
		"the server is a replica, and read_only: what is written here is not on its source");
	return sqlembic_fail_hint(err,
				  "point sqlalchemy.url, or scratch_url for schemas that are compared, at "
				  "the server that is written to; if this one is to be, an administrator "
				  "ends that: SET GLOBAL read_only = 0");
}
