/* says.c: see says.h.  It errs on the side of the script: what could be meant is said. */
#include "proof/says.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "sqlembic/text.h"
#include "sqlembic/token.h"

static const char *const changing[] = { "DELETE",  "DROP",  "TRUNCATE", "UPDATE",
					"REPLACE", "MERGE", "DETACH",   "EXCHANGE" };
static const char *const running[] = { "CALL", "DO", "EXECUTE" };
/* These run what they call, and are nothing else. */
static const char *const asking[] = { "SELECT", "WITH", "VALUES", NULL };
/* What stands before a parenthesis and is no call, or one that leaves rows alone. */
static const char *const harmless[] = { "ALL",
					"AND",
					"ANY",
					"ARRAY",
					"AS",
					"AVG",
					"BY",
					"CASE",
					"CAST",
					"COALESCE",
					"CONCAT",
					"COUNT",
					"ELSE",
					"EXCEPT",
					"EXISTS",
					"FILTER",
					"FROM",
					"GREATEST",
					"IN",
					"INTERSECT",
					"JOIN",
					"LATERAL",
					"LEAST",
					"LENGTH",
					"LOWER",
					"MATERIALIZED",
					"MAX",
					"MIN",
					"NEXTVAL",
					"NOT",
					"NOW",
					"NULLIF",
					"ON",
					"OR",
					"OVER",
					"PG_CATALOG.SET_CONFIG",
					"PG_CATALOG.SETVAL",
					"ROW",
					"SELECT",
					"SETVAL",
					"SET_CONFIG",
					"SOME",
					"SUM",
					"THEN",
					"UNION",
					"UPPER",
					"USING",
					"VALUES",
					"WHEN",
					"WHERE",
					NULL };

#define COUNT(words) (sizeof(words) / sizeof(*(words)))

/* A script may name thousands of tables, and thousands may be asked for. */
struct says_words {
	struct names names; /* in lower case, each once */
	struct arena arena;
	struct sqlembic_buf views; /* definitions of those that the text names */
	bool are_read, failed;
};

#define WORD_SIZE 256

static void keep(struct sqlembic_buf *statements, struct sqlembic_span sql)
{
	sqlembic_buf_add(statements, sql.ptr, sql.len);
	sqlembic_buf_add(statements, "", 1);
}

/* ---- rows that come of none ---- */

static const char *const rowless[] = { "ALTER",   "ANALYZE", "BEGIN",    "COMMENT",  "COMMIT",
				       "DELETE",  "DROP",    "END",      "GRANT",    "LOCK",
				       "REINDEX", "RESET",   "REVOKE",   "ROLLBACK", "SAVEPOINT",
				       "SET",     "START",   "TRUNCATE", "UPDATE" };
/* What CREATE makes without any, and what would put some only for a row that another statement puts. */
static const char *const empty[] = { "CAST",         "DOMAIN", "EXTENSION", "FUNCTION", "INDEX",
				     "OPERATOR",     "POLICY", "PROCEDURE", "SCHEMA",   "SEQUENCE",
				     "UNIQUE INDEX", "TYPE",   "VIEW" };
static const char *const tables[] = { "TABLE", "UNLOGGED TABLE" };

static bool take_one_of(struct sqlembic_tokens *tokens, const char *const *words, size_t n)
{
	bool does = false;
	for (size_t i = 0; i < n && !does; i++)
		does = sqlembic_token_take(tokens, words[i]);
	return does;
}

/* CREATE TABLE AS; a partition has bounds, which are values, too. */
static bool is_filled(struct sqlembic_tokens rest)
{
	return sqlembic_token_mentions(rest, "SELECT") || sqlembic_token_mentions(rest, "EXECUTE") ||
	       sqlembic_token_mentions(rest, "AS TABLE") ||
	       (sqlembic_token_mentions(rest, "VALUES") && !sqlembic_token_mentions(rest, "FOR VALUES"));
}

/* Behind CREATE: a trigger for each statement fires where no row is met. */
static bool makes_rows(struct sqlembic_tokens rest)
{
	(void)sqlembic_token_take(&rest, "OR REPLACE");
	if (take_one_of(&rest, empty, COUNT(empty)))
		return false;
	if (take_one_of(&rest, tables, COUNT(tables)))
		return is_filled(rest);
	(void)sqlembic_token_take(&rest, "CONSTRAINT");
	return !sqlembic_token_take(&rest, "TRIGGER") || !sqlembic_token_mentions(rest, "EACH ROW");
}

