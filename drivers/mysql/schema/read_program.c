/* read_program.c: libraries, functions, procedures, packages, triggers and events as facts. */
#include <string.h>

#include "../guard.h"
#include "../unname.h"
#include "../who.h"
#include "read.h"
#include "sqlembic/error.h"
#include "sqlembic/token.h"

/* ---- names ---- */

void mysqldb_read_list_routine(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	static const struct {
		const char *type;
		enum mysqldb_kind kind;
	} kinds[] = { { "FUNCTION", MYSQLDB_FUNCTION },
		      { "PROCEDURE", MYSQLDB_PROCEDURE },
		      { "PACKAGE", MYSQLDB_PACKAGE },
		      { "PACKAGE BODY", MYSQLDB_PACKAGE_BODY } };
	(void)n;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(values[2], kinds[i].type) == 0) {
			mysqldb_read_add(r, kinds[i].kind, values + 1, 1);
			return;
		}
	mysqldb_read_unread(r, values[2], values[1]);
}

void mysqldb_read_list_library(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	(void)n;
	mysqldb_read_add(r, MYSQLDB_LIBRARY, values + 1, 1);
}

/* Rows come in the order in which triggers fire: each remembers the one before. */
void mysqldb_read_list_trigger(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	const char *item[] = { values[1], values[2], values[3], values[4], NULL };
	const struct mysqldb_item *last = r->n > 0 ? &r->items[r->n - 1] : NULL;
	bool is_behind = last && last->kind == MYSQLDB_TRIGGER;
	(void)n;
	for (size_t i = 1; i <= 3 && is_behind; i++)
		is_behind = strcmp(last->values[i], item[i]) == 0;
	if (is_behind)
		item[4] = last->values[0];
	if (!mysqldb_read_is_own(r, values[2]))
		mysqldb_read_add(r, MYSQLDB_TRIGGER, item, 5);
}

void mysqldb_read_list_event(struct mysqldb_reading *r, const char *const *values, size_t n)
{
	(void)n;
	mysqldb_read_add(r, MYSQLDB_EVENT, values + 1, 2);
}

/* ---- texts ---- */

static const char *skip_quoted(const char *p)
{
	char quote = *p++;
	for (; *p; p++) {
		if (*p != quote)
			continue;
		if (p[1] != quote)
			return p + 1;
		p++;
	}
	return p;
}

/* `user`@`host` without its quotes. */
static void unquote_account(struct sqlembic_buf *out, const char *text, size_t length)
{
	char quote = '\0';
	for (size_t i = 0; i < length; i++) {
		if (quote ? text[i] == quote : text[i] == '`' || text[i] == '"')
			quote = quote ? '\0' : text[i];
		else
			sqlembic_buf_putc(out, text[i]);
	}
}

const char *mysqldb_read_definer(struct mysqldb_reading *r, struct sqlembic_buf *definer, const char *text)
{
	struct sqlembic_buf account = SQLEMBIC_BUF_INIT;
	if (strncmp(text, "DEFINER=", 8) != 0)
		return text;
	const char *begin = text + 8, *end = skip_quoted(begin);
	if (*end == '@')
		end = skip_quoted(end + 1);
	unquote_account(&account, begin, (size_t)(end - begin));
	bool is_own = strcmp(sqlembic_buf_text(&account), r->session_values[MYSQLDB_SESSION_USER]) == 0;
	/* Who may not name another definer could not write this one. */
	if (!is_own && r->session_values[MYSQLDB_SESSION_MAY_DEFINE][0] != '0')
		sqlembic_buf_add(definer, begin, (size_t)(end - begin));
	definer->failed |= account.failed;
	sqlembic_buf_release(&account);
	return end + (*end == ' ');
}

/* Behind FOR EACH ROW: MariaDB prints what is in front of it as it was written, with the names of databases in it. */
static const char *find_body(const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	while (!sqlembic_token_take(&tokens, "FOR EACH ROW"))
		if (!sqlembic_token_next(&tokens, &token))
			return text;
	if (sqlembic_token_take(&tokens, "FOLLOWS") || sqlembic_token_take(&tokens, "PRECEDES"))
		(void)sqlembic_token_next_name(&tokens, &token);
	const char *at = tokens.at;
	return at + strspn(at, " \t\r\n");
}

static void write_trigger(struct sqlembic_buf *out, const struct mysqldb_item *item, const char *text)
{
	sqlembic_buf_puts(out, "TRIGGER ");
	mysqldb_text_name(out, item->values[0]);
	sqlembic_buf_printf(out, " %s %s ON ", item->values[2], item->values[3]);
	mysqldb_text_name(out, item->values[1]);
	sqlembic_buf_printf(out, " FOR EACH ROW %s", find_body(text));
}

