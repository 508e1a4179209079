/* fail.c: what the server says, in words that a user can act on. */
#include "fail.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pooler.h"
#include "schema/scratch_end.h"

void postgres_add_line(struct sqlembic_buf *out, const char *text)
{
	bool blank = false;
	for (text += strspn(text, " \t\r\n"); *text; text++) {
		if (isspace((unsigned char)*text)) {
			blank = true;
			continue;
		}
		if (blank)
			sqlembic_buf_putc(out, ' ');
		blank = false;
		sqlembic_buf_putc(out, *text);
	}
}

bool postgres_state_is(const PGresult *result, const char *sqlstate)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	return state && strcmp(state, sqlstate) == 0;
}

static void add_part(struct sqlembic_buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	if (out->len)
		sqlembic_buf_puts(out, "; ");
	sqlembic_buf_puts(out, label);
	postgres_add_line(out, text);
}

/* Version 19 begins with what a statement waited for, by numbers that tell nobody anything. */
static const char *find_context(const PGresult *result)
{
	const char *context = PQresultErrorField(result, PG_DIAG_CONTEXT);
	if (!context || strncmp(context, "waiting for ", strlen("waiting for ")) != 0)
		return context;
	const char *rest = strchr(context, '\n');
	return rest ? rest + 1 : NULL;
}

/* Everything that the server adds to its message. */
static void set_detail(const struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	add_part(&text, "", PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL));
	add_part(&text, "hint: ", PQresultErrorField(result, PG_DIAG_MESSAGE_HINT));
	add_part(&text, "in: ", PQresultErrorField(result, PG_DIAG_INTERNAL_QUERY));
	add_part(&text, "where: ", find_context(result));
	if (postgres_state_is(result, "55P03"))
		add_part(&text, "in the way: ", s->blockers);
	if (text.len)
		(void)sqlembic_fail_detail(err, "%s", text.ptr);
	sqlembic_buf_release(&text);
}

/* What to do about it, where the server's own words do not say. */
static const struct {
	const char *sqlstate, *hint;
} hints[] = {
	{ "25001", "add the header line \"-- transaction: off\" to run the script statement by statement" },
	{ "2D000", "a CALL or DO that commits has to be a statement of a script with the header line "
		   "\"-- transaction: off\", outside of functions" },
	{ "55P04",
	  "a new enum value can be used once it is committed: use it in a later revision, or add the "
	  "header line \"-- transaction: off\"" },
	{ "40P01", "the server chose this transaction to end a deadlock: run the command again, or let it "
		   "try again by "
		   "itself with --lock-retries" },
	{ "40001",
	  "another transaction came in between: run the command again, or let it try again by itself with "
	  "--lock-retries" },
	{ "3F000",
	  "create a schema, or name one: version_table_schema for our tables, a search_path of the role "
	  "or the database for the scripts" },
	{ "53100", "free space on the server's disk, then run the command again" },
};

#define TO_THE_PRIMARY \
	"point sqlalchemy.url at the primary, or give it all hosts and target_session_attrs=read-write"

/* Servers from version 14 on say which one it is. */
static const char *read_only_hint(const struct postgres_session *s)
{
	const char *standby = PQparameterStatus(s->conn, "in_hot_standby");
	if (standby && strcmp(standby, "off") == 0)
		return "default_transaction_read_only is on: ALTER DATABASE or ALTER ROLE ... RESET "
		       "default_transaction_read_only undoes that; or use another user";
	return standby ? "the server is a standby: " TO_THE_PRIMARY
		       : "if the server is a standby, " TO_THE_PRIMARY
			 "; else default_transaction_read_only is on: ALTER DATABASE or ALTER ROLE ... RESET "
			 "default_transaction_read_only undoes that";
}

static bool comes_from(const PGresult *result, const char *function)
{
	const char *source = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
	return source && strcmp(source, function) == 0;
}

int postgres_hint_user(const PGconn *conn, struct sqlembic_error *err, const char *before, const char *behind)
{
	struct sqlembic_buf user = SQLEMBIC_BUF_INIT;
	sqlembic_buf_quote(&user, PQuser(conn), '"');
	int rc = sqlembic_fail_hint(err, "%s%s%s", before, sqlembic_buf_text(&user), behind);
	sqlembic_buf_release(&user);
	return rc;
}

/* The function that checks the rights to objects is asked for rights and ownership; others ask for superusers, and attributes
 * of roles. */
static int hint_rights(const struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (comes_from(result, "check_enable_rls"))
		return sqlembic_fail_hint(
			err, "row-level security would hide rows: turn it off for the tables of sqlembic "
			     "(ALTER TABLE ... DISABLE ROW LEVEL SECURITY), or use a user with BYPASSRLS");
	if (!comes_from(result, "aclcheck_error"))
		return sqlembic_fail_hint(err, "GRANT does not give that right: let a superuser, or a role "
					       "that the detail names, run the statement");
	if (said && strstr(said, "must be owner"))
		return postgres_hint_user(
			s->conn, err, "GRANT does not give that right: connect as the owner, or let it make ",
			" the owner (ALTER ... OWNER TO), or a member of its role");
	return postgres_hint_user(s->conn, err, "let the owner GRANT that to ", ", or connect as the owner");
}

