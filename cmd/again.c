/* again.c: see again.h.
 *
 * The library says what to do next in commands, and knows nothing of the command line: without its -c, -n and -x they would be
 * for another database, as a rule for that of the alembic.ini in the current directory. */
#include "again.h"

#include <string.h>

#include "app.h"
#include "cmd.h"
#include "sqlembic/mask.h"
#include "sqlembic/text.h"

#define PROGRAM "sqlembic "

void again_put_word(struct sqlembic_buf *out, const char *option, const char *word)
{
	if (!word)
		return;
	sqlembic_buf_printf(out, " %s%s", option, *option ? " " : "");
	sqlembic_buf_word(out, word);
}

void again_put_masked(struct sqlembic_buf *out, const char *option, const char *word)
{
	struct sqlembic_buf shown = SQLEMBIC_BUF_INIT;
	if (!word)
		return;
	sqlembic_mask(&shown, word);
	again_put_word(out, option, sqlembic_buf_text(&shown));
	out->failed |= shown.failed;
	sqlembic_buf_release(&shown);
}

void again_put_options(struct sqlembic_buf *out, const struct globals *globals, const char *section)
{
	again_put_word(out, "-c", globals->config);
	again_put_word(out, "-n", section);
	for (size_t i = 0; i < globals->x.n; i++)
		again_put_masked(out, "-x", globals->x.items[i]);
}

/* Whether the text begins with the name of a command. */
static bool begins_command(const char *text)
{
	const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
	for (const struct command *const *command = commands; *command; command++)
		if (strlen((*command)->name) == length && strncmp((*command)->name, text, length) == 0)
			return true;
	return false;
}

static bool is_apart(const char *text, const char *at)
{
	return at == text || !sqlembic_is_word_byte(at[-1]);
}

void again_put(struct sqlembic_buf *out, const char *text, const char *before, const char *options)
{
	const char *written = text;
	before = before ? before : "";
	options = options ? options : "";
	for (const char *at = text; (at = strstr(at, PROGRAM)); at += strlen(PROGRAM)) {
		if (!is_apart(text, at) || !begins_command(at + strlen(PROGRAM)))
			continue;
		sqlembic_buf_add(out, written, (size_t)(at - written));
		sqlembic_buf_puts(out, before);
		written = at + strlen(PROGRAM) - 1;
		sqlembic_buf_add(out, at, (size_t)(written - at));
		sqlembic_buf_puts(out, options);
	}
	sqlembic_buf_puts(out, written);
}
