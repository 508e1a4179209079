/* script.c: undoes what a script has left behind in the session, so that each script runs as if it were the first.
 * Temporary tables, handlers, prepared statements, user variables and LOCK TABLES are known by the text of their statements. */
#include "script.h"

#include <stdlib.h>

#include "fail.h"
#include "notes.h"
#include "rows.h"
#include "settings.h"
#include "transaction.h"

static int drop_temporary(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!s->state.ntemporary)
		return 0;
	sqlembic_buf_puts(&sql, "DROP TEMPORARY TABLE IF EXISTS ");
	for (size_t i = 0; i < s->state.ntemporary; i++)
		sqlembic_buf_printf(&sql, "%s%s", i ? ", " : "", s->state.temporary[i]);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run(s, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

static int clear_variables(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	if (!s->state.nvariables)
		return 0;
	sqlembic_buf_puts(&sql, "SET ");
	for (size_t i = 0; i < s->state.nvariables; i++)
		sqlembic_buf_printf(&sql, "%s%s = NULL", i ? ", " : "", s->state.variables[i]);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run(s, sql.ptr, err);
	sqlembic_buf_release(&sql);
	return rc;
}

/* One that the script has ended itself, or whose table is gone, is not there. */
static int end_each(struct mysqldb *s, char *const *names, size_t n, const char *verb, const char *behind,
		    struct sqlembic_error *err)
{
	for (size_t i = 0; i < n && !s->lost; i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		struct sqlembic_error unheard;
		sqlembic_buf_printf(&sql, "%s %s%s", verb, names[i], behind);
		if (sql.failed)
			return sqlembic_fail_memory(err);
		(void)mysqldb_run(s, sql.ptr, &unheard);
		sqlembic_buf_release(&sql);
	}
	return 0;
}

static int close_handlers(struct mysqldb *s, struct sqlembic_error *err)
{
	return end_each(s, s->state.handlers, s->state.nhandlers, "HANDLER", " CLOSE", err);
}

static int deallocate(struct mysqldb *s, struct sqlembic_error *err)
{
	return end_each(s, s->state.prepared, s->state.nprepared, "DEALLOCATE PREPARE", "", err);
}

static int unlock_tables(struct mysqldb *s, struct sqlembic_error *err)
{
	if (!s->state.tables_locked)
		return 0;
	s->state.tables_locked = false;
	return mysqldb_run(s, "UNLOCK TABLES", err);
}

static int select_database(struct mysqldb *s, const char *name, struct sqlembic_error *err)
{
	return mysql_select_db(s->db, name) == 0 ? 0 : mysqldb_fail(s, err);
}

int mysqldb_select_ours(struct mysqldb *s, struct sqlembic_error *err)
{
	/* A session that has locked tables can use no others, and ours are not among them. */
	if (s->state.tables_locked && !s->state.unlock_reported && s->notice) {
		s->notice(s->payload,
			  "LOCK TABLES does not last: the log table is written between two statements "
			  "of a script, and that releases the lock");
		s->state.unlock_reported = true;
	}
	int rc = unlock_tables(s, err);
	return rc == 0 && s->state.other_database ? select_database(s, s->default_database, err) : rc;
}

int mysqldb_select_scripts(struct mysqldb *s, struct sqlembic_error *err)
{
	/* The server chooses no database ("") where the script has dropped its own. */
	return s->state.other_database && *s->state.other_database && !s->lost
		       ? select_database(s, s->state.other_database, err)
		       : 0;
}

int mysqldb_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	int rc = mysqldb_select_ours(s, err);
	if (rc < 0)
		return rc;
	free(s->state.other_database);
	s->state.other_database = NULL;
	/* Our rows carry the time at which they are written. */
	if (s->state.timestamp_set && (rc = mysqldb_run(s, "SET SESSION timestamp = DEFAULT", err)) == 0)
		s->state.timestamp_set = false;
	return rc;
}

int mysqldb_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	return 0;
}

/* A script that switches foreign_key_checks off takes the responsibility: the server has no way to check later. */
int mysqldb_script_check(struct sqlembic_session *session, struct sqlembic_error *err)
{
	(void)session;
	(void)err;
	return 0;
}

int mysqldb_script_end(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	struct mysqldb_state *state = &s->state;
	bool left_open = mysqldb_in_transaction(session);
	int rc = 0;

	if (!s->lost) {
		rc = left_open ? mysqldb_rollback(session, err) : 0;
		rc = rc == 0 ? unlock_tables(s, err) : rc;
		rc = rc == 0 ? close_handlers(s, err) : rc;
		rc = rc == 0 ? deallocate(s, err) : rc;
		rc = rc == 0 ? drop_temporary(s, err) : rc;
		rc = rc == 0 ? clear_variables(s, err) : rc;
		rc = rc == 0 ? mysqldb_reset_path(session, err) : rc;
		rc = rc == 0 ? mysqldb_settings_restore(s, err) : rc;
	}
	mysqldb_notes_clear(s);
	state->unlock_reported = false;
	state->ascii_unsafe = mysqldb_settings_ascii_unsafe(s);
	if (rc == 0 && left_open)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the script left a transaction open; it was rolled back");
	return rc;
}
