/* scratch.c: makes and drops scratch databases, and finds those that a killed run has left behind.
 *
 * Whose run still lives is told by an advisory lock: it is held by the session that has made the database, and gone with that.
 * Databases of other roles are never touched. */
#include "scratch.h"

#include <signal.h>

#include <string.h>

#include "../fail.h"
#include "../query.h"
#include "../results.h"
#include "../setup.h"
#include "kinds.h"
#include "read.h"
#include "roles.h"
#include "rows.h"
#include "traces.h"

/* The first half of the lock's key; the second is the hash of the database's name. */
#define LOCK_CLASS "1936551009"
#define PREFIX     "sqlembic\\_scratch\\_%"

static int keep_first(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_puts(out, values[0]);
	return 0;
}

static int ask(struct sqlembic_session *session, const char *sql, const char *arg, struct sqlembic_buf *out,
	       struct sqlembic_error *err)
{
	struct sqlembic_query query = {
		.sql = sql, .args = &arg, .nargs = 1, .row = keep_first, .payload = out
	};
	return postgres_query(session, &query, err);
}

/* Not in a transaction, and alone in its message. */
static int run_alone(struct sqlembic_session *session, struct sqlembic_buf *sql, struct sqlembic_error *err)
{
	struct sqlembic_span span = { sqlembic_buf_text(sql), sql->len };
	if (sql->failed)
		return sqlembic_fail_memory(err);
	return postgres_exec_alone(postgres_session(session), span, err);
}

/* Where the server flushes nothing, to copy the files costs it half of what it costs to write each page to its log. */
static const char create_sql[] =
	"SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE "
	"%L', CAST(? AS text), pg_catalog.pg_encoding_to_char(encoding), datcollate, datctype) || "
	"COALESCE(CASE pg_catalog.to_jsonb(d) ->> 'datlocprovider'  WHEN 'i' THEN pg_catalog.format(' "
	"LOCALE_PROVIDER icu ICU_LOCALE %L',   COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', "
	"pg_catalog.to_jsonb(d) ->> 'daticulocale'))  WHEN 'b' THEN pg_catalog.format(' LOCALE_PROVIDER "
	"builtin BUILTIN_LOCALE %L', pg_catalog.to_jsonb(d) ->> 'datlocale')  END, '') || "
	"CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 150000 AND "
	"pg_catalog.current_setting('fsync') = 'off' THEN ' STRATEGY file_copy' ELSE '' END FROM "
	"pg_catalog.pg_database d WHERE datname = pg_catalog.current_database()";

/* For sessions in it, whatever a script resets.  Nothing there has to outlive the server, so that no COMMIT waits for the disk;
 * tables without statistics are thought to be large, so that the server would compile queries of few rows; and a session that
 * waits for what is done in another one is not to be ended for that.  The number is the least version that knows the setting. */
static const struct {
	const char *text;
	int since;
} settings[] = {
	{ "synchronous_commit = off", 0 },
	{ "jit = off", 110000 },
	{ "idle_in_transaction_session_timeout = 0", 0 },
	{ "idle_session_timeout = 0", 140000 },
};

/* Where a session of the live database looks for unqualified names, in a text that sets it for one transaction: what a client has
 * sent need not be SQL's.  A path that the URL or the role says is that of sessions in scratch databases anyway, */
static const char own_path_sql[] =
	"SELECT pg_catalog.format('SELECT pg_catalog.set_config(''search_path'', %L, true);', setting) FROM "
	"pg_catalog.pg_settings WHERE name = 'search_path' AND source LIKE ?";

/* but not where the user may be another one. */
static const char live_path_sql[] =
	"SELECT pg_catalog.format('SELECT pg_catalog.set_config(''search_path'', %L, true);', "
	"pg_catalog.regexp_replace(pg_catalog.current_setting(?), '(^|[[:space:],])(\"\\$user\"|\\$user)("
	"[[:space:],]|$)', '\\1' || pg_catalog.replace(pg_catalog.quote_ident(current_user), '\\', "
	"'\\\\') || '\\3', 'gi'))";

static void say_path(struct sqlembic_session *session, const char *path, const char *where, const char *name)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	sqlembic_buf_printf(&sql, "%s%s ", path, where);
	sqlembic_buf_quote(&sql, name, '"');
	sqlembic_buf_puts(&sql, " SET search_path FROM CURRENT");
	if (!sql.failed)
		(void)postgres_run(postgres_session(session), sql.ptr, NULL, 0, &unheard);
	sqlembic_buf_release(&sql);
}

