/* test_mysql_tls.c: encrypted or not, verified or explicitly not, as the URLs of Python's drivers say it; and accounts
 * that insist on encryption, or on a certificate. */
#include "mysql_target.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

Test(mysql_tls, tls_is_off_on_this_machine_unless_asked_for, .timeout = 60)
{
	static const struct {
		struct sqlembic_pair parameter;
		bool encrypted;
	} rows[] = {
		{ { NULL, NULL }, false },
		{ { "ssl_mode", "DISABLED" }, false },
		{ { "ssl_mode", "PREFERRED" }, true },
		{ { "ssl_mode", "required" }, true },
		{ { "ssl", "true" }, true },
		{ { "ssl", "false" }, false },
		{ { "ssl_disabled", "false" }, true },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_session *session;
		struct sqlembic_error err;
		const struct sqlembic_pair more[] = { rows[i].parameter, { NULL, NULL } };
		cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), more, &err), 0, "%zu: %s",
			     i, err.message);
		cr_assert_eq(mysql_is_encrypted(session), rows[i].encrypted, "row %zu", i);
		mysql_target.driver->close(session);
	}
}

static char *server_file(const char *name)
{
	char *path = NULL;
	cr_assert_geq(asprintf(&path, "%s/%s", mysql_server("DIR"), name), 0);
	return path;
}

Test(mysql_tls, certificates_are_verified, .timeout = 60)
{
	struct sqlembic_session *session;
	struct sqlembic_error err;
	char *ca = server_file("ca.pem"), *other = server_file("server.pem");

	/* With an authority, without a mode: as pymysql does. */
	const struct sqlembic_pair good[] = { { "ssl_ca", ca }, { NULL, NULL } };
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), good, &err), 0, "%s", err.message);
	cr_assert(mysql_is_encrypted(session));
	mysql_target.driver->close(session);

	const struct sqlembic_pair wrong[] = { { "ssl_ca", other }, { NULL, NULL } };
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.0.0.1"), wrong, &err), SQLEMBIC_E_FAILED);
	cr_assert_null(session);
	/* Connector/C since 3.4 trusts a "localhost" and a "127.0.0.1" without an authority. */
	const struct sqlembic_pair none[] = { { "ssl_mode", "VERIFY_IDENTITY" }, { NULL, NULL } };
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.1"), none, &err), SQLEMBIC_E_FAILED);

	/* The same address by a name that the certificate does not have. */
	cr_assert_eq(mysql_try_with(&session, mysql_by_port("127.1"), good, &err), SQLEMBIC_E_FAILED);
	free(ca);
	free(other);
}

/* What each set of parameters leads to, with the authority that has signed the server's certificate and with one that
 * has not. */
Test(mysql_tls, parameters_mean_what_they_mean_to_pythons_drivers, .timeout = 60)
{
	char *ca = server_file("ca.pem"), *other = server_file("server.pem");
	const struct {
		struct sqlembic_pair params[3];
		bool connects, encrypted;
	} rows[] = {
		{ { { "ssl_ca", ca }, { "ssl_verify_cert", "true" } }, true, true },
		{ { { "ssl_verify_cert", "true" }, { "ssl_ca", other } }, false, false },
		{ { { "ssl_ca", other }, { "ssl_verify_cert", "false" } }, true, true },
		{ { { "ssl_ca", ca }, { "ssl_check_hostname", "false" } }, true, true },
		{ { { "ssl_ca", other }, { "ssl_check_hostname", "false" } }, false, false },
		{ { { "ssl_ca", ca }, { "ssl_verify_identity", "true" } }, true, true },
		/* As Oracle documents it. */
		{ { { "ssl_ca", other }, { "ssl_mode", "REQUIRED" } }, false, false },
		{ { { "ssl_ca", other }, { "ssl_mode", "VERIFY_CA" } }, false, false },
		{ { { "ssl_mode", "VERIFY_CA" }, { "ssl_ca", ca } }, true, true },
		{ { { "ssl_ca", ca }, { "ssl_disabled", "true" } }, true, false },
		{ { { "ssl_ca", "/nonexistent/ca.pem" } }, false, false },
		/* Whoever says how to encrypt wants it, on this machine, too. */
		{ { { "tls_version", "TLSv1.2" } }, true, true },
		{ { { "ssl_cert", "/nonexistent/client.pem" } }, false, false },
		{ { { "ssl_cipher", "none-of-these" } }, false, false },
		{ { { "tls_version", "TLSv1.2" }, { "ssl_mode", "DISABLED" } }, true, false },
		{ { { "ssl_disabled", "true" }, { "ssl_key", "/nonexistent/client.key" } }, true, false },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_session *session;
		struct sqlembic_error err;
		int rc = mysql_try_with(&session, mysql_by_port("127.0.0.1"), rows[i].params, &err);
		cr_expect_eq(rc == 0, rows[i].connects, "row %zu: %s", i, err.message);
		if (rc == 0)
			cr_expect_eq(mysql_is_encrypted(session), rows[i].encrypted, "row %zu", i);
		mysql_target.driver->close(session);
	}
	free(ca);
	free(other);
}

