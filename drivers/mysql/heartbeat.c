/* heartbeat.c: see heartbeat.h.  The connection is made when the first beat is due: a short run needs none.  A beat that finds no row is
 * no matter here: the session's own look at the lock says that it is lost. */
#include "heartbeat.h"

#include <string.h>
#include <sys/socket.h>

#include "connect.h"
#include "library.h"
#include "sqlembic/clock.h"
#include "sqlembic/thread.h"

/* Longest time to reach the server; the next beat tries again. */
#define CONNECT_S 2
/* A proxy may lead each connection to another node, where a beat would be in the way of what the session commits. */
#define BEAT_TRIES 3

static void nap(struct mysqldb_heartbeat *h, long ms)
{
	const long long until = sqlembic_clock_ms() + ms;
	while (!h->ending && sqlembic_thread_wait(&h->changed, &h->mutex, until))
		continue;
}

static const char setting[] = "SET SESSION autocommit = 1";

static MYSQL *connect_second(const struct mysqldb *s)
{
	struct mysqldb_target target = s->target;
	MYSQL *failed = NULL;
	target.connect_timeout_s = CONNECT_S;
	MYSQL *db = mysqldb_connect(&target, NULL, &failed);
	/* Each beat commits, whatever the server's default is. */
	if (db && !mysqldb_connect_flaw(db, &target) && mysqldb_send_text(db, setting, strlen(setting)))
		return db;
	mysqldb_close_handle(db ? db : failed);
	return NULL;
}

/* The mutex is held, and given back while the server is asked.  Whatever the statement meets, the next one is tried.  Whether
 * another connection may do better now: this one found no row, so that it may be to another node. */
static bool beat(struct mysqldb *s)
{
	struct mysqldb_heartbeat *h = &s->heartbeat;
	MYSQL *db = h->db;
	(void)pthread_mutex_unlock(&h->mutex);
	if (!db)
		db = connect_second(s);
	(void)pthread_mutex_lock(&h->mutex);
	h->db = db;
	if (!db || h->ending)
		return false;
	(void)pthread_mutex_unlock(&h->mutex);
	const bool ok = mysqldb_send_text(db, s->lease.beat, strlen(s->lease.beat));
	const unsigned number = ok ? 0 : mysql_errno(db);
	const bool is_elsewhere = ok && mysql_affected_rows(db) == 0;
	(void)pthread_mutex_lock(&h->mutex);
	if (ok && !is_elsewhere)
		h->hit = sqlembic_clock_ms();
	if (!is_elsewhere && (number < 2000 || number >= 3000))
		return false;
	h->db = NULL;
	mysqldb_close_handle(db);
	return is_elsewhere;
}

/* A row that nobody has moved for the lease keeps nobody away any more, and may be another's: one look in that time is enough
 * to find out, each of which may take some connections. */
static long find_pause(const struct mysqldb *s)
{
	const bool has_run_out = sqlembic_clock_ms() - s->heartbeat.hit > s->lease.ms;
	return has_run_out ? s->lease.ms : MYSQLDB_BEAT_MS(s->lease.ms);
}

static void *run(void *session)
{
	struct mysqldb *s = session;
	struct mysqldb_heartbeat *h = &s->heartbeat;
	(void)pthread_mutex_lock(&h->mutex);
	for (nap(h, find_pause(s)); !h->ending; nap(h, find_pause(s))) {
		for (int tries = 1; beat(s) && tries < BEAT_TRIES && !h->ending; tries++)
			continue;
	}
	mysqldb_close_handle(h->db);
	h->db = NULL;
	(void)pthread_mutex_unlock(&h->mutex);
	mysql_thread_end();
	return NULL;
}

void mysqldb_heartbeat_init(struct mysqldb *s)
{
	(void)pthread_mutex_init(&s->heartbeat.mutex, NULL);
	(void)pthread_cond_init(&s->heartbeat.changed, NULL);
}

/* Where no thread can be made, the lock lasts as long as the lease behind each statement. */
void mysqldb_heartbeat_start(struct mysqldb *s)
{
	s->heartbeat.ending = false;
	s->heartbeat.hit = sqlembic_clock_ms();
	s->heartbeat.started = sqlembic_thread_start(&s->heartbeat.thread, run, s);
}

/* A beat may be waiting in the server behind a change of the schema: nobody waits for it. */
void mysqldb_heartbeat_end(struct mysqldb *s)
{
	struct mysqldb_heartbeat *h = &s->heartbeat;
	if (!h->started)
		return;
	(void)pthread_mutex_lock(&h->mutex);
	h->ending = true;
	if (h->db)
		(void)shutdown(mysqldb_socket(h->db), SHUT_RDWR);
	(void)pthread_cond_broadcast(&h->changed);
	(void)pthread_mutex_unlock(&h->mutex);
	(void)pthread_join(h->thread, NULL);
	h->started = false;
}

void mysqldb_heartbeat_release(struct mysqldb *s)
{
	mysqldb_heartbeat_end(s);
	(void)pthread_cond_destroy(&s->heartbeat.changed);
	(void)pthread_mutex_destroy(&s->heartbeat.mutex);
}
