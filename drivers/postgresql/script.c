/* script.c: the session as a script finds it, and as it is behind the script: the same (setup.c). */
#include "script.h"

#include <string.h>

#include "pooler.h"
#include "prepared.h"
#include "query.h"
#include "setup.h"
#include "transaction.h"
#include "wire.h"

static int take_any(void *payload, const char *const *values, size_t n)
{
	(void)values;
	(void)n;
	*(bool *)payload = true;
	return 1;
}

/* Those that DDL fires.  A role that may not look, or gets no answer, takes it that there are some. */
static void ask_event_triggers(struct postgres_session *s)
{
	struct sqlembic_error unheard;
	bool found = false;
	struct sqlembic_query query = { .sql = "SELECT 1 FROM pg_catalog.pg_event_trigger"
					       " WHERE evtenabled <> 'D' AND evtevent <> 'login'",
					.row = take_any,
					.payload = &found };
	s->has_event_triggers = postgres_query(&s->base, &query, &unheard) < 0 || found;
	s->may_have_event_triggers = false;
}

int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	s->in_script = true;
	s->unseen_scripts++;
	s->maybe_changed = s->may_have_role = s->may_be_other_user = s->may_prepare = false;
	s->may_choose_commit = s->is_cleaned_up = false;
	int rc = postgres_know_pool(s, err);
	if (rc == 0 && s->may_have_event_triggers)
		ask_event_triggers(s);
	return rc;
}

/* Deferred constraints are checked by COMMIT, which fails then. */
int postgres_script_check(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	return 0;
}

bool postgres_reads_otherwise(const struct postgres_session *s)
{
	if (PQstatus(s->conn) != CONNECTION_OK)
		return false;
	const char *strings = PQparameterStatus(s->conn, "standard_conforming_strings");
	return PQclientEncoding(s->conn) != s->encoding || (strings && strcmp(strings, "on") != 0);
}

int postgres_script_end(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	bool left_open = postgres_in_transaction(session);

	s->in_script = s->may_have_role = s->may_be_other_user = false;
	int rc = left_open ? postgres_rollback(session, err) : 0;
	/* Behind a pool of transactions COMMIT has done it, where there was one.  A trigger of our tables comes behind what
	 * cleanup.c does: that one changes how scripts are read must not spoil the next one's text. */
	if (s->maybe_changed && !s->pooled && (!s->is_cleaned_up || postgres_reads_otherwise(s)))
		s->pending |= POSTGRES_PENDING_RESET;
	s->maybe_changed = s->maybe_changed && !s->pooled;
	if (s->may_prepare && !s->pooled) {
		s->pending_deallocate = true;
		postgres_forget_prepared(s);
	}
	if (rc == 0 && postgres_reads_otherwise(s))
		rc = postgres_settle(s, err);
	if (rc < 0 || !left_open)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "the script left a transaction open; it was rolled back");
}

int postgres_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	if (!s->maybe_changed || (s->pooled && !postgres_in_transaction(session)))
		return 0;
	s->pending |= POSTGRES_PENDING_PATH;
	/* Outside of a transaction it must not become part of the next one, whose rollback would undo it. */
	return postgres_in_transaction(session) && !postgres_reads_otherwise(s) ? 0 : postgres_settle(s, err);
}