static bool may_put_rows(struct sqlembic_tokens all)
{
	struct sqlembic_tokens rest = all;
	struct sqlembic_token token;
	if (sqlembic_token_take(&rest, "CREATE"))
		return makes_rows(rest);
	if (take_one_of(&rest, rowless, COUNT(rowless)))
		/* A number that a column begins with again. */
		return sqlembic_token_take(&all, "ALTER") && sqlembic_token_mentions(all, "RESTART");
	return sqlembic_token_next(&all, &token);
}

/* Whether a routine may run, of which nobody knows what it does; one that a view calls is not thought of. */
static bool calls(struct sqlembic_tokens tokens)
{
	struct sqlembic_token token, before = { 0 };
	bool does = false;
	while (!does && sqlembic_token_next_name(&tokens, &token)) {
		does = sqlembic_token_is_mark(&token, '(') &&
		       (before.kind == SQLEMBIC_TOKEN_WORD || before.kind == SQLEMBIC_TOKEN_NAME) &&
		       !sqlembic_token_is_any(&before, harmless);
		before = token;
	}
	return does;
}

/* CREATE ... VIEW: moves behind that, to its name. */
static bool makes_view(struct sqlembic_tokens *tokens)
{
	static const char *const others[] = { "AS",       "EVENT", "FUNCTION", "INDEX", "PROCEDURE", "RULE",
					      "SEQUENCE", "TABLE", "TRIGGER",  "TYPE",  NULL };
	struct sqlembic_token token;
	if (!sqlembic_token_take(tokens, "CREATE"))
		return false;
	while (sqlembic_token_next(tokens, &token) && !sqlembic_token_is_any(&token, others))
		if (sqlembic_token_is(&token, "VIEW")) {
			(void)sqlembic_token_take(tokens, "IF NOT EXISTS");
			return true;
		}
	return false;
}

void says_add(struct says *says, const struct sqlembic_dialect *dialect, struct sqlembic_span sql)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(sql, dialect->lex);
	const struct sqlembic_tokens all = tokens;
	struct sqlembic_tokens view = all;
	struct sqlembic_token first = { 0 };
	bool changes = false;
	if (sqlembic_token_next(&tokens, &first))
		for (size_t i = 0; i < COUNT(running); i++)
			says->has_code |= sqlembic_token_is(&first, running[i]);
	says->has_code |= sqlembic_token_is_any(&first, asking) && calls(all);
	for (size_t i = 0; i < COUNT(changing) && !changes; i++)
		changes = sqlembic_token_mentions(all, changing[i]);
	if (makes_view(&view)) {
		keep(&says->views, sql);
		changes = false;
	}
	says->may_put_rows |= may_put_rows(all);
	if (sqlembic_token_mentions(all, "RENAME"))
		keep(&says->renames, sql);
	if (sqlembic_token_is(&first, "DROP") && sqlembic_token_next(&tokens, &first) &&
	    sqlembic_token_is(&first, "SCHEMA"))
		keep(&says->schemas, sql);
	if (!changes)
		return;
	sqlembic_buf_add(&says->text, sql.ptr, sql.len);
	sqlembic_buf_puts(&says->text, "\n;\n");
	if (!says->words)
		says->words = calloc(1, sizeof(*says->words));
	says->text.failed |= !says->words;
}

bool says_anything(const struct says *says)
{
	return says->has_code || says->text.len > 0 || says->text.failed;
}

/* A name that has to be quoted, in any of the quotes. */
static bool has_quoted(const char *text, const char *table)
{
	static const char quotes[] = { '"', '`', '[' };
	bool has = false;
	for (size_t i = 0; i < COUNT(quotes) && !has; i++) {
		struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
		if (quotes[i] == '[')
			sqlembic_buf_printf(&name, "[%s]", table);
		else
			sqlembic_buf_quote(&name, table, quotes[i]);
		has = name.failed || sqlembic_casestr(text, name.ptr);
		sqlembic_buf_release(&name);
	}
	return has;
}

/* ---- words ---- */

