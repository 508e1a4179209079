/* ask.c: see ask.h. */
#include "ask.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool ask_is_possible(const struct app *app)
{
	return !app->globals.json && !app->globals.quiet && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static bool is_cancelled(const struct app *app)
{
	return app->cancel && *app->cancel;
}

/* Until there is an answer, or a signal: one that arrives just before a read would not end it. */
static void wait_for_answer(const struct app *app)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
	sigset_t all, before;
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, &before);
	while (!is_cancelled(app) && ppoll(&input, 1, NULL, &before) < 0 && errno == EINTR)
		continue;
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}

int ask_yes(struct app *app, const char *question)
{
	char line[64];
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	events_wipe(&app->events);
	term_put(&text, question);
	(void)fprintf(stderr, "%s: is it? [y/N] ", sqlembic_buf_text(&text));
	(void)fflush(stderr);
	sqlembic_buf_release(&text);
	wait_for_answer(app);
	const char *read = is_cancelled(app) ? NULL : fgets(line, sizeof(line), stdin);
	if (is_cancelled(app)) {
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
