/* compose.c: takes out of the files of sql/ what one version of the server understands. */
#include "compose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "queries.h"

const char *postgres_text_of(const char *file)
{
	const struct postgres_query_text *text = postgres_query_texts;
	while (text->name && strcmp(text->name, file) != 0)
		text++;
	return text->text;
}

static size_t without_blanks(const char *line, size_t length)
{
	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\t'))
		length--;
	return length;
}

/* Takes a mark such as "-- 14-" off the end of a line; false: the line is for other versions. */
static bool take_mark(const char *line, size_t *length, int version)
{
	size_t n = *length;
	char sign = n > 0 ? line[n - 1] : '\0';
	if (sign != '+' && sign != '-')
		return true;
	size_t digits = n - 1;
	while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9')
		digits--;
	if (digits == n - 1 || digits < 4 || memcmp(line + digits - 4, " -- ", 4) != 0)
		return true;
	*length = without_blanks(line, digits - 4);
	long marked = strtol(line + digits, NULL, 10);
	return sign == '+' ? version >= marked : version <= marked;
}

static bool is_comment(const char *line, size_t length)
{
	size_t i = 0;
	while (i < length && line[i] == '\t')
		i++;
	return i == length || (length - i >= 2 && line[i] == '-' && line[i + 1] == '-');
}

void postgres_compose(struct sqlembic_buf *out, const char *file, const char *shared, int version)
{
	const char *p = postgres_text_of(file);
	bool inside = false;
	while (p && *p) {
		const char *line = p;
		size_t length = strcspn(p, "\n");
		p += length + (p[length] == '\n');
		if (is_comment(line, length) || !take_mark(line, &length, version))
			continue;
		if (!inside)
			sqlembic_buf_puts(out, shared);
		inside = length == 0 || line[length - 1] != ';';
		sqlembic_buf_add(out, line, length);
		sqlembic_buf_putc(out, '\n');
	}
	/* Its last line may be for another version. */
	if (inside && strcmp(file, "common.sql") != 0)
		sqlembic_buf_puts(out, ";\n");
}
