/* fail_connect.c: why there is no connection, in words that a user can act on. */
#include <stdio.h>
#include <string.h>

#include "fail.h"
#include "options.h"
#include "parameter.h"

/* Of a connection that fails libpq hands out no fields, only text, which it was told to put the SQLSTATE in:
 * "FATAL:  28P01: password authentication failed".  Cuts that out; *sqlstate is "" when there is none. */
static void add_reason(struct sqlembic_buf *out, char sqlstate[6], const char *message)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_span before = { "", 0 };
	sqlstate[0] = '\0';
	for (size_t n; *message; message += n + (message[n] == '\n')) {
		n = strcspn(message, "\n");
		/* With and without TLS it may have failed for the same reason. */
		bool again = n == before.len && strncmp(message, before.ptr, n) == 0;
		if (again || strncmp(message, "LOCATION:", 9) == 0)
			continue;
		before = (struct sqlembic_span){ message, n };
		sqlembic_buf_add(&text, message, n);
		sqlembic_buf_putc(&text, '\n');
	}
	const char *from = sqlembic_buf_text(&text);
	for (const char *p = strstr(from, ":  "); p; p = strstr(p + 1, ":  ")) {
		size_t n = strspn(p + 3, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (n != 5 || strncmp(p + 8, ": ", 2) != 0)
			continue;
		(void)snprintf(sqlstate, 6, "%.5s", p + 3);
		struct sqlembic_buf head = SQLEMBIC_BUF_INIT;
		sqlembic_buf_add(&head, from, (size_t)(p - from) + 1);
		postgres_add_line(out, sqlembic_buf_text(&head));
		sqlembic_buf_release(&head);
		from = p + 9;
		sqlembic_buf_putc(out, ' ');
	}
	postgres_add_line(out, from);
	sqlembic_buf_release(&text);
}

/* States of a server, or of a pooler in front of it, that starts, stops or has no room, and of a database that is not
 * created yet. */
static bool is_passing(const char *sqlstate)
{
	static const char *const states[] = { "08", "3D000", "53", "57", "58", "XX" };
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strncmp(sqlstate, states[i], strlen(states[i])) == 0)
			return true;
	return false;
}

/* Poolers look at what comes with the connection, and do not know most of it. */
static bool is_refused_by_pooler(const char *reason)
{
	return strstr(reason, "unsupported startup parameter");
}

/* Trouble that waiting does not end.  The server's broken connections under TLS are "SSL SYSCALL" errors. */
static bool is_final(const PGconn *conn, const char *sqlstate, const char *reason)
{
	if (PQconnectionNeedsPassword(conn) || is_refused_by_pooler(reason))
		return true;
	if (*sqlstate)
		return !is_passing(sqlstate);
	if (strstr(reason, "SYSCALL"))
		return false;
	static const char *const words[] = { "SSL",         "certificate",          "authentication",
					     "invalid ",    "channel binding",      "GSSAPI",
					     "requirepeer", "definition of service" };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strstr(reason, words[i]))
			return true;
	}
	return false;
}

/* By SQLSTATE, or for libpq's own words by those; the first that fits. */
static const struct {
	const char *sqlstate, *words, *hint;
} connect_hints[] = {
	{ "28P01", "", "check user and password of sqlalchemy.url" },
	/* The function that complains; what it says may be in any language. */
	{ "28000", "InitializeSessionUserId",
	  "create the role, for example with createuser, or let it log in; or check the user of "
	  "sqlalchemy.url" },
	{ "28000", "", "the server's pg_hba.conf decides who may connect from here, and whether with TLS" },
	{ "3D000", "",
	  "create the database first, for example with createdb, or check its name in sqlalchemy.url" },
	{ "53300", "InitializeSessionUserId",
	  "all connections that the role may have are taken: try again later, or let an administrator raise "
	  "that "
	  "(ALTER ROLE ... CONNECTION LIMIT n)" },
	{ "53300", "CheckMyDatabase",
	  "all connections that the database may have are taken: try again later, or raise that (ALTER "
	  "DATABASE "
	  "... CONNECTION LIMIT n)" },
	{ "53300", "", "all connections of the server are taken: try again later, or raise max_connections" },
	{ "57P03", "", "the server is starting or stopping: try again in a moment" },
	{ "", "does not match host name",
	  "name the host in sqlalchemy.url as the server's certificate does" },
	{ "", "certificate",
	  "sslrootcert has to name the authority that has signed the server's certificate" },
	{ "", "definition of service",
	  "check the service of sqlalchemy.url and the file that PGSERVICEFILE names" },
	{ "", "hot standby", "no host of sqlalchemy.url is what its target_session_attrs asks for" },
	{ "", "read-only", "no host of sqlalchemy.url is what its target_session_attrs asks for" },
};

