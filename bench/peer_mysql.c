/* peer_mysql.c: the limits for MySQL, by the client library alone: peer_mysql SOCKET DATABASE current reads the version
 * row; peer_mysql SOCKET DATABASE rows N and ... tables N apply N one-statement revisions, each one packet: the user's
 * statement and the version row, and with a further argument "logged" the transaction and the log row that an upgrade
 * writes, too.  The tables must exist: `sqlembic ensure_version` makes them.
 *
 * peer_mysql SOCKET DATABASE creates asks for SHOW CREATE of all tables, in packets of many, and drops the answers; SOCKET may
 * be a port of 127.0.0.1. */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static MYSQL *db;

static void fail(void)
{
	fprintf(stderr, "peer_mysql: %s\n", mysql_error(db));
	exit(1);
}

static void run(const char *sql, size_t length)
{
	if (mysql_real_query(db, sql, length) != 0)
		fail();
	for (int rc = 0; rc == 0; rc = mysql_next_result(db)) {
		MYSQL_RES *result = mysql_use_result(db);
		for (MYSQL_ROW row; result && (row = mysql_fetch_row(result));)
			puts(row[0] ? row[0] : "NULL");
		mysql_free_result(result);
		if (mysql_errno(db))
			fail();
	}
	if (mysql_errno(db))
		fail();
}

static const char version_row[] = "INSERT INTO alembic_version (version_num) VALUES ('000000000000')";

static const char log_row[] =
	"INSERT INTO sqlembic_log VALUES (%ld, 1, '0123456789abcdef0123456789abcdef', '%012lx', 'upgrade', "
	"'done', '%012lx', '%012lx', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, 1, 1, 0, "
	"'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', '4711@1', 'somebody', "
	"'somewhere', 'sqlembic 0.1.0', NULL, NULL)";

static void apply(long i, int tables, int logged)
{
	char sql[2048];
	size_t n = 0;
	if (logged && !tables)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, "BEGIN;");
	if (tables || i == 1)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n,
				      "CREATE TABLE t%ld (id INTEGER AUTO_INCREMENT PRIMARY KEY, note TEXT);",
				      i);
	else
		n += (size_t)snprintf(sql + n, sizeof(sql) - n,
				      "INSERT INTO t1 (note) VALUES ('revision %ld');", i);
	if (logged && tables)
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, "BEGIN;");
	n += (size_t)snprintf(sql + n, sizeof(sql) - n,
			      "UPDATE alembic_version SET version_num='%012lx' WHERE version_num = '%012lx'",
			      i, i - 1);
	if (logged) {
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, ";");
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, log_row, i, i, i - 1, i);
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, ";COMMIT");
	}
	run(sql, n);
}

/* ---- SHOW CREATE of all tables ---- */

#define PACKET ((size_t)64 * 1024)

static char **names;
static size_t nnames;

static void list_tables(void)
{
	static const char sql[] = "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'";
	if (mysql_real_query(db, sql, strlen(sql)) != 0)
		fail();
	MYSQL_RES *result = mysql_store_result(db);
	names = result ? calloc(mysql_num_rows(result) + 1, sizeof(*names)) : NULL;
	for (MYSQL_ROW row; names && (row = mysql_fetch_row(result));)
		names[nnames++] = strdup(row[0]);
	mysql_free_result(result);
}

static void drop_answers(const char *sql, size_t length)
{
	if (mysql_real_query(db, sql, length) != 0)
		fail();
	for (int rc = 0; rc == 0; rc = mysql_next_result(db)) {
		MYSQL_RES *result = mysql_use_result(db);
		while (result && mysql_fetch_row(result))
			;
		mysql_free_result(result);
	}
	if (mysql_errno(db))
		fail();
}

static void read_creates(void)
{
	static char sql[PACKET + 256];
	size_t n = 0;
	list_tables();
	for (size_t i = 0; i < nnames; i++) {
		n += (size_t)snprintf(sql + n, sizeof(sql) - n, "%sSHOW CREATE TABLE `%s`", n ? ";" : "",
				      names[i]);
		if (n >= PACKET || i + 1 == nnames) {
			drop_answers(sql, n);
			n = 0;
		}
		free(names[i]);
	}
	free(names);
}

static int connect_to(const char *place, const char *database)
{
	int by_port = place[0] != '/';
	return mysql_real_connect(db, by_port ? "127.0.0.1" : NULL, "root", NULL, database,
				  by_port ? (unsigned)strtoul(place, NULL, 10) : 0, by_port ? NULL : place,
				  CLIENT_MULTI_STATEMENTS) != NULL;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	db = mysql_init(NULL);
	if (!db || !connect_to(argv[1], argv[2]))
		fail();
	if (argc == 4 && strcmp(argv[3], "creates") == 0) {
		read_creates();
	} else if (argc == 4) {
		static const char select[] = "SELECT version_num FROM alembic_version";
		run(select, strlen(select));
	} else {
		long n = strtol(argv[4], NULL, 10);
		run(version_row, strlen(version_row));
		for (long i = 1; i <= n; i++)
			apply(i, strcmp(argv[3], "tables") == 0, argc > 5);
	}
	mysql_close(db);
	return 0;
}
