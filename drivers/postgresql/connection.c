/* connection.c: names of connections, by which a later run asks whether the server still works for an earlier one.
 *
 * "PID@TIME" is a server process.  "pool:PID@TIME USER" is a run behind a pooler, whose messages go to many processes: each
 * begins with a comment that has the name in it (fence.c), as does that of the connection which holds the lock. */
#include "connection.h"

#include <stdio.h>
#include <string.h>

#include "fence.h"
#include "pooler.h"
#include "query.h"

#define POOL             "pool:"
#define TIME(expression) "to_char(" expression " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
#define STARTED          TIME("backend_start")

static int take_id(void *payload, const char *const *values, size_t n)
{
	struct postgres_session *s = payload;
	if (n == 2 && values[0] && values[1])
		(void)snprintf(s->id, sizeof(s->id), "%s@%s", values[0], values[1]);
	return 1;
}

static int take_pool_id(void *payload, const char *const *values, size_t n)
{
	struct postgres_session *s = payload;
	if (n == 3 && values[0] && values[1] && values[2])
		(void)snprintf(s->id, sizeof(s->id), POOL "%s@%s %s", values[0], values[1], values[2]);
	return 1;
}

/* Process ids are used again: the time at which it started tells one process from the next.  Behind a pooler the process
 * that answers, and when, is nobody else's name. */
int postgres_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			   struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_query query = {
		.sql = "SELECT pid, " STARTED
		       " FROM pg_catalog.pg_stat_activity WHERE pid = pg_catalog.pg_backend_pid()",
		.row = take_id,
		.payload = s,
	};
	int rc = postgres_know_pool(s, err);
	if (s->pooled) {
		query.sql = "SELECT pg_catalog.pg_backend_pid(), " TIME(
			"pg_catalog.clock_timestamp()") ", session_user";
		query.row = take_pool_id;
	}
	if (rc == 0 && !s->id[0])
		rc = postgres_query_as_login(session, &query, err);
	if (rc == 0 && !s->id[0])
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server does not list this connection");
	if (rc == 0)
		sqlembic_buf_puts(out, s->id);
	return rc;
}

static bool is_id(const char *id, char *pid, size_t size)
{
	static const char form[] = "0000-00-00T00:00:00.000000";
	size_t n = strspn(id, "0123456789");
	if (n == 0 || n >= size || id[n] != '@' || strlen(id + n + 1) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++) {
		char c = id[n + 1 + i];
		if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
			return false;
	}
	(void)snprintf(pid, size, "%.*s", (int)n, id);
	return true;
}

static int take_text(void *payload, const char *const *values, size_t n)
{
	(void)snprintf(payload, 8, "%s", n && values[0] ? values[0] : "");
	return 1;
}

/* Processes of the primary are not seen there, and what they have committed may be on its way. */
static int fail_standby(struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "this server is a standby, which does not know what runs on the primary");
	return sqlembic_fail_hint(err, "point sqlalchemy.url at the primary, or give it all hosts");
}

/* Whether a message of the run is under way, or its holder there.  Of other users' sessions an unprivileged one does not see
 * the query.  A session that is just starting has no state either, and none of our messages. */
static int ask_messages(struct postgres_session *s, const char *id, struct sqlembic_error *err)
{
	char mark[sizeof(s->id) + 16], found[8] = "";
	const char *user = strchr(id, ' ');
	postgres_write_mark(mark, sizeof(mark), id);
	user = user ? user + 1 : "";
	const char *const args[] = { mark, mark, user, mark, mark };
	struct sqlembic_query query = {
		.sql = "SELECT CASE WHEN left(a.query, length(?)) = ? THEN 'alive' ELSE 'hidden' END"
		       " FROM pg_catalog.pg_stat_activity AS a WHERE a.datname = current_database()"
		       " AND a.pid <> pg_catalog.pg_backend_pid() AND a.usename = ?"
		       " AND (a.query = '<insufficient privilege>'"
		       " OR (a.state <> 'idle' AND left(a.query, length(?)) = ?))"
		       " UNION ALL SELECT 'standby' WHERE pg_catalog.pg_is_in_recovery() ORDER BY 1 LIMIT 1",
		.args = args,
		.nargs = 5,
		.row = take_text,
		.payload = found,
	};
	int rc = postgres_query_as_login(&s->base, &query, err);
	if (rc == 0 && strcmp(found, "standby") == 0)
		return fail_standby(err);
	if (rc < 0 || strcmp(found, "hidden") != 0)
		return rc < 0 ? rc : found[0] != '\0';
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "what the server does for %s is hidden from %s, so that nobody knows whether it "
			    "still works for an earlier run",
			    user, PQuser(s->conn));
	return sqlembic_fail_hint(err, "GRANT pg_read_all_stats TO %s, or run the command as %s",
				  PQuser(s->conn), user);
}

int postgres_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err)
{
	char pid[11], found[8] = "";
	if (strncmp(id, POOL, strlen(POOL)) == 0)
		return ask_messages(postgres_session(session), id, err);
	if (!is_id(id, pid, sizeof(pid)))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "\"%s\" names no connection to a PostgreSQL server", id);
	const char *const args[] = { pid, strchr(id, '@') + 1 };
	/* Of other users' sessions an unprivileged one sees the pid alone: then it may be alive. */
	struct sqlembic_query query = {
		.sql = "SELECT 'standby' WHERE pg_catalog.pg_is_in_recovery() UNION ALL"
		       " SELECT 'alive' FROM pg_catalog.pg_stat_activity"
		       " WHERE pid = ? AND (backend_start IS NULL OR " STARTED " = ?) LIMIT 1",
		.args = args,
		.nargs = 2,
		.row = take_text,
		.payload = found,
	};
	int rc = postgres_query_as_login(session, &query, err);
	if (rc == 0 && strcmp(found, "standby") == 0)
		rc = fail_standby(err);
	return rc < 0 ? rc : found[0] != '\0';
}
