/* ask.c: see ask.h. */
#include "ask.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sqlembic/flag.h"
#include "sqlembic/text.h"

enum { ASK_CANCELLED = -1, ASK_UNCLEAR = -2 };

bool ask_is_possible(const struct app *app)
{
	return !app->globals.json && !app->globals.quiet && isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static bool is_cancelled(const struct app *app)
{
	return sqlembic_flag_is_set(app->cancel);
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

/* What does not fit into the answer is no part of the next one. */
static void pass_over(const char *line)
{
	if (strpbrk(line, "\r\n"))
		return;
	for (int c = getchar(); c != '\n' && c != EOF; c = getchar())
		continue;
}

static int understand(char *line)
{
	pass_over(line);
	line[strcspn(line, "\r\n")] = '\0';
	if (sqlembic_casecmp(line, "y") == 0 || sqlembic_casecmp(line, "yes") == 0)
		return 1;
	return !*line || sqlembic_casecmp(line, "n") == 0 || sqlembic_casecmp(line, "no") == 0 ? 0
											       : ASK_UNCLEAR;
}

/* 1, 0, or one of the others. */
static int ask_once(struct app *app, const char *question)
{
	char line[64];
	(void)fprintf(stderr, "%s: is it? [y/N] ", question);
	(void)fflush(stderr);
	wait_for_answer(app);
	const char *read = is_cancelled(app) ? NULL : fgets(line, sizeof(line), stdin);
	if (read && !is_cancelled(app))
		return understand(line);
	(void)fputc('\n', stderr);
	clearerr(stdin);
	return is_cancelled(app) ? ASK_CANCELLED : 0;
}

int ask_yes(struct app *app, const char *question)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int answer;
	events_wipe(&app->events);
	term_put(&text, question);
	while ((answer = ask_once(app, sqlembic_buf_text(&text))) == ASK_UNCLEAR)
		(void)fputs("Please answer y or n.\n", stderr);
	sqlembic_buf_release(&text);
	return answer;
}
