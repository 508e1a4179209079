/* blockers.c: which sessions are in the way of the running statement.
 *
 * Once a statement has given up waiting for a lock, the server does not know any more what it waited for.  So it is
 * asked while the statement waits, over a second connection, when half of lock_timeout has passed. */
#include "blockers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connect.h"
#include "fail.h"
#include "fence.h"

#define PATIENCE_MS 1000

static void add_age(struct sqlembic_buf *out, const char *seconds)
{
	long long n = strtoll(seconds, NULL, 10);
	if (n < 120)
		sqlembic_buf_printf(out, "%lld s", n);
	else if (n < 7200)
		sqlembic_buf_printf(out, "%lld min", n / 60);
	else
		sqlembic_buf_printf(out, "%lld h", n / 3600);
}

void postgres_add_activity(struct sqlembic_buf *out, const char *const *values)
{
	const char *pid = values[0], *user = values[1], *application = values[2], *address = values[3],
		   *age = values[4], *state = values[5], *query = values[6];
	sqlembic_buf_printf(out, "pid %s (", pid);
	if (application && *application)
		sqlembic_buf_printf(out, "%s, ", application);
	sqlembic_buf_printf(out, "user %s", user ? user : "unknown");
	if (address && *address)
		sqlembic_buf_printf(out, " from %s", address);
	if (state && *state) {
		sqlembic_buf_printf(out, ", %s", state);
		if (age) {
			sqlembic_buf_puts(out, " for ");
			add_age(out, age);
		}
	}
	/* Behind a pooler ours begins with a name of ours (fence.c). */
	if (query && strncmp(query, POSTGRES_MARK, strlen(POSTGRES_MARK)) == 0 && strstr(query, " */"))
		query = strstr(query, " */") + strlen(" */");
	if (query && *query) {
		sqlembic_buf_puts(out, ": ");
		postgres_add_line(out, query);
	}
	sqlembic_buf_putc(out, ')');
}

/* Our server process: behind a pooler it is the one that runs what begins with our comment. */
static void add_ours(struct sqlembic_buf *out, const struct postgres_session *s)
{
	struct sqlembic_buf mark = SQLEMBIC_BUF_INIT;
	postgres_add_mark(&mark, s);
	if (!mark.len) {
		sqlembic_buf_printf(out, "%d", PQbackendPID(s->conn));
		return;
	}
	sqlembic_buf_puts(out,
			  "SELECT m.pid FROM pg_catalog.pg_stat_activity AS m WHERE m.state = 'active' AND"
			  " m.wait_event_type = 'Lock' AND left(m.query, ");
	sqlembic_buf_printf(out, "%zu) = ", mark.len);
	sqlembic_buf_quote(out, sqlembic_buf_text(&mark), '\'');
	sqlembic_buf_puts(out, " LIMIT 1");
	out->failed = out->failed || mark.failed;
	sqlembic_buf_release(&mark);
}

void postgres_sample_blockers(struct postgres_session *s)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT, sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "SELECT " POSTGRES_ACTIVITY_COLUMNS " FROM pg_catalog.pg_stat_activity AS a"
				" WHERE a.pid = ANY (pg_catalog.pg_blocking_pids((");
	add_ours(&sql, s);
	sqlembic_buf_puts(&sql, "))) ORDER BY a.xact_start LIMIT 5");
	PGconn *conn = postgres_connect_again(s);
	/* A pool whose connections are all taken would let us wait. */
	PGresult *result = sql.failed ? NULL : postgres_ask(NULL, conn, sql.ptr, PATIENCE_MS);
	sqlembic_buf_release(&sql);
	for (int row = 0; row < PQntuples(result); row++) {
		const char *values[7];
		for (int i = 0; i < 7; i++)
			values[i] = PQgetisnull(result, row, i) ? NULL : PQgetvalue(result, row, i);
		sqlembic_buf_puts(&text, row ? ", " : "");
		postgres_add_activity(&text, values);
	}
	PQclear(result);
	PQfinish(conn);
	if (!text.len || text.failed) {
		sqlembic_buf_release(&text);
		return;
	}
	free(s->blockers);
	s->blockers = text.ptr;
}
