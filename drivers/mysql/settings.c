/* settings.c: what the variables of a session are at the beginning, and how those that a script has changed are put back.
 *
 * mysql_reset_connection would do it, and release the migration lock on the way.  So the server is asked to
 * report each variable that changes (session_track_system_variables), and those are put back: to their values at the
 * beginning where the session had a value of its own, else to the server's default.  A script that changes nothing costs
 * nothing. */
#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "fail.h"
#include "notes.h"
#include "replica.h"
#include "rows.h"
#include "sqlembic/text.h"

/* Variables that the client, the URL or init_connect sets for a session: the server's default would be wrong for them. */
static const char *const settings[] = {
	"character_set_client",     /* the first: see below */
	"character_set_connection", /* resets the next one */
	"collation_connection",     "character_set_results", "sql_mode",   "time_zone",
	"foreign_key_checks",       "unique_checks",         "autocommit", "lock_wait_timeout",
	"innodb_lock_wait_timeout",
};
_Static_assert(sizeof(settings) / sizeof(settings[0]) == MYSQLDB_SETTINGS, "MYSQLDB_SETTINGS counts them");

/* Settings that change what our own statements do, and that a server may give to all sessions: the session begins with
 * values of ours, and scripts run with the server's. */
static const struct {
	const char *name, *value;
} own[] = {
	{ "sql_safe_updates", "0" },
	{ "sql_select_limit", "18446744073709551615" },
	{ "sql_big_selects", "1" },
};
_Static_assert(sizeof(own) / sizeof(own[0]) == MYSQLDB_OWN, "MYSQLDB_OWN counts them");

/* Limits that a server has for its applications, and no migration can keep: none for the whole session.  Each comment is
 * code to the servers that know its variables. */
#define NO_LIMITS                                                                           \
	"/*M!100101 , max_statement_time = 0 */ /*M!100300 , idle_transaction_timeout = 0," \
	" idle_readonly_transaction_timeout = 0, idle_write_transaction_timeout = 0 */"     \
	" /*!50708 , max_execution_time = 0 */"

/* Variables with no default to go back to. */
static const struct {
	const char *name, *value;
} constants[] = {
	{ "session_track_system_variables", "'*'" },
	{ "sql_log_bin", "1" },
	{ "max_statement_time", "0" },
	{ "max_execution_time", "0" },
	{ "idle_transaction_timeout", "0" },
	{ "idle_readonly_transaction_timeout", "0" },
	{ "idle_write_transaction_timeout", "0" },
};

/* Variables that belong to one statement, or follow from the default database: they are not put back. */
static const char *const transient[] = {
	"insert_id",          "last_insert_id",   "identity",
	"rand_seed1",         "rand_seed2",       "error_count",
	"warning_count",      "pseudo_thread_id", "character_set_database",
	"collation_database", "statement_id",     "last_gtid",
};

/* ---- how the session is at the beginning ---- */

static long to_seconds(long milliseconds)
{
	return (milliseconds + 999) / 1000;
}

struct server_values {
	struct mysqldb *s;
	bool failed;
};

/* In the column behind the settings. */
static void note_galera(struct mysqldb *s, const char *value)
{
	if (value && strcmp(value, "1") == 0)
		s->cluster = MYSQLDB_GALERA;
}

static int note_group(void *payload, const char *const *values, size_t n)
{
	struct mysqldb *s = payload;
	(void)values;
	if (n > 0)
		s->cluster = MYSQLDB_GROUP;
	return 1;
}

/* Keeps the server's value of each setting that is not ours already. */
static int take_server_values(void *payload, const char *const *values, size_t n)
{
	struct server_values *taker = payload;
	for (size_t i = 0; i < MYSQLDB_OWN && i < n; i++) {
		if (!values[i] || strcmp(values[i], own[i].value) == 0)
			continue;
		char **kept = &taker->s->state.server_values[i];
		*kept = strdup(values[i]);
		taker->failed = taker->failed || !*kept;
	}
	if (n > MYSQLDB_OWN)
		note_galera(taker->s, values[MYSQLDB_OWN]);
	return 0;
}