/* A word as names are told by: in lower case.  False: it is no plain one, and may stand in quotes only. */
static bool fold(char *out, struct sqlembic_span word)
{
	bool has_letter = false;
	if (word.len >= WORD_SIZE)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		if (!sqlembic_is_word_byte(word.ptr[i]) || word.ptr[i] == '$')
			return false;
		has_letter |= !sqlembic_is_digit(word.ptr[i]);
		out[i] = sqlembic_lower(word.ptr[i]);
	}
	out[word.len] = '\0';
	return has_letter;
}

static void keep_word(struct says_words *words, struct sqlembic_span word)
{
	char folded[WORD_SIZE];
	if (!fold(folded, word) || names_find(&words->names, 0, folded) != NAMES_NONE)
		return;
	const char *kept = arena_dup(&words->arena, folded);
	words->failed |= !kept || !names_put(&words->names, &words->arena, 0, kept, 0);
}

/* Those of a literal, a body or a quoted name. */
static void keep_words(struct says_words *words, struct sqlembic_span text)
{
	const char *p = text.ptr, *end = text.ptr + text.len, *word;
	while ((word = sqlembic_word_next(&p, end)))
		keep_word(words, (struct sqlembic_span){ word, (size_t)(p - word) });
}

static void read_words(struct says_words *words, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token;
	words->are_read = true;
	while (!words->failed && sqlembic_token_next(&tokens, &token))
		if (token.kind == SQLEMBIC_TOKEN_WORD)
			keep_word(words, token.text);
		else
			keep_words(words, token.text);
}

/* Any name, found by going through the text. */
static bool mentions(struct sqlembic_tokens tokens, const char *table)
{
	return sqlembic_token_mentions(tokens, table) || has_quoted(tokens.begin, table);
}

/* Whether the words have the name of a view, which `tokens` make. */
static bool names_view(const struct says_words *words, struct sqlembic_tokens tokens)
{
	struct sqlembic_token token, last = { 0 };
	char folded[WORD_SIZE];
	if (!makes_view(&tokens))
		return false;
	while (sqlembic_token_next(&tokens, &token) &&
	       (sqlembic_token_is_mark(&token, '.') || last.kind == SQLEMBIC_TOKEN_END ||
		sqlembic_token_is_mark(&last, '.')))
		last = token;
	const struct sqlembic_span name = last.kind == SQLEMBIC_TOKEN_NAME ? sqlembic_token_inside(&last)
									   : last.text;
	return !fold(folded, name) || names_find(&words->names, 0, folded) != NAMES_NONE;
}

/* What a view is over is meant where a statement that changes rows names the view, or another view that is. */
static void read_views(struct says_words *words, const struct sqlembic_buf *views,
		       const struct sqlembic_dialect *dialect)
{
	const char *begin = sqlembic_buf_text(views), *end = begin + views->len;
	size_t had;
	do {
		had = words->names.n;
		size_t length;
		for (const char *at = begin; at < end; at += length + 1) {
			length = strlen(at);
			const struct sqlembic_tokens tokens = sqlembic_tokens_of(
				(struct sqlembic_span){ at, length }, dialect->lex);
			if (!names_view(words, tokens))
				continue;
			read_words(words, tokens);
			sqlembic_buf_add(&words->views, at, length);
			sqlembic_buf_puts(&words->views, "\n;\n");
		}
	} while (!words->failed && words->names.n > had);
	words->failed |= views->failed || words->views.failed;
}

bool says_of(const struct says *says, const struct sqlembic_dialect *dialect, const char *table)
{
	const struct sqlembic_span text = { sqlembic_buf_text(&says->text), says->text.len };
	const struct sqlembic_tokens tokens = sqlembic_tokens_of(text, dialect->lex);
	struct says_words *words = says->words;
	char folded[WORD_SIZE];
	if (says->has_code || says->text.failed)
		return true;
	if (!words)
		return false;
	if (!words->are_read) {
		read_words(words, tokens);
		read_views(words, &says->views, dialect);
	}
	if (!words->failed && fold(folded, (struct sqlembic_span){ table, strlen(table) }))
		return names_find(&words->names, 0, folded) != NAMES_NONE;
	const struct sqlembic_span views = { sqlembic_buf_text(&words->views), words->views.len };
	return words->failed || mentions(tokens, table) ||
	       mentions(sqlembic_tokens_of(views, dialect->lex), table);
}