/* An event without STARTS starts when it is made, which is printed: no part of what it is. */
static void write_event(struct sqlembic_buf *out, const struct mysqldb_item *item, const char *text)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(text);
	struct sqlembic_token token;
	const char *at = text;
	bool starts_when_made = item->values[1] && strcmp(item->values[1], "1") == 0;
	while (starts_when_made && sqlembic_token_next(&tokens, &token)) {
		if (!sqlembic_token_is(&token, "STARTS"))
			continue;
		sqlembic_buf_add(out, text, (size_t)(token.text.ptr - text));
		(void)sqlembic_token_next(&tokens, &token);
		at = tokens.at + strspn(tokens.at, " ");
		break;
	}
	sqlembic_buf_puts(out, at);
}

/* MySQL keeps the semicolon that has ended the statement in a packet of several. */
static void cut_terminator(struct sqlembic_buf *text)
{
	while (text->len > 0 && strchr("; \t\r\n", text->ptr[text->len - 1]))
		text->ptr[--text->len] = '\0';
}

/* A body in another language; NULL: it is SQL.  Where a literal of SQL has these lines, its own name stays in what is behind. */
static const char *find_foreign_body(const char *text)
{
	const char *language = strstr(text, "\n    LANGUAGE JAVASCRIPT");
	return language ? strstr(language, "\nAS $") : NULL;
}

/* In the database that it is of, it means the same without the name; a copy elsewhere must not lead back there. */
static void take_own_name(struct sqlembic_buf *text, const struct mysqldb_reading *r)
{
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	const char *behind = find_foreign_body(sqlembic_buf_text(text));
	const size_t length = behind ? (size_t)(behind - text->ptr) : text->len;
	const struct sqlembic_span sql = { sqlembic_buf_text(text), length };
	if (mysqldb_unname(&bare, sql, r->database, r->folds)) {
		sqlembic_buf_puts(&bare, behind ? behind : "");
		sqlembic_buf_clear(text);
		sqlembic_buf_add(text, sqlembic_buf_text(&bare), bare.len);
		text->failed |= bare.failed;
	}
	sqlembic_buf_release(&bare);
}

/* ---- facts ---- */

/* A value that the session has, too, is none of the object. */
static const char *unless_own(const struct mysqldb_reading *r, enum mysqldb_session_value which,
			      const char *value)
{
	return value && strcmp(value, r->session_values[which]) != 0 ? value : NULL;
}

/* Client libraries and servers have different defaults for the same character set. */
const char *mysqldb_read_collation(const struct mysqldb_reading *r, const char *value, const char *text)
{
	static const char *const defaults[] = { "utf8mb4_general_ci",    "utf8mb4_0900_ai_ci",
						"utf8mb4_uca1400_ai_ci", "utf8mb3_general_ci",
						"utf8mb3_uca1400_ai_ci", "utf8_general_ci" };
	for (size_t i = 0; value && i < sizeof(defaults) / sizeof(defaults[0]); i++)
		if (strcmp(value, defaults[i]) == 0)
			return NULL;
	/* It is that of literals. */
	return strpbrk(text, "'\"") ? unless_own(r, MYSQLDB_SESSION_COLLATION, value) : NULL;
}

static void add_id(const struct mysqldb_reading *r, struct sqlembic_buf *out, enum mysqldb_kind kind,
		   const char *name)
{
	sqlembic_buf_printf(out, "%s ", mysqldb_kinds[kind].name);
	mysqldb_text_identity(out, name, kind != MYSQLDB_TRIGGER || r->folds);
}

/* USING (`a`, `b` AS `c`): the server looks for libraries when it makes a routine. */
static void tell_libraries(struct mysqldb_reading *r, const char *user, const char *text)
{
	const char *end = find_foreign_body(text), *using = end ? strstr(text, "\n    USING (") : NULL;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(using && using < end ? using : "");
	struct sqlembic_token token;
	while (sqlembic_token_next(&tokens, &token) && token.text.ptr < end) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT;
		if (token.kind != SQLEMBIC_TOKEN_NAME)
			continue;
		mysqldb_text_unquote(&name, sqlembic_token_inside(&token));
		if (mysqldb_read_find(r, MYSQLDB_LIBRARY, sqlembic_buf_text(&name))) {
			add_id(r, &id, MYSQLDB_LIBRARY, sqlembic_buf_text(&name));
			mysqldb_read_edge(r, user, sqlembic_buf_text(&id));
		}
		if (name.failed || id.failed)
			r->rc = sqlembic_fail_memory(r->err);
		sqlembic_buf_release(&name);
		sqlembic_buf_release(&id);
	}
}

