/* script.c: undoes what a script has left behind in the session, so that each script runs as if it were the first.
 *
 * mysql_reset_connection would do it, and release the migration lock on the way.  So the server is asked to
 * report each variable that changes (session_track_system_variables), and those are put back: to what they were
 * where the session had a value of its own, else to the server's default.  A script that changes nothing costs
 * nothing.  Temporary tables and LOCK TABLES are known by the text of their statements. */
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What a session gets from its client, its URL or an init_connect, so that the server's default would be wrong. */
static const char *const settings[] = {
	"character_set_client",     /* the first: begins_strange */
	"character_set_connection", /* resets the next one */
	"collation_connection",     "character_set_results", "sql_mode",   "time_zone",
	"foreign_key_checks",       "unique_checks",         "autocommit", "lock_wait_timeout",
	"innodb_lock_wait_timeout",
};
_Static_assert(sizeof(settings) / sizeof(settings[0]) == MYSQLDB_SETTINGS, "MYSQLDB_SETTINGS counts them");

/* Variables with no default to go back to. */
static const struct {
	const char *name, *value;
} constants[] = {
	{ "session_track_system_variables", "'*'" },
	{ "sql_log_bin", "1" },
};

/* These are no settings: they belong to one statement, or follow from the default database. */
static const char *const passing[] = {
	"insert_id",          "last_insert_id",   "identity",
	"rand_seed1",         "rand_seed2",       "error_count",
	"warning_count",      "pseudo_thread_id", "character_set_database",
	"collation_database", "statement_id",
};

/* ---- how the session is at the beginning ---- */

static long to_seconds(long milliseconds)
{
	return (milliseconds + 999) / 1000;
}

/* Waiting for locks, and reports of changed variables.  A server that is too old for the latter, or a proxy that
 * keeps them to itself, leaves us blind. */
static int set_up(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf locks = SQLEMBIC_BUF_INIT;
	int rc = 0;

	if (s->lock_timeout_ms > 0)
		sqlembic_buf_printf(&locks,
				    "SET SESSION lock_wait_timeout = %ld, innodb_lock_wait_timeout = %ld",
				    to_seconds(s->lock_timeout_ms), to_seconds(s->lock_timeout_ms));
	if (locks.failed)
		rc = sqlembic_fail_memory(err);
	else if (locks.len)
		rc = mysqldb_run(s, locks.ptr, err);
	sqlembic_buf_release(&locks);
	if (rc == 0 && mysqldb_run(s, "SET SESSION session_track_system_variables = '*'", NULL) < 0) {
		s->state.blind = true;
		rc = s->lost ? mysqldb_fail(s, err) : 0;
	}
	return rc;
}

static bool begins_strange(const struct mysqldb *s)
{
	const char *literal = s->state.settings[0];
	size_t len = literal ? strlen(literal) : 0;
	return len > 2 && mysqldb_is_strange(literal + 1, len - 2);
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* A value as it has to be written to set it. */
static char *make_literal(const char *value)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	if (value && is_number(value))
		sqlembic_buf_puts(&text, value);
	else
		mysqldb_add_literal(&text, value);
	if (text.failed) {
		sqlembic_buf_release(&text);
		return NULL;
	}
	return text.ptr;
}

int mysqldb_settle(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char *row[MYSQLDB_SETTINGS + 1] = { NULL };

	if (s->state.settled || s->read_only)
		return 0;
	int rc = set_up(s, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_puts(&sql, "SELECT @@max_allowed_packet");
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		sqlembic_buf_printf(&sql, ", @@SESSION.%s", settings[i]);
	rc = sql.failed ? sqlembic_fail_memory(err)
			: mysqldb_read_row(s, row, MYSQLDB_SETTINGS + 1, sql.ptr, err);
	sqlembic_buf_release(&sql);
	if (rc < 0)
		return rc;
	s->max_packet = row[0] ? strtoul(row[0], NULL, 10) : 0;
	free(row[0]);
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++) {
		s->state.settings[i] = make_literal(row[i + 1]);
		rc = s->state.settings[i] ? rc : sqlembic_fail_memory(err);
		free(row[i + 1]);
	}
	s->state.settled = rc == 0;
	s->state.strange = begins_strange(s);
	return rc;
}

/* ---- undoing it ---- */

static void clear_list(char ***list, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		free((*list)[i]);
	free(*list);
	*list = NULL;
	*n = 0;
}

static bool is_passing(const char *name)
{
	for (size_t i = 0; i < sizeof(passing) / sizeof(passing[0]); i++)
		if (strcasecmp(passing[i], name) == 0)
			return true;
	return false;
}

