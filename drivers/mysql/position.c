/* position.c: where in a statement an error is.  MySQL does not say so; it quotes the text from where it stopped
 * reading, and the number of the line, or the name that it does not know. */
#include "position.h"
#include "sqlembic/text.h"

#include <stdlib.h>
#include <string.h>

/* Behind the newline that ends line `line - 1`. */
static const char *find_line(struct sqlembic_span sql, unsigned long line)
{
	const char *p = sql.ptr, *end = sql.ptr + sql.len;
	for (; line > 1; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		if (!p)
			return end;
		p++;
	}
	return p;
}

/* "... near 'TEXT' at line N": TEXT holds what follows, cut after some 80 characters, with quotes as they are; MariaDB
 * puts dots where it has cut. */
struct quote {
	const char *text;
	size_t len, dots;
	const char *found; /* in what was sent; NULL: not there */
};

static bool find_quote(struct quote *out, const char *said, struct sqlembic_span sql, const char *end)
{
	const char *near = strstr(said, "near '");
	const char *at = NULL;
	for (const char *p = near; p && (p = strstr(p, "' at line ")); p++)
		at = p;
	if (!at)
		return false;
	near += strlen("near '");
	*out = (struct quote){ .text = near };
	if (at <= near)
		return true;
	out->len = (size_t)(at - near);
	const char *from = find_line(sql, strtoul(at + strlen("' at line "), NULL, 10));
	out->found = memmem(from, (size_t)(end - from), near, out->len);
	if (!out->found && out->len > 3 && memcmp(at - 3, "...", 3) == 0) {
		out->dots = 3;
		out->found = memmem(from, (size_t)(end - from), near, out->len - out->dots);
	}
	return true;
}

static size_t find_near(const char *said, struct sqlembic_span sql, const char *end)
{
	struct quote quote;
	if (!find_quote(&quote, said, sql, end))
		return 0;
	/* The statement ends too soon. */
	if (quote.len == 0 || quote.found >= sql.ptr + sql.len)
		return sql.len ? sql.len : 1;
	return quote.found ? (size_t)(quote.found - sql.ptr) + 1 : 0;
}

void mysqldb_trim(char *message, struct sqlembic_span sql, const char *end)
{
	struct quote quote;
	const char *stop = sql.ptr + sql.len;
	if (!find_quote(&quote, message, sql, end) || !quote.found)
		return;
	size_t keep = quote.found < stop ? (size_t)(stop - quote.found) : 0;
	char *behind = message + (quote.text - message) + quote.len;
	if (keep < quote.len - quote.dots)
		memmove(behind - (quote.len - keep), behind, strlen(behind) + 1);
}

/* Errors whose message begins with a quoted name that stands in the statement. */
static bool names_something(unsigned number)
{
	static const unsigned numbers[] = {
		ER_NO_SUCH_TABLE,
		ER_BAD_FIELD_ERROR,
		ER_BAD_TABLE_ERROR,
		ER_TABLE_EXISTS_ERROR,
		ER_DUP_FIELDNAME,
		ER_DUP_KEYNAME,
		1072 /* ER_KEY_COLUMN_DOES_NOT_EXITS, in one of two spellings */,
		ER_CANT_DROP_FIELD_OR_KEY,
		ER_SP_DOES_NOT_EXIST,
		ER_UNKNOWN_TABLE,
		ER_UNKNOWN_SYSTEM_VARIABLE,
		ER_UNKNOWN_CHARACTER_SET,
		ER_BAD_DB_ERROR,
		ER_INVALID_DEFAULT,
		ER_TOO_BIG_FIELDLENGTH,
		ER_UNKNOWN_STORAGE_ENGINE,
		ER_UNKNOWN_COLLATION,
		ER_TOO_LONG_IDENT,
		ER_WRONG_TABLE_NAME,
		ER_WRONG_COLUMN_NAME,
		ER_WRONG_NAME_FOR_INDEX,
		4161 /* ER_UNKNOWN_DATA_TYPE */,
	};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] == number)
			return true;
	return false;
}

/* The only place at which the name stands as a whole word; 0: none, or several. */
static size_t find_only(const char *name, size_t len, struct sqlembic_span sql)
{
	const char *end = sql.ptr + sql.len;
	size_t position = 0;
	for (const char *p = sql.ptr; (p = memmem(p, (size_t)(end - p), name, len)); p++) {
		bool whole = (p == sql.ptr || !sqlembic_is_word_byte(p[-1])) &&
			     (p + len == end || !sqlembic_is_word_byte(p[len]));
		if (whole && position)
			return 0;
		if (whole)
			position = (size_t)(p - sql.ptr) + 1;
	}
	return position;
}

/* "FUNCTION database.name does not exist": one that no quotes surround. */
static size_t find_routine(const char *said, struct sqlembic_span sql)
{
	const char *name = strchr(said, ' ');
	if (!name)
		return 0;
	name++;
	const char *end = name + strcspn(name, " ");
	const char *dot = memchr(name, '.', (size_t)(end - name));
	name = dot ? dot + 1 : name;
	return end > name ? find_only(name, (size_t)(end - name), sql) : 0;
}

static size_t find_name(const char *said, struct sqlembic_span sql)
{
	/* "Can't DROP 'x'": the first quote is none. */
	said += strncmp(said, "Can't ", 6) == 0 ? 6 : 0;
	const char *name = strpbrk(said, "'`");
	const char *close = name ? strchr(name + 1, *name) : NULL;
	if (!close || close == name + 1)
		return 0;
	/* The server may qualify a name that was written alone: only its last part stands in the statement for certain. */
	const char *last = close;
	while (last > name + 1 && last[-1] != '.')
		last--;
	return find_only(last, (size_t)(close - last), sql);
}

size_t mysqldb_position(unsigned number, const char *said, struct sqlembic_span sql, const char *end)
{
	if (number == ER_PARSE_ERROR)
		return find_near(said, sql, end);
	if (number == ER_SP_DOES_NOT_EXIST && !strpbrk(said, "'`"))
		return find_routine(said, sql);
	return names_something(number) ? find_name(said, sql) : 0;
}