/* What is to be read first may meet a lock.  It is given up soon then, and asked again by itself: a message of several
 * statements could not be stopped in between (watch.h). */
#define PATIENCE_BEGIN ", @sqlembic_lock_wait = @@SESSION.lock_wait_timeout, lock_wait_timeout = 1"
#define PATIENCE_END   "SET SESSION lock_wait_timeout = @sqlembic_lock_wait, @sqlembic_lock_wait = NULL"

static void add_own_values(struct sqlembic_buf *ask, struct sqlembic_buf *set, bool asks_galera)
{
	sqlembic_buf_puts(set, "SET SESSION autocommit = 1");
	for (size_t i = 0; i < MYSQLDB_OWN; i++) {
		sqlembic_buf_printf(ask, "%s@@SESSION.%s", i ? ", " : "SELECT ", own[i].name);
		sqlembic_buf_printf(set, ", %s = %s", own[i].name, own[i].value);
	}
	sqlembic_buf_printf(ask, "%s LIMIT 1", asks_galera ? ", " MYSQLDB_ASK_GALERA : "");
	sqlembic_buf_puts(set, NO_LIMITS);
}

#define MOST_FIRST 8

static bool asks_first(const struct sqlembic_connect *c)
{
	return c->nfirst > 0 && c->nfirst <= MOST_FIRST;
}

/* Once the last of the settings is answered, what has failed behind it is for core to ask again.  Last comes the question that
 * MySQL answers as a member of a group only. */
static int run_first(struct mysqldb *s, struct sqlembic_query **ours, size_t n,
		     const struct sqlembic_connect *c, struct sqlembic_error *err)
{
	struct sqlembic_query *queries[5 + MOST_FIRST];
	struct sqlembic_query ending = { .sql = PATIENCE_END };
	struct sqlembic_query group = { .sql = MYSQLDB_ASK_GROUP, .row = note_group, .payload = s };
	struct sqlembic_query *const last[] = { &ending, &group };
	struct sqlembic_error failed = { 0 };
	memcpy((void *)queries, (const void *)ours, n * sizeof(struct sqlembic_query *));
	const size_t more = asks_first(c) ? c->nfirst : 0, nlast = mysqldb_serves_mariadb(s) ? 1 : 2;
	if (more)
		memcpy((void *)(queries + n), (const void *)c->first, more * sizeof(struct sqlembic_query *));
	size_t all = n + more;
	for (size_t i = more ? 0 : 1; i < nlast; i++)
		queries[all++] = last[i];
	int rc = mysqldb_run_together(s, queries, all, &failed);
	if (rc == 0 || (ours[n - 1]->answered && !s->lost && (!more || ending.answered)))
		return 0;
	if (!ours[n - 1]->answered || s->lost)
		return sqlembic_fail_copy(err, &failed);
	rc = mysqldb_run_together(s, last, nlast, &failed);
	return rc == 0 || (ending.answered && !s->lost) ? 0 : sqlembic_fail_copy(err, &failed);
}

static int open_asking(struct mysqldb *s, const struct sqlembic_connect *connect, bool asks_galera,
		       struct sqlembic_error *err)
{
	struct sqlembic_buf ask = SQLEMBIC_BUF_INIT, set = SQLEMBIC_BUF_INIT;
	struct server_values taker = { s, false };
	add_own_values(&ask, &set, asks_galera);
	if (asks_first(connect))
		sqlembic_buf_puts(&set, PATIENCE_BEGIN);
	struct sqlembic_query asking = { .sql = sqlembic_buf_text(&ask),
					 .row = take_server_values,
					 .payload = &taker };
	struct sqlembic_query setting = { .sql = sqlembic_buf_text(&set) };
	struct sqlembic_query promising = { .sql = "SET SESSION TRANSACTION READ ONLY" };
	struct sqlembic_query *ours[] = { &asking, &setting, &promising };
	int rc = ask.failed || set.failed ? sqlembic_fail_memory(err)
					  : run_first(s, ours, s->read_only ? 3 : 2, connect, err);
	sqlembic_buf_release(&ask);
	sqlembic_buf_release(&set);
	return rc == 0 && taker.failed ? sqlembic_fail_memory(err) : rc;
}

