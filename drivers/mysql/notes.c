/* notes.c: notes what a script changes in its session, as the server reports it and as the statements say, so that script.c
 * and settings.c can put it back. */
#include "notes.h"

#include <stdlib.h>
#include <string.h>

#include "batch.h"
#include "connect.h"
#include "sqlembic/text.h"

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

/* MariaDB 11 reports `timestamp` under the name of insert_id or rand_seed1, if one of these was changed first.  10.5.23 and
 * 11.4.5 report no variable of InnoDB, and the latter no `timestamp` behind one of them. */
static const char *const unreported[] = {
	"timestamp",
	"innodb_compression_default",
	"innodb_default_encryption_key_id",
	"innodb_ft_enable_stopword",
	"innodb_ft_user_stopword_table",
	"innodb_lock_wait_timeout",
	"innodb_snapshot_isolation",
	"innodb_strict_mode",
	"innodb_table_locks",
	"innodb_tmpdir",
};

static bool is_word(const char *word, const char *text, size_t len)
{
	return strlen(word) == len && sqlembic_ncasecmp(word, text, len) == 0;
}

bool mysqldb_is_ascii_unsafe(const char *charset, size_t len)
{
	static const char *const names[] = { "big5", "cp932", "gb18030", "gbk", "sjis" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_word(names[i], charset, len))
			return true;
	return false;
}

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
		s->state.notes_incomplete = true;
}

static void note_schema(struct mysqldb *s, const char *name, size_t len)
{
	struct mysqldb_state *state = &s->state;
	if (!s->default_database)
		return;
	free(state->other_database);
	state->other_database = NULL;
	if (strlen(s->default_database) == len && memcmp(s->default_database, name, len) == 0)
		return;
	state->other_database = strndup(name, len);
	state->notes_incomplete = state->notes_incomplete || !state->other_database;
}

static void note_variable(struct mysqldb *s, const char *name, size_t len)
{
	add_text(s, &s->state.changed, &s->state.nchanged, name, len);
}

static bool has_shared_reports(struct mysqldb *s)
{
	return mysqldb_serves_mariadb(s) && mysqldb_mariadb_version(s->db) >= 110000;
}

/* Some changes are not reported by their names. */
static void note_companions(struct mysqldb *s, const char *name, size_t len)
{
	bool is_switch = false;
	for (size_t i = 0; i < NSWITCHES; i++)
		is_switch = is_switch || is_word(switches[i], name, len);
	if (is_switch && has_shared_reports(s))
		for (size_t i = 0; i < NSWITCHES; i++)
			note_variable(s, switches[i], strlen(switches[i]));
	if (is_word("character_set_connection", name, len))
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
			state->timestamp_set = state->timestamp_set || is_word("timestamp", data, len);
		} else if (is_charset) {
			state->ascii_unsafe = mysqldb_is_ascii_unsafe(data, len);
		}
		at_name = !at_name;
	}
	if (mysql_session_track_get_first(s->db, SESSION_TRACK_SCHEMA, &data, &len) == 0)
		note_schema(s, data, len);
}

static void note_temporary(struct mysqldb *s, struct sqlembic_tokens tokens)
{
	struct sqlembic_token name;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	const char *database = s->state.other_database && *s->state.other_database ? s->state.other_database
										   : s->default_database;

	(void)sqlembic_token_take(&tokens, "IF NOT EXISTS");
	(void)sqlembic_token_next(&tokens, &name);
	bool qualified = tokens.at < tokens.end && *tokens.at == '.';
	if (!qualified && database) {
		sqlembic_buf_quote(&text, database, '`');
		sqlembic_buf_putc(&text, '.');
	} else if (qualified && sqlembic_token_take_mark(&tokens, '.')) {
		struct sqlembic_token last;
		(void)sqlembic_token_next(&tokens, &last);
	}
	sqlembic_buf_add(&text, name.text.ptr, (size_t)(tokens.at - name.text.ptr));
	if (text.failed)
		s->state.notes_incomplete = true;
	else
		add_text(s, &s->state.temporary, &s->state.ntemporary, text.ptr, text.len);
	sqlembic_buf_release(&text);
}

