/* own_tables.c: see own_tables.h.  A dump of a database that was migrated brings them along: they would say where that
 * database was, and not where this one is. */
#include "run/own_tables.h"

#include <string.h>

#include "base/arena.h"
#include "sql/name.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

static bool is_word(struct sqlembic_span word, const char *text)
{
	return word.len == strlen(text) && sqlembic_ncasecmp(word.ptr, text, word.len) == 0;
}

static struct sqlembic_span unquoted(struct sqlembic_span name)
{
	if (name.len > 1 && strchr("\"`[", name.ptr[0]))
		return (struct sqlembic_span){ name.ptr + 1, name.len - 2 };
	return name;
}

/* Whether "schema.table", quoted or not, is `table`, which is known to live in `schema` unless that is NULL. */
static bool is_table(struct sqlembic_span name, const char *schema, const char *table)
{
	const char *dot = memrchr(name.ptr, '.', name.len);
	if (!table || !*table)
		return false;
	if (!dot)
		return is_word(unquoted(name), table);
	const struct sqlembic_span where = { name.ptr, (size_t)(dot - name.ptr) };
	const struct sqlembic_span what = { dot + 1, name.len - where.len - 1 };
	return is_word(unquoted(what), table) && (!schema || is_word(unquoted(where), schema));
}

static const char *find_table(const struct records *records, struct sqlembic_span word)
{
	if (is_table(word, records->found_schema, records->version_table))
		return records->version_table;
	if (is_table(word, records->found_schema, records->log_table))
		return records->log_table;
	if (is_table(word, records->found_schema, records->dialect->lock_table))
		return records->dialect->lock_table;
	return NULL;
}

static bool is_any(const struct sqlembic_token *token, const char *const *words)
{
	while (*words && !sqlembic_token_is(token, *words))
		words++;
	return *words;
}

/* The next name, behind words that may stand before it; false where something else comes. */
static bool next_table(struct sqlembic_tokens *tokens, struct sqlembic_token *out)
{
	static const char *const before[] = {
		"LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "OR",    "ABORT",  "FAIL",
		"REPLACE",      "ROLLBACK",      "INTO",    "FROM",  "ONLY",   "TABLE", "TABLES", "IF",
		"NOT",          "EXISTS",        NULL
	};
	while (sqlembic_token_next_name(tokens, out) &&
	       (out->kind == SQLEMBIC_TOKEN_WORD || out->kind == SQLEMBIC_TOKEN_NAME)) {
		if (!is_any(out, before))
			return true;
	}
	return false;
}

static const char *find_next(const struct records *records, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token name;
	return next_table(tokens, &name) ? find_table(records, name.text) : NULL;
}

/* Of a list, or of "a TO b". */
static const char *find_any(const struct records *records, struct sqlembic_tokens *tokens)
{
	const char *found = NULL;
	do
		found = find_next(records, tokens);
	while (!found && (sqlembic_token_take_mark(tokens, ',') || sqlembic_token_take(tokens, "TO")));
	return found;
}

/* Moves behind TABLE or TABLES, which come before any name.  A table of the session hides ours from the script alone. */
static bool skip_to_table(struct sqlembic_tokens *tokens)
{
	static const char *const kinds[] = { "OR",      "REPLACE", "UNLOGGED", "FOREIGN",
					     "VIRTUAL", "GLOBAL",  "LOCAL",    NULL };
	struct sqlembic_token token;
	while (sqlembic_token_next(tokens, &token)) {
		if (sqlembic_token_is(&token, "TABLE") || sqlembic_token_is(&token, "TABLES"))
			return true;
		if (!is_any(&token, kinds))
			return false;
	}
	return false;
}

/* A table of ours may be changed as others are, but not be called something else: version ids may want more room. */
static const char *find_renamed(const struct records *records, struct sqlembic_tokens *tokens)
{
	static const char *const parts[] = { "COLUMN", "CONSTRAINT", "INDEX", "KEY", NULL };
	struct sqlembic_token name, token;
	if (!skip_to_table(tokens) || !next_table(tokens, &name))
		return NULL;
	while (sqlembic_token_next(tokens, &token)) {
		const bool moves = sqlembic_token_is(&token, "SET") && sqlembic_token_take(tokens, "SCHEMA");
		if (!moves && !sqlembic_token_is(&token, "RENAME"))
			continue;
		if (moves || !sqlembic_token_next(tokens, &token) || !is_any(&token, parts))
			return find_table(records, name.text);
	}
	return NULL;
}

static const char *find_loaded(const struct records *records, struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	while (sqlembic_token_next(tokens, &token)) {
		if (sqlembic_token_is(&token, "INTO"))
			return find_next(records, tokens);
	}
	return NULL;
}

