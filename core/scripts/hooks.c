/* hooks.c: starts post-write hooks and waits for them.  No shell is involved. */
#include "scripts/hooks.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/offspring.h"
#include "sqlembic/buf.h"
#include "sqlembic/error.h"

static const char FILE_NAME[] = "REVISION_SCRIPT_FILENAME";

struct run {
	struct arena arena; /* of this call */
	const struct caller *caller;
};

/* ---- words ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Reads one word at *at into `out`; the quote that was left open, or 0. */
static char take_word(struct sqlembic_buf *out, const char **at)
{
	char quote = '\0';
	const char *p = *at;
	for (; *p && (quote || !is_blank(*p)); p++) {
		if (*p == quote && quote) {
			quote = '\0';
		} else if (!quote && (*p == '\'' || *p == '"')) {
			quote = *p;
		} else if (*p == '\\' && quote != '\'' && (!quote || p[1] == '"' || p[1] == '\\')) {
			if (!*++p)
				return '\\';
			sqlembic_buf_putc(out, *p);
		} else {
			sqlembic_buf_putc(out, *p);
		}
	}
	*at = p;
	return quote;
}

int hooks_split(char ***words, size_t *n, struct arena *arena, const char *line, struct sqlembic_error *err)
{
	/* Each word but the last is followed by a blank. */
	char **list = arena_alloc(arena, strlen(line) / 2 + 2, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	*n = 0;
	struct sqlembic_buf word = SQLEMBIC_BUF_INIT;
	int rc = 0;
	for (const char *at = line; rc == 0;) {
		while (is_blank(*at))
			at++;
		if (!*at)
			break;
		sqlembic_buf_clear(&word);
		char open = take_word(&word, &at);
		list[*n] = arena_dup(arena, sqlembic_buf_text(&word));
		if (open)
			rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the %c in '%s' is never closed", open,
					   line);
		else if (word.failed || !list[(*n)++])
			rc = sqlembic_fail_memory(err);
	}
	sqlembic_buf_release(&word);
	*words = list;
	return rc;
}

/* `word` with the place holder replaced by `path`. */
static char *substitute(struct arena *arena, const char *word, const char *path)
{
	struct sqlembic_buf out = SQLEMBIC_BUF_INIT;
	for (;;) {
		const char *found = strstr(word, FILE_NAME);
		if (!found)
			break;
		sqlembic_buf_add(&out, word, (size_t)(found - word));
		sqlembic_buf_puts(&out, path);
		word = found + strlen(FILE_NAME);
	}
	sqlembic_buf_puts(&out, word);
	char *copy = out.failed ? NULL : arena_dup(arena, sqlembic_buf_text(&out));
	sqlembic_buf_release(&out);
	return copy;
}

/* The executable, then the options with the script's path where they name it, or else before them.  NULL on
 * failure. */
static const char *const *build_arguments(struct arena *arena, const struct config_hook *hook,
					  const char *path, struct sqlembic_error *err)
{
	char **words;
	size_t n = 0, used = 0;
	const char *options = hook->options ? hook->options : "";
	if (hooks_split(&words, &n, arena, options, err) < 0) {
		(void)sqlembic_fail_hint(err, "correct %s.options in [post_write_hooks]", hook->name);
		return NULL;
	}
	const char **arguments = arena_alloc(arena, n + 3, sizeof(*arguments));
	bool complete = arguments != NULL;
	if (complete) {
		arguments[used++] = arena_dup(arena, hook->executable);
		if (!strstr(options, FILE_NAME))
			arguments[used++] = arena_dup(arena, path);
		for (size_t i = 0; i < n; i++)
			arguments[used++] = substitute(arena, words[i], path);
	}
	for (size_t i = 0; i < used; i++)
		complete = complete && arguments[i];
	if (!complete)
		(void)sqlembic_fail_memory(err);
	return complete ? arguments : NULL;
}

/* ---- hooks ---- */

static int report(const struct run *run, enum sqlembic_event_kind kind, const char *text, int status,
		  struct sqlembic_error *err)
{
	const struct sqlembic_event event = { .kind = kind, .text = text, .statement = (size_t)status };
	return caller_event(run->caller, &event, err);
}

static int run_one(struct run *run, const struct config_hook *hook, const char *path,
		   struct sqlembic_error *err)
{
	struct offspring program = { .arguments = build_arguments(&run->arena, hook, path, err),
				     .directory = hook->cwd,
				     .is_alone = true };
	if (!program.arguments)
		return SQLEMBIC_E_FAILED;
	int rc = report(run, SQLEMBIC_EVENT_HOOK, hook->name, 0, err);
	if (rc < 0)
		return rc;
	/* Our stdout belongs to what the command reports. */
	int reason = offspring_start(&program, STDERR_FILENO);
	if (reason) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot start the hook '%s' (%s): %s", hook->name,
				    hook->executable, strerror(reason));
		return sqlembic_fail_hint(err,
					  "install the program, or correct %s.executable and %s.cwd in "
					  "[post_write_hooks]",
					  hook->name, hook->name);
	}
	int found;
	rc = offspring_wait(&found, &program, run->caller, err);
	if (rc < 0)
		return rc;
	const int status = WIFEXITED(found) ? WEXITSTATUS(found) : 128 + WTERMSIG(found);
	rc = report(run, SQLEMBIC_EVENT_HOOK_DONE, hook->name, status, err);
	if (rc < 0 || status == 0)
		return rc;
	const char *text = arena_printf(&run->arena, "the hook '%s' ended with status %d on %s", hook->name,
					status, path);
	return text ? report(run, SQLEMBIC_EVENT_WARNING, text, status, err) : sqlembic_fail_memory(err);
}

int hooks_run(const struct config_hook *hooks, size_t n, const char *path, const struct caller *caller,
	      struct sqlembic_error *err)
{
	struct run run = { .arena = { 0 }, .caller = caller };
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = run_one(&run, &hooks[i], path, err);
	arena_release(&run.arena);
	return rc;
}