static const char *value_before(const struct mysqldb *s, const char *name)
{
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		if (strcasecmp(settings[i], name) == 0)
			return s->state.settings[i];
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		if (strcasecmp(constants[i].name, name) == 0)
			return constants[i].value;
	return "DEFAULT";
}

/* Brings those of the table to the front, in its order. */
static void order_changes(struct mysqldb_state *state)
{
	for (size_t i = MYSQLDB_SETTINGS; i-- > 0;) {
		for (size_t j = 0; j < state->nchanged; j++) {
			char *name = state->changed[j];
			if (strcasecmp(name, settings[i]) != 0)
				continue;
			memmove(state->changed + 1, state->changed, j * sizeof(*state->changed));
			state->changed[0] = name;
			break;
		}
	}
}

static void add_assignment(struct sqlembic_buf *out, const char *name, const char *value)
{
	sqlembic_buf_printf(out, "%s%s = %s", out->len ? ", " : "SET SESSION ", name, value);
}

static void tell_kept(struct mysqldb *s, const char *name)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "the script has changed %s, which cannot be put back in this session",
			    name);
	if (s->notice && !text.failed)
		s->notice(s->payload, text.ptr);
	sqlembic_buf_release(&text);
}

/* One by one, since one of them refuses: some variables take no default. */
static int restore_singly(struct mysqldb *s, struct sqlembic_error *err)
{
	for (size_t i = 0; i < s->state.nchanged && !s->lost; i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		const char *name = s->state.changed[i];
		if (!is_passing(name)) {
			add_assignment(&sql, name, value_before(s, name));
			if (!sql.failed && mysqldb_run(s, sql.ptr, err) < 0)
				tell_kept(s, name);
		}
		sqlembic_buf_release(&sql);
	}
	return s->lost ? SQLEMBIC_E_FAILED : 0;
}

static int restore_variables(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;

	order_changes(&s->state);
	if (s->state.blind || s->state.forgotten) {
		for (size_t i = 0; i < MYSQLDB_SETTINGS && s->state.settled; i++)
			add_assignment(&sql, settings[i], s->state.settings[i]);
	}
	for (size_t i = 0; i < s->state.nchanged; i++)
		if (!is_passing(s->state.changed[i]))
			add_assignment(&sql, s->state.changed[i], value_before(s, s->state.changed[i]));
	if (sql.failed)
		rc = sqlembic_fail_memory(err);
	else if (sql.len && mysqldb_run(s, sql.ptr, err) < 0)
		rc = restore_singly(s, err);
	sqlembic_buf_release(&sql);
	return rc;
}

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

int mysqldb_go_home(struct mysqldb *s, struct sqlembic_error *err)
{
	/* The version table and the log table are not among those that are locked. */
	if (s->state.tables_locked && !s->state.unlock_told && s->notice) {
		s->notice(s->payload,
			  "LOCK TABLES does not last: the log table is written between two statements "
			  "of a script, and that releases the lock");
		s->state.unlock_told = true;
	}
	int rc = unlock_tables(s, err);
	return rc == 0 && s->state.away ? select_database(s, s->home, err) : rc;
}

int mysqldb_go_back(struct mysqldb *s, struct sqlembic_error *err)
{
	/* It may have been dropped, by the statement that made it ours no longer. */
	return s->state.away && *s->state.away && !s->lost ? select_database(s, s->state.away, err) : 0;
}

int mysqldb_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	int rc = mysqldb_go_home(s, err);
	if (rc < 0)
		return rc;
	free(s->state.away);
	s->state.away = NULL;
	/* What we write says when it was. */
	if (s->state.stopped_clock && (rc = mysqldb_run(s, "SET SESSION timestamp = DEFAULT", err)) == 0)
		s->state.stopped_clock = false;
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
	bool left_open = session->driver->in_transaction(session);
	int rc = 0;

	if (!s->lost) {
		rc = left_open ? session->driver->rollback(session, err) : 0;
		rc = rc == 0 ? unlock_tables(s, err) : rc;
		rc = rc == 0 ? drop_temporary(s, err) : rc;
		rc = rc == 0 ? mysqldb_reset_path(session, err) : rc;
		rc = rc == 0 ? restore_variables(s, err) : rc;
	}
	clear_list(&state->changed, &state->nchanged);
	clear_list(&state->temporary, &state->ntemporary);
	state->unlock_told = state->warned = state->forgotten = state->stopped_clock = false;
	state->strange = begins_strange(s);
	if (rc == 0 && left_open)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the script left a transaction open; it was rolled back");
	return rc;
}

void mysqldb_state_release(struct mysqldb *s)
{
	clear_list(&s->state.changed, &s->state.nchanged);
	clear_list(&s->state.temporary, &s->state.ntemporary);
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		free(s->state.settings[i]);
	free(s->state.away);
}
