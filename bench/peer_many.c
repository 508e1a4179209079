/* peer_many.c: peer_many URLS opens each SQLite file of a list, reads the version rows and the newest row of the log in one
 * transaction, and closes it: what SQLite itself costs, one file after the other. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int run(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt;
	int rc = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL);
	while (rc == SQLITE_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
		rc = sqlite3_column_text(stmt, 0) ? SQLITE_OK : SQLITE_NOMEM;
	if (sqlite3_finalize(stmt) != SQLITE_OK || rc != SQLITE_DONE) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
		return 1;
	}
	return 0;
}

static int look(const char *path)
{
	sqlite3 *db;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK;
	rc = rc || run(db, "BEGIN") || run(db, "SELECT version_num FROM alembic_version") ||
	     run(db, "SELECT status, format, id FROM sqlembic_log ORDER BY id DESC LIMIT 1") ||
	     run(db, "COMMIT");
	(void)sqlite3_close(db);
	return rc;
}

int main(int argc, char **argv)
{
	static const char prefix[] = "sqlite:///";
	char line[4096];
	FILE *urls = argc == 2 ? fopen(argv[1], "r") : NULL;
	int rc = !urls;
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	while (rc == 0 && fgets(line, sizeof(line), urls)) {
		line[strcspn(line, "\n")] = '\0';
		rc = strncmp(line, prefix, sizeof(prefix) - 1) != 0 || look(line + sizeof(prefix) - 1);
	}
	return rc;
}
