/* own_tables.c: see own_tables.h.  A dump of a database that was migrated brings them along: they would say where that
 * database was, and not where this one is. */
#include "run/own_tables.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "sql/name.h"
#include "sqlembic/error.h"

/* A statement that fills a table names it among its first words. */
#define LAST_WORD_OF_FILLING 3

static bool is_word(struct sqlembic_span word, const char *text)
{
	return word.len == strlen(text) && strncasecmp(word.ptr, text, word.len) == 0;
}

/* The next word, behind `word`; false at the end. */
static bool next_word(struct sqlembic_span *word, struct sqlembic_span words)
{
	const char *end = words.ptr + words.len, *at = word->ptr + word->len;
	while (at < end && *at == ' ')
		at++;
	const char *blank = at < end ? memchr(at, ' ', (size_t)(end - at)) : NULL;
	*word = (struct sqlembic_span){ at, (size_t)((blank ? blank : end) - at) };
	return at < end;
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
	return NULL;
}

const char *own_tables_touched(const struct records *records, const struct statement *statement)
{
	const struct sqlembic_span words = statement->words;
	struct sqlembic_span word = { words.ptr, 0 };
	if (!next_word(&word, words))
		return NULL;
	const bool fills = is_word(word, "INSERT") || is_word(word, "REPLACE") || is_word(word, "COPY");
	const bool makes = is_word(word, "CREATE") || is_word(word, "DROP");
	bool is_about_tables = fills;
	const char *found = NULL;
	for (size_t i = 1; (fills || makes) && !found && next_word(&word, words); i++) {
		if (fills && i > LAST_WORD_OF_FILLING)
			break;
		/* A table of the session hides ours from the script alone. */
		if (makes && (is_word(word, "TEMP") || is_word(word, "TEMPORARY")))
			break;
		if (is_about_tables)
			found = find_table(records, word);
		is_about_tables = is_about_tables || is_word(word, "TABLE");
	}
	return found;
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

/* Both tables are left out: the last word of the dialect's text is repeated for the second one. */
static const char *describe_dump(const struct records *records)
{
	const char *text = records->dialect->dump_without, *last = strrchr(text, ' ') + 1;
	const char *without = put_table(records, text, records->version_table);
	if (!without || !records->log_table || !*records->log_table)
		return without;
	const char *more = put_table(records, last, records->log_table);
	return more ? arena_printf(records->arena, "%s%s%s", without, *last == '-' ? " " : " and ", more)
		    : NULL;
}

int own_tables_refuse(const struct records *records, const char *table, struct sqlembic_error *err)
{
	const char *option = describe_dump(records);
	if (!option)
		return sqlembic_fail_memory(err);
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "the script makes, drops or fills %s, the table in which sqlembic keeps where this "
		      "database is",
		      table);
	return sqlembic_fail_hint(err, "take the statements out; a dump without them: %s", option);
}