/* The words of Oracle's client, libpq, Prisma, Go, JDBC, .NET and Node. */
Test(mysql_tls, words_of_other_drivers_are_understood, .timeout = 60)
{
	char *ca = server_file("ca.pem");
	const struct {
		const char *key, *value;
		bool unverified, verified; /* connects without an authority, with the right one */
		bool encrypted;
	} rows[] = {
		{ "ssl-mode", "REQUIRED", true, true, true },
		{ "sslMode", "VERIFY_IDENTITY", false, true, true },
		{ "SslMode", "None", true, true, false },
		{ "sslmode", "require", true, true, true },
		{ "sslmode", "disable", true, true, false },
		{ "sslmode", "verify-full", false, true, true },
		{ "sslmode", "trust", true, true, true },
		{ "sslaccept", "strict", false, true, true },
		{ "sslaccept", "accept_invalid_certs", true, true, true },
		{ "tls", "true", false, true, true },
		{ "tls", "skip-verify", true, true, true },
		{ "tls", "false", true, true, false },
		{ "useSSL", "true", true, true, true },
		{ "requireSSL", "true", true, true, true },
		{ "verifyServerCertificate", "true", false, true, true },
		{ "trustServerCertificate", "true", true, true, true },
		{ "ssl", "{\"rejectUnauthorized\":true}", false, true, true },
		{ "ssl", "{ \"rejectUnauthorized\": false }", true, true, true },
		{ "ssl", "require", true, true, true },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_session *session;
		struct sqlembic_error err;
		const struct sqlembic_pair said = { rows[i].key, rows[i].value };
		const struct sqlembic_pair alone[] = { said, { NULL, NULL } };
		const struct sqlembic_pair with[] = { said, { "ssl-ca", ca }, { NULL, NULL } };
		/* Without an authority Connector/C since 3.4 trusts "127.0.0.1", but not this. */
		int rc = mysql_try_with(&session, mysql_by_port("127.1"), alone, &err);
		cr_expect_eq(rc == 0, rows[i].unverified, "%s=%s: %s", said.key, said.value, err.message);
		if (rc == 0)
			cr_expect_eq(mysql_is_encrypted(session), rows[i].encrypted, "%s=%s", said.key,
				     said.value);
		mysql_target.driver->close(session);
		rc = mysql_try_with(&session, mysql_by_port("127.0.0.1"), with, &err);
		cr_expect_eq(rc == 0, rows[i].verified, "%s=%s with ssl-ca: %s", said.key, said.value,
			     err.message);
		mysql_target.driver->close(session);
	}
	free(ca);
}