#define MAKE_ROLE \
	"roles are the server's: let an administrator make it (CREATE ROLE), or take the statement out"
#define MAKE_TABLESPACE                                                                    \
	"tablespaces are the server's: let an administrator make it (CREATE TABLESPACE), " \
	"or take the clause out"

#define NO_SETTING "this version of the server does not have that setting: take the statement out"

/* What scripts and wanted schemas expect of the server, by the function of the server that misses it, which for a setting is
 * another one in 10, 15 and 17.  What a function has other errors beside is told apart by the SQLSTATE, or, where all
 * settings share that, by the beginning of what it says. */
static const struct {
	const char *function, *state, *said, *hint;
} missing[] = {
	{ "get_role_oid", "42704", "", MAKE_ROLE },
	{ "get_rolespec_oid", "42704", "", MAKE_ROLE },
	{ "regrolein", "42704", "", MAKE_ROLE },
	{ "call_string_check_hook", "22023", "role \"", MAKE_ROLE },
	{ "get_tablespace_oid", "42704", "", MAKE_TABLESPACE },
	{ "call_string_check_hook", "22023", "invalid value for parameter \"default_tablespace\"",
	  MAKE_TABLESPACE },
	{ "find_option", "42704", "", NO_SETTING },
	{ "assignable_custom_variable_name", "42704", "", NO_SETTING },
	{ "set_config_option", "42704", "", NO_SETTING },
	{ "GetConfigOptionByName", "42704", "", NO_SETTING },
	{ "validate_option_array_item", "42704", "", NO_SETTING },
	{ "parse_extension_control_file", "", "",
	  "install the extension's package on the server's machine, or take the statement out" },
};

static void set_missing_hint(const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		if (comes_from(result, missing[i].function) && said &&
		    (!*missing[i].state || postgres_state_is(result, missing[i].state)) &&
		    strncmp(said, missing[i].said, strlen(missing[i].said)) == 0)
			(void)sqlembic_fail_hint(err, "%s", missing[i].hint);
}

/* A scratch database has nothing but what was made in it, and is one role's: no owner of anything can be asked for a right. */
static void set_scratch_hint(const struct postgres_session *s, const PGresult *result,
			     struct sqlembic_error *err)
{
	if (postgres_state_is(result, "42501"))
		(void)postgres_hint_user(s->conn, err, "scratch databases are made by ",
					 ": let scratch_url name one who may, or take the statement out");
	else if (postgres_state_is(result, "3F000") || postgres_state_is(result, "42704") ||
		 comes_from(result, "ParseFuncOrColumn"))
		(void)sqlembic_fail_hint(err,
					 "let a statement before this one make it, or, where others do that "
					 "(an extension), the file that scratch_setup names");
}

/* `rights` end with the kind of what `object` is the name of. */
static void hint_grant(const struct postgres_session *s, const char *rights, const char *object,
		       const char *behind, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "let the owner GRANT %s ", rights);
	sqlembic_buf_quote(&text, object, '"');
	sqlembic_buf_puts(&text, " TO ");
	(void)postgres_hint_user(s->conn, err, sqlembic_buf_text(&text), behind);
	sqlembic_buf_release(&text);
}

static void hint_schema(const struct postgres_session *s, const char *schema, struct sqlembic_error *err)
{
	hint_grant(s, "CREATE, USAGE ON SCHEMA", schema,
		   strcmp(schema, "public") == 0
			   ? " (since PostgreSQL 15 nobody but the owner may create in \"public\")"
			   : "",
		   err);
}

static void set_hint(const struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	if (postgres_state_is(result, "25006"))
		(void)sqlembic_fail_hint(err, "%s", read_only_hint(s));
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (postgres_state_is(result, hints[i].sqlstate))
			(void)sqlembic_fail_hint(err, "%s", hints[i].hint);
	if (postgres_is_scratch(s->conn))
		set_scratch_hint(s, result, err);
	set_missing_hint(result, err);
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *schema = said ? strstr(said, "for schema ") : NULL;
	schema = schema ? schema + strlen("for schema ") : NULL;
	const char *database = said ? strstr(said, "for database ") : NULL;
	if (!postgres_state_is(result, "42501") || postgres_is_scratch(s->conn))
		return;
	if (schema)
		hint_schema(s, schema, err);
	else if (database)
		hint_grant(s, "CREATE ON DATABASE", database + strlen("for database "), "", err);
	else
		(void)hint_rights(s, result, err);
}

/* ProcessInterrupts is where the server notices that a timeout has passed; NOWAIT fails elsewhere, with the same
 * SQLSTATE.  Its texts may be in any language. */
