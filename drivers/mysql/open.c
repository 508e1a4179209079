/* open.c: from a URL to a session and back. */
#include "open.h"

#include <stdlib.h>
#include <string.h>

#include "connect.h"
#include "fail.h"
#include "heartbeat.h"
#include "hosts.h"
#include "lease.h"
#include "prepared.h"
#include "library.h"
#include "lock.h"
#include "notes.h"
#include "rows.h"
#include "settings.h"
#include "target.h"
#include "watch.h"

static int refuse_flaw(const struct mysqldb *s, const char *flaw, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot use %s: %s", s->name, flaw);
	return sqlembic_fail_hint(err, "turn TLS on at the server, or say ssl_mode=DISABLED or PREFERRED in "
				       "sqlalchemy.url to go without");
}

static int connect_session(struct mysqldb *s, struct sqlembic_error *err)
{
	MYSQL *failed = NULL;

	if (mysqldb_hosts_are_many(&s->target)) {
		s->db = mysqldb_hosts_connect(s, err);
		if (!s->db)
			return err->code;
	} else {
		s->db = mysqldb_connect(&s->target, s->cancel, &failed);
	}
	if (!s->db) {
		int rc = failed ? mysqldb_fail_connect(s, failed, err) : sqlembic_fail_memory(err);
		mysqldb_close_handle(failed);
		return rc;
	}
	s->multi_statements = true;
	const char *flaw = mysqldb_connect_flaw(s->db, &s->target);
	return flaw ? refuse_flaw(s, flaw, err) : 0;
}

static struct mysqldb *make_session(const struct sqlembic_connect *c)
{
	struct mysqldb *s = calloc(1, sizeof(*s));
	if (!s)
		return NULL;
	s->read_only = c->read_only;
	s->is_private = c->is_private;
	s->dialect = c->dialect;
	s->classify = c->classify;
	s->statement_timeout_ms = c->statement_timeout_ms;
	s->lock_timeout_ms = c->lock_timeout_ms;
	s->cancel = c->cancel;
	s->tidies = c->tidies;
	s->notice = c->notice;
	s->payload = c->payload;
	s->lease.ms = c->lock_lease_ms > 0 ? c->lock_lease_ms : MYSQLDB_LEASE_MS;
	s->name = strdup(c->masked_url ? c->masked_url : "the database");
	s->stands_for = c->stands_for ? strdup(c->stands_for) : NULL;
	mysqldb_watch_init(s);
	mysqldb_heartbeat_init(s);
	return s;
}

int mysqldb_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		 struct sqlembic_error *err)
{
	struct sqlembic_connect c = { 0 };
	memcpy(&c, connect, connect->size < sizeof(c) ? connect->size : sizeof(c));

	struct mysqldb *s = make_session(&c);
	if (!s)
		return sqlembic_fail_memory(err);
	const bool is_made = s->name && (s->stands_for || !c.stands_for);
	int rc = is_made ? mysqldb_target_init(&s->target, &c, err) : sqlembic_fail_memory(err);
	if (rc == 0)
		rc = connect_session(s, err);
	/* An option file may have named the database. */
	if (rc == 0 && s->db->db && *s->db->db) {
		s->default_database = strdup(s->db->db);
		rc = s->default_database ? 0 : sqlembic_fail_memory(err);
	}
	if (rc == 0)
		rc = mysqldb_settings_open(s, &c, err);
	if (rc < 0)
		mysqldb_close(&s->base);
	else
		*out = &s->base;
	return rc;
}

/* The server rolls back what is open and releases the locks, when it learns that the connection has ended. */
void mysqldb_close(struct sqlembic_session *session)
{
	struct mysqldb *s = mysqldb_session(session);

	if (!s)
		return;
	if (s->db && !s->lost)
		mysqldb_release_lock(s);
	mysqldb_lease_drop(s);
	mysqldb_heartbeat_release(s);
	mysqldb_watch_release(s);
	mysqldb_notes_clear(s);
	mysqldb_settings_release(s);
	mysqldb_prepared_release(s);
	free(s->state.other_database);
	mysqldb_target_release(&s->target);
	mysqldb_close_handle(s->db);
	free(s->lock_name);
	free(s->default_database);
	free(s->stands_for);
	free(s->name);
	free(s);
}
