/* test_postgresql_connect.c: from a URL to a connection: what SQLAlchemy's drivers understand, TLS, and what is said
 * when there is none. */
#include "postgresql_target.h"

#include <criterion/criterion.h>
#include <criterion/parameterized.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "config/url.h"

static struct arena arena;
static char noticed[512];

static void note(void *payload, const char *text)
{
	(void)payload;
	(void)snprintf(noticed, sizeof(noticed), "%s", text);
}

/* Opens postgresql://REST, where {d} is the directory of sockets, {p} the port and {c} the certificate. */
static int try_open(struct sqlembic_session **out, const char *rest, long connect_timeout_ms,
		    struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_url url;
	sqlembic_buf_puts(&text, "postgresql+psycopg://");
	for (; *rest; rest++) {
		if (strncmp(rest, "{d}", 3) == 0)
			sqlembic_buf_puts(&text, postgresql_socket());
		else if (strncmp(rest, "{p}", 3) == 0)
			sqlembic_buf_printf(&text, "%d", postgresql_port());
		else if (strncmp(rest, "{c}", 3) == 0)
			sqlembic_buf_puts(&text, getenv("SQLEMBIC_SERVER_POSTGRESQL_CERTIFICATE"));
		else {
			sqlembic_buf_putc(&text, *rest);
			continue;
		}
		rest += 2;
	}
	cr_assert_eq(url_parse(&url, &arena, sqlembic_buf_text(&text), err), 0, "%s", text.ptr);
	struct sqlembic_connect connect = conformance_connect(&url);
	connect.connect_timeout_ms = connect_timeout_ms;
	connect.notice = note;
	noticed[0] = '\0';
	int rc = postgresql_target.driver->open(out, &connect, err);
	sqlembic_buf_release(&text);
	arena_release(&arena);
	return rc;
}

static void expect_text(const char *rest, const char *sql, const char *expected)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	cr_assert_eq(try_open(&session, rest, 0, &err), 0, "%s: %s", rest, err.message);
	char *text = conformance_text(session, sql);
	cr_expect_str_eq(text, expected, "%s: %s", rest, text);
	free(text);
	postgresql_target.driver->close(session);
}

static void expect_failure(const char *rest, int code, const char *sqlstate, const char *said)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	cr_assert_eq(try_open(&session, rest, 5000, &err), code, "%s: %s", rest, err.message);
	cr_assert_null(session);
	cr_expect_str_eq(err.sqlstate, sqlstate, "%s: %s (%s)", rest, err.sqlstate, err.message);
	cr_expect_not_null(strstr(err.message, said), "%s: %s", rest, err.message);
	cr_expect_null(strstr(err.message, "\n"));
	cr_expect_null(strstr(err.message, "LOCATION"));
}

Test(postgresql_connect, understands_the_urls_of_python_drivers, .timeout = 60)
{
	static const char *const urls[] = {
		"postgres@127.0.0.1:{p}/postgres",
		"postgres@localhost:{p}/postgres?hostaddr=127.0.0.1",
		"postgres@/postgres?host={d}&port={p}",
		"/postgres?host={d}&port={p}&user=postgres",
		"postgres@127.0.0.1:{p}/?dbname=postgres",
		/* pg8000 */
		"postgres@/postgres?unix_sock={d}/.s.PGSQL.{p}",
		/* asyncpg */
		"postgres@127.0.0.1:{p}/postgres?ssl=require&prepared_statement_cache_size=0",
		"postgres@127.0.0.1:{p}/postgres?ssl=false&timeout=20",
		/* several hosts, both ways */
		"postgres@/postgres?host=127.0.0.1:1&host=127.0.0.1:{p}",
		"postgres@/postgres?host=127.0.0.1,127.0.0.1&port=1,{p}",
		"postgres@/postgres?host={d},127.0.0.1&port={p}&target_session_attrs=read-write",
	};
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		expect_text(urls[i], "SELECT current_user || ' ' || current_database()", "postgres postgres");
		cr_expect_str_eq(noticed, "", "%s: %s", urls[i], noticed);
	}
}