/* The server does not report a change of its reporting: from here on anything may change. */
static void note_tracking(struct mysqldb *s, const char *p, const char *end)
{
	static const char word[] = "session_track_", tracking[] = "session_track_system_variables";
	for (; (size_t)(end - p) >= sizeof(word) - 1; p++) {
		if (sqlembic_ncasecmp(p, word, sizeof(word) - 1) == 0) {
			note_variable(s, tracking, sizeof(tracking) - 1);
			s->state.notes_incomplete = true;
			break;
		}
	}
}

static void note_if_unreported(struct mysqldb *s, struct sqlembic_span name)
{
	for (size_t i = 0; i < sizeof(unreported) / sizeof(unreported[0]); i++)
		if (is_word(unreported[i], name.ptr, name.len))
			note_variable(s, name.ptr, name.len);
	s->state.timestamp_set = s->state.timestamp_set || is_word("timestamp", name.ptr, name.len);
}

/* Behind SET. */
static void note_assignments(struct mysqldb *s, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	/* GLOBAL is meant for all assignments behind it, @@global for one. */
	bool is_global = false, is_global_once = false;
	while (sqlembic_token_next(&tokens, &token)) {
		struct sqlembic_span name = sqlembic_token_inside(&token);
		size_t marks = name.len > 2 && strncmp(name.ptr, "@@", 2) == 0 ? 2 : 0;
		name = (struct sqlembic_span){ name.ptr + marks, name.len - marks };
		if (is_word("global", name.ptr, name.len))
			*(marks ? &is_global_once : &is_global) = true;
		else if (is_word("session", name.ptr, name.len) || is_word("local", name.ptr, name.len))
			is_global = false;
		else if (sqlembic_token_is_mark(&token, ','))
			is_global_once = false;
		else if (!is_global && !is_global_once)
			note_if_unreported(s, name);
	}
}

/* Rows with an address in them are no assignments, and may be many. */
static bool may_assign(struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	if (!memchr(sql.ptr, '@', sql.len))
		return false;
	return memmem(sql.ptr, sql.len, ":=", 2) ||
	       (!sqlembic_token_take(&tokens, "INSERT") && !sqlembic_token_take(&tokens, "REPLACE"));
}

/* In 'app'@'%' the host is no variable, and not all hosts could be one. */
static bool is_host(const struct sqlembic_token *before, const struct sqlembic_token *token)
{
	return (before->kind == SQLEMBIC_TOKEN_STRING || before->kind == SQLEMBIC_TOKEN_NAME) &&
	       before->text.ptr + before->text.len == token->text.ptr;
}

static const char *end_of_variable(const struct sqlembic_tokens *tokens, const struct sqlembic_token *name)
{
	const char *end = name->text.ptr + name->text.len;
	while (name->kind == SQLEMBIC_TOKEN_WORD && end < tokens->end &&
	       (sqlembic_is_word_byte(*end) || *end == '.'))
		end++;
	return end;
}

/* What has been read of a statement that may assign. */
struct assigning {
	bool sets;  /* SET, GET DIAGNOSTICS: what = follows */
	bool calls; /* CALL, LOAD DATA: any that it names */
	bool lists; /* INTO: those of the list */
};

static void note_assigning(struct assigning *a, const struct sqlembic_token *token)
{
	a->sets = a->sets || sqlembic_token_is(token, "SET") || sqlembic_token_is(token, "DIAGNOSTICS");
	a->calls = a->calls || sqlembic_token_is(token, "CALL") || sqlembic_token_is(token, "LOAD");
	a->lists = sqlembic_token_is(token, "INTO") || (a->lists && sqlembic_token_is_mark(token, ','));
}

