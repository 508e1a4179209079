/* peer_apply.c: the limit for applying N one-statement revisions: peer_apply DATABASE N runs the transactions that an
 * upgrade runs (the user's statement, the version row, the log row) from memory, with SQLite's own durability.
 * The version and log tables must exist: `sqlembic ensure_version` makes them. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *db;

static void check(int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
		return;
	fprintf(stderr, "peer_apply: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *statement;
	check(sqlite3_prepare_v2(db, sql, -1, &statement, NULL));
	return statement;
}

static void run(sqlite3_stmt *statement)
{
	check(sqlite3_step(statement));
	check(sqlite3_reset(statement));
}

/* The user's statement is new in each revision: it is compiled each time. */
static void run_once(const char *sql)
{
	sqlite3_stmt *statement = prepare(sql);
	check(sqlite3_step(statement));
	check(sqlite3_finalize(statement));
}

struct statements {
	sqlite3_stmt *begin, *commit, *insert, *update, *log;
};

static struct statements prepare_all(void)
{
	return (struct statements){
		.begin = prepare("BEGIN IMMEDIATE"),
		.commit = prepare("COMMIT"),
		.insert = prepare("INSERT INTO alembic_version (version_num) VALUES (?)"),
		.update = prepare("UPDATE alembic_version SET version_num=? WHERE version_num = ?"),
		.log = prepare("INSERT INTO sqlembic_log (format, run, revision, direction, status, "
			       "moved_from, moved_to,"
			       " started_at, finished_at, duration_ms, statements, statements_done,"
			       " statement_intended, checksum, connection, os_user, host, program)"
			       " VALUES (1, '0123456789abcdef0123456789abcdef', ?, 'upgrade', 'done', ?, ?,"
			       " '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', 0, 1, 1, 0,"
			       " 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',"
			       " '4711', 'somebody', 'somewhere', 'sqlembic 0.1.0')"),
	};
}

static void bind(sqlite3_stmt *statement, int i, const char *text)
{
	check(sqlite3_bind_text(statement, i, text, -1, SQLITE_STATIC));
}

static void apply(const struct statements *s, long i)
{
	char sql[128], from[32], to[32];
	if (i == 1)
		snprintf(sql, sizeof(sql), "CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)");
	else
		snprintf(sql, sizeof(sql), "INSERT INTO t (note) VALUES ('revision %ld')", i);
	snprintf(from, sizeof(from), "%012lx", i - 1);
	snprintf(to, sizeof(to), "%012lx", i);

	run(s->begin);
	run_once(sql);
	sqlite3_stmt *version = i == 1 ? s->insert : s->update;
	bind(version, 1, to);
	if (i > 1)
		bind(version, 2, from);
	run(version);
	bind(s->log, 1, to);
	bind(s->log, 2, from);
	bind(s->log, 3, to);
	run(s->log);
	run(s->commit);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	check(sqlite3_open(argv[1], &db));
	const struct statements s = prepare_all();
	long n = strtol(argv[2], NULL, 10);
	for (long i = 1; i <= n; i++)
		apply(&s, i);
	sqlite3_stmt *const all[] = { s.begin, s.commit, s.insert, s.update, s.log };
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		sqlite3_finalize(all[i]);
	sqlite3_close(db);
	return 0;
}
