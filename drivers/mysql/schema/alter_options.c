/* alter_options.c: clauses of ALTER TABLE for the options of the table. */
#include <string.h>

#include "../lex.h"
#include "alter.h"
#include "parse.h"
#include "sqlembic/text.h"

#define VERSIONING "WITH SYSTEM VERSIONING"

static struct sqlembic_span options_of(const struct sqlembic_fact *table)
{
	const char *options = table->values[MYSQLDB_TABLE_OPTIONS];
	return (struct sqlembic_span){ options ? options : "", options ? strlen(options) : 0 };
}

static bool is_called(struct sqlembic_span name, const char *word)
{
	return name.len == strlen(word) && sqlembic_ncasecmp(name.ptr, word, name.len) == 0;
}

static bool is_equal(struct sqlembic_span a, struct sqlembic_span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Whether the option is there, and with which value. */
static bool find(struct sqlembic_span options, struct sqlembic_span wanted, struct sqlembic_span *value)
{
	struct sqlembic_tokens tokens = sqlembic_tokens_of(options, MYSQLDB_LEX);
	struct sqlembic_span name;
	while (mysqldb_parse_option(&tokens, &name, value))
		if (is_equal(name, wanted))
			return true;
	return false;
}

/* What an option that is not printed means. */
static const struct {
	const char *name, *value;
} usual[] = {
	{ "ROW_FORMAT", "DEFAULT" },
	{ "KEY_BLOCK_SIZE", "0" },
	{ "COMMENT", "''" },
	{ "MAX_ROWS", "0" },
	{ "MIN_ROWS", "0" },
	{ "AVG_ROW_LENGTH", "0" },
	{ "STATS_PERSISTENT", "DEFAULT" },
	{ "STATS_AUTO_RECALC", "DEFAULT" },
	{ "PACK_KEYS", "DEFAULT" },
	{ "STATS_SAMPLE_PAGES", "DEFAULT" },
	{ "CHECKSUM", "0" },
	{ "DELAY_KEY_WRITE", "0" },
	{ "COMPRESSION", "''" },
	{ "ENCRYPTION", "'N'" },
	{ "CONNECTION", "''" },
	{ "PAGE_CHECKSUM", "DEFAULT" },
	{ "TRANSACTIONAL", "DEFAULT" },
	{ "INSERT_METHOD", "NO" },
	{ "AUTOEXTEND_SIZE", "0" },
	{ "SECONDARY_ENGINE", "NULL" },
	{ "ENGINE_ATTRIBUTE", "''" },
	{ "SECONDARY_ENGINE_ATTRIBUTE", "''" },
};

/* Options in quotes are of the engine's, and are taken back by DEFAULT. */
static const char *usual_value(struct sqlembic_span name)
{
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (is_called(name, usual[i].name))
			return usual[i].value;
	return *name.ptr == '`' ? "DEFAULT" : NULL;
}

/* Aria writes its own into the table's definition, unless that has partitions; also in the statement by which it is left, or which
 * makes partitions. */
static bool is_taken_back_later(const struct mysqldb_altering *a, struct sqlembic_span name)
{
	struct sqlembic_span before = mysqldb_parse_find_option(options_of(a->change->before), "ENGINE");
	return is_called(name, "PAGE_CHECKSUM") && is_called(before, "Aria");
}

/* An option in quotes is unknown to the engine that the table gets, if it gets another. */
static bool is_taken_back_before(const struct mysqldb_altering *a, struct sqlembic_span name)
{
	return *name.ptr == '`' &&
	       !is_equal(mysqldb_parse_find_option(options_of(a->change->before), "ENGINE"),
			 mysqldb_parse_find_option(options_of(a->change->after), "ENGINE"));
}

static void take_back(struct mysqldb_altering *a, struct sqlembic_span name)
{
	const char *value = usual_value(name);
	if (is_called(name, VERSIONING)) {
		if (mysqldb_alter_renews_history(a->change))
			return;
		mysqldb_alter_warn_of_history(a);
		sqlembic_buf_puts(mysqldb_alter_clause(a), "DROP SYSTEM VERSIONING");
	} else if (value) {
		struct sqlembic_buf *sql = is_taken_back_later(a, name) ? &a->later : mysqldb_alter_clause(a);
		sqlembic_buf_puts(sql, sql == &a->later && sql->len > 0 ? ",\n    " : "");
		sqlembic_buf_printf(sql, "%.*s=%s", (int)name.len, name.ptr, value);
	}
}

static void set(struct mysqldb_altering *a, struct sqlembic_span name, struct sqlembic_span value)
{
	struct sqlembic_buf reason = SQLEMBIC_BUF_INIT;
	if (is_called(name, VERSIONING)) {
		sqlembic_buf_puts(mysqldb_alter_clause(a), "ADD SYSTEM VERSIONING");
		return;
	}
	if (is_called(name, "ENGINE") && is_called(value, "BLACKHOLE")) {
		sqlembic_buf_printf(&reason, "engine BLACKHOLE keeps no rows of table %s",
				    a->change->before->shown);
		mysqldb_alter_warn(a, SQLEMBIC_ACTION_LOSES_DATA | SQLEMBIC_ACTION_LOSES_ROWS, &reason, NULL);
	}
	if (is_called(name, "ENGINE") && mysqldb_alter_moves_history(a->change) &&
	    mysqldb_alter_is_versioned(a->change->after))
		return;
	sqlembic_buf_printf(mysqldb_alter_clause(a), "%.*s%s%.*s", (int)name.len, name.ptr,
			    value.len && *value.ptr == '`' ? " " : "=", (int)value.len, value.ptr);
}

/* Of what may be asleep in a table's definition those that InnoDB knows: it is the only engine of the server's own that has any.
 * MariaDB refuses to take back others, and passes over them otherwise. */
static bool is_of_innodb(struct sqlembic_span name)
{
	static const char *const known[] = { "`PAGE_COMPRESSED`", "`PAGE_COMPRESSION_LEVEL`", "`ENCRYPTED`",
					     "`ENCRYPTION_KEY_ID`" };
	bool is = false;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		is |= is_called(name, known[i]);
	return is;
}

/* What the table has had from InnoDB before wakes up when it becomes one of InnoDB again. */
static void take_back_dormant(struct mysqldb_altering *a, struct sqlembic_span after)
{
	const char *dormant = a->change->before->values[MYSQLDB_TABLE_DORMANT];
	struct sqlembic_span name, value, other;
	if (!dormant || !is_called(mysqldb_parse_find_option(after, "ENGINE"), "InnoDB"))
		return;
	struct sqlembic_tokens tokens = mysqldb_text_tokens(dormant);
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (is_of_innodb(name) && !find(after, name, &other))
			take_back(a, name);
}

/* A character set without its collation means another one. */
static bool is_charset(struct sqlembic_span name)
{
	return is_called(name, "DEFAULT CHARSET") || is_called(name, "COLLATE");
}

static bool charset_differs(struct sqlembic_span before, struct sqlembic_span after)
{
	static const char *const names[] = { "DEFAULT CHARSET", "COLLATE" };
	for (size_t i = 0; i < 2; i++)
		if (!is_equal(mysqldb_parse_find_option(before, names[i]),
			      mysqldb_parse_find_option(after, names[i])))
			return true;
	return false;
}

/* Keys have taken it from the table when they were made, and go on with it: on MySQL unless the table is left without, in a statement
 * that does not cut it into parts. */
bool mysqldb_alter_leaves_block_size(const struct sqlembic_change *change)
{
	static const char option[] = "KEY_BLOCK_SIZE";
	struct sqlembic_span before = mysqldb_parse_find_option(options_of(change->before), option),
			     after = mysqldb_parse_find_option(options_of(change->after), option);
	return before.len > 0 && !is_equal(before, after) &&
	       (mysqldb_is_mariadb(change->from) || after.len > 0 ||
		!mysqldb_equal(change->before->values[MYSQLDB_TABLE_PARTITIONING],
			       change->after->values[MYSQLDB_TABLE_PARTITIONING]));
}

static void set_charset(struct mysqldb_altering *a, struct sqlembic_span after)
{
	struct sqlembic_span charset = mysqldb_parse_find_option(after, "DEFAULT CHARSET");
	struct sqlembic_span collation = mysqldb_parse_find_option(after, "COLLATE");
	if (!charset.len)
		return;
	struct sqlembic_buf *sql = mysqldb_alter_clause(a);
	sqlembic_buf_printf(sql, "DEFAULT CHARACTER SET %.*s", (int)charset.len, charset.ptr);
	if (collation.len)
		sqlembic_buf_printf(sql, " COLLATE %.*s", (int)collation.len, collation.ptr);
}

void mysqldb_alter_begin_options(struct mysqldb_altering *a)
{
	struct sqlembic_span before = options_of(a->change->before), after = options_of(a->change->after);
	struct sqlembic_span name, value, other;
	struct sqlembic_tokens tokens = sqlembic_tokens_of(before, MYSQLDB_LEX);
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (!find(after, name, &other) && is_taken_back_before(a, name))
			take_back(a, name);
	if (a->sql.len > 0)
		mysqldb_emit(&a->emit, &a->sql);
}

void mysqldb_alter_options(struct mysqldb_altering *a)
{
	struct sqlembic_span before = options_of(a->change->before), after = options_of(a->change->after);
	struct sqlembic_span name, value, other;
	struct sqlembic_tokens tokens = sqlembic_tokens_of(after, MYSQLDB_LEX);
	if (charset_differs(before, after))
		set_charset(a, after);
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (!is_charset(name) &&
		    (!(find(before, name, &other) && is_equal(value, other)) ||
		     (is_called(name, VERSIONING) && mysqldb_alter_renews_history(a->change))))
			set(a, name, value);
	tokens = sqlembic_tokens_of(before, MYSQLDB_LEX);
	while (mysqldb_parse_option(&tokens, &name, &value))
		if (!is_charset(name) && !find(after, name, &other) && !is_taken_back_before(a, name))
			take_back(a, name);
	take_back_dormant(a, after);
}
