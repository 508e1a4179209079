/* renew.c: a session goes from one tenant to the next.
 *
 * Plain DDL calls functions too, for a default or a check, and these may do anything to the session: it is reset.  To the
 * server that is little; what costs is a message.  So one message resets it, makes the settings of the next tenant, takes its
 * migration lock and reads its tables. */
#include "renew.h"

#include <stdlib.h>
#include <string.h>

#include "lock.h"
#include "open.h"
#include "prepared.h"
#include "query.h"

bool postgres_can_renew(struct sqlembic_session *session)
{
	const struct postgres_session *s = postgres_session(session);
	return PQstatus(s->conn) == CONNECTION_OK && PQtransactionStatus(s->conn) == PQTRANS_IDLE &&
	       !s->pooled && !s->fenced && !s->ignores_path && !s->is_spent && !s->locked && !s->is_lost &&
	       !s->in_script && !s->pending && !s->lags && !s->traces && !s->catalog_names.readings;
}

/* Of the earlier tenant.  Statements that were prepared are about its tables. */
static void forget(struct postgres_session *s)
{
	char **const texts[] = { &s->settings,        &s->local_settings, &s->local_options,
				 &s->lasting_options, &s->path,           &s->blockers };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		free(*texts[i]);
		*texts[i] = NULL;
	}
	s->unseen_scripts = s->seeded_to = 0;
	sqlembic_buf_clear(&s->unseeded);
	s->may_have_unlocked = false;
	postgres_forget_prepared(s);
	postgres_release_prepared(s);
	memset(s->prepared, 0, sizeof(s->prepared));
	s->last_prepared = 0;
}

/* The message, with the lock where its key is given, and with the queries unless `n` is 0.  False: the session may hold what
 * no transaction gives back, and only another such message makes sure. */
static bool send(struct postgres_session *s, struct postgres_applied *applied, const char *lock_key,
		 struct sqlembic_query *const *first, size_t n, struct sqlembic_error *err)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const int length = (int)(lock_key ? strlen(s->settings) : s->basic_settings);
	sqlembic_buf_printf(&text, "%.*s", length, s->settings);
	if (lock_key)
		postgres_add_lock_term(&text, s, lock_key);
	sqlembic_buf_printf(&text, " WHERE pg_catalog.pg_backend_pid() = %d", PQbackendPID(s->conn));
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&text),
					.row = postgres_take_settings,
					.payload = applied };
	*applied = (struct postgres_applied){ .s = s };
	if (text.failed)
		(void)sqlembic_fail_memory(err);
	const bool done = !text.failed && postgres_query_renewed(s, &query, first, n, err);
	sqlembic_buf_release(&text);
	return done;
}

/* Where a query fails, for a table that is missing or locked, the server has undone the settings with it. */
static int apply(struct postgres_session *s, const struct sqlembic_connect *c, struct sqlembic_error *err)
{
	struct postgres_applied applied;
	struct sqlembic_error unheard;
	const bool wants_lock = c->lock_key && c->nfirst;
	const bool is_read = c->nfirst && send(s, &applied, wants_lock ? c->lock_key : NULL, c->first,
					       c->nfirst, &unheard);
	if (!is_read && !send(s, &applied, NULL, NULL, 0, err))
		return err ? err->code : SQLEMBIC_E_FAILED;
	if (!applied.is_applied)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the server process is another one");
	if (is_read && wants_lock) {
		*c->has_lock = s->locked = applied.last;
		s->has_event_triggers = s->may_have_event_triggers = applied.last_but_one;
	}
	return 0;
}

int postgres_renew(struct sqlembic_session *session, const struct sqlembic_connect *connect,
		   struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_connect c = { 0 };
	struct postgres_conninfo info;
	memcpy(&c, connect, connect->size < sizeof(c) ? connect->size : sizeof(c));
	postgres_take_caller(s, &c);
	forget(s);
	s->is_renewed = true;
	int rc = postgres_conninfo_make(&info, &c, err);
	if (rc < 0)
		return rc;
	rc = postgres_take_options(s, &info, err);
	postgres_conninfo_release(&info);
	if (rc == 0)
		rc = postgres_make_settings(s, err);
	return rc == 0 ? apply(s, &c, err) : rc;
}
