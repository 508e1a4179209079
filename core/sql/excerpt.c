/* excerpt.c: see excerpt.h. */
#include "sql/excerpt.h"

#include <string.h>

#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define SHORT 60

/* Where the excerpt begins: at the start of a line near the position, so that the failing line is inside, however long
 * the statement is. */
static size_t find_start(struct sqlembic_span sql, size_t position, size_t room)
{
	if (position <= room / 2)
		return 0;
	size_t start = position - 1 < sql.len ? position - 1 : sql.len;
	size_t nearest = start > room / 2 ? start - room / 2 : 0;
	while (start > nearest && sql.ptr[start - 1] != '\n')
		start--;
	while (start < sql.len && sqlembic_is_inside_character(sql.ptr[start]))
		start++;
	return start;
}

void excerpt_copy(struct sqlembic_error *err, struct sqlembic_span sql)
{
	size_t room = sizeof(err->statement) - 1;
	size_t start = find_start(sql, err->position, room);
	size_t n = sqlembic_text_cut(sql.ptr + start, sql.len - start, room);
	memcpy(err->statement, sql.ptr + start, n);
	err->statement[n] = '\0';
	if (err->position)
		err->position -= start;
}

/* The statement with a comment behind it, which may be what is wrong, but without blanks. */
static struct sqlembic_span with_comment(const struct statement *statement)
{
	struct sqlembic_span text = statement->text.ptr ? statement->text : statement->sql;
	while (text.len > statement->sql.len && sqlembic_is_blank(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

int excerpt_point(struct sqlembic_error *err, const char *path, const struct statement *statement)
{
	int line = statement->line, column = statement->column;
	if (err->position)
		scan_locate(statement, err->position, &line, &column);
	sqlembic_fail_at(err, path, line, column);
	excerpt_copy(err, with_comment(statement));
	return err->code;
}

const char *excerpt_short(struct arena *arena, struct sqlembic_span sql)
{
	size_t n = sqlembic_text_cut(sql.ptr, sql.len, SHORT);
	return arena_printf(arena, "%.*s%s", (int)n, sql.ptr, n < sql.len ? "..." : "");
}
