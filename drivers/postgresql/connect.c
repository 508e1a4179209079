/* connect.c: connecting without blocking, so that a signal stops it, and every host gets its time.  libpq's own
 * limit works only in the calls that block. */
#include "connect.h"

#include <poll.h>
#include <string.h>

#include "conninfo.h"
#include "fail.h"
#include "sqlembic/clock.h"
#include "sqlembic/flag.h"

#define TICK_MS 50

static bool is_cancelled(const struct sqlembic_connect *c)
{
	return sqlembic_flag_is_set(c->cancel);
}

enum outcome { CONNECTED, FAILED, TIMED_OUT, INTERRUPTED };

static enum outcome poll_connection(PGconn *conn, long timeout_ms, const struct sqlembic_connect *c)
{
	PostgresPollingStatusType status = PGRES_POLLING_WRITING;
	const char *host = PQhost(conn);
	long long begun = sqlembic_clock_ms();

	while (PQstatus(conn) != CONNECTION_BAD) {
		struct pollfd fd = { .fd = PQsocket(conn),
				     .events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT };
		int n = poll(&fd, 1, TICK_MS);
		if (is_cancelled(c))
			return INTERRUPTED;
		if (n > 0)
			status = PQconnectPoll(conn);
		if (status == PGRES_POLLING_OK)
			return CONNECTED;
		if (status == PGRES_POLLING_FAILED)
			return FAILED;
		/* libpq went on to the next host of a list by itself: each has a name of its own there. */
		if (PQhost(conn) != host) {
			host = PQhost(conn);
			begun = sqlembic_clock_ms();
		}
		if (timeout_ms > 0 && sqlembic_clock_ms() - begun >= timeout_ms)
			return TIMED_OUT;
	}
	return FAILED;
}

static const char *option(const PQconninfoOption *options, const char *keyword)
{
	for (; options->keyword; options++)
		if (strcmp(options->keyword, keyword) == 0)
			return options->val && *options->val ? options->val : NULL;
	return NULL;
}

/* The list without its first `n` elements; NULL where it has no more.  A single port belongs to all hosts. */
static const char *behind(const char *list, size_t n)
{
	for (; list && n > 0; n--) {
		list = strchr(list, ',');
		list = list ? list + 1 : NULL;
	}
	return list;
}

static size_t index_of(const char *list, const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; list; i++, list = behind(list, 1))
		if (strncmp(list, name, length) == 0 && (list[length] == ',' || !list[length]))
			return i;
	return 0;
}

/* After `conn` has taken too long: a connection to the hosts that come later in the list; NULL: there is none. */
static PGconn *start_behind(PGconn *conn, struct postgres_conninfo *info)
{
	PGconn *next = NULL;
	PQconninfoOption *options = PQconninfo(conn);
	if (!options)
		return NULL;
	const char *host = option(options, "host"), *address = option(options, "hostaddr"),
		   *port = option(options, "port");
	size_t n = index_of(host ? host : address, PQhost(conn)) + 1;
	if (behind(host ? host : address, n)) {
		postgres_conninfo_set(info, "host", behind(host, n));
		postgres_conninfo_set(info, "hostaddr", behind(address, n));
		if (port && strchr(port, ','))
			postgres_conninfo_set(info, "port", behind(port, n));
		next = PQconnectStartParams(info->keywords, info->values, 0);
		/* The strings go with the options. */
		postgres_conninfo_set(info, "host", NULL);
		postgres_conninfo_set(info, "hostaddr", NULL);
		postgres_conninfo_set(info, "port", NULL);
	}
	PQconninfoFree(options);
	return next;
}

static int fail_late(const PGconn *conn, long timeout_ms, const struct sqlembic_connect *c,
		     struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_UNREACHABLE,
			    "cannot connect to %s: no answer from %s within %g s", c->masked_url,
			    PQhost(conn), (double)timeout_ms / 1000.0);
	return sqlembic_fail_hint(err, "check host and port of sqlalchemy.url and the firewalls between; "
				       "connect_timeout is the limit");
}

