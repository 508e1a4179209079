/* fail.c: what the server says, in words that a user can act on. */
#include "fail.h"

#include <string.h>

#include "pooler.h"
#include "reach.h"
#include "schema/scratch_end.h"
#include "sqlembic/clock.h"
#include "sqlembic/text.h"

/* Two clocks that count milliseconds may differ by one at each end. */
#define CLOCK_MS 2

void postgres_add_line(struct sqlembic_buf *out, const char *text)
{
	bool blank = false;
	for (text += strspn(text, " \t\r\n"); *text; text++) {
		if (sqlembic_is_blank(*text)) {
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

/* A schema that a statement names; a search_path that leads to none has another error. */
#define MAKE_SCHEMA "make it before (CREATE SCHEMA), or correct the name"

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

/* NULL: it misses nothing of these. */
static const char *missing_hint(const PGresult *result)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	for (size_t i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		if (comes_from(result, missing[i].function) && said &&
		    (!*missing[i].state || postgres_state_is(result, missing[i].state)) &&
		    strncmp(said, missing[i].said, strlen(missing[i].said)) == 0)
			return missing[i].hint;
	return NULL;
}

/* A scratch database has nothing but what was made in it, and is one role's: no owner of anything can be asked for a right. */
static void set_scratch_hint(const struct postgres_session *s, const PGresult *result,
			     struct sqlembic_error *err)
{
	const char *missing_there = missing_hint(result);
	if (postgres_state_is(result, "42501"))
		(void)postgres_hint_user(s->conn, err, "scratch databases are made by ",
					 ": let scratch_url name one who may, or take the statement out");
	else if (missing_there && strcmp(missing_there, MAKE_ROLE) == 0)
		(void)sqlembic_fail_hint(
			err, "roles are the server's: let an administrator make it (CREATE ROLE), or "
			     "scratch_setup where scratch_url is local, or take the statement out");
	else if (missing_there)
		(void)sqlembic_fail_hint(err, "%s", missing_there);
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
	if (comes_from(result, "get_namespace_oid") && postgres_state_is(result, "3F000"))
		(void)sqlembic_fail_hint(err, "%s", MAKE_SCHEMA);
	const char *missing_here = missing_hint(result);
	if (postgres_is_scratch(s->conn))
		set_scratch_hint(s, result, err);
	else if (missing_here)
		(void)sqlembic_fail_hint(err, "%s", missing_here);
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

/* Of a setting that is not ours.  Where each value is from is the server's to say. */
#define OF_THE_SERVER(setting)                                                                \
	setting " is set by the script, or for the role, the database or the server (SELECT " \
		"setting, source FROM pg_settings WHERE name = '" setting                     \
		"'): raise it there, or set " setting " in alembic.ini"

/* In a language that is not known nothing is claimed; what we have cancelled ourselves needs no word. */
static void hint_stopped(const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (!said || err->hint[0] || err->code == SQLEMBIC_E_INTERRUPTED)
		return;
	if (postgres_state_is(result, "57014") && strstr(said, "user request"))
		(void)sqlembic_fail_hint(err, "another session has cancelled the statement "
					      "(pg_cancel_backend): run the command again");
	else if (postgres_state_is(result, "57014") && strstr(said, "statement timeout"))
		(void)sqlembic_fail_hint(err, OF_THE_SERVER("statement_timeout"));
	else if (is_lock_timeout(result))
		(void)sqlembic_fail_hint(err, OF_THE_SERVER("lock_timeout"));
}

/* Whether a limit of ours can have passed since the message was sent: where it cannot, the script has set another one. */
static bool may_have_passed(const struct postgres_session *s, long limit_ms)
{
	return limit_ms > 0 && sqlembic_clock_ms() - s->sent_at + CLOCK_MS >= limit_ms;
}

static int fail_named(struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (postgres_state_is(result, "57014")) {
		if (s->cancel_sent)
			return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted");
		if (may_have_passed(s, s->statement_timeout_ms) && !(said && strstr(said, "user request"))) {
			(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
					    "stopped after %ld ms, which is the statement_timeout",
					    s->statement_timeout_ms);
			return sqlembic_fail_hint(err,
						  "make the statement faster, or raise statement_timeout");
		}
	}
	if (is_lock_timeout(result) && may_have_passed(s, s->lock_timeout_ms)) {
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
	bool lost = postgres_state_is(result, "40P01") || postgres_state_is(result, "40001") ||
		    (is_lock_timeout(result) && s->lock_timeout_ms > 0);
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

/* Whether a function or a block that runs in scratch would make a role: that the server has it already, or that its user may make none,
 * is not what the script is to blame for. */
static bool makes_role(const struct postgres_session *s, const PGresult *result)
{
	return postgres_is_scratch(s->conn) && !s->is_private && comes_from(result, "CreateRole");
}

static int refuse_role(const PGresult *result, struct sqlembic_error *err)
{
	const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	(void)postgres_reach_refuse(err);
	(void)sqlembic_fail_detail(err, "%s", said ? said : "");
	return SQLEMBIC_E_FAILED;
}

int postgres_fail(struct postgres_session *s, const PGresult *result, struct sqlembic_error *err)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	s->reach_lingers = true;
	if (postgres_reach_has_failed(result))
		return postgres_reach_refuse(err);
	if (makes_role(s, result))
		return refuse_role(result, err);
	if (!state)
		return PQstatus(s->conn) == CONNECTION_OK ? fail_named(s, result, err)
							  : postgres_fail_lost(s, err);
	int code = fail_named(s, result, err);
	set_detail(s, result, err);
	set_hint(s, result, err);
	if (err)
		hint_stopped(result, err);
	(void)sqlembic_fail_sqlstate(err, state);
	/* Class 57P: the server is being stopped, or the session was. */
	if (strncmp(state, "57P", 3) != 0)
		return code;
	if (err)
		err->code = SQLEMBIC_E_UNREACHABLE;
	return SQLEMBIC_E_UNREACHABLE;
}