Test(postgresql_connect, passes_parameters_on, .timeout = 60)
{
	expect_text("postgres@/postgres?host={d}&port={p}", "SELECT current_setting('application_name')",
		    "sqlembic test");
	expect_text("postgres@/postgres?host={d}&port={p}&application_name=deploy",
		    "SELECT current_setting('application_name')", "deploy");
	expect_text("postgres@/postgres?host={d}&port={p}&options=-csearch_path%3Dpg_catalog",
		    "SELECT current_setting('search_path')", "pg_catalog");
	/* Scripts are UTF-8 whatever the application speaks. */
	expect_text("postgres@/postgres?host={d}&port={p}&client_encoding=LATIN1",
		    "SELECT current_setting('client_encoding')", "UTF8");
}

/* A server that gives all its clients one session takes nothing with a connection, and another client may change what was. */
Test(postgresql_connect, does_not_run_with_another_search_path_than_the_url_says, .timeout = 60)
{
	static const char rest[] = "postgres@/postgres?host={d}&port={p}&search_path=app,%20b";
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session;
	cr_assert_eq(try_open(&session, rest, 0, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_lock(session, &err), 0, "%s", err.message);
	session->driver->close(session);
	cr_assert_eq(try_open(&session, rest, 0, &err), 0, "%s", err.message);
	conformance_exec(session, "SET search_path = public");
	cr_assert_eq(conformance_lock(session, &err), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "has not taken the search_path"), "%s", err.message);
	cr_expect_eq(conformance_number(session, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
						 " AND pid = pg_backend_pid()"),
		     0);
	session->driver->close(session);
}

Test(postgresql_connect, encrypts_as_told, .timeout = 60)
{
	static const char ssl[] = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
	expect_text("postgres@127.0.0.1:{p}/postgres?sslmode=require", ssl, "t");
	expect_text("postgres@127.0.0.1:{p}/postgres?ssl=disable", ssl, "f");
	expect_text("postgres@localhost:{p}/postgres?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={c}",
		    ssl, "t");
	expect_failure(
		"postgres@wrong.example:{p}/postgres?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={c}",
		SQLEMBIC_E_FAILED, "", "certificate");
	expect_failure("postgres@127.0.0.1:{p}/postgres?sslmode=nonsense", SQLEMBIC_E_FAILED, "", "sslmode");
	/* Misspelt, it would mean "not encrypted". */
	expect_failure("postgres@127.0.0.1:{p}/postgres?sslmod=verify-full", SQLEMBIC_E_FAILED, "", "sslmod");
}

Test(postgresql_connect, warns_of_unknown_parameters, .timeout = 60)
{
	expect_text("postgres@/postgres?host={d}&port={p}&pgbouncer=true&connection_limit=5", "SELECT 1",
		    "1");
	cr_expect_not_null(strstr(noticed, "\"connection_limit\""), "%s", noticed);
}

Test(postgresql_connect, goes_where_other_drivers_go, .timeout = 60)
{
	static const struct {
		const char *parameters, *setting, *value;
	} urls[] = {
		{ "search_path=a,b", "search_path", "a,b" },
		{ "search_path=a,%20b", "search_path", "a, b" },
		{ "schema=My%20ops", "search_path", "\"My ops\"" },
		{ "currentSchema=a,public", "search_path", "a,public" },
		{ "search_path=a&options=-cwork_mem%3D9MB", "work_mem", "9MB" },
		{ "search_path=a&options=-cwork_mem%3D9MB", "search_path", "a" },
		{ "TimeZone=Europe/Berlin", "TimeZone", "Europe/Berlin" },
		{ "role=pg_monitor", "role", "pg_monitor" },
		{ "search-path=a", "search_path", "a" },
		{ "searchPath=a", "search_path", "a" },
		{ "current_schema=a", "search_path", "a" },
		{ "statement-timeout=5s", "statement_timeout", "5s" },
		{ "statement_timeout=5s", "statement_timeout", "5s" },
		{ "statement_timeout=2000", "statement_timeout", "2s" },
		{ "lock_timeout=1min", "lock_timeout", "1min" },
		{ "options=-c%20statement_timeout%3D7s", "statement_timeout", "7s" },
		{ "options=-c%20search_path%3Da%2C%5C%20b%20--work-mem%3D5MB%20-cgeqo%3Doff", "search_path",
		  "a, b" },
		{ "options=-c%20search_path%3Da%2C%5C%20b%20--work-mem%3D5MB%20-cgeqo%3Doff", "work_mem",
		  "5MB" },
		{ "options=-c%20search_path%3Da%2C%5C%20b%20--work-mem%3D5MB%20-cgeqo%3Doff", "geqo", "off" },
		{ "options=-csearch_path%3Da&search_path=b", "search_path", "b" },
	};
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		char rest[256], sql[128];
		(void)snprintf(rest, sizeof(rest), "postgres@/postgres?host={d}&port={p}&%s",
			       urls[i].parameters);
		/* A limit for locks is set for each of our queries, too. */
		(void)snprintf(
			sql, sizeof(sql),
			"SELECT CASE '%s' WHEN 'lock_timeout' THEN '1min' ELSE current_setting('%s') END",
			urls[i].setting, urls[i].setting);
		expect_text(rest, sql, urls[i].value);
		cr_expect_str_eq(noticed, "", "%s: %s", rest, noticed);
	}
}