/* Whether one of the statements has both names. */
static bool is_kept(const struct sqlembic_buf *statements, const struct sqlembic_dialect *dialect,
		    const char *name, const char *other)
{
	const char *at = sqlembic_buf_text(statements), *end = at + statements->len;
	bool has = statements->failed;
	for (size_t length; !has && at < end; at += length + 1) {
		length = strlen(at);
		const struct sqlembic_span statement = { at, length };
		const struct sqlembic_tokens tokens = sqlembic_tokens_of(statement, dialect->lex);
		has = mentions(tokens, name) && mentions(tokens, other);
	}
	return has;
}

bool says_drops_schema(const struct says *says, const struct sqlembic_dialect *dialect, const char *schema)
{
	return schema && is_kept(&says->schemas, dialect, schema, schema);
}

bool says_renames(const struct says *says, const struct sqlembic_dialect *dialect, const char *table,
		  const char *other)
{
	return is_kept(&says->renames, dialect, table, other);
}

/* ---- comments ---- */

static bool is_comment(struct sqlembic_span line)
{
	size_t at = 0;
	while (at < line.len && sqlembic_is_blank(line.ptr[at]))
		at++;
	const char *p = line.ptr + at;
	size_t left = line.len - at;
	return left > 1 && (*p == '#' || strncmp(p, "--", 2) == 0 || strncmp(p, "/*", 2) == 0);
}

/* The name, not as a part of a longer one. */
static bool is_name_at(struct sqlembic_span text, size_t at, const char *name)
{
	const size_t length = strlen(name);
	return length > 0 && at + length <= text.len && sqlembic_ncasecmp(text.ptr + at, name, length) == 0 &&
	       (at == 0 || !sqlembic_is_word_byte(text.ptr[at - 1])) &&
	       (at + length == text.len || !sqlembic_is_word_byte(text.ptr[at + length]));
}

static size_t skip_quote(struct sqlembic_span text, size_t at)
{
	return at < text.len && text.ptr[at] && strchr("\"`[]", text.ptr[at]) ? at + 1 : at;
}

/* Behind the name of a table: whether it is the column that is named, or no part of the table is. */
static bool means_column(struct sqlembic_span text, size_t at, const char *column)
{
	at = skip_quote(text, at);
	if (at >= text.len || text.ptr[at] != '.')
		return true;
	const size_t part = skip_quote(text, at + 1);
	if (part >= text.len || sqlembic_is_blank(text.ptr[part]))
		return true;
	return column && is_name_at(text, part, column);
}

static bool means(struct sqlembic_span text, const char *table, const char *column)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_name_at(text, i, table) && means_column(text, i + strlen(table), column))
			return true;
	return false;
}

static const char losing[] = "loses data:";

void says_add_comments(struct sqlembic_buf *out, struct sqlembic_span script)
{
	const char *end = script.ptr + script.len;
	for (const char *at = script.ptr; at < end;) {
		const char *mark = memmem(at, (size_t)(end - at), losing, sizeof(losing) - 1);
		if (!mark)
			return;
		const char *begin = memrchr(script.ptr, '\n', (size_t)(mark - script.ptr));
		const char *newline = memchr(mark, '\n', (size_t)(end - mark));
		begin = begin ? begin + 1 : script.ptr;
		at = newline ? newline : end;
		if (!is_comment((struct sqlembic_span){ begin, (size_t)(at - begin) }))
			continue;
		sqlembic_buf_add(out, mark, (size_t)(at - mark));
		sqlembic_buf_putc(out, '\n');
	}
}

bool says_in_comment(struct sqlembic_span comments, const char *table, const char *column)
{
	const char *end = comments.ptr + comments.len;
	for (const char *at = comments.ptr; at < end;) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *rest = at + sizeof(losing) - 1, *behind = newline ? newline : end;
		if (means((struct sqlembic_span){ rest, (size_t)(behind - rest) }, table, column))
			return true;
		at = behind + 1;
	}
	return false;
}

void says_release(struct says *says)
{
	sqlembic_buf_release(&says->text);
	sqlembic_buf_release(&says->renames);
	sqlembic_buf_release(&says->schemas);
	sqlembic_buf_release(&says->views);
	if (says->words) {
		arena_release(&says->words->arena);
		sqlembic_buf_release(&says->words->views);
	}
	free(says->words);
	*says = (struct says){ 0 };
}
