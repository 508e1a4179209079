/* peer_current.c: the limit for `current` and an `upgrade head` that finds nothing to do: peer_current INI VERSIONS
 * DATABASE reads what peer_files reads, opens the database and selects the version row. */
#include <sqlite3.h>

#include "headers.h"

static int print_version(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *statement = NULL;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(db, "SELECT version_num FROM alembic_version", -1, &statement, NULL);
	while (rc == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		printf("%s\n", (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	if (rc != SQLITE_OK)
		fprintf(stderr, "%s: %s\n", path, sqlite3_errmsg(db));
	sqlite3_close(db);
	return rc == SQLITE_OK ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	printf("%ld\n", read_head(AT_FDCWD, argv[1]) + read_headers(argv[2]));
	return print_version(argv[3]);
}