/* For the database, and for the role in it, whose own setting would come before that. */
static void make_path(struct sqlembic_session *session, const char *name, const char *path)
{
	struct sqlembic_buf alone = SQLEMBIC_BUF_INIT;
	say_path(session, path, "ALTER DATABASE", name);
	sqlembic_buf_printf(&alone, "%sSET LOCAL ROLE NONE;", path);
	if (!alone.failed)
		say_path(session, alone.ptr, "ALTER ROLE SESSION_USER IN DATABASE", name);
	sqlembic_buf_release(&alone);
}

static void make_own_path(struct sqlembic_session *session, const char *name)
{
	struct sqlembic_buf path = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	if (ask(session, own_path_sql, "database%", &path, &unheard) == 0 && path.len > 0 && !path.failed)
		make_path(session, name, path.ptr);
	sqlembic_buf_release(&path);
}

/* In one transaction.  A database for which this cannot be said is made all the same. */
static void make_settings(struct sqlembic_session *session, const char *name)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_error unheard;
	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		if (PQserverVersion(s->conn) < settings[i].since)
			continue;
		sqlembic_buf_puts(&sql, "ALTER DATABASE ");
		sqlembic_buf_quote(&sql, name, '"');
		sqlembic_buf_printf(&sql, " SET %s;", settings[i].text);
	}
	if (!sql.failed)
		(void)postgres_run(s, sqlembic_buf_text(&sql), NULL, 0, &unheard);
	sqlembic_buf_release(&sql);
}

/* The session that makes one waits for as long as it is in use. */
static const char lock_sql[] = "SELECT pg_catalog.pg_advisory_lock(" LOCK_CLASS ", pg_catalog.hashtext(?)), "
			       "(SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings "
			       "WHERE name = 'idle_session_timeout')";

/* A server that is no standby has a setting in the way, which the error names already. */
static int advise(const PGconn *conn, int rc, struct sqlembic_error *err)
{
	const char *standby = PQparameterStatus(conn, "in_hot_standby");
	if (!err)
		return rc;
	if (strcmp(err->sqlstate, "42501") == 0)
		return postgres_hint_user(
			conn, err, "let an administrator run: ALTER ROLE ",
			" CREATEDB; or set scratch_url to a server where a role has that right");
	if (strcmp(err->sqlstate, "25006") == 0 && (!standby || strcmp(standby, "off") != 0))
		return sqlembic_fail_hint(err,
					  "schemas are compared in scratch databases, and this server is not "
					  "written to: set scratch_url to one of the same version that is");
	return rc;
}

static int scratch_make(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, ignored = SQLEMBIC_BUF_INIT;
	int rc = ask(session, lock_sql, name, &ignored, err);
	if (rc == 0)
		rc = ask(session, create_sql, name, &sql, err);
	if (rc == 0)
		rc = run_alone(session, &sql, err);
	if (rc == 0)
		make_settings(session, name);
	if (rc == 0)
		make_own_path(session, name);
	if (rc < 0)
		rc = advise(postgres_session(session)->conn, rc, err);
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&ignored);
	return rc;
}

static int scratch_traits(struct sqlembic_session *live,
			  int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			  struct sqlembic_error *err)
{
	const char *setting = "search_path";
	struct sqlembic_query query = {
		.sql = live_path_sql, .args = &setting, .nargs = 1, .row = row, .payload = payload
	};
	return postgres_query(live, &query, err);
}

static int scratch_adapt(struct sqlembic_session *session, const char *name, const char *const *values,
			 size_t n, struct sqlembic_error *err)
{
	(void)err;
	if (n > 0 && values[0])
		make_path(session, name, values[0]);
	return 0;
}

static int scratch_home(struct sqlembic_session *live,
			int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			struct sqlembic_error *err)
{
	struct sqlembic_query query = {
		.sql = "SELECT home FROM pg_catalog.current_schema() home WHERE home <> 'public' AND "
		       "pg_catalog.left(home::text, 3) <> 'pg_'",
		.row = row,
		.payload = payload,
	};
	return postgres_query(live, &query, err);
}