static const char *unless_swept(const struct records *records, const char *found)
{
	return found == records->version_table ? found : NULL;
}

/* Old rows of the log may go. */
static const char *find_version_table(const struct records *records, struct sqlembic_tokens *tokens)
{
	return unless_swept(records, find_next(records, tokens));
}

/* MySQL and MariaDB: rows of several tables go at once. */
static const char *find_emptied(const struct records *records, struct sqlembic_tokens *tokens)
{
	return unless_swept(records, find_any(records, tokens));
}

static const char *find_made(const struct records *records, struct sqlembic_tokens *tokens)
{
	return skip_to_table(tokens) ? find_next(records, tokens) : NULL;
}

static const char *find_dropped(const struct records *records, struct sqlembic_tokens *tokens)
{
	return skip_to_table(tokens) ? find_any(records, tokens) : NULL;
}

/* Of a statement with named queries, each of which may change a table, on PostgreSQL, as may what they are for. */
static const char *find_behind_queries(const struct records *records, struct sqlembic_tokens *tokens)
{
	static const char *const added[] = { "INSERT", "REPLACE", "MERGE", NULL };
	const char *found = NULL;
	struct sqlembic_token token;
	while (!found && sqlembic_token_next(tokens, &token)) {
		if (is_any(&token, added))
			found = find_next(records, tokens);
		else if (sqlembic_token_is(&token, "UPDATE"))
			found = find_version_table(records, tokens);
		else if (sqlembic_token_is(&token, "DELETE"))
			found = find_emptied(records, tokens);
	}
	return found;
}

typedef const char *find_fn(const struct records *records, struct sqlembic_tokens *tokens);

/* NULL: the verb changes no table. */
static find_fn *find_verb(struct sqlembic_span verb)
{
	static const struct {
		const char *verb;
		find_fn *find;
	} verbs[] = {
		{ "INSERT", find_next },         { "REPLACE", find_next }, { "COPY", find_next },
		{ "LOAD", find_loaded },         { "MERGE", find_next },   { "UPDATE", find_version_table },
		{ "DELETE", find_emptied },      { "TRUNCATE", find_any }, { "CREATE", find_made },
		{ "DROP", find_dropped },        { "RENAME", find_any },   { "ALTER", find_renamed },
		{ "WITH", find_behind_queries },
	};
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (is_word(verb, verbs[i].verb))
			return verbs[i].find;
	}
	return NULL;
}

const char *own_tables_touched(const struct records *records, const struct scan *scan,
			       const struct statement *statement)
{
	const char *words = statement->words.ptr;
	struct sqlembic_token verb;
	find_fn *find = find_verb((struct sqlembic_span){ words, strcspn(words, " ") });
	if (!find)
		return NULL;
	struct sqlembic_tokens tokens = scan_words_tokens(scan, statement->sql);
	return sqlembic_token_next(&tokens, &verb) ? find(records, &tokens) : NULL;
}

/* The dump is as a rule one of a database of the same name; where no connection has told which that is, a word stands for
 * it. */
static const char *put_table(const struct records *records, const char *text, const char *table)
{
	if (strstr(text, "?.?"))
		text = name_put(records->arena, text,
				records->found_schema ? records->found_schema : "DATABASE");
	return text ? name_put(records->arena, text, table) : NULL;
}

/* All tables of ours are left out: the last word of the dialect's text is repeated for each but the first. */
static const char *describe_dump(const struct records *records, const char *found)
{
	const char *text = records->dialect->dump_without, *last = strrchr(text, ' ') + 1;
	const char *const tables[] = { records->log_table,
				       found == records->dialect->lock_table ? found : NULL };
	const char *without = put_table(records, text, records->version_table);
	for (size_t i = 0; without && i < sizeof(tables) / sizeof(tables[0]); i++) {
		if (!tables[i] || !*tables[i])
			continue;
		const char *more = put_table(records, last, tables[i]);
		without = more ? arena_printf(records->arena, "%s%s%s", without, *last == '-' ? " " : " and ",
					      more)
			       : NULL;
	}
	return without;
}

int own_tables_refuse(const struct records *records, const char *table, struct sqlembic_error *err)
{
	const char *option = describe_dump(records, table);
	if (!option)
		return sqlembic_fail_memory(err);
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the script makes, drops or changes %s, the table in which sqlembic keeps %s", table,
		      table == records->dialect->lock_table ? "who migrates this database"
							    : "where this database is");
	return sqlembic_fail_hint(err, "take the statements out; a dump without them: %s", option);
}
