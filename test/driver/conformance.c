/* conformance.c: what the cases are written with. */
#include "conformance.h"

#include <criterion/criterion.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOCK_KEY "sqlembic conformance"

struct sqlembic_connect conformance_connect(const struct sqlembic_url *url)
{
	return (struct sqlembic_connect){
		.size = sizeof(struct sqlembic_connect),
		.url = url,
		.masked_url = "scheme://user:***@host/database",
		.application = "sqlembic test",
	};
}

struct sqlembic_session *conformance_open(const struct conformance_target *target,
					  const struct sqlembic_url *url,
					  void (*change)(struct sqlembic_connect *connect))
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_session *session = NULL;
	struct sqlembic_connect connect = conformance_connect(url);

	if (change)
		change(&connect);
	cr_assert_eq(target->driver->open(&session, &connect, &err), 0, "open: %s", err.message);
	cr_assert_not_null(session);
	cr_assert_eq(session->driver, target->driver);
	return session;
}

int conformance_send(struct sqlembic_session *session, const struct sqlembic_span *sql, size_t n,
		     size_t *done, struct sqlembic_error *err)
{
	struct sqlembic_part parts[64] = { 0 };
	cr_assert_leq(n, sizeof(parts) / sizeof(parts[0]));
	for (size_t i = 0; i < n; i++)
		parts[i] = (struct sqlembic_part){ .kind = SQLEMBIC_PART_STATEMENT, .sql = sql[i] };
	return session->driver->send(session, parts, n, done, err);
}

int conformance_try(struct sqlembic_session *session, const char *sql, struct sqlembic_error *err)
{
	size_t done = 99;
	struct sqlembic_span span = { sql, strlen(sql) };
	int rc = conformance_send(session, &span, 1, &done, err);
	cr_assert_eq(done, rc == 0, "%zu statements done: %s", done, sql);
	return rc;
}

void conformance_exec(struct sqlembic_session *session, const char *sql)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(conformance_try(session, sql, &err), 0, "%s: %s (%s)", sql, err.message, err.detail);
}

static int take_first(void *payload, const char *const *values, size_t n)
{
	char **out = payload;
	cr_assert_geq(n, 1);
	*out = values[0] ? strdup(values[0]) : NULL;
	return 1;
}

char *conformance_text(struct sqlembic_session *session, const char *sql)
{
	struct sqlembic_error err = { 0 };
	char *text = NULL;
	struct sqlembic_query query = { .sql = sql, .row = take_first, .payload = &text };
	cr_assert_eq(session->driver->query(session, &query, &err), 0, "%s: %s", sql, err.message);
	return text;
}

long long conformance_number(struct sqlembic_session *session, const char *sql)
{
	char *text = conformance_text(session, sql);
	cr_assert_not_null(text, "no value: %s", sql);
	long long number = strtoll(text, NULL, 10);
	free(text);
	return number;
}

void conformance_begin(struct sqlembic_session *session)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->begin(session, &err), 0, "begin: %s", err.message);
	cr_assert(session->driver->in_transaction(session));
}

void conformance_commit(struct sqlembic_session *session)
{
	struct sqlembic_error err = { 0 };
	cr_assert_eq(session->driver->commit(session, &err), 0, "commit: %s", err.message);
	cr_assert_not(session->driver->in_transaction(session));
}

int conformance_silent_port(int *fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	*fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	cr_assert_geq(*fd, 0);
	cr_assert_eq(bind(*fd, (struct sockaddr *)&address, size), 0);
	cr_assert_eq(listen(*fd, 8), 0);
	cr_assert_eq(getsockname(*fd, (struct sockaddr *)&address, &size), 0);
	return ntohs(address.sin_port);
}

int conformance_keepalive(void)
{
	for (int fd = 3; fd < 256; fd++) {
		int domain = 0, on = 0, idle = 0;
		socklen_t size = sizeof(int);
		if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) < 0 || domain != AF_INET)
			continue;
		cr_assert_eq(getsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, &size), 0);
		cr_assert_eq(getsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, &size), 0);
		return on ? idle : 0;
	}
	cr_assert_fail("there is no TCP connection");
	return 0;
}

int conformance_lock(struct sqlembic_session *session, struct sqlembic_error *err)
{
	const struct sqlembic_driver *driver = session->driver;
	if (driver->caps & SQLEMBIC_CAP_BEGIN_LOCKS)
		return driver->begin(session, err);
	return driver->try_lock(session, LOCK_KEY, err);
}

/* ---- the other process: results are exit codes, a failed assertion would confuse Criterion ---- */

static int hold_lock(const struct conformance_target *target, const struct sqlembic_url *url, const char *sql,
		     int ready, int go)
{
	struct sqlembic_session *session = NULL;
	struct sqlembic_connect connect = conformance_connect(url);
	const struct sqlembic_driver *driver = target->driver;
	struct sqlembic_buf id = SQLEMBIC_BUF_INIT;
	size_t done = 0;
	char byte = 0;

	if (driver->open(&session, &connect, NULL) < 0 || conformance_lock(session, NULL) < 0 ||
	    driver->connection_id(session, &id, NULL) < 0)
		return 1;
	if (sql && conformance_send(session, &(struct sqlembic_span){ sql, strlen(sql) }, 1, &done, NULL) < 0)
		return 2;
	if (write(ready, id.ptr, id.len) != (ssize_t)id.len || read(go, &byte, 1) != 1)
		return 3;
	if (driver->in_transaction(session) && driver->commit(session, NULL) < 0)
		return 4;
	driver->close(session);
	sqlembic_buf_release(&id);
	return 0;
}

void conformance_other_start(struct conformance_other *out, const struct conformance_target *target,
			     const struct sqlembic_url *url, const char *sql)
{
	int ready[2], go[2];

	memset(out, 0, sizeof(*out));
	cr_assert_eq(pipe(ready), 0);
	cr_assert_eq(pipe(go), 0);
	out->pid = fork();
	cr_assert_geq(out->pid, 0);
	if (out->pid == 0) {
		(void)close(ready[0]);
		(void)close(go[1]);
		_exit(hold_lock(target, url, sql, ready[1], go[0]));
	}
	(void)close(ready[1]);
	(void)close(go[0]);
	ssize_t n = read(ready[0], out->id, sizeof(out->id) - 1);
	(void)close(ready[0]);
	cr_assert_gt(n, 0, "the other process did not get the lock");
	out->go = go[1];
}

void conformance_other_finish(struct conformance_other *other)
{
	int status = -1;
	cr_assert_eq(write(other->go, "x", 1), 1);
	(void)close(other->go);
	cr_assert_eq(waitpid(other->pid, &status, 0), other->pid);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the other process ended with %d", status);
}

void conformance_other_kill(struct conformance_other *other)
{
	int status = -1;
	cr_assert_eq(kill(other->pid, SIGKILL), 0);
	(void)close(other->go);
	cr_assert_eq(waitpid(other->pid, &status, 0), other->pid);
	cr_assert(WIFSIGNALED(status));
}

/* ---- two sessions ---- */

struct conformance_pair conformance_pair_open(const struct conformance_target *target,
					      void (*change)(struct sqlembic_connect *connect))
{
	struct conformance_pair p = { .target = target };
	target->create(&p.url);
	p.one = conformance_open(target, &p.url, change);
	p.two = conformance_open(target, &p.url, NULL);
	conformance_exec(p.one, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)");
	return p;
}

void conformance_pair_close(struct conformance_pair *p)
{
	p->target->driver->close(p->one);
	p->target->driver->close(p->two);
	p->target->drop(&p->url);
}