/* One packet: a run that finds nothing to do spends most of its time on round trips.  What a node of a cluster has answered may
 * be old: it is asked again. */
int mysqldb_settings_open(struct mysqldb *s, const struct sqlembic_connect *connect,
			  struct sqlembic_error *err)
{
	const bool mariadb = mysqldb_serves_mariadb(s);
	bool synced = false;
	int rc = open_asking(s, connect, mariadb, err);
	/* Built without Galera. */
	if (rc < 0 && mariadb && !s->lost && mysql_errno(s->db) == ER_UNKNOWN_SYSTEM_VARIABLE)
		rc = open_asking(s, connect, false, err);
	if (rc == 0)
		rc = mysqldb_cluster_sync(s, &synced, err);
	for (size_t i = 0; rc == 0 && synced && i < connect->nfirst; i++)
		connect->first[i]->answered = false;
	return rc;
}

/* A server that is too old to report changes, or a proxy that keeps them to itself, makes `unreported`. */
static int ask_for_reports(struct mysqldb *s, struct sqlembic_error *err)
{
	if (mysqldb_run(s, "SET SESSION session_track_system_variables = '*'", NULL) == 0)
		return 0;
	s->state.unreported = true;
	return s->lost ? mysqldb_fail(s, err) : 0;
}

bool mysqldb_settings_ascii_unsafe(const struct mysqldb *s)
{
	const char *literal = s->state.settings[0];
	size_t len = literal ? strlen(literal) : 0;
	return len > 2 && mysqldb_is_ascii_unsafe(literal + 1, len - 2);
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

int mysqldb_settings_begin(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	char *row[MYSQLDB_SETTINGS + 2] = { NULL };

	if (s->state.settings_known || s->read_only)
		return 0;
	int rc = ask_for_reports(s, err);
	if (rc < 0)
		return rc;
	if (s->lock_timeout_ms > 0)
		sqlembic_buf_printf(&sql,
				    "SET SESSION lock_wait_timeout = %ld, innodb_lock_wait_timeout = %ld;",
				    to_seconds(s->lock_timeout_ms), to_seconds(s->lock_timeout_ms));
	sqlembic_buf_puts(&sql, "SELECT @@max_allowed_packet, " MYSQLDB_READ_ONLY);
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		sqlembic_buf_printf(&sql, ", @@SESSION.%s", settings[i]);
	rc = sql.failed ? sqlembic_fail_memory(err)
			: mysqldb_read_row(s, row, MYSQLDB_SETTINGS + 2, sql.ptr, err);
	sqlembic_buf_release(&sql);
	if (rc < 0)
		return rc;
	rc = mysqldb_replica_refuse(s, row[1], err);
	s->max_packet = row[0] ? strtoul(row[0], NULL, 10) : 0;
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++) {
		free(s->state.settings[i]);
		s->state.settings[i] = make_literal(row[i + 2]);
		if (rc == 0 && !s->state.settings[i])
			rc = sqlembic_fail_memory(err);
	}
	for (size_t i = 0; i < MYSQLDB_SETTINGS + 2; i++)
		free(row[i]);
	s->state.settings_known = rc == 0;
	s->state.ascii_unsafe = mysqldb_settings_ascii_unsafe(s);
	return rc;
}

static bool has_server_values(const struct mysqldb *s)
{
	for (size_t i = 0; i < MYSQLDB_OWN; i++)
		if (s->state.server_values[i])
			return true;
	return false;
}

static void add_assignment(struct sqlembic_buf *out, const char *name, const char *value)
{
	sqlembic_buf_printf(out, "%s%s = %s", out->len ? ", " : "SET SESSION ", name, value);
}