static bool is_lock_timeout(const PGresult *result)
{
	const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
	return postgres_state_is(result, "55P03") && function && strcmp(function, "ProcessInterrupts") == 0;
}

/* The session is still good for looking what the database holds. */
static int fail_unlocked(struct postgres_session *s, struct sqlembic_error *err)
{
	const bool fenced = s->fenced;
	s->fenced = false;
	s->is_lost = true;
	s->pending &= ~(unsigned)POSTGRES_PENDING_HEAD;
	if (s->pooled) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, POSTGRES_HOLDER_LOST);
		return sqlembic_fail_hint(err, POSTGRES_HOLDER_HINT);
	}
	if (fenced) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
				    "the migration lock is not held any more: " POSTGRES_POOLED
				    ", or a script has released it");
		return sqlembic_fail_hint(err, POSTGRES_POOLED_HINT);
	}
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "the script has released the migration lock: another process may have "
			    "migrated meanwhile");
	return sqlembic_fail_hint(err, "take pg_advisory_unlock_all() out of what the script calls, then "
				       "run the command again");
}

static int fail_named(struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (postgres_state_is(result, "57014")) {
		if (s->cancel_sent)
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		if (s->statement_timeout_ms > 0 && !(said && strstr(said, "user request")))
			return sqlembic_fail(err, SQLEMBIC_E_FAILED,
					     "stopped after %ld ms, which is the statement_timeout",
					     s->statement_timeout_ms);
	}
	if (is_lock_timeout(result) && s->lock_timeout_ms > 0) {
		(void)sqlembic_fail(err, SQLEMBIC_E_LOCKED,
				    "a lock was not obtained within %g s, which is the lock_timeout",
				    (double)s->lock_timeout_ms / 1000.0);
		return sqlembic_fail_hint(err,
					  "run the command again when those sessions are done, or let it "
					  "try again by itself with --lock-retries");
	}
	if (said && postgres_state_is(result, "22P02") && strstr(said, POSTGRES_LOCK_LOST))
		return fail_unlocked(s, err);
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	/* Another transaction was in the way: all of this one is rolled back, and may be tried again. */
	bool lost = postgres_state_is(result, "40P01") || postgres_state_is(result, "40001");
	postgres_add_line(&text, said ? said : PQresultErrorMessage(result));
	int rc = sqlembic_fail(err, lost ? SQLEMBIC_E_LOCKED : SQLEMBIC_E_FAILED, "%s",
			       sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return rc;
}

int postgres_fail_lost(const struct postgres_session *s, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (s->is_cut)
		return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED,
				     "interrupted; the server did not stop, so the connection was cut");
	postgres_add_line(&text, PQerrorMessage(s->conn));
	(void)sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE, "the connection to the server was lost");
	if (text.len)
		(void)sqlembic_fail_detail(err, "%s", text.ptr);
	sqlembic_buf_release(&text);
	return SQLEMBIC_E_UNREACHABLE;
}

int postgres_fail_uncertain(struct sqlembic_error *err)
{
	return sqlembic_fail_state(
		err, "unknown: the connection broke while the transaction was being committed, so "
		     "it is either committed as a whole or not at all");
}

int postgres_fail(struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (!state)
		return PQstatus(s->conn) == CONNECTION_OK ? fail_named(s, result, err)
							  : postgres_fail_lost(s, err);
	int code = fail_named(s, result, err);
	set_detail(s, result, err);
	set_hint(s, result, err);
	(void)sqlembic_fail_sqlstate(err, state);
	/* Class 57P: the server is being stopped, or the session was. */
	if (strncmp(state, "57P", 3) != 0)
		return code;
	if (err)
		err->code = SQLEMBIC_E_UNREACHABLE;
	return SQLEMBIC_E_UNREACHABLE;
}

/* ---- connecting ---------------------------------------------------------------------------------------- */

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

/* Trouble that waiting does not end.  The server's broken connections under TLS are "SSL SYSCALL" errors. */
static bool is_final(const PGconn *conn, const char *sqlstate, const char *reason)
{
	if (PQconnectionNeedsPassword(conn))
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

int postgres_fail_connect(const PGconn *conn, const char *masked_url, struct sqlembic_error *err)
{
	char sqlstate[6];
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	add_reason(&reason, sqlstate, PQerrorMessage(conn));
	bool final = is_final(conn, sqlstate, sqlembic_buf_text(&reason));
	int code = sqlembic_fail(err, final ? SQLEMBIC_E_FAILED : SQLEMBIC_E_UNREACHABLE,
				 "cannot connect to %s: %s", masked_url, sqlembic_buf_text(&reason));
	sqlembic_buf_release(&reason);
	const char *hint = connect_hint(conn, sqlstate, final);
	if (strcmp(sqlstate, "42501") == 0)
		hint_denied(conn, err);
	else if (hint)
		(void)sqlembic_fail_hint(err, "%s", hint);
	(void)sqlembic_fail_sqlstate(err, sqlstate);
	return code;
}
