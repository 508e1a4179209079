/* test_hooks.c: how post-write hooks are started, and what is told about them. */
#include <criterion/criterion.h>
#include <signal.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "scripts/hooks.h"
#include "scratch.h"

static struct sqlembic_error err;
static char events[1024];

static void start(void)
{
	(void)scratch_make();
}

TestSuite(hooks, .init = start, .fini = scratch_remove, .timeout = 20);

static int record(const struct sqlembic_event *event, void *payload)
{
	const enum sqlembic_event_kind *stop = payload;
	const char *kind = event->kind == SQLEMBIC_EVENT_HOOK        ? "start"
			   : event->kind == SQLEMBIC_EVENT_HOOK_DONE ? "end"
								     : "warning";
	size_t used = strlen(events);
	(void)snprintf(events + used, sizeof(events) - used, "%s %s %zu\n", kind, event->text,
		       event->statement);
	return stop && event->kind == *stop;
}

static int run(const char *executable, const char *options, const char *cwd)
{
	const struct config_hook hook = { "h", "exec", executable, options, cwd };
	const struct caller caller = { .on_event = record };
	err = (struct sqlembic_error){ 0 };
	events[0] = '\0';
	return hooks_run(&hook, 1, scratch_path("a b.sql"), &caller, &err);
}

Test(hooks, splits_words_as_a_shell_does)
{
	static const struct {
		const char *line, *words;
	} cases[] = {
		{ "", "" },
		{ "  a  b\tc\n", "[a][b][c]" },
		{ "'a b' \"c d\"", "[a b][c d]" },
		{ "a'b'\"c\"d", "[abcd]" },
		{ "'' \"\"", "[][]" },
		{ "a\\ b \\'c\\\\", "[a b]['c\\]" },
		{ "'a\\b' \"a\\b\\\"\\\\\"", "[a\\b][a\\b\"\\]" },
		{ "$HOME *.c `x` # y", "[$HOME][*.c][`x`][#][y]" },
		{ "\xC3\xBC", "[\xC3\xBC]" },
	};
	struct arena arena = { 0 };
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char **words, text[256] = "";
		size_t n;
		cr_assert_eq(hooks_split(&words, &n, &arena, cases[i].line, &err), 0, "%s", err.message);
		for (size_t w = 0; w < n; w++)
			(void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "[%s]", words[w]);
		cr_expect_null(words[n]);
		cr_expect_str_eq(text, cases[i].words, "%s: %s", cases[i].line, text);
	}
	arena_release(&arena);
}

Test(hooks, unclosed_quotes_are_refused)
{
	static const char *const lines[] = { "'a", "a \"b", "a\\", "\"a\\\"", "\"a\\" };
	struct arena arena = { 0 };
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		char **words;
		size_t n;
		cr_expect_eq(hooks_split(&words, &n, &arena, lines[i], &err), SQLEMBIC_E_FAILED, "%s",
			     lines[i]);
	}
	arena_release(&arena);
	cr_expect_eq(run("true", "'x", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.hint, "h.options"));
	cr_expect_str_eq(events, "");
}

/* A script that writes its arguments, one a line. */
static const char *listing_program(void)
{
	const char *path = scratch_write(
		"list", "#!/bin/sh\nfor a; do echo \"$a\"; done >\"$(dirname \"$0\")/out\"\n");
	cr_assert_eq(chmod(path, 0755), 0);
	return path;
}

Test(hooks, the_file_name_comes_first_or_where_it_is_named)
{
	char program[512];
	(void)snprintf(program, sizeof(program), "%s", listing_program());
	char wanted[512];
	cr_assert_eq(run(program, "-l 'x y'", NULL), 0, "%s", err.message);
	(void)snprintf(wanted, sizeof(wanted), "%s\n-l\nx y\n", scratch_path("a b.sql"));
	cr_expect_str_eq(scratch_read("out"), wanted);
	cr_assert_eq(run(program, "-f REVISION_SCRIPT_FILENAME --out=REVISION_SCRIPT_FILENAME.new", NULL), 0);
	(void)snprintf(wanted, sizeof(wanted), "-f\n%s\n--out=%s.new\n", scratch_path("a b.sql"),
		       scratch_path("a b.sql"));
	cr_expect_str_eq(scratch_read("out"), wanted);
	cr_assert_eq(run(program, NULL, NULL), 0);
	(void)snprintf(wanted, sizeof(wanted), "%s\n", scratch_path("a b.sql"));
	cr_expect_str_eq(scratch_read("out"), wanted);
}