static bool is_assigned(const struct assigning *a, struct sqlembic_tokens behind)
{
	struct sqlembic_token token;
	return a->calls || a->lists ||
	       (sqlembic_token_next(&behind, &token) &&
		(sqlembic_token_is_mark(&token, ':') || (a->sets && sqlembic_token_is_mark(&token, '='))));
}

/* Those that are only read may be init_command's, for all scripts.  A quoted name stands behind the mark as a token of its own;
 * one without quotes may have dots. */
static void note_user_variables(struct mysqldb *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);
	struct sqlembic_token token, before = { .kind = SQLEMBIC_TOKEN_END };
	struct assigning assigning = { false, false, false };
	if (!may_assign(sql))
		return;
	for (; sqlembic_token_next(&tokens, &token); before = token) {
		const char *begin = token.text.ptr;
		if (token.kind != SQLEMBIC_TOKEN_WORD || *begin != '@' || strncmp(begin, "@@", 2) == 0 ||
		    is_host(&before, &token)) {
			note_assigning(&assigning, &token);
			continue;
		}
		if (token.text.len == 1 && !sqlembic_token_next(&tokens, &token))
			return;
		tokens.at = end_of_variable(&tokens, &token);
		if (token.text.ptr <= begin + 1 && is_assigned(&assigning, tokens))
			add_text(s, &s->state.variables, &s->state.nvariables, begin,
				 (size_t)(tokens.at - begin));
	}
}

/* HANDLER t OPEN AS h: its name is the last word. */
static void note_handler(struct mysqldb *s, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token, last = { .kind = SQLEMBIC_TOKEN_END };
	bool opens = false;
	while (sqlembic_token_next(&tokens, &token)) {
		opens = opens || sqlembic_token_is(&token, "OPEN");
		if (token.kind == SQLEMBIC_TOKEN_NAME ||
		    (token.kind == SQLEMBIC_TOKEN_WORD && !sqlembic_token_is(&token, "OPEN") &&
		     !sqlembic_token_is(&token, "AS")))
			last = token;
	}
	if (opens && last.kind != SQLEMBIC_TOKEN_END)
		add_text(s, &s->state.handlers, &s->state.nhandlers, last.text.ptr, last.text.len);
}

void mysqldb_note_statement(struct mysqldb *s, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = mysqldb_tokens(sql);

	note_user_variables(s, sql);
	if (sqlembic_token_take(&tokens, "SET")) {
		note_tracking(s, tokens.at, tokens.end);
		if (mysqldb_serves_mariadb(s))
			note_assignments(s, tokens);
	} else if (sqlembic_token_take(&tokens, "LOCK")) {
		s->state.tables_locked = sqlembic_token_take(&tokens, "TABLES") ||
					 sqlembic_token_take(&tokens, "TABLE");
	} else if (sqlembic_token_take(&tokens, "HANDLER")) {
		note_handler(s, tokens);
	} else if (sqlembic_token_take(&tokens, "PREPARE")) {
		struct sqlembic_token name;
		if (sqlembic_token_next(&tokens, &name))
			add_text(s, &s->state.prepared, &s->state.nprepared, name.text.ptr, name.text.len);
	} else if (sqlembic_token_take(&tokens, "UNLOCK")) {
		s->state.tables_locked = false;
	} else if (sqlembic_token_take(&tokens, "CREATE")) {
		(void)sqlembic_token_take(&tokens, "OR REPLACE");
		if (sqlembic_token_take(&tokens, "TEMPORARY TABLE"))
			note_temporary(s, tokens);
	}
}

static void clear_list(char ***list, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		free((*list)[i]);
	free(*list);
	*list = NULL;
	*n = 0;
}

void mysqldb_notes_clear(struct mysqldb *s)
{
	struct mysqldb_state *state = &s->state;
	clear_list(&state->changed, &state->nchanged);
	clear_list(&state->temporary, &state->ntemporary);
	clear_list(&state->variables, &state->nvariables);
	clear_list(&state->handlers, &state->nhandlers);
	clear_list(&state->prepared, &state->nprepared);
	state->notes_incomplete = state->timestamp_set = false;
}
