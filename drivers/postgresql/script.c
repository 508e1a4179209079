/* script.c: what a script finds, and what is left of it in the session: nothing.
 *
 * It cannot be known what a script has changed (a function that it calls may change any setting), so everything is
 * reset; the statements travel with the next ones and cost no round trip. */
#include "session.h"

static const char *const reset[] = {
	"SET SESSION AUTHORIZATION DEFAULT;",
	"RESET ROLE;",
	"RESET ALL;",
	"CLOSE ALL;",
	"DEALLOCATE ALL;",
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
	sqlembic_buf_printf(out, "%s;", s->settings);
	return n + 1;
}

size_t postgres_add_path(struct sqlembic_buf *out)
{
	return add_all(out, path, sizeof(path) / sizeof(path[0]));
}

int postgres_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)err;
	postgres_session(session)->in_script = true;
	return 0;
}

/* Deferred constraints are checked by COMMIT, which fails then. */
int postgres_script_check(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	return 0;
}

/* A message is read as a whole in the encoding that holds when it comes: a change of that cannot travel with the
 * next statement. */
static bool speaks_otherwise(const struct postgres_session *s)
{
	return PQstatus(s->conn) == CONNECTION_OK && PQclientEncoding(s->conn) != s->encoding;
}

int postgres_script_end(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	bool left_open = postgres_in_transaction(session);

	s->in_script = false;
	int rc = left_open ? session->driver->rollback(session, err) : 0;
	s->owed |= POSTGRES_OWES_RESET;
	if (rc == 0 && speaks_otherwise(s))
		rc = postgres_settle(s, err);
	if (rc < 0 || !left_open)
		return rc;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED,
			     "the script left a transaction open; it was rolled back");
}

int postgres_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);

	s->owed |= POSTGRES_OWES_PATH;
	/* Outside of a transaction it must not become part of the next one, whose rollback would undo it. */
	return postgres_in_transaction(session) && !speaks_otherwise(s) ? 0 : postgres_settle(s, err);
}