static void hand_over(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *values)
{
	struct sqlembic_buf identity = SQLEMBIC_BUF_INIT, id = SQLEMBIC_BUF_INIT, parent = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf behind = SQLEMBIC_BUF_INIT;
	const char *name = item->values[0];
	mysqldb_text_identity(&identity, name, item->kind != MYSQLDB_TRIGGER || r->folds);
	add_id(r, &id, item->kind, name);
	if (item->kind == MYSQLDB_TRIGGER)
		mysqldb_read_relation_id(r, &parent, item->values[1]);
	else if (item->kind == MYSQLDB_PACKAGE_BODY)
		add_id(r, &parent, MYSQLDB_PACKAGE, name);
	if (values[MYSQLDB_PROGRAM_BEHIND])
		add_id(r, &behind, MYSQLDB_TRIGGER, values[MYSQLDB_PROGRAM_BEHIND]);
	const struct sqlembic_fact fact = { .kind = item->kind,
					    .identity = sqlembic_buf_text(&identity),
					    .name = name,
					    .shown = name,
					    .values = values,
					    .server_id = sqlembic_buf_text(&id),
					    .parent_id = parent.len ? parent.ptr : NULL };
	if (identity.failed || id.failed || parent.failed || behind.failed)
		r->rc = sqlembic_fail_memory(r->err);
	mysqldb_read_fact(r, &fact);
	if (item->kind == MYSQLDB_FUNCTION)
		mysqldb_read_hidden_result(r, name, values[MYSQLDB_PROGRAM_DEFINITION]);
	tell_libraries(r, fact.server_id, values[MYSQLDB_PROGRAM_DEFINITION]);
	if (behind.len)
		mysqldb_read_edge(r, fact.server_id, behind.ptr);
	if (item->kind == MYSQLDB_TRIGGER)
		mysqldb_read_edge(r, fact.server_id, fact.parent_id);
	if (r->scope->digests && item->kind != MYSQLDB_EVENT)
		mysqldb_read_body_mentions(r, fact.server_id, values[MYSQLDB_PROGRAM_DEFINITION]);
	sqlembic_buf_release(&identity);
	sqlembic_buf_release(&id);
	sqlembic_buf_release(&parent);
	sqlembic_buf_release(&behind);
}

static void refuse_hidden(struct mysqldb_reading *r, const struct mysqldb_item *item)
{
	r->rc = sqlembic_fail(r->err, SQLEMBIC_E_FAILED, "the text of %s %s may not be read by this user",
			      mysqldb_kinds[item->kind].name, item->values[0]);
	struct sqlembic_buf account = SQLEMBIC_BUF_INIT;
	mysqldb_who_is(&account, r->session_values[MYSQLDB_SESSION_USER]);
	(void)sqlembic_fail_hint(r->err, "let an administrator run: GRANT %s TO %s",
				 r->is_mariadb ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*",
				 sqlembic_buf_text(&account));
	sqlembic_buf_release(&account);
}

void mysqldb_read_program(struct mysqldb_reading *r, const struct mysqldb_item *item, const char *const *row,
			  size_t n)
{
	size_t zone = item->kind == MYSQLDB_EVENT;              /* events have a column more */
	const bool has_session = item->kind != MYSQLDB_LIBRARY; /* of which only sql_mode is kept */
	const char *text = n > (has_session ? 5 + zone : 2) ? row[2 + zone] : NULL;
	struct sqlembic_buf definition = SQLEMBIC_BUF_INIT, definer = SQLEMBIC_BUF_INIT;
	struct sqlembic_buf bare = SQLEMBIC_BUF_INIT;
	if (!text) {
		refuse_hidden(r, item);
		return;
	}
	if (mysqldb_guard_take_off(&bare, text))
		text = sqlembic_buf_text(&bare);
	text += strncmp(text, "CREATE ", 7) == 0 ? 7 : 0;
	text = mysqldb_read_definer(r, &definer, text);
	if (item->kind == MYSQLDB_TRIGGER)
		write_trigger(&definition, item, text);
	else if (item->kind == MYSQLDB_EVENT)
		write_event(&definition, item, text);
	else
		sqlembic_buf_puts(&definition, text);
	cut_terminator(&definition);
	mysqldb_read_in_mode(&definition, item->kind, row[1] ? row[1] : "");
	take_own_name(&definition, r);
	const char *values[MYSQLDB_PROGRAM_VALUES] = {
		[MYSQLDB_PROGRAM_DEFINITION] = sqlembic_buf_text(&definition),
		[MYSQLDB_PROGRAM_MODE] = unless_own(r, MYSQLDB_SESSION_MODE, row[1]),
		[MYSQLDB_PROGRAM_COLLATION] = has_session
						      ? mysqldb_read_collation(r, row[4 + zone],
									       sqlembic_buf_text(&definition))
						      : NULL,
		[MYSQLDB_PROGRAM_DATABASE] = has_session ? row[5 + zone] : NULL,
		[MYSQLDB_PROGRAM_ZONE] = zone ? unless_own(r, MYSQLDB_SESSION_ZONE, row[2]) : NULL,
		[MYSQLDB_PROGRAM_BEHIND] = item->kind == MYSQLDB_TRIGGER ? item->values[4] : NULL,
		[MYSQLDB_PROGRAM_DEFINER] = definer.len ? definer.ptr : NULL,
	};
	if (definition.failed || definer.failed || bare.failed)
		r->rc = sqlembic_fail_memory(r->err);
	else
		hand_over(r, item, values);
	sqlembic_buf_release(&bare);
	sqlembic_buf_release(&definition);
	sqlembic_buf_release(&definer);
}
