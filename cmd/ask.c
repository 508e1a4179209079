/* ask.c: see ask.h. */
#include "ask.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool ask_is_possible(const struct app *app)
{
	return !app->globals.json && !app->globals.quiet && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

int ask_yes(struct app *app, const char *question)
{
	char line[64];
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	events_wipe(&app->events);
	term_clean(&text, question, strlen(question));
	(void)fprintf(stderr, "%s: is it? [y/N] ", sqlembic_buf_text(&text));
	(void)fflush(stderr);
	sqlembic_buf_release(&text);
	/* A signal ends the read. */
	const char *read = fgets(line, sizeof(line), stdin);
	if (app->cancel && *app->cancel) {
		(void)fputc('\n', stderr);
		return -1;
	}
	if (!read) {
		(void)fputc('\n', stderr);
		clearerr(stdin);
		return 0;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return strcasecmp(line, "y") == 0 || strcasecmp(line, "yes") == 0;
}