/* What a wanted schema makes without saying where comes to be where it is in the live database. */
static int scratch_make_home(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "CREATE SCHEMA IF NOT EXISTS ");
	sqlembic_buf_quote(&sql, name, '"');
	int rc = sql.failed ? sqlembic_fail_memory(err)
			    : postgres_run(postgres_session(session), sql.ptr, NULL, 0, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* Those that the role may end, so not the server's own: DROP DATABASE ends an autovacuum worker for anybody, while WITH (FORCE)
 * and pg_terminate_backend refuse one to whoever is no superuser. */
static int end_sessions(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf ignored = SQLEMBIC_BUF_INIT;
	int rc = ask(session,
		     "SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM "
		     "pg_catalog.pg_stat_activity"
		     " WHERE datname = ? AND pid <> pg_catalog.pg_backend_pid()"
		     " AND pg_catalog.pg_has_role(usesysid, 'USAGE')",
		     name, &ignored, err);
	sqlembic_buf_release(&ignored);
	return rc;
}

static int scratch_drop(struct sqlembic_session *session, const char *name, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT, ignored = SQLEMBIC_BUF_INIT;
	/* Ended sessions may take a moment to be gone: the server waits for them. */
	int rc = end_sessions(session, name, err);
	sqlembic_buf_puts(&sql, "DROP DATABASE ");
	sqlembic_buf_quote(&sql, name, '"');
	if (rc == 0)
		rc = run_alone(session, &sql, err);
	if (rc == 0)
		rc = ask(session,
			 "SELECT pg_catalog.pg_advisory_unlock(" LOCK_CLASS ", pg_catalog.hashtext(?))", name,
			 &ignored, err);
	sqlembic_buf_release(&sql);
	sqlembic_buf_release(&ignored);
	return rc;
}

#define OURS                     \
	" datname LIKE '" PREFIX \
	"' AND datdba = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)"

static int note_one(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(bool *)payload = n > 0;
	return 0;
}

/* The lock keeps two that look from the same database apart.  It is a lock of that database alone, and the one who uses a
 * scratch database may have taken its own from another: those of all are in pg_locks.  As a rule there is no database of that
 * name, which costs less to ask. */
static int scratch_list(struct sqlembic_session *session,
			int (*row)(void *payload, const char *const *values, size_t n), void *payload,
			struct sqlembic_error *err)
{
	bool is_any = false;
	struct sqlembic_query any = { .sql = "SELECT 1 FROM pg_catalog.pg_database WHERE" OURS " LIMIT 1",
				      .row = note_one,
				      .payload = &is_any };
	struct sqlembic_query query = {
		.sql = "SELECT datname FROM (SELECT datname FROM pg_catalog.pg_database d WHERE" OURS
		       " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)"
		       " AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory'"
		       "  AND l.classid = " LOCK_CLASS
		       "  AND l.objid::int8 = pg_catalog.hashtext(d.datname::text)::int8 & 4294967295)"
		       " ORDER BY datname OFFSET 0) unused"
		       " WHERE pg_catalog.pg_try_advisory_lock(" LOCK_CLASS ", pg_catalog.hashtext(datname))",
		.row = row,
		.payload = payload,
	};
	int rc = postgres_query(session, &any, err);
	return rc == 0 && is_any ? postgres_query(session, &query, err) : rc;
}

static const char *const places[] = { "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin",
				      NULL };
static const char *const prepare[] = { "{bin}/initdb", "-D", "{dir}/data", "-U",         "postgres",  "-A",
				       "trust",        "-E", "UTF8",       "--locale=C", "--no-sync", NULL };
static const char *const serve[] = { "{bin}/postgres", "-D", "{dir}/data",        "-k", "{dir}",     "-p",
				     "5432",           "-c", "listen_addresses=", "-c", "fsync=off", NULL };

/* Fifteen seconds of orderly shutdown would be wasted on it. */
static const struct sqlembic_local_server local[] = {
	{ .program = "postgres",
	  .places = places,
	  .account = "postgres",
	  .prepare = prepare,
	  .serve = serve,
	  .socket = "{dir}/.s.PGSQL.5432",
	  .url = "postgresql://postgres@/postgres?host={dir}&port=5432",
	  .stop = SIGQUIT },
	{ .program = NULL },
};

const struct sqlembic_schema sqlembic_postgresql_schema = {
	.kinds = postgres_kinds,
	/* What a routine's body mentions may be made later. */
	.prologue = "SET check_function_bodies = off",
	.read = postgres_read_schema,
	.scratch_make = scratch_make,
	.scratch_side_by_side = true,
	.composes = true,
	.scratch_drop = scratch_drop,
	.scratch_list = scratch_list,
	.scratch_traits = scratch_traits,
	.scratch_adapt = scratch_adapt,
	.scratch_home = scratch_home,
	.scratch_make_home = scratch_make_home,
	.schema_is_there = "42P06",
	.local = local,
	.leads_elsewhere = postgres_maps_user,
	.seed = postgres_rows_seed,
	.unseed = postgres_rows_unseed,
	.rows = postgres_rows_tell,
	.reads_without_edges = true,
	.traces = &postgres_traces,
	.roles = &postgres_roles,
};
