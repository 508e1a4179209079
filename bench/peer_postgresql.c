/* peer_postgresql.c: the limits for PostgreSQL, by libpq alone: peer_postgresql DATABASE current reads the version row;
 * peer_postgresql DATABASE rows N and ... tables N apply N one-statement revisions, each one message: transaction, the
 * user's statement and the version row, and with a further argument "logged" the log row that an upgrade writes, too.  The
 * tables must exist: `sqlembic ensure_version` makes them. */
#include <string.h>

#include "peer.h"

static PGconn *db;

static const char log_row[] =
	"INSERT INTO public.sqlembic_log VALUES (%ld, 1, '0123456789abcdef0123456789abcdef', '%012lx', "
	"'upgrade', "
	"'done', '%012lx', '%012lx', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, 1, 1, 0, "
	"'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', '4711@1', 'somebody', "
	"'somewhere', 'sqlembic 0.1.0', NULL, NULL);";

static void apply(long i, int tables, int logged)
{
	char sql[2048];
	size_t n = (size_t)snprintf(sql, sizeof(sql), "BEGIN;");
	if (tables || i == 1)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n,
				      "CREATE TABLE t%ld (id serial PRIMARY KEY, note TEXT);", i);
	else
		n += (size_t)snprintf(sql + n, sizeof(sql) - n,
				      "INSERT INTO t1 (note) VALUES ('revision %ld');", i);
	n += (size_t)snprintf(
		sql + n, sizeof(sql) - n,
		"UPDATE public.alembic_version SET version_num='%012lx' WHERE version_num = '%012lx';", i,
		i - 1);
	if (logged)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, log_row, i, i, i - 1, i);
	(void)snprintf(sql + n, sizeof(sql) - n, "COMMIT");
	peer_run(db, sql);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	char conninfo[256];
	(void)snprintf(conninfo, sizeof(conninfo), "dbname=%s", argv[1]);
	db = PQconnectdb(conninfo);
	if (argc == 3) {
		peer_run(db, "SELECT version_num FROM public.alembic_version");
	} else {
		long n = strtol(argv[3], NULL, 10);
		peer_run(db, "INSERT INTO public.alembic_version (version_num) VALUES ('000000000000')");
		for (long i = 1; i <= n; i++)
			apply(i, strcmp(argv[2], "tables") == 0, argc > 4);
	}
	PQfinish(db);
	return 0;
}
