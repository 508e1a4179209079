/* complete_quotes.c: words as a shell hands them over for completion, with what was typed around them. */
#include <string.h>

#include "complete.h"

/* Behind a backslash: within double quotes it is one itself, unless it has something to take the meaning of. */
static bool escapes(char quote, char next)
{
	return next && (quote != '"' || strchr("\"\\$`", next));
}

void complete_quotes_remove(struct sqlembic_buf *out, const char *word, const char *home)
{
	char quote = '\0';
	if (home && strncmp(word, "~/", 2) == 0) {
		sqlembic_buf_puts(out, home);
		word++;
	}
	for (; *word; word++)
		if (quote ? *word == quote : *word == '\'' || *word == '"')
			quote = quote ? '\0' : *word;
		else if (quote != '\'' && *word == '\\' && escapes(quote, word[1]))
			sqlembic_buf_putc(out, *++word);
		else
			sqlembic_buf_putc(out, *word);
}
