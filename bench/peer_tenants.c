/* peer_tenants.c: the limit for many tenants by schema, by libpq alone: peer_tenants DATABASE CONNECTIONS N brings the schemas
 * t1 to tN from revision 000000000001 to 000000000002, each by what an upgrade asks and tells: where the tenant is, the
 * migration lock, the user's statement with the version row and the log row in one transaction, the end of the lock.  A thread a
 * connection takes the next tenant when it has done one; connections are made once. */
#include <pthread.h>
#include <stdatomic.h>

#include "peer.h"

static const char *conninfo;
static atomic_long next;
static long last;

static const char where[] = "SET search_path = t%ld, public; SELECT version_num FROM t%ld.alembic_version;"
			    "SELECT id, revision, status FROM t%ld.sqlembic_log WHERE status = 'running' "
			    "ORDER BY id DESC LIMIT 1";

static const char step[] =
	"BEGIN; ALTER TABLE a ADD note TEXT;"
	"UPDATE t%ld.alembic_version SET version_num='000000000002' WHERE version_num = '000000000001';"
	"INSERT INTO t%ld.sqlembic_log VALUES (2, 1, '0123456789abcdef0123456789abcdef', '000000000002', "
	"'upgrade', 'done', '000000000001', '000000000002', '2026-01-01T00:00:00.000Z', "
	"'2026-01-01T00:00:00.000Z', 0, 1, 1, 0, "
	"'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', '4711@1', 'somebody', "
	"'somewhere', 'sqlembic 0.1.0', NULL, NULL); COMMIT";

static void migrate(PGconn *db, long tenant)
{
	char sql[2048];
	(void)snprintf(sql, sizeof(sql), where, tenant, tenant, tenant);
	peer_run(db, sql);
	(void)snprintf(sql, sizeof(sql), "SELECT pg_try_advisory_lock(4711, %ld)", tenant);
	peer_run(db, sql);
	(void)snprintf(sql, sizeof(sql), where, tenant, tenant, tenant);
	peer_run(db, sql);
	(void)snprintf(sql, sizeof(sql), step, tenant, tenant);
	peer_run(db, sql);
	(void)snprintf(sql, sizeof(sql), "SELECT pg_advisory_unlock(4711, %ld)", tenant);
	peer_run(db, sql);
}

static void *work(void *unused)
{
	PGconn *db = PQconnectdb(conninfo);
	(void)unused;
	for (long tenant; (tenant = atomic_fetch_add(&next, 1)) <= last;)
		migrate(db, tenant);
	PQfinish(db);
	return NULL;
}

int main(int argc, char **argv)
{
	char text[256];
	pthread_t threads[64];
	if (argc != 4)
		return 2;
	const long n = strtol(argv[2], NULL, 10);
	(void)snprintf(text, sizeof(text), "dbname=%s", argv[1]);
	conninfo = text;
	next = 1;
	last = strtol(argv[3], NULL, 10);
	if (n < 1 || n > 64)
		return 2;
	for (long i = 0; i < n; i++)
		if (pthread_create(&threads[i], NULL, work, NULL) != 0)
			return 1;
	for (long i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	return 0;
}