int mysqldb_settings_use_servers(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;

	if (s->state.servers_in_use || !has_server_values(s))
		return 0;
	for (size_t i = 0; i < MYSQLDB_OWN; i++)
		if (s->state.server_values[i])
			add_assignment(&sql, own[i].name, s->state.server_values[i]);
	int rc = sql.failed ? sqlembic_fail_memory(err) : mysqldb_run(s, sql.ptr, err);
	sqlembic_buf_release(&sql);
	s->state.servers_in_use = rc == 0;
	return rc;
}

/* ---- undoing it ---- */

static bool is_transient(const char *name)
{
	for (size_t i = 0; i < sizeof(transient) / sizeof(transient[0]); i++)
		if (sqlembic_casecmp(transient[i], name) == 0)
			return true;
	return false;
}

static const char *value_before(const struct mysqldb *s, const char *name)
{
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		if (sqlembic_casecmp(settings[i], name) == 0)
			return s->state.settings[i];
	for (size_t i = 0; i < MYSQLDB_OWN; i++)
		if (sqlembic_casecmp(own[i].name, name) == 0)
			return own[i].value;
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		if (sqlembic_casecmp(constants[i].name, name) == 0)
			return constants[i].value;
	return "DEFAULT";
}

/* Brings the variables of `settings` to the front, in its order. */
static void order_changes(struct mysqldb_state *state)
{
	for (size_t i = MYSQLDB_SETTINGS; i-- > 0;) {
		for (size_t j = 0; j < state->nchanged; j++) {
			char *name = state->changed[j];
			if (sqlembic_casecmp(name, settings[i]) != 0)
				continue;
			memmove(state->changed + 1, state->changed, j * sizeof(*state->changed));
			state->changed[0] = name;
			break;
		}
	}
}

static void report_kept(struct mysqldb *s, const char *name)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	sqlembic_buf_printf(&text, "the script has changed %s, which cannot be put back in this session",
			    name);
	if (s->notice && !text.failed)
		s->notice(s->payload, text.ptr);
	sqlembic_buf_release(&text);
}

/* Some variables take no default: when the server refuses all together, each is put back alone. */
static int restore_singly(struct mysqldb *s, struct sqlembic_error *err)
{
	for (size_t i = 0; i < s->state.nchanged && !s->lost; i++) {
		struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
		const char *name = s->state.changed[i];
		if (!is_transient(name)) {
			add_assignment(&sql, name, value_before(s, name));
			/* A user who may not set a variable has not changed it: MariaDB has reported it for another. */
			if (!sql.failed && mysqldb_run(s, sql.ptr, err) < 0 &&
			    mysql_errno(s->db) != ER_SPECIFIC_ACCESS_DENIED_ERROR)
				report_kept(s, name);
		}
		sqlembic_buf_release(&sql);
	}
	return s->lost ? SQLEMBIC_E_UNREACHABLE : 0;
}

int mysqldb_settings_restore(struct mysqldb *s, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	int rc = 0;

	order_changes(&s->state);
	if (s->state.servers_in_use || s->state.unreported || s->state.notes_incomplete)
		for (size_t i = 0; i < MYSQLDB_OWN; i++)
			add_assignment(&sql, own[i].name, own[i].value);
	s->state.servers_in_use = false;
	if (s->state.unreported || s->state.notes_incomplete) {
		for (size_t i = 0; i < MYSQLDB_SETTINGS && s->state.settings_known; i++)
			add_assignment(&sql, settings[i], s->state.settings[i]);
	}
	for (size_t i = 0; i < s->state.nchanged; i++)
		if (!is_transient(s->state.changed[i]))
			add_assignment(&sql, s->state.changed[i], value_before(s, s->state.changed[i]));
	if (sql.failed)
		rc = sqlembic_fail_memory(err);
	else if (sql.len && mysqldb_run(s, sql.ptr, err) < 0)
		rc = restore_singly(s, err);
	sqlembic_buf_release(&sql);
	return rc;
}

void mysqldb_settings_release(struct mysqldb *s)
{
	for (size_t i = 0; i < MYSQLDB_SETTINGS; i++)
		free(s->state.settings[i]);
	for (size_t i = 0; i < MYSQLDB_OWN; i++)
		free(s->state.server_values[i]);
}