/* Going on in clear text, unverified or somewhere else is no answer to a parameter that is not understood. */
Test(mysql_tls, what_says_where_or_how_safely_is_refused_unless_it_is_understood, .timeout = 60)
{
	static const struct {
		struct sqlembic_pair said;
		const char *hint;
	} rows[] = {
		{ { "ssl", "Amazon RDS" }, "ssl_mode=" },
		{ { "ssl", "{\"ca\":\"x\"}" }, "ssl_mode=" },
		{ { "ssl_mode", "yes please" }, "ssl_mode=" },
		{ { "tls", "custom" }, "ssl_mode=" },
		{ { "sslaccept", "sometimes" }, "ssl_mode=" },
		{ { "useSSL", "maybe" }, "ssl_mode=" },
		{ { "serverSslCert", "/x.pem" }, "ssl_ca" },
		{ { "trustCertificateKeyStoreUrl", "file:x" }, "ssl_ca" },
		{ { "sslidentity", "x.p12" }, "ssl_cert" },
		{ { "tls_version", "SSLv3" }, "TLSv1.2" },
		{ { "schema", "other" }, "mysql://user@host/name" },
		{ { "currentSchema", "other" }, "mysql://user@host/name" },
		{ { "defaultSchema", "other" }, "mysql://user@host/name" },
		{ { "encrypt", "true" }, "ssl_mode" },
		{ { "secure", "true" }, "ssl_mode" },
		{ { "verifyPeer", "1" }, "ssl_mode" },
		{ { "ca", "/ca.pem" }, "ssl_ca" },
		{ { "allowPublicKeyRetrieval", "false" }, "server_public_key_path" },
		{ { "catalog", "other" }, "mysql://user@host/name" },
		{ { "Server", "other" }, "host=" },
		{ { "socket", "/nonexistent" }, "leave one of them out" },
		{ { "uid", "other" }, "user=" },
		{ { "readOnly", "true" }, "leave it out" },
		{ { "port", "33o6" }, "" },
		{ { "read_default_file", "/nonexistent/my.cnf" }, "" },
		{ { "statement_timeout", "5s" }, "[alembic]" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sqlembic_session *session;
		struct sqlembic_error err;
		const struct sqlembic_pair params[] = { rows[i].said, { NULL, NULL } };
		int rc = mysql_try_with(&session, mysql_by_port("127.0.0.1"), params, &err);
		cr_expect_eq(rc, SQLEMBIC_E_FAILED, "%s=%s", rows[i].said.key, rows[i].said.value);
		cr_expect(strstr(err.message, rows[i].said.key), "%s", err.message);
		cr_expect(strstr(err.hint, rows[i].hint), "%s: %s", rows[i].said.key, err.hint);
		mysql_target.driver->close(session);
	}
}

/* An account for this test, and how to log in with it. */
static struct sqlembic_url make_account(const char *name, const char *demand)
{
	static const char *const hosts[] = { "localhost", "127.0.0.1" };
	struct sqlembic_session *root = mysql_open_server();
	for (size_t i = 0; i < 2; i++) {
		char sql[256];
		(void)snprintf(sql, sizeof(sql), "DROP USER IF EXISTS '%s'@'%s'", name, hosts[i]);
		conformance_exec(root, sql);
		(void)snprintf(sql, sizeof(sql),
			       "CREATE USER '%s'@'%s' IDENTIFIED BY 'gr\xc3\xbcn' REQUIRE %s", name, hosts[i],
			       demand);
		conformance_exec(root, sql);
	}
	mysql_target.driver->close(root);
	struct sqlembic_url url = mysql_by_port("127.0.0.1");
	url.user = name;
	url.password = "gr\xc3\xbcn";
	return url;
}

/* MySQL sends a new account's password, which it knows as a hash only, through TLS or not at all. */
Test(mysql_tls, password_is_enough, .timeout = 60)
{
	struct sqlembic_url url = make_account("sqlembic_plain", "NONE");
	struct sqlembic_session *session;
	struct sqlembic_error err;
	for (int i = 0; i < 2; i++) {
		cr_assert_eq(mysql_try_with(&session, url, NULL, &err), 0, "%s", err.message);
		mysql_target.driver->close(session);
	}
	url.password = "wrong";
	cr_assert_eq(mysql_try_with(&session, url, NULL, &err), SQLEMBIC_E_FAILED);
	cr_assert_str_eq(err.sqlstate, "28000", "%s", err.message);
}

/* SIGPIPE is as the program has it, and so kills it, unless the library asks for none. */
static void write_after_the_end(struct sqlembic_url url, const struct sqlembic_pair *params)
{
	struct sqlembic_session *session, *other = mysql_open_server();
	struct sqlembic_error err;
	char sql[128];
	(void)signal(SIGPIPE, SIG_DFL);
	cr_assert_eq(mysql_try_with(&session, url, params, &err), 0, "%s", err.message);
	(void)snprintf(sql, sizeof(sql), "KILL %lld", conformance_number(session, "SELECT CONNECTION_ID()"));
	conformance_exec(other, sql);
	for (int i = 0; i < 3; i++)
		cr_assert_lt(conformance_try(session, "SELECT 1", &err), 0);
	mysql_target.driver->close(session);
	mysql_target.driver->close(other);
}

Test(mysql_tls, writing_to_a_connection_that_broke_kills_no_program, .timeout = 60)
{
	const struct sqlembic_pair encrypted[] = { { "ssl_mode", "REQUIRED" }, { NULL, NULL } };
	const struct sqlembic_pair plain[] = { { "ssl_disabled", "true" }, { NULL, NULL } };
	write_after_the_end(mysql_by_port("127.0.0.1"), encrypted);
	write_after_the_end(mysql_by_port("127.0.0.1"), plain);
}

Test(mysql_tls, client_certificate_is_shown, .timeout = 60)
{
	struct sqlembic_url url = make_account("sqlembic_x509", "X509");
	char *cert = server_file("server.pem"), *key = server_file("server.key");
	const struct sqlembic_pair with[] = {
		{ "ssl_cert", cert }, { "ssl_key", key }, { "ssl_mode", "REQUIRED" }, { NULL, NULL }
	};
	const struct sqlembic_pair without[] = { { "ssl_mode", "REQUIRED" }, { NULL, NULL } };
	struct sqlembic_session *session;
	struct sqlembic_error err;
	cr_assert_eq(mysql_try_with(&session, url, with, &err), 0, "%s", err.message);
	cr_assert(mysql_is_encrypted(session));
	mysql_target.driver->close(session);
	cr_assert_eq(mysql_try_with(&session, url, without, &err), SQLEMBIC_E_FAILED);
	free(cert);
	free(key);
}