Test(postgresql_connect, refuses_what_would_go_elsewhere_or_in_the_clear, .timeout = 60)
{
	static const char *const parameters[][2] = {
		{ "sslaccept=strict", "sslmode=" },
		{ "useSSL=true", "sslmode=" },
		{ "tls=true", "sslmode=" },
		{ "trustServerCertificate=false", "sslmode=" },
		{ "ssl-mode=REQUIRED", "sslmode=" },
		{ "encrypt=true", "sslmode=" },
		{ "direct_tls=true", "sslmode=" },
		{ "targetServerType=primary", "target_session_attrs=" },
		{ "sslrootcert=system", "" },
		{ "sslmode=no-verify", "verify-full" },
		{ "sslmode=true", "verify-full" },
		{ "ssl=no-verify", "verify-full" },
		{ "defaultSchema=a", "search_path=" },
		{ "default_schema=a", "search_path=" },
		{ "server_settings=a", "options=" },
		{ "secure=true", "sslmode=" },
		{ "verifyPeer=true", "sslmode=" },
		{ "ca=/ca.pem", "sslrootcert=" },
		{ "channelBinding=require", "channel_binding" },
		{ "require-auth=scram-sha-256", "require_auth" },
		{ "namespace=a", "search_path=" },
		{ "uid=other", "user=" },
		{ "socketPath=/tmp", "host=" },
		{ "database=other", "dbname=" },
		{ "statement_timeout=soon", "" },
		{ "ssl={\"rejectUnauthorized\":true}", "" },
	};
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++) {
		char rest[256];
		struct sqlembic_session *session = NULL;
		struct sqlembic_error err = { 0 };
		(void)snprintf(rest, sizeof(rest), "postgres@127.0.0.1:{p}/postgres?%s", parameters[i][0]);
		cr_expect_eq(try_open(&session, rest, 0, &err), SQLEMBIC_E_FAILED, "%s", rest);
		cr_expect_not_null(strstr(err.hint, parameters[i][1]), "%s: %s", rest, err.hint);
	}
}

