/* options.c: see options.h. */
#include "options.h"

#include <string.h>

#include "sqlembic/text.h"

static void skip_blanks(const char **p)
{
	while (sqlembic_is_blank(**p))
		(*p)++;
}

/* Blanks end a word, but for one behind a backslash. */
static void add_word(struct sqlembic_buf *out, const char **p)
{
	for (skip_blanks(p); **p && !sqlembic_is_blank(**p); (*p)++) {
		if (**p == '\\' && (*p)[1])
			(*p)++;
		sqlembic_buf_putc(out, **p);
	}
}

/* "name=value", where the name may have "-" for "_". */
static void take_setting(struct postgres_option *option, char *text)
{
	char *sign = text ? strchr(text, '=') : NULL;
	if (!sign)
		return;
	*sign = '\0';
	for (char *p = text; *p; p++)
		if (*p == '-')
			*p = '_';
	option->name = text;
	option->value = sign + 1;
}

bool postgres_option_next(struct postgres_option *option, const char **rest)
{
	struct sqlembic_buf *text = &option->text;
	sqlembic_buf_clear(text);
	option->name = option->value = NULL;
	skip_blanks(rest);
	option->raw.ptr = *rest;
	add_word(text, rest);
	const bool is_apart = text->len == 2 && memcmp(text->ptr, "-c", 2) == 0;
	if (is_apart)
		add_word(text, rest);
	option->raw.len = (size_t)(*rest - option->raw.ptr);
	if (text->len == 0 || text->failed)
		return false;
	if (strncmp(text->ptr, "-c", 2) == 0 || strncmp(text->ptr, "--", 2) == 0)
		take_setting(option, text->ptr + 2);
	return true;
}

void postgres_option_release(struct postgres_option *option)
{
	sqlembic_buf_release(&option->text);
}
