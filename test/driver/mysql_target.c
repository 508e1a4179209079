/* mysql_target.c: MySQL plugged into the conformance suite, and what its own tests share. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "config/url.h"

extern const struct sqlembic_driver sqlembic_mysql_driver;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

const char *mysql_server(const char *name)
{
	char variable[64];
	(void)snprintf(variable, sizeof(variable), "SQLEMBIC_TEST_MYSQL_%s", name);
	const char *value = getenv(variable);
	cr_assert(value && *value, "%s is not set: start a server with test/support/server-mariadb",
		  variable);
	return value;
}

static struct arena arena;

static void forget(void)
{
	arena_release(&arena);
}

/* The one that is named, or the one that was started for the tests.  The developer's own option files must not have
 * a say. */
static struct sqlembic_url server_url(void)
{
	static struct sqlembic_url named;
	const char *text = getenv("SQLEMBIC_SERVER_MYSQL");
	if (text && *text && !named.dialect) {
		cr_assert_eq(url_parse(&named, &arena, text, NULL), 0, "%s", text);
		(void)atexit(forget);
	}
	if (named.dialect)
		return named;
	static struct sqlembic_pair params[2];
	params[0] = (struct sqlembic_pair){ "unix_socket", mysql_server("SOCKET") };
	params[1] = (struct sqlembic_pair){ "read_default_file", "/dev/null" };
	return (struct sqlembic_url){ .dialect = "mysql", .user = "root", .params = params, .nparams = 2 };
}

int mysql_try(struct sqlembic_session **out, const struct sqlembic_url *url, struct sqlembic_error *err)
{
	struct sqlembic_connect connect = conformance_connect(url);
	return sqlembic_mysql_driver.open(out, &connect, err);
}

struct sqlembic_session *mysql_open_server(void)
{
	struct sqlembic_url url = server_url();
	return conformance_open(&mysql_target, &url, NULL);
}

static void run_on_server(const char *command, const char *name, const char *options)
{
	char sql[256];
	struct sqlembic_session *session = mysql_open_server();
	(void)snprintf(sql, sizeof(sql), "%s `%s` %s", command, name, options);
	conformance_exec(session, sql);
	mysql_target.driver->close(session);
}

static void create(struct sqlembic_url *url)
{
	static unsigned number;
	char *name = NULL;
	cr_assert_geq(asprintf(&name, "sqlembic_%ld_%u", (long)getpid(), ++number), 0);
	run_on_server("CREATE DATABASE", name, "CHARACTER SET utf8mb4");
	*url = server_url();
	url->database = name;
}

/* For a user of its own that may do nothing else. */
static void create_ordinary(struct sqlembic_url *url)
{
	create(url);
	url->user = url->database;
	run_on_server("CREATE USER", url->user, "");
	char grant[128];
	(void)snprintf(grant, sizeof(grant), "GRANT ALL ON `%s`.* TO", url->database);
	run_on_server(grant, url->user, "");
}

static void drop(struct sqlembic_url *url)
{
	run_on_server("DROP DATABASE IF EXISTS", url->database, "");
	if (url->user == url->database)
		run_on_server("DROP USER", url->user, "");
	free((char *)url->database);
}

static void point_nowhere(struct sqlembic_url *url)
{
	*url = (struct sqlembic_url){
		.dialect = "mysql", .user = "root", .password = "x", .host = "127.0.0.1", .port = 1
	};
}

struct mysql_bench mysql_set_up(void (*change)(struct sqlembic_connect *connect))
{
	struct mysql_bench bench = { .session = NULL };
	create(&bench.url);
	bench.session = conformance_open(&mysql_target, &bench.url, change);
	return bench;
}

void mysql_tear_down(struct mysql_bench *bench)
{
	mysql_target.driver->close(bench->session);
	drop(&bench->url);
}

int mysql_try_with(struct sqlembic_session **out, struct sqlembic_url url, const struct sqlembic_pair *more,
		   struct sqlembic_error *err)
{
	struct sqlembic_pair params[8] = { { "read_default_file", "/dev/null" } };
	size_t n = 1;
	for (; more && more->key; more++)
		params[n++] = *more;
	url.params = params;
	url.nparams = n;
	url.dialect = "mysql";
	*err = (struct sqlembic_error){ 0 };
	*out = NULL;
	return mysql_try(out, &url, err);
}

struct sqlembic_url mysql_by_port(const char *host)
{
	return (struct sqlembic_url){ .user = "root",
				      .host = host,
				      .port = (int)strtol(mysql_server("PORT"), NULL, 10) };
}

/* Name and value: all servers have this statement, none of their tables is everywhere. */
static int take_cipher(void *payload, const char *const *values, size_t n)
{
	bool *encrypted = payload;
	cr_assert_eq(n, 2);
	*encrypted = values[1] && *values[1];
	return 1;
}

bool mysql_is_encrypted(struct sqlembic_session *session)
{
	bool encrypted = false;
	struct sqlembic_query query = { .sql = "SHOW SESSION STATUS LIKE 'Ssl_cipher'",
					.row = take_cipher,
					.payload = &encrypted };
	cr_assert_eq(session->driver->query(session, &query, NULL), 0);
	return encrypted;
}

char mysql_notices[4096];

static void keep_notice(void *payload, const char *text)
{
	size_t used = strlen(mysql_notices);
	(void)payload;
	(void)snprintf(mysql_notices + used, sizeof(mysql_notices) - used, "%s\n", text);
}

void mysql_keep_notices(struct sqlembic_connect *connect)
{
	mysql_notices[0] = '\0';
	connect->notice = keep_notice;
}

static const char *const leaks[] = {
	"CREATE TEMPORARY TABLE leak (a INTEGER)",
	"CREATE TEMPORARY TABLE `a leak`(a INTEGER)",
	"create  temporary table /* on purpose */ if not exists leak AS SELECT 1 AS a FROM t",
	"LOCK TABLES t READ",
	NULL,
};

#define TARGET(create_it)                                                                                  \
	{                                                                                                  \
		.driver = &sqlembic_mysql_driver, .dialect = &sqlembic_mysql_dialect, .create = create_it, \
		.drop = drop, .point_nowhere = point_nowhere,                                              \
		.slow = "SELECT COUNT(*) FROM information_schema.COLLATIONS a, "                           \
			"information_schema.COLLATIONS b,"                                                 \
			" information_schema.COLLATIONS c, information_schema.COLLATIONS d WHERE a.ID + "  \
			"b.ID + c.ID + d.ID = 0",                                                          \
		.text_type = "MEDIUMTEXT", .unique_said = "23000", .leaks = leaks,                         \
		.setting_change = "SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES'",                    \
		.setting_read = "SELECT @@SESSION.sql_mode",                                               \
	}
const struct conformance_target mysql_target = TARGET(create);
const struct conformance_target mysql_ordinary = TARGET(create_ordinary);
