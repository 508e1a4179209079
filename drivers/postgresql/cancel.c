/* cancel.c: see cancel.h.
 *
 * PQcancel() waits for the server, however long that takes: it is left to a thread, since a server that is frozen, or behind a
 * network that is down, would hold up everything else, too.  Whoever has asked a run to stop waits for this process to end:
 * a connection whose server neither ends its statement nor says anything is cut, and what has become of the statement is
 * for the next run to find out. */
#include "cancel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "sqlembic/clock.h"
#include "sqlembic/thread.h"

/* The request may come between two statements and be lost, so it is repeated. */
#define REPEAT_MS 1000
/* From the first request on; what the server does meanwhile is to roll back, which takes it no time. */
#define PATIENCE_MS 5000
/* How long a request may hold up the next message. */
#define AWAIT_MS     2000
#define AWAIT_NAP_NS 1000000L

/* Belongs to the thread and the session; the last one frees it. */
struct postgres_request {
	PGcancel *cancel;
	atomic_bool is_left; /* by one of the two */
};

static void leave(struct postgres_request *request)
{
	if (!atomic_exchange(&request->is_left, true))
		return;
	PQfreeCancel(request->cancel);
	free(request);
}

static void *send_request(void *payload)
{
	struct postgres_request *request = payload;
	char why[256];
	(void)PQcancel(request->cancel, why, (int)sizeof(why));
	leave(request);
	return NULL;
}

static bool start(struct postgres_request *request)
{
	pthread_t thread;
	const bool is_started = sqlembic_thread_start(&thread, send_request, request);
	if (is_started)
		(void)pthread_detach(thread);
	return is_started;
}

static bool is_under_way(const struct postgres_session *s)
{
	return s->request && !atomic_load(&s->request->is_left);
}

static void forget(struct postgres_session *s)
{
	if (s->request)
		leave(s->request);
	s->request = NULL;
}

static void ask(struct postgres_session *s)
{
	struct postgres_request *request = calloc(1, sizeof(*request));
	PGcancel *cancel = request ? PQgetCancel(s->conn) : NULL;
	if (!cancel) {
		free(request);
		return;
	}
	request->cancel = cancel;
	if (start(request)) {
		s->request = request;
		return;
	}
	PQfreeCancel(cancel);
	free(request);
}

static void request_cancel(struct postgres_session *s, long long now)
{
	if (is_under_way(s) || (s->cancel_sent && now < s->cancel_again))
		return;
	forget(s);
	ask(s);
	s->cancel_sent = true;
	s->cancel_again = now + REPEAT_MS;
}

void postgres_cancel_tick(struct postgres_session *s)
{
	if (!postgres_is_asked_to_stop(s) || s->is_cut)
		return;
	const long long now = sqlembic_clock_ms();
	s->cut_at = s->cut_at ? s->cut_at : now + PATIENCE_MS;
	if (s->watched && !s->tidies)
		request_cancel(s, now);
	if (now < s->cut_at || PQsocket(s->conn) < 0)
		return;
	s->is_cut = true;
	(void)shutdown(PQsocket(s->conn), SHUT_RDWR);
}

void postgres_cancel_begin(struct postgres_session *s)
{
	const struct timespec nap = { 0, AWAIT_NAP_NS };
	const long long end = sqlembic_clock_ms() + AWAIT_MS;
	while (is_under_way(s) && sqlembic_clock_ms() < end)
		(void)nanosleep(&nap, NULL);
	forget(s);
	s->cancel_sent = false;
	s->cut_at = 0;
}

void postgres_cancel_release(struct postgres_session *s)
{
	forget(s);
}
