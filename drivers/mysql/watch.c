/* watch.c: stops the running statement when it is cancelled or has used up its time.
 *
 * The client library blocks while the server works, so that a second thread has to look at the clock and at the
 * cancel flag, and only a second connection can tell the server to stop.  The first message that may have to
 * be stopped starts the thread, which sleeps in between and looks every WATCH_TICK_MS.  A short message of ours is
 * waited for without it: the thread starts where the answer does not come in time. */
#include "watch.h"

#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

#include "connect.h"
#include "library.h"
#include "sqlembic/clock.h"
#include "sqlembic/thread.h"

#define WATCH_TICK_MS 20
/* A KILL QUERY that reaches the server between two statements of a packet stops neither: it is sent again. */
#define KILL_AGAIN_MS 200
/* Longest time to reach a server for the second connection; after KILL_PATIENCE_MS without
 * success our own connection is cut, since somebody waits for this process to end. */
#define KILL_CONNECT_S   2
#define KILL_PATIENCE_MS 5000
/* How long what is to be gone behind a signal, too, may take. */
#define TIDY_MS 5000

static bool send_kill(const struct mysqldb *s, unsigned long connection)
{
	struct mysqldb_target target = s->target;
	MYSQL *failed = NULL;
	char sql[64];

	target.connect_timeout_s = KILL_CONNECT_S;
	MYSQL *db = mysqldb_connect(&target, NULL, &failed);
	(void)snprintf(sql, sizeof(sql), "KILL QUERY %lu", connection);
	bool sent = db && !mysqldb_connect_flaw(db, &target) && mysqldb_send_text(db, sql, strlen(sql));
	mysqldb_close_handle(db ? db : failed);
	return sent;
}

/* Whether the running statement has to be stopped now; the mutex is held. */
static bool must_stop(struct mysqldb *s, long long now)
{
	struct mysqldb_watch *w = &s->watch;
	if (w->deadline && now >= w->deadline)
		w->timed_out = true;
	const long grace_ms = s->tidies && w->grace < TIDY_MS ? TIDY_MS : w->grace;
	return w->timed_out || (mysqldb_is_asked_to_stop(s) && now - w->began >= grace_ms);
}

/* Sends KILL QUERY without holding the mutex; mysqldb_watch_end() waits until it is sent. */
static void stop(struct mysqldb *s, long long *trying_since, long long now)
{
	struct mysqldb_watch *w = &s->watch;
	if (!*trying_since)
		*trying_since = now;
	unsigned long connection = mysql_thread_id(s->db);
	w->killing = true;
	(void)pthread_mutex_unlock(&w->mutex);
	bool sent = send_kill(s, connection);
	(void)pthread_mutex_lock(&w->mutex);
	w->killing = false;
	w->killed = w->killed || sent;
	/* Who was told may have much to undo, and is waited for; who can be told no more is not. */
	if (sent)
		*trying_since = 0;
	else if (w->running && sqlembic_clock_ms() - *trying_since >= KILL_PATIENCE_MS)
		(void)shutdown(mysqldb_socket(s->db), SHUT_RDWR);
	(void)pthread_cond_broadcast(&w->changed);
}

static void nap(struct mysqldb_watch *w)
{
	(void)sqlembic_thread_wait(&w->changed, &w->mutex, sqlembic_clock_ms() + WATCH_TICK_MS);
}

static void *watch(void *session)
{
	struct mysqldb *s = session;
	struct mysqldb_watch *w = &s->watch;
	long long trying_since = 0, last_kill = 0, statement = 0;

	(void)pthread_mutex_lock(&w->mutex);
	while (!w->ending) {
		long long now = sqlembic_clock_ms();
		if (!w->running || w->began != statement) {
			statement = w->running ? w->began : 0;
			trying_since = last_kill = 0;
		}
		if (w->running && now - last_kill >= KILL_AGAIN_MS && must_stop(s, now)) {
			stop(s, &trying_since, now);
			last_kill = sqlembic_clock_ms();
			continue;
		}
		nap(w);
	}
	(void)pthread_mutex_unlock(&w->mutex);
	mysql_thread_end();
	return NULL;
}

void mysqldb_watch_init(struct mysqldb *s)
{
	(void)pthread_mutex_init(&s->watch.mutex, NULL);
	(void)pthread_cond_init(&s->watch.changed, NULL);
}

/* Where no thread can be made, statements run but cannot be stopped. */
static void start(struct mysqldb *s)
{
	s->watch.started = sqlembic_thread_start(&s->watch.thread, watch, s);
}

void mysqldb_watch_release(struct mysqldb *s)
{
	struct mysqldb_watch *w = &s->watch;
	if (w->started) {
		(void)pthread_mutex_lock(&w->mutex);
		w->ending = true;
		(void)pthread_cond_broadcast(&w->changed);
		(void)pthread_mutex_unlock(&w->mutex);
		(void)pthread_join(w->thread, NULL);
	}
	(void)pthread_cond_destroy(&w->changed);
	(void)pthread_mutex_destroy(&w->mutex);
}

static void set_limits(struct mysqldb_watch *w, long timeout_ms, long grace_ms)
{
	w->began = sqlembic_clock_ms();
	w->deadline = timeout_ms > 0 ? w->began + timeout_ms : 0;
	w->grace = grace_ms;
}

static void begin(struct mysqldb *s, long timeout_ms, long grace_ms)
{
	struct mysqldb_watch *w = &s->watch;
	if (!s->cancel && timeout_ms <= 0)
		return;
	/* A KILL that came too late for its statement would stop this one. */
	if (w->killed && !s->lost)
		(void)mysqldb_send_text(s->db, "DO 0", 4);
	(void)pthread_mutex_lock(&w->mutex);
	set_limits(w, timeout_ms, grace_ms);
	w->killed = w->timed_out = false;
	w->running = true;
	(void)pthread_mutex_unlock(&w->mutex);
}

void mysqldb_watch_begin(struct mysqldb *s, long timeout_ms, long grace_ms)
{
	if (!s->watch.started && (s->cancel || timeout_ms > 0))
		start(s);
	begin(s, timeout_ms, grace_ms);
}

void mysqldb_watch_begin_short(struct mysqldb *s, long grace_ms)
{
	begin(s, 0, grace_ms);
}

void mysqldb_watch_await(struct mysqldb *s)
{
	struct pollfd socket = { .fd = mysqldb_socket(s->db), .events = POLLIN };
	/* A signal ends the wait early, a flag that another thread sets does not. */
	while (s->watch.running && !s->watch.started && socket.fd >= 0) {
		if (poll(&socket, 1, WATCH_TICK_MS) > 0)
			return;
		if (must_stop(s, sqlembic_clock_ms())) {
			start(s);
			return;
		}
	}
}

void mysqldb_watch_next(struct mysqldb *s, long timeout_ms, long grace_ms)
{
	if (!s->watch.started)
		return;
	(void)pthread_mutex_lock(&s->watch.mutex);
	/* A statement that is being stopped has its error on the way. */
	if (!s->watch.killed && !s->watch.killing)
		set_limits(&s->watch, timeout_ms, grace_ms);
	(void)pthread_mutex_unlock(&s->watch.mutex);
}

bool mysqldb_watch_end(struct mysqldb *s)
{
	struct mysqldb_watch *w = &s->watch;
	(void)pthread_mutex_lock(&w->mutex);
	const bool was_running = w->running;
	w->running = false;
	while (w->killing)
		(void)pthread_cond_wait(&w->changed, &w->mutex);
	const bool killed = was_running && w->killed;
	(void)pthread_mutex_unlock(&w->mutex);
	return killed;
}