int postgres_connect(PGconn **out, struct postgres_conninfo *info, const struct sqlembic_connect *c,
		     struct sqlembic_error *err)
{
	PGconn *conn = PQconnectStartParams(info->keywords, info->values, 0);
	int rc = 0;
	*out = NULL;
	while (conn) {
		/* With the SQLSTATE in the text: see fail_connect.c. */
		(void)PQsetErrorVerbosity(conn, PQERRORS_VERBOSE);
		enum outcome outcome = poll_connection(conn, info->connect_timeout_ms, c);
		PGconn *next = outcome == TIMED_OUT ? start_behind(conn, info) : NULL;
		if (outcome == CONNECTED) {
			*out = conn;
			return 0;
		}
		if (outcome == INTERRUPTED)
			rc = sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while connecting");
		else if (outcome == TIMED_OUT && !next)
			rc = fail_late(conn, info->connect_timeout_ms, c, err);
		else if (outcome == FAILED)
			rc = postgres_fail_connect(conn, c->masked_url, err);
		PQfinish(conn);
		conn = next;
	}
	return rc < 0 ? rc : sqlembic_fail_memory(err);
}

#define MOST_OPTIONS 128
/* A server that we are connected to takes no longer; what a second connection is for can do without. */
#define AGAIN_MS 2000

PGconn *postgres_connect_again(const struct postgres_session *s)
{
	const char *keywords[MOST_OPTIONS + 1] = { NULL }, *values[MOST_OPTIONS + 1] = { NULL };
	PQconninfoOption *options = PQconninfo(s->conn);
	size_t n = 0;
	for (const PQconninfoOption *o = options; o && o->keyword && n < MOST_OPTIONS; o++) {
		const char *value = o->val;
		if (strcmp(o->keyword, "host") == 0)
			value = PQhost(s->conn);
		else if (strcmp(o->keyword, "port") == 0)
			value = PQport(s->conn);
		else if (strcmp(o->keyword, "hostaddr") == 0)
			value = value && *value ? PQhostaddr(s->conn) : NULL;
		else if (strcmp(o->keyword, "service") == 0)
			value = NULL;
		if (!value || !*value)
			continue;
		keywords[n] = o->keyword;
		values[n++] = value;
	}
	const struct sqlembic_connect caller = { .cancel = s->cancel };
	PGconn *conn = PQconnectStartParams(keywords, values, 0);
	(void)poll_connection(conn, AGAIN_MS, &caller);
	PQconninfoFree(options);
	return conn;
}

/* Reads what is to come until `end`: false where that is not all. */
static bool take_last(const struct postgres_session *s, PGconn *conn, long long end, PGresult **last)
{
	PGresult *result;
	for (;;) {
		struct pollfd fd = { .fd = PQsocket(conn), .events = POLLIN };
		const int flushed = PQflush(conn);
		const long long left = end - sqlembic_clock_ms();
		while (!PQisBusy(conn)) {
			if (!(result = PQgetResult(conn)))
				return true;
			PQclear(*last);
			*last = result;
		}
		fd.events = flushed > 0 ? POLLIN | POLLOUT : POLLIN;
		if (left <= 0 || (s && sqlembic_flag_is_set(s->cancel)) || fd.fd < 0)
			return false;
		(void)poll(&fd, 1, left < TICK_MS ? (int)left : TICK_MS);
		if (!PQconsumeInput(conn))
			return false;
	}
}

PGresult *postgres_ask(const struct postgres_session *s, PGconn *conn, const char *sql, long ms)
{
	const long long end = sqlembic_clock_ms() + ms;
	PGresult *last = NULL;
	bool is_whole = take_last(s, conn, end, &last);
	if (is_whole && sql) {
		PQclear(last);
		last = NULL;
		is_whole = PQsendQuery(conn, sql) && take_last(s, conn, end, &last);
	}
	if (is_whole || PQresultStatus(last) == PGRES_FATAL_ERROR)
		return last;
	PQclear(last);
	return NULL;
}
