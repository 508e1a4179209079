/* test_mysql_connect.c: from URLs to connections: sockets, ports, option files, what cannot be reached. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *first(struct sqlembic_session *session, const char *sql)
{
	char *text = conformance_text(session, sql);
	cr_assert_not_null(text);
	return text;
}

Test(mysql_connect, localhost_with_a_port_is_the_port, .timeout = 60)
{
	struct sqlembic_session *session;
	struct sqlembic_error err;
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("localhost"), NULL, &err), 0, "%s", err.message);
	char *host = first(session,
			   "SELECT HOST FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()");
	cr_assert_not_null(strchr(host, ':'), "%s", host);
	free(host);
	mysql_target.driver->close(session);
}

Test(mysql_connect, option_file_fills_in_what_the_url_leaves_open, .timeout = 60)
{
	char path[] = "/tmp/sqlembic-my-XXXXXX";
	int fd = mkstemp(path);
	cr_assert_geq(fd, 0);
	cr_assert_gt(dprintf(fd, "[client]\nuser = root\nsocket = %s\ndefault-character-set = latin1\n",
			     mysql_server("SOCKET")),
		     0);
	cr_assert_eq(close(fd), 0);
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	const struct sqlembic_pair params[] = { { "read_default_file", path } };
	const struct sqlembic_url url = { .dialect = "mysql", .params = params, .nparams = 1 };
	cr_assert_eq(mysql_try(&session, &url, &err), 0, "%s", err.message);
	char *charset = first(session, "SELECT @@character_set_client");
	cr_assert_str_eq(charset, "utf8mb4");
	free(charset);
	mysql_target.driver->close(session);
	cr_assert_eq(unlink(path), 0);
}

Test(mysql_connect, url_parameters_take_effect, .timeout = 60)
{
	struct sqlembic_session *session;
	struct sqlembic_error err;
	const struct sqlembic_pair more[] = {
		{ "charset", "latin1" }, { "sql_mode", "ANSI_QUOTES" }, { "compress", "true" }, { NULL, NULL }
	};
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), more, &err), 0, "%s", err.message);
	char *got = first(session, "SELECT CONCAT(@@character_set_client, ' ', @@sql_mode)");
	cr_assert_str_eq(got, "latin1 ANSI_QUOTES");
	free(got);
	mysql_target.driver->close(session);
}

Test(mysql_connect, wrong_parameters_are_refused, .timeout = 60)
{
	static const struct sqlembic_pair rows[] = { { "ssl_mode", "maybe" },
						     { "connect_timeout", "soon" },
						     { "sql_mode", "x'; DROP TABLE t; '" } };
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_session *session;
		struct sqlembic_error err;
		const struct sqlembic_pair more[] = { rows[i], { NULL, NULL } };
		cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), more, &err),
			     SQLEMBIC_E_FAILED);
		cr_assert_not_null(strstr(err.message, rows[i].key), "%s", err.message);
	}
}

Test(mysql_connect, unknown_parameter_is_warned_of, .timeout = 60)
{
	const struct sqlembic_pair params[] = { { "unix_socket", mysql_server("SOCKET") },
						{ "read_default_file", "/dev/null" },
						{ "conect_timeout", "3" } };
	const struct sqlembic_url url = { .user = "root", .params = params, .nparams = 3 };
	struct sqlembic_session *session = conformance_open(&mysql_target, &url, mysql_keep_notices);
	cr_assert_not_null(strstr(mysql_notices, "conect_timeout"), "%s", mysql_notices);
	mysql_target.driver->close(session);
}

/* What waits for a server must tell one that is not there from one that does not want us. */
Test(mysql_connect, refusal_is_not_unreachable, .timeout = 60)
{
	struct sqlembic_session *session;
	struct sqlembic_error err;
	struct sqlembic_url url = mysql_by_port("127.0.0.1");
	url.user = "nobody";
	url.password = "s3cret";
	cr_assert_eq(mysql_try_with(&session, url, NULL, &err), SQLEMBIC_E_FAILED, "%s", err.message);
	cr_assert_null(strstr(err.message, "s3cret"));
	cr_assert_str_eq(err.sqlstate, "28000");

	url = mysql_by_port("127.0.0.1");
	url.database = "no_such_database";
	cr_assert_eq(mysql_try_with(&session, url, NULL, &err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_not_null(strstr(err.hint, "create the database"), "%s", err.hint);

	url = mysql_by_port("no-such-host.invalid");
	cr_assert_eq(mysql_try_with(&session, url, NULL, &err), SQLEMBIC_E_UNREACHABLE, "%s", err.message);

	url = (struct sqlembic_url){ .user = "root", .host = "localhost" };
	const struct sqlembic_pair nowhere[] = { { "unix_socket", "/nonexistent/sock" }, { NULL, NULL } };
	cr_assert_eq(mysql_try_with(&session, url, nowhere, &err), SQLEMBIC_E_UNREACHABLE, "%s", err.message);
}

Test(mysql_connect, local_infile_is_off, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	struct sqlembic_error err = { 0 };
	conformance_exec(b.session, "CREATE TABLE t (line VARCHAR(255))");
	cr_assert_eq(conformance_try(b.session, "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t", &err),
		     SQLEMBIC_E_FAILED);
	cr_assert_not_null(strstr(err.hint, "local_infile"), "%s (%s): %s", err.message, err.detail,
			   err.hint);
	cr_assert_eq(conformance_number(b.session, "SELECT COUNT(*) FROM t"), 0);
	mysql_tear_down(&b);
}

Test(mysql_connect, silent_connection_is_kept_alive, .timeout = 60)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), NULL, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_keepalive(), 60);
	mysql_target.driver->close(session);
}

