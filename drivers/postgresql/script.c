/* script.c: the session as a script finds it, and as it is behind the script: the same (setup.c). */
#include "script.h"

#include <string.h>

#include "pooler.h"
#include "prepared.h"
#include "setup.h"
#include "transaction.h"
#include "wire.h"

int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	s->in_script = true;
	s->unseen_scripts++;
	s->maybe_changed = s->may_have_role = s->may_be_other_user = s->may_prepare = false;
	s->may_choose_commit = s->is_cleaned_up = false;
	return postgres_know_pool(s, err);
}

size_t postgres_leave_role(struct postgres_session *s)
{
	if (!s->may_have_role && !s->may_be_other_user)
		return 0;
	sqlembic_buf_puts(&s->text,
			  "SELECT pg_catalog.set_config('sqlembic.role', current_setting('role'), true),"
			  " pg_catalog.set_config('sqlembic.session_user', session_user, true);");
	if (s->may_be_other_user)
		sqlembic_buf_puts(&s->text, "SET LOCAL SESSION AUTHORIZATION DEFAULT;");
	sqlembic_buf_printf(&s->text, "SET LOCAL ROLE %s;", s->role ? s->role : "NONE");
	return s->may_be_other_user ? 3 : 2;
}

size_t postgres_take_role(struct postgres_session *s)
{
	if (!s->may_have_role && !s->may_be_other_user)
		return 0;
	sqlembic_buf_puts(&s->text, ";SELECT ");
	if (s->may_be_other_user)
		sqlembic_buf_puts(&s->text, "pg_catalog.set_config('session_authorization',"
					    " current_setting('sqlembic.session_user'), true), ");
	sqlembic_buf_puts(&s->text, "pg_catalog.set_config('role', current_setting('sqlembic.role'), true)");
	return 1;
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
