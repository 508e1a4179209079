/* read_quotes.c: names in foreign keys, whose quotes some MariaDB print once where they are to stand twice: 10.5.23 and 11.4.5 do,
 * 10.11.19 and 11.8.9 do not, and no number tells.
 *
 * A key that can be read as it is printed is read so.  In another only what stands between the names tells where one ends; two quotes
 * beside each other are taken for one there. */
#include <string.h>

#include "read.h"
#include "sqlembic/token.h"

#define LINE   "\n  CONSTRAINT `"
#define MIDDLE "` FOREIGN KEY (`"

/* What may stand behind the name of the key, a column of it, the referenced table (or its database), a column of that. */
static const char *const behind[][2] = {
	{ "` FOREIGN KEY (`", NULL },
	{ "`, `", "`) REFERENCES `" },
	{ "`.`", "` (`" },
	{ "`, `", "`)" },
};
#define PLACES (sizeof(behind) / sizeof(behind[0]))

static bool take_name(struct sqlembic_tokens *tokens)
{
	struct sqlembic_token token;
	return sqlembic_token_next(tokens, &token) && token.kind == SQLEMBIC_TOKEN_NAME && token.closed;
}

static bool take_columns(struct sqlembic_tokens *tokens)
{
	if (!sqlembic_token_take_mark(tokens, '('))
		return false;
	do {
		if (!take_name(tokens))
			return false;
	} while (sqlembic_token_take_mark(tokens, ','));
	return sqlembic_token_take_mark(tokens, ')');
}

/* From the quote of its name on. */
static bool is_whole(const char *key)
{
	struct sqlembic_tokens tokens = mysqldb_text_tokens(key);
	if (!take_name(&tokens) || !sqlembic_token_take(&tokens, "FOREIGN KEY") || !take_columns(&tokens) ||
	    !sqlembic_token_take(&tokens, "REFERENCES") || !take_name(&tokens))
		return false;
	if (sqlembic_token_take_mark(&tokens, '.') && !take_name(&tokens))
		return false;
	return take_columns(&tokens) && tokens.at[strcspn(tokens.at, "`\n")] != '`';
}

/* Where a name ends at `at`, what stands there, and which place is next; else 0. */
static size_t end_of_name(const char *at, size_t *place)
{
	for (size_t i = 0; i < 2 && behind[*place][i]; i++) {
		const size_t length = strlen(behind[*place][i]);
		if (strncmp(at, behind[*place][i], length) != 0)
			continue;
		*place += i == 1 || !behind[*place][1];
		return length;
	}
	return 0;
}

/* Appends the names of one key from the first on; NULL: this is no foreign key, or what is behind the last. */
static const char *quote_names(struct sqlembic_buf *out, const char *at, bool *changes)
{
	size_t place = 0, length;
	while (place < PLACES) {
		if (*at == '\0' || *at == '\n')
			return NULL;
		const bool is_quote = *at == '`';
		if (is_quote && (length = end_of_name(at, &place)) > 0) {
			sqlembic_buf_add(out, at, length);
			at += length;
			continue;
		}
		size_t next = place;
		const bool is_twice = is_quote && at[1] == '`' && end_of_name(at + 1, &next) == 0;
		if (is_quote)
			sqlembic_buf_putc(out, '`');
		sqlembic_buf_putc(out, *at);
		*changes |= is_quote && !is_twice;
		at += is_twice ? 2 : 1;
	}
	return at;
}

bool mysqldb_read_quote_again(struct sqlembic_buf *out, const char *sql)
{
	const char *copied = sql, *line;
	bool changes = false;
	if (!strstr(sql, MIDDLE))
		return false;
	for (const char *at = sql; (line = strstr(at, LINE));) {
		const char *name = line + strlen(LINE);
		const size_t before = out->len;
		bool differs = false;
		if (is_whole(name - 1)) {
			at = name;
			continue;
		}
		sqlembic_buf_add(out, copied, (size_t)(name - copied));
		const char *rest = quote_names(out, name, &differs);
		changes |= rest && differs;
		if (rest)
			copied = rest;
		else
			out->len = before;
		at = rest ? rest : name;
	}
	if (changes)
		sqlembic_buf_puts(out, copied);
	else
		sqlembic_buf_clear(out);
	return changes;
}