static volatile sig_atomic_t cancel = 1;

/* Without any limit of time. */
Test(mysql_connect, can_be_interrupted, .timeout = 60)
{
	int fd;
	if (!dlsym(RTLD_DEFAULT, "mysql_real_connect_start"))
		cr_skip_test("Oracle's library ends by its own limit");
	char hosts[64];
	const int port = conformance_silent_port(&fd);
	const struct sqlembic_pair params[] = { { "read_default_file", "/dev/null" } };
	struct sqlembic_url url = {
		.dialect = "mysql", .host = "127.0.0.1", .port = port, .params = params, .nparams = 1
	};
	struct sqlembic_connect connect = conformance_connect(&url);
	struct sqlembic_session *session = NULL;
	struct sqlembic_error err = { 0 };
	connect.cancel = &cancel;
	cr_assert_eq(mysql_target.driver->open(&session, &connect, &err), SQLEMBIC_E_INTERRUPTED, "%s",
		     err.message);
	(void)snprintf(hosts, sizeof(hosts), "127.0.0.1:%d,127.0.0.1:%d", port, port);
	url.host = hosts;
	cr_assert_eq(mysql_target.driver->open(&session, &connect, &err), SQLEMBIC_E_INTERRUPTED, "%s",
		     err.message);
	(void)close(fd);
}

/* Nobody may say then that nothing was changed. */
Test(mysql_connect, a_connection_that_breaks_in_a_commit_leaves_doubt, .timeout = 60)
{
	struct mysql_bench b = mysql_set_up(NULL);
	const struct sqlembic_driver *driver = b.session->driver;
	struct sqlembic_session *other = mysql_open_server();
	struct sqlembic_error err = { 0 };
	char sql[64];
	conformance_exec(b.session, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
	conformance_begin(b.session);
	conformance_exec(b.session, "INSERT INTO t VALUES (1)");
	(void)snprintf(sql, sizeof(sql), "KILL %lld",
		       conformance_number(b.session, "SELECT CONNECTION_ID()"));
	conformance_exec(other, sql);
	cr_assert_eq(driver->commit(b.session, &err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_not_null(strstr(err.state, "either committed"), "%s", err.state);
	driver->close(other);
	mysql_tear_down(&b);
}

/* The limit of an account is known to whoever asks how many connections are left. */
Test(mysql_connect, the_limit_of_the_account_is_told, .timeout = 60)
{
	const struct sqlembic_capacity *own = &mysql_target.dialect->capacities[1];
	struct sqlembic_session *admin = mysql_open_server(), *session;
	struct sqlembic_error err = { 0 };
	conformance_exec(admin, "CREATE USER IF NOT EXISTS connect_limited@'%' WITH MAX_USER_CONNECTIONS 7");
	struct sqlembic_url url = mysql_by_port("127.0.0.1");
	url.user = "connect_limited";
	url.password = NULL;
	cr_assert_eq(mysql_try_with(&session, url, NULL, &err), 0, "%s", err.message);
	cr_assert(own->is_own && !own[1].most);
	cr_assert_eq(conformance_number(session, own->most), 7);
	cr_assert_eq(conformance_number(session, own->used), 1);
	cr_assert_eq(conformance_number(admin, own->most), -1);
	mysql_target.driver->close(session);
	conformance_exec(admin, "DROP USER connect_limited@'%'");
	mysql_target.driver->close(admin);
}

/* Of drivers/mysql/replica.h, which takes the client library's headers. */
bool mysqldb_replica_takes_writes(const char *read_only);

Test(mysql_connect, a_server_that_takes_writes_is_known_by_a_number_or_a_name)
{
	static const char *const others[] = { "1", "ON", "NO_LOCK", "NO_LOCK_NO_ADMIN" };
	cr_assert(mysqldb_replica_takes_writes("0"));
	cr_assert(mysqldb_replica_takes_writes("OFF"));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		cr_assert_not(mysqldb_replica_takes_writes(others[i]), "%s", others[i]);
}
