/* script.c: what a script finds, and what is left of it in the session: nothing.
 *
 * It cannot be known what a script has changed (a function that it calls may change any setting), so everything is
 * reset; the statements travel with the next ones and cost no round trip.  To the server they are as much work as a small
 * revision is: a script of plain DDL, which calls nothing, is spared them. */
#include "session.h"

#include <string.h>

static const char *const reset[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET ALL;",
	"CLOSE ALL;",
	"UNLISTEN *;",
	"DISCARD SEQUENCES;",
	"DISCARD TEMP;",
};

/* Files of pg_dump empty the search_path; RESET gives back what the role, the database and the URL say. */
static const char *const path[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET search_path;",
	"RESET client_encoding;",
};

static size_t add_all(struct sqlembic_buf *out, const char *const *statements, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sqlembic_buf_puts(out, statements[i]);
	return n;
}

size_t postgres_add_reset(struct sqlembic_buf *out, const struct postgres_session *s)
{
	size_t n = add_all(out, reset, sizeof(reset) / sizeof(reset[0]));
	if (s->owes_deallocate) {
		sqlembic_buf_puts(out, "DEALLOCATE ALL;");
		n++;
	}
	sqlembic_buf_printf(out, "%s;", s->settings);
	return n + 1;
}

size_t postgres_add_path(struct sqlembic_buf *out)
{
	return add_all(out, path, sizeof(path) / sizeof(path[0]));
}

int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	(void)err;
	s->in_script = true;
	s->touched = s->has_role = s->has_user = s->prepares = false;
	return 0;
}

size_t postgres_leave_role(struct postgres_session *s)
{
	if (!s->has_role && !s->has_user)
		return 0;
	sqlembic_buf_puts(&s->text,
			  "SELECT pg_catalog.set_config('sqlembic.role', current_setting('role'), true),"
			  " pg_catalog.set_config('sqlembic.session_user', session_user, true);");
	if (s->has_user)
		sqlembic_buf_puts(&s->text, "SET LOCAL SESSION AUTHORIZATION DEFAULT;");
	sqlembic_buf_puts(&s->text, "SET LOCAL ROLE NONE;");
	return s->has_user ? 3 : 2;
}

size_t postgres_take_role(struct postgres_session *s)
{
	if (!s->has_role && !s->has_user)
		return 0;
	sqlembic_buf_puts(&s->text, ";SELECT ");
	if (s->has_user)
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

bool postgres_speaks_otherwise(const struct postgres_session *s)
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

	s->in_script = s->has_role = s->has_user = false;
	int rc = left_open ? session->driver->rollback(session, err) : 0;
	if (s->touched)
		s->owed |= POSTGRES_OWES_RESET;
	if (s->prepares) {
		s->owes_deallocate = true;
		postgres_forget_prepared(s);
	}
	if (rc == 0 && postgres_speaks_otherwise(s))
		rc = postgres_settle(s, err);
	if (rc < 0 || !left_open)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "the script left a transaction open; it was rolled back");
}

int postgres_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	if (!s->touched)
		return 0;
	s->owed |= POSTGRES_OWES_PATH;
	/* Outside of a transaction it must not become part of the next one, whose rollback would undo it. */
	return postgres_in_transaction(session) && !postgres_speaks_otherwise(s) ? 0
										 : postgres_settle(s, err);
}