static const char *connect_hint(const PGconn *conn, const char *sqlstate, bool final)
{
	if (PQconnectionNeedsPassword(conn))
		return "put the password into sqlalchemy.url, PGPASSWORD or ~/.pgpass";
	for (size_t i = 0; i < sizeof(connect_hints) / sizeof(connect_hints[0]); i++) {
		if (strcmp(sqlstate, connect_hints[i].sqlstate) == 0 &&
		    strstr(PQerrorMessage(conn), connect_hints[i].words))
			return connect_hints[i].hint;
	}
	return final ? NULL : "check that the server runs, and host and port of sqlalchemy.url";
}

/* The functions that complain: of the database, and of a setting that came with the connection. */
static void hint_denied(const PGconn *conn, struct sqlembic_error *err)
{
	const char *said = PQerrorMessage(conn);
	if (strstr(said, "CheckMyDatabase"))
		(void)postgres_hint_user(conn, err, "let its owner GRANT CONNECT ON DATABASE to ", "");
	else if (strstr(said, "set_config"))
		(void)postgres_hint_user(
			conn, err,
			"take that setting out of the options of sqlalchemy.url, or of PGOPTIONS; or, from "
			"PostgreSQL 15 on, let a superuser GRANT SET ON PARAMETER to ",
			"");
}

/* A pooler takes no options; what most of them say, something else can. */
static void hint_options(const PGconn *conn, struct sqlembic_error *err)
{
	struct postgres_option option = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *p = PQoptions(conn);
	if (!p || !postgres_option_next(&option, &p))
		return;
	sqlembic_buf_puts(&text,
			  "a pooler takes no options, be they of sqlalchemy.url or of PGOPTIONS: leave "
			  "them out");
	const enum postgres_parameter_kind kind =
		postgres_parameter_meaning(option.name ? option.name : "", false).kind;
	if (option.name && kind == POSTGRES_PARAMETER_UNKNOWN) {
		sqlembic_buf_puts(&text, ", and run ALTER ROLE ");
		sqlembic_buf_quote(&text, PQuser(conn), '"');
		sqlembic_buf_printf(&text, " SET %s = ", option.name);
		sqlembic_buf_quote(&text, option.value, '\'');
	} else if (option.name) {
		sqlembic_buf_printf(&text, ", and write %s=%s as a parameter of sqlalchemy.url", option.name,
				    option.value);
	}
	if (!text.failed)
		(void)sqlembic_fail_hint(err, "%s", text.ptr);
	sqlembic_buf_release(&text);
	postgres_option_release(&option);
}

int postgres_fail_connect(const PGconn *conn, const char *masked_url, struct sqlembic_error *err)
{
	char sqlstate[6];
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	add_reason(&reason, sqlstate, PQerrorMessage(conn));
	bool final = is_final(conn, sqlstate, sqlembic_buf_text(&reason));
	int code = sqlembic_fail(err, final ? SQLEMBIC_E_FAILED : SQLEMBIC_E_UNREACHABLE,
				 "cannot connect to %s: %s", masked_url, sqlembic_buf_text(&reason));
	const bool is_refused = is_refused_by_pooler(sqlembic_buf_text(&reason));
	sqlembic_buf_release(&reason);
	const char *hint = connect_hint(conn, sqlstate, final);
	if (is_refused)
		hint_options(conn, err);
	else if (strcmp(sqlstate, "42501") == 0)
		hint_denied(conn, err);
	else if (hint)
		(void)sqlembic_fail_hint(err, "%s", hint);
	(void)sqlembic_fail_sqlstate(err, sqlstate);
	return code;
}