Test(postgresql_connect, tells_wrong_from_unreachable, .timeout = 60)
{
	postgresql_admin("DO $$ BEGIN CREATE ROLE password_user LOGIN PASSWORD 'right'; "
			 "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
	expect_text("password_user:right@127.0.0.1:{p}/postgres", "SELECT current_user", "password_user");
	expect_failure("password_user:wrong@127.0.0.1:{p}/postgres", SQLEMBIC_E_FAILED, "28P01",
		       "password authentication failed");
	expect_failure("password_user@127.0.0.1:{p}/postgres?passfile=/nonexistent", SQLEMBIC_E_FAILED, "",
		       "no password supplied");
	expect_failure("postgres@127.0.0.1:{p}/nowhere", SQLEMBIC_E_UNREACHABLE, "3D000",
		       "\"nowhere\" does not exist");
	expect_failure("postgres@127.0.0.1:{p}/postgres?options=-cnope%3D1", SQLEMBIC_E_FAILED, "42704",
		       "\"nope\"");
	expect_failure("nobody_here@127.0.0.1:{p}/postgres", SQLEMBIC_E_FAILED, "28000", "nobody_here");
	expect_failure("postgres@127.0.0.1:{p}/postgres?channel_binding=require", SQLEMBIC_E_FAILED, "",
		       "channel binding");
	expect_failure("postgres@127.0.0.1:{p}/postgres?gssencmode=require", SQLEMBIC_E_FAILED, "", "GSSAPI");
	expect_failure("postgres@127.0.0.1:1/postgres", SQLEMBIC_E_UNREACHABLE, "", "refused");
	expect_failure("postgres@/postgres?host=/nonexistent", SQLEMBIC_E_UNREACHABLE, "", "/nonexistent");
}

Test(postgresql_connect, gives_up_on_a_silent_host_and_takes_the_next, .timeout = 60)
{
	char rest[256];
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	int fd, port = conformance_silent_port(&fd);
	(void)snprintf(rest, sizeof(rest), "postgres@127.0.0.1:%d/postgres", port);
	cr_assert_eq(try_open(&session, rest, 200, &err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_not_null(strstr(err.message, "0.2 s"), "%s", err.message);

	(void)snprintf(rest, sizeof(rest), "postgres@/postgres?host=127.0.0.1:%d&host=127.0.0.1:{p}", port);
	cr_assert_eq(try_open(&session, rest, 200, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_number(session, "SELECT inet_server_port()"), postgresql_port());
	postgresql_target.driver->close(session);
	/* The URL's own limit is nearer. */
	(void)snprintf(rest, sizeof(rest), "postgres@127.0.0.1:%d/postgres?connect_timeout=0.1", port);
	cr_assert_eq(try_open(&session, rest, 50000, &err), SQLEMBIC_E_UNREACHABLE);
	cr_assert_not_null(strstr(err.message, "0.1 s"), "%s", err.message);
	(void)close(fd);
}

static volatile sig_atomic_t cancel = 1;

static void is_cancelled(struct sqlembic_connect *connect)
{
	connect->cancel = &cancel;
}

Test(postgresql_connect, can_be_interrupted, .timeout = 60)
{
	int fd;
	struct sqlembic_url url = { .dialect = "postgresql",
				    .host = "127.0.0.1",
				    .port = conformance_silent_port(&fd) };
	struct sqlembic_connect connect = conformance_connect(&url);
	struct sqlembic_session *session = NULL;
	is_cancelled(&connect);
	cr_assert_eq(postgresql_target.driver->open(&session, &connect, NULL), SQLEMBIC_E_INTERRUPTED);
	(void)close(fd);
}

Test(postgresql_connect, keeps_a_silent_connection_alive, .timeout = 60)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	cr_assert_eq(try_open(&session, "postgres@127.0.0.1:{p}/postgres", 0, &err), 0, "%s", err.message);
	cr_assert_eq(conformance_keepalive(), 60);
	postgresql_target.driver->close(session);
}

/* The limits of a role and of a database are known to whoever asks how many connections are left. */
Test(postgresql_connect, limits_of_the_role_and_of_the_database_are_told, .timeout = 60)
{
	const struct sqlembic_capacity *capacities = postgresql_target.dialect->capacities;
	struct sqlembic_session *session;
	struct sqlembic_error err = { 0 };
	postgresql_admin("DO $$ BEGIN CREATE ROLE connect_limited LOGIN CONNECTION LIMIT 7;"
			 " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
	postgresql_admin("CREATE DATABASE connect_limited OWNER connect_limited CONNECTION LIMIT 9");
	cr_assert_eq(try_open(&session, "connect_limited@/connect_limited?host={d}&port={p}", 0, &err), 0,
		     "%s", err.message);
	cr_assert(capacities[1].is_own && capacities[2].of_database && !capacities[3].most);
	cr_assert_eq(conformance_number(session, capacities[1].most), 7);
	cr_assert_eq(conformance_number(session, capacities[1].used), 1);
	cr_assert_eq(conformance_number(session, capacities[2].most), 9);
	cr_assert_eq(conformance_number(session, capacities[2].used), 1);
	postgresql_target.driver->close(session);
	struct sqlembic_url url = *postgresql_server();
	url.user = url.database = strdup("connect_limited");
	postgresql_target.drop(&url);
}
