/* sqlite_target.c: SQLite plugged into the conformance suite, and what its own tests share. */
#include "sqlite_target.h"

#include <criterion/criterion.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

char *sqlite_path(const char *directory, const char *name)
{
	char *path = NULL;
	cr_assert_geq(asprintf(&path, "%s/%s", directory, name), 0);
	return path;
}

char *sqlite_make_directory(void)
{
	const char *tmp = getenv("TMPDIR");
	char *directory = sqlite_path(tmp && *tmp ? tmp : "/tmp", "sqlembic-XXXXXX");
	cr_assert_not_null(mkdtemp(directory));
	return directory;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void sqlite_remove_directory(char *directory)
{
	cr_assert_eq(nftw(directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(directory);
}

static void create(struct sqlembic_url *url)
{
	char *directory = sqlite_make_directory();
	*url = (struct sqlembic_url){ .dialect = "sqlite", .database = sqlite_path(directory, "test.db") };
	free(directory);
}

static void drop(struct sqlembic_url *url)
{
	char *directory = strdup(url->database);
	cr_assert_not_null(directory);
	*strrchr(directory, '/') = '\0';
	sqlite_remove_directory(directory);
	free((char *)url->database);
}

static void point_nowhere(struct sqlembic_url *url)
{
	*url = (struct sqlembic_url){ .dialect = "sqlite", .database = "/nonexistent/directory/test.db" };
}

int sqlite_try_file(struct sqlembic_session **out, const char *path,
		    void (*change)(struct sqlembic_connect *connect), struct sqlembic_error *err)
{
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	struct sqlembic_connect connect = conformance_connect(&url);
	if (change)
		change(&connect);
	return sqlite_target.driver->open(out, &connect, err);
}

struct sqlembic_session *sqlite_open_file(const char *path, void (*change)(struct sqlembic_connect *connect))
{
	const struct sqlembic_url url = { .dialect = "sqlite", .database = path };
	return conformance_open(&sqlite_target, &url, change);
}

void sqlite_read_only(struct sqlembic_connect *connect)
{
	connect->read_only = true;
}

bool sqlite_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

void sqlite_expect_message(const struct sqlembic_error *err, const char *part)
{
	cr_assert_not_null(strstr(err->message, part), "expected \"%s\" in: %s", part, err->message);
}

const char sqlite_many_rows[] =
	"INSERT INTO t WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 50000)"
	" SELECT printf('%0200d', n) FROM c";

void sqlite_as_nobody(int (*act)(const char *path), const char *path)
{
	int status = -1;
	pid_t pid = fork();
	cr_assert_geq(pid, 0);
	if (pid == 0) {
		if (geteuid() == 0 && (setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
			_exit(99);
		_exit(act(path));
	}
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "step %d failed", WEXITSTATUS(status));
}

extern const struct sqlembic_driver sqlembic_sqlite_driver;
extern const struct sqlembic_dialect sqlembic_sqlite_dialect;

static const char *const leaks[] = {
	"CREATE TEMP TABLE leak (a)",
	"CREATE TEMP VIEW leak AS SELECT * FROM t",
	"CREATE TEMP TRIGGER leak AFTER INSERT ON t BEGIN SELECT 1; END",
	"CREATE VIRTUAL TABLE temp.leak USING fts5(a)",
	"ATTACH ':memory:' AS leak",
	NULL,
};

const struct conformance_target sqlite_target = {
	.driver = &sqlembic_sqlite_driver,
	.dialect = &sqlembic_sqlite_dialect,
	.create = create,
	.drop = drop,
	.point_nowhere = point_nowhere,
	.slow = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c",
	.unique_said = "SQLITE_CONSTRAINT_PRIMARYKEY",
	.leaks = leaks,
	.setting_change = "PRAGMA query_only = ON",
	.setting_read = "PRAGMA query_only",
};