Test(hooks, run_in_their_directory_without_our_files_and_input)
{
	(void)scratch_mkdir("dir");
	int fd = open("/dev/null", O_RDONLY);
	cr_assert_geq(fd, 3);
	char options[128];
	(void)snprintf(
		options, sizeof(options),
		"-c 'cat >x; pwd >y; if (: <&%d) 2>&-; then echo open; fi >z' REVISION_SCRIPT_FILENAME", fd);
	cr_assert_eq(run("sh", options, scratch_path("dir")), 0, "%s", err.message);
	(void)close(fd);
	char wanted[512];
	(void)snprintf(wanted, sizeof(wanted), "%s\n", scratch_path("dir"));
	cr_expect_str_eq(scratch_read("dir/x"), "");
	cr_expect_str_eq(scratch_read("dir/y"), wanted);
	cr_expect_str_eq(scratch_read("dir/z"), "");
}

Test(hooks, tell_their_beginning_and_end)
{
	cr_assert_eq(run("true", "", NULL), 0);
	cr_expect_str_eq(events, "start h 0\nend h 0\n");
}

Test(hooks, failing_is_a_warning)
{
	char wanted[512];
	cr_assert_eq(run("sh", "-c 'exit 3' REVISION_SCRIPT_FILENAME", NULL), 0, "%s", err.message);
	(void)snprintf(wanted, sizeof(wanted),
		       "start h 0\nend h 3\nwarning the hook 'h' ended with status 3 on %s 3\n",
		       scratch_path("a b.sql"));
	cr_expect_str_eq(events, wanted, "%s", events);
	cr_assert_eq(run("sh", "-c 'kill -9 $$' REVISION_SCRIPT_FILENAME", NULL), 0);
	cr_expect_not_null(strstr(events, "end h 137\n"), "%s", events);
}

Test(hooks, what_cannot_start_is_an_error)
{
	cr_expect_eq(run("no-such-program-anywhere", "", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "no-such-program-anywhere"), "%s", err.message);
	cr_expect_not_null(strstr(err.message, "No such file"), "%s", err.message);
	cr_expect_eq(run("true", "", scratch_path("nowhere")), SQLEMBIC_E_FAILED);
	cr_expect_eq(run(scratch_write("plain", "x"), "", NULL), SQLEMBIC_E_FAILED);
	cr_expect_str_eq(events, "start h 0\n");
}

Test(hooks, a_stop_ends_the_list)
{
	const struct config_hook hooks[] = { { "one", "exec", "true", "", NULL },
					     { "two", "exec", "true", "", NULL } };
	enum sqlembic_event_kind stop = SQLEMBIC_EVENT_HOOK_DONE;
	const struct caller caller = { .on_event = record, .payload = &stop };
	cr_assert_eq(hooks_run(hooks, 2, "/x", &caller, &err), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(events, "start one 0\nend one 0\n");
}

static volatile sig_atomic_t cancelled;

static void cancel(int number)
{
	(void)number;
	cancelled = 1;
}

Test(hooks, one_that_hangs_is_ended, .timeout = 20)
{
	const struct config_hook hook = { "one", "exec", "sh",
					  "-c 'kill -USR1 $PPID; exec sleep 1000' REVISION_SCRIPT_FILENAME",
					  NULL };
	const struct caller caller = { .on_event = record, .cancel = &cancelled };
	const struct sigaction action = { .sa_handler = cancel };
	cr_assert_eq(sigaction(SIGUSR1, &action, NULL), 0);
	events[0] = '\0';
	cr_expect_eq(hooks_run(&hook, 1, "/x", &caller, &err), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(events, "start one 0\n");
}

Test(hooks, one_whose_status_is_lost_is_an_error)
{
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	cr_assert_eq(sigaction(SIGCHLD, &ignore, NULL), 0);
	cr_expect_eq(run("true", "", NULL), SQLEMBIC_E_FAILED);
	cr_expect(strstr(err.message, "its status was lost"), "%s", err.message);
}
