/* script.c: puts the connection in the state that scripts expect, and undoes what a script left behind in
 * it, so that each script runs as if it were the first.  Properties of the file (WAL mode, user_version,
 * page size) stay. */
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "foreign.h"
#include "observe.h"
#include "query.h"
#include "transaction.h"
#include "watch.h"

/* Pragmas that change the connection, can be read, and are put back by setting what was read.
 * foreign_keys is not among them: it is switched by sqlite3_db_config, which needs no statement and works
 * in every state. */
static const char *const settings[] = {
	"analysis_limit",
	"automatic_index",
	"cache_size",
	"cache_spill",
	"cell_size_check",
	"checkpoint_fullfsync",
	"count_changes",
	"empty_result_callbacks",
	"full_column_names",
	"fullfsync",
	"ignore_check_constraints",
	"journal_mode",
	"journal_size_limit",
	"legacy_alter_table",
	"locking_mode",
	"max_page_count",
	"mmap_size",
	"query_only",
	"read_uncommitted",
	"recursive_triggers",
	"reverse_unordered_selects",
	"secure_delete",
	"short_column_names",
	"soft_heap_limit",
	"synchronous",
	"temp_store",
	"threads",
	"trusted_schema",
	"wal_autocheckpoint",
	"writable_schema",
};
_Static_assert(sizeof(settings) / sizeof(settings[0]) == SQLITE_SETTINGS, "SQLITE_SETTINGS counts them");

#define SETTING_SQL 256

/* Stores the value in malloc'ed memory, NULL for a pragma that this SQLite lacks. */
static int read_setting(struct sqlite_session *s, char **out, const char *name, struct sqlembic_error *err)
{
	char sql[SETTING_SQL];
	sqlite3_stmt *stmt = NULL;

	*out = NULL;
	(void)snprintf(sql, sizeof(sql), "PRAGMA %s", name);
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);
	if (rc == SQLITE_OK && stmt)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		*out = text ? strdup(text) : NULL;
		rc = *out ? SQLITE_OK : SQLITE_NOMEM;
	}
	int code = rc == SQLITE_OK || rc == SQLITE_DONE ? 0 : sqlite_fail(s, rc, err);
	(void)sqlite3_finalize(stmt);
	return code;
}

int sqlite_script_remember(struct sqlite_session *s, struct sqlembic_error *err)
{
	for (size_t i = 0; i < SQLITE_SETTINGS; i++) {
		free(s->settings[i]);
		int rc = read_setting(s, &s->settings[i], settings[i], err);
		if (rc < 0)
			return rc;
	}
	s->settings_known = true;
	return 0;
}

void sqlite_script_release(struct sqlite_session *s)
{
	for (size_t i = 0; i < SQLITE_SETTINGS; i++)
		free(s->settings[i]);
}

static bool belongs_to_file(const char *name, const char *was, const char *is)
{
	return strcmp(name, "journal_mode") == 0 && (strcmp(was, "wal") == 0 || strcmp(is, "wal") == 0);
}

static int restore_setting(struct sqlite_session *s, const char *name, const char *was,
			   struct sqlembic_error *err)
{
	char sql[SETTING_SQL];
	char *is = NULL;

	int rc = read_setting(s, &is, name, err);
	if (rc == 0 && was && is && strcmp(was, is) != 0 && !belongs_to_file(name, was, is)) {
		(void)snprintf(sql, sizeof(sql), "PRAGMA %s = %s", name, was);
		rc = sqlite_run_once(s, sql, err);
	}
	free(is);
	return rc;
}

static int restore_settings(struct sqlite_session *s, struct sqlembic_error *err)
{
	for (size_t i = 0; i < SQLITE_SETTINGS && s->settings_known; i++) {
		int rc = restore_setting(s, settings[i], s->settings[i], err);
		if (rc < 0)
			return rc;
	}
	/* PRAGMA busy_timeout replaces the busy handler. */
	sqlite_watch_install(s);
	/* A schema edited by hand is not read again after a rollback, unless told so. */
	return sqlite_run_once(s, "PRAGMA writable_schema = RESET", err);
}

/* Runs what `next` yields, a statement a time, until it yields nothing. */
static int run_while(struct sqlite_session *s, const char *next, struct sqlembic_error *err)
{
	for (;;) {
		char *sql = NULL;
		int rc = sqlite_query_text(s, &sql, next, NULL, err);
		if (rc == 0 && sql)
			rc = sqlite_run_once(s, sql, err);
		bool more = sql != NULL;
		free(sql);
		if (rc < 0 || !more)
			return rc;
	}
}

static int detach_all(struct sqlite_session *s, struct sqlembic_error *err)
{
	return run_while(s,
			 "SELECT 'DETACH \"' || replace(name, '\"', '\"\"') || '\"' FROM pragma_database_list"
			 " WHERE name NOT IN ('main', 'temp') LIMIT 1",
			 err);
}

/* Virtual tables (root page 0) go before the tables that they keep their data in. */
static int drop_temporary(struct sqlite_session *s, struct sqlembic_error *err)
{
	int rc = run_while(s,
			   "SELECT 'DROP ' || type || ' temp.\"' || replace(name, '\"', '\"\"') || '\"'"
			   " FROM temp.sqlite_schema WHERE type IN ('trigger', 'view', 'table')"
			   " AND substr(name, 1, 7) <> 'sqlite_' ORDER BY type = 'table', rootpage LIMIT 1",
			   err);
	if (rc == 0)
		s->leaks &= ~(unsigned)SQLITE_LEAK_TEMP;
	return rc;
}

int sqlite_script_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	(void)err;

	/* Enforcement cannot be switched inside the transaction, and with it rebuilding a table by DROP TABLE
	 * deletes the rows that refer to it. */
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	s->in_script = true;
	s->resumed = false;
	sqlite_foreign_begin(s);
	return 0;
}

int sqlite_script_end(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	int rc = 0;

	s->in_script = false;
	sqlite_observe_clear(s);
	(void)sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
	bool left_open = !sqlite3_get_autocommit(s->db);
	if (left_open)
		rc = sqlite_rollback(session, err);
	/* First the settings: some of them forbid what follows. */
	if (rc == 0 && (s->leaks & SQLITE_LEAK_PRAGMA))
		rc = restore_settings(s, err);
	if (rc == 0 && (s->leaks & SQLITE_LEAK_LIKE))
		rc = sqlite_run_once(s, "PRAGMA case_sensitive_like = OFF", err);
	if (rc == 0 && (s->leaks & SQLITE_LEAK_ATTACH))
		rc = detach_all(s, err);
	if (rc == 0 && (s->leaks & SQLITE_LEAK_TEMP))
		rc = drop_temporary(s, err);
	if (rc == 0)
		s->leaks = 0;
	if (rc == 0 && left_open)
		rc = sqlembic_fail(err, SQLEMBIC_E_FAILED,
				   "the script left a transaction open; it was rolled back");
	return rc;
}

/* A script can hide our tables behind temporary ones of the same name, watch them with temporary triggers,
 * or make the connection read-only. */
int sqlite_reset_path(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	int rc = 0;

	if (s->leaks & SQLITE_LEAK_PRAGMA)
		rc = sqlite_run_once(s, "PRAGMA query_only = OFF; PRAGMA count_changes = OFF", err);
	if (rc == 0 && (s->leaks & SQLITE_LEAK_TEMP))
		rc = drop_temporary(s, err);
	return rc;
}
