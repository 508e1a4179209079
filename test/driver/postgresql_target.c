/* postgresql_target.c: PostgreSQL plugged into the conformance suite. */
#include "postgresql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "config/url.h"

static struct arena arena;
static struct sqlembic_url server;

static void forget(void)
{
	arena_release(&arena);
}

const struct sqlembic_url *postgresql_server(void)
{
	const char *text = getenv("SQLEMBIC_SERVER_POSTGRESQL");
	cr_assert(text && *text,
		  "no server: `make check` starts one, or name yours in SQLEMBIC_SERVER_POSTGRESQL");
	if (!server.dialect) {
		cr_assert_eq(url_parse(&server, &arena, text, NULL), 0, "%s", text);
		(void)atexit(forget);
	}
	return &server;
}

static const char *parameter(const char *key)
{
	const struct sqlembic_url *url = postgresql_server();
	for (size_t i = 0; i < url->nparams; i++)
		if (strcmp(url->params[i].key, key) == 0)
			return url->params[i].value;
	cr_assert_fail("SQLEMBIC_SERVER_POSTGRESQL has no parameter %s", key);
	return "";
}

const char *postgresql_socket(void)
{
	return parameter("host");
}

int postgresql_port(void)
{
	return (int)strtol(parameter("port"), NULL, 10);
}

void postgresql_admin(const char *sql)
{
	struct sqlembic_session *session = conformance_open(&postgresql_target, postgresql_server(), NULL);
	conformance_exec(session, sql);
	postgresql_target.driver->close(session);
}

static void create(struct sqlembic_url *url)
{
	static unsigned count;
	char *name = NULL, sql[128];
	cr_assert_geq(asprintf(&name, "sqlembic_test_%ld_%u", (long)getpid(), ++count), 0);
	(void)snprintf(sql, sizeof(sql), "CREATE DATABASE %s TEMPLATE template0", name);
	postgresql_admin(sql);
	*url = *postgresql_server();
	url->database = name;
}

/* Owned by a role of its own that may do nothing else. */
static void create_ordinary(struct sqlembic_url *url)
{
	char sql[128];
	create(url);
	(void)snprintf(sql, sizeof(sql), "CREATE ROLE %s LOGIN", url->database);
	postgresql_admin(sql);
	(void)snprintf(sql, sizeof(sql), "ALTER DATABASE %s OWNER TO %s", url->database, url->database);
	postgresql_admin(sql);
	url->user = url->database;
}

/* A session that was closed a moment ago may still be there for the server. */
static void drop(struct sqlembic_url *url)
{
	struct sqlembic_session *session = conformance_open(&postgresql_target, postgresql_server(), NULL);
	char sql[256];
	int rc = -1;
	for (int i = 0; i < 500 && rc < 0; i++) {
		(void)snprintf(
			sql, sizeof(sql),
			"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '%s'",
			url->database);
		(void)conformance_number(session, sql);
		(void)snprintf(sql, sizeof(sql), "DROP DATABASE %s", url->database);
		rc = conformance_try(session, sql, NULL);
		if (rc < 0)
			(void)usleep(10000);
	}
	cr_assert_eq(rc, 0, "%s cannot be dropped", url->database);
	if (url->user == url->database) {
		(void)snprintf(sql, sizeof(sql), "DROP ROLE %s", url->user);
		conformance_exec(session, sql);
	}
	postgresql_target.driver->close(session);
	free((char *)url->database);
}

static void point_nowhere(struct sqlembic_url *url)
{
	*url = (struct sqlembic_url){ .dialect = "postgresql",
				      .user = "nobody",
				      .host = "127.0.0.1",
				      .port = 1,
				      .database = "nowhere" };
}

extern const struct sqlembic_driver sqlembic_postgresql_driver;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;

static const char *const leaks[] = {
	"CREATE TEMP TABLE leak (a integer)",
	"CREATE TABLE pg_temp.leak (a integer)",
	"CREATE TEMP VIEW leak AS SELECT 1 AS a",
	"CREATE TEMP SEQUENCE leak",
	"PREPARE leak AS SELECT 1",
	"DECLARE leak CURSOR WITH HOLD FOR SELECT 1",
	NULL,
};

#define TARGET(create_it)                                                                       \
	{                                                                                       \
		.driver = &sqlembic_postgresql_driver, .dialect = &sqlembic_postgresql_dialect, \
		.create = create_it, .drop = drop, .point_nowhere = point_nowhere,              \
		.slow = "SELECT pg_sleep(300)", .unique_said = "23505", .leaks = leaks,         \
		.setting_change = "SELECT set_config('search_path', '', false)",                \
		.setting_read = "SELECT current_setting('search_path')",                        \
	}
const struct conformance_target postgresql_target = TARGET(create);
const struct conformance_target postgresql_ordinary = TARGET(create_ordinary);
