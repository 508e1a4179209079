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

/* MariaDB 11 keeps these in one word, and reports whichever was changed first for all of them. */
static const char *const switches[] = {
	"autocommit",
	"foreign_key_checks",
	"unique_checks",
	"check_constraint_checks",
	"explicit_defaults_for_timestamp",
	"profiling",
	"sql_auto_is_null",
	"sql_big_selects",
	"sql_buffer_result",
	"sql_log_off",
	"sql_notes",
	"sql_quote_show_create",
	"sql_safe_updates",
	"sql_warnings",
	"system_versioning_insert_history",
};
#define NSWITCHES (sizeof(switches) / sizeof(switches[0]))

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

static bool is_word(const char *word, const char *text, size_t len)
{
	return strlen(word) == len && strncasecmp(word, text, len) == 0;
}

/* In these a byte of a character may look like a quote or a backslash. */
static bool is_strange(const char *charset, size_t len)
{
	static const char *const names[] = { "big5", "cp932", "gb18030", "gbk", "sjis" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_word(names[i], charset, len))
			return true;
	return false;
}

static bool begins_strange(const struct mysqldb *s)
{
	const char *literal = s->state.settings[0];
	size_t len = literal ? strlen(literal) : 0;
	return len > 2 && is_strange(literal + 1, len - 2);
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

/* ---- what a script changes ---- */

static void add_text(struct mysqldb *s, char ***list, size_t *n, const char *text, size_t len)
{
	for (size_t i = 0; i < *n; i++)
		if (strlen((*list)[i]) == len && memcmp((*list)[i], text, len) == 0)
			return;
	char **longer = realloc(*list, (*n + 1) * sizeof(**list));
	if (longer)
		*list = longer;
	char *copy = longer ? strndup(text, len) : NULL;
	if (copy)
		(*list)[(*n)++] = copy;
	else
		s->state.forgotten = true;
}

static void clear_list(char ***list, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		free((*list)[i]);
	free(*list);
	*list = NULL;
	*n = 0;
}

static void note_schema(struct mysqldb *s, const char *name, size_t len)
{
	struct mysqldb_state *state = &s->state;
	if (!s->home)
		return;
	free(state->away);
	state->away = NULL;
	if (strlen(s->home) == len && memcmp(s->home, name, len) == 0)
		return;
	state->away = strndup(name, len);
	state->forgotten = state->forgotten || !state->away;
}

static void note_variable(struct mysqldb *s, const char *name, size_t len)
{
	add_text(s, &s->state.changed, &s->state.nchanged, name, len);
}

static bool is_name(const char *text, size_t len, const char *name)
{
	return strlen(name) == len && strncasecmp(text, name, len) == 0;
}

static bool has_shared_reports(struct mysqldb *s)
{
	return mysql_get_server_version(s->db) >= 110000 && strstr(mysql_get_server_info(s->db), "MariaDB");
}

/* Some changes are not reported by their names. */
static void note_companions(struct mysqldb *s, const char *name, size_t len)
{
	bool is_switch = false;
	for (size_t i = 0; i < NSWITCHES; i++)
		is_switch = is_switch || is_name(name, len, switches[i]);
	if (is_switch && has_shared_reports(s))
		for (size_t i = 0; i < NSWITCHES; i++)
			note_variable(s, switches[i], strlen(switches[i]));
	if (is_name(name, len, "character_set_connection"))
		note_variable(s, "collation_connection", strlen("collation_connection"));
}

void mysqldb_note_changes(struct mysqldb *s)
{
	struct mysqldb_state *state = &s->state;
	const char *data;
	size_t len;

	if (!(s->db->server_status & SERVER_SESSION_STATE_CHANGED))
		return;
	/* Names and values take turns. */
	bool at_name = true, is_charset = false;
	for (int rc = mysql_session_track_get_first(s->db, SESSION_TRACK_SYSTEM_VARIABLES, &data, &len);
	     rc == 0; rc = mysql_session_track_get_next(s->db, SESSION_TRACK_SYSTEM_VARIABLES, &data, &len)) {
		if (at_name) {
			note_variable(s, data, len);
			note_companions(s, data, len);
			is_charset = is_word("character_set_client", data, len);
			state->stopped_clock = state->stopped_clock || is_word("timestamp", data, len);
		} else if (is_charset) {
			state->strange = is_strange(data, len);
		}
		at_name = !at_name;
	}
	if (mysql_session_track_get_first(s->db, SESSION_TRACK_SCHEMA, &data, &len) == 0)
		note_schema(s, data, len);
}

/* Behind the name, qualified and quoted as it may be, that begins at `p`. */
static const char *skip_name(const char *p, const char *end, bool *qualified)
{
	*qualified = false;
	while (p < end && !strchr(" \t\n\r(;", *p)) {
		*qualified = *qualified || *p == '.';
		const char *close = *p == '`' ? memchr(p + 1, '`', (size_t)(end - p) - 1) : NULL;
		p = close ? close + 1 : p + 1;
	}
	return p;
}

static void note_temporary(struct mysqldb *s, const char *p, const char *end)
{
	bool qualified;
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	const char *database = s->state.away && *s->state.away ? s->state.away : s->home;

	if (mysqldb_skip_word(&p, end, "IF") && mysqldb_skip_word(&p, end, "NOT"))
		(void)mysqldb_skip_word(&p, end, "EXISTS");
	const char *stop = skip_name(p, end, &qualified);
	if (!qualified && database) {
		sqlembic_buf_quote(&name, database, '`');
		sqlembic_buf_putc(&name, '.');
	}
	sqlembic_buf_add(&name, p, (size_t)(stop - p));
	if (name.failed)
		s->state.forgotten = true;
	else
		add_text(s, &s->state.temporary, &s->state.ntemporary, name.ptr, name.len);
	sqlembic_buf_release(&name);
}

/* The one variable whose change is not reported: from here on anything may change. */
static void note_tracking(struct mysqldb *s, const char *p, const char *end)
{
	static const char word[] = "session_track_";
	for (; (size_t)(end - p) >= sizeof(word) - 1; p++) {
		if (strncasecmp(p, word, sizeof(word) - 1) == 0) {
			note_variable(s, constants[0].name, strlen(constants[0].name));
			s->state.forgotten = true;
			break;
		}
	}
}

void mysqldb_note_statement(struct mysqldb *s, struct sqlembic_span sql)
{
	const char *end = sql.ptr + sql.len, *p = mysqldb_skip_blank(sql.ptr, end);

	if (mysqldb_skip_word(&p, end, "SET")) {
		note_tracking(s, p, end);
	} else if (mysqldb_skip_word(&p, end, "LOCK")) {
		s->state.tables_locked = mysqldb_skip_word(&p, end, "TABLES") ||
					 mysqldb_skip_word(&p, end, "TABLE");
	} else if (mysqldb_skip_word(&p, end, "UNLOCK")) {
		s->state.tables_locked = false;
	} else if (mysqldb_skip_word(&p, end, "CREATE")) {
		if (mysqldb_skip_word(&p, end, "OR"))
			(void)mysqldb_skip_word(&p, end, "REPLACE");
		if (mysqldb_skip_word(&p, end, "TEMPORARY") && mysqldb_skip_word(&p, end, "TABLE"))
			note_temporary(s, p, end);
	}
}

/* ---- undoing it ---- */

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
