/* target.c: see target.h. */
#include "proof/target.h"

#include <glob.h>
#include <string.h>
#include <sys/wait.h>

#include "base/characters.h"
#include "base/fs.h"
#include "base/offspring.h"
#include "config/url_mask.h"
#include "sqlembic/error.h"
#include "sqlembic/text.h"

#define PROGRAM_PREFIX "exec:"

static int fail_from(struct sqlembic_error *err, const char *origin)
{
	(void)sqlembic_fail_detail(err, "it is from %s", origin);
	return sqlembic_fail_hint(err,
				  "name an SQL file, a directory of them, a database URL, exec:PROGRAM or "
				  "module:attribute");
}

static int take_glob(struct target *out, struct arena *arena, const char *pattern, struct sqlembic_error *err)
{
	glob_t found;
	const struct characters characters = characters_begin();
	int rc = glob(pattern, GLOB_MARK, NULL, &found);
	characters_end(characters);
	if (rc == GLOB_NOSPACE)
		return sqlembic_fail_memory(err);
	if (rc != 0)
		return 0;
	const char **paths = arena_alloc(arena, found.gl_pathc, sizeof(*paths));
	for (size_t i = 0; paths && i < found.gl_pathc; i++) {
		size_t length = strlen(found.gl_pathv[i]);
		if (found.gl_pathv[i][length - 1] == '/')
			continue;
		if (!(paths[out->n++] = arena_dup(arena, found.gl_pathv[i])))
			paths = NULL;
	}
	globfree(&found);
	out->paths = paths;
	return paths ? 0 : sqlembic_fail_memory(err);
}

/* The path of a directory can hold what a glob would read as a pattern. */
static char *escape(struct arena *arena, const char *path)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	for (; *path; path++) {
		if (strchr("*?[\\", *path))
			sqlembic_buf_putc(&text, '\\');
		sqlembic_buf_putc(&text, *path);
	}
	char *copy = text.failed ? NULL : arena_printf(arena, "%s/*.sql", sqlembic_buf_text(&text));
	sqlembic_buf_release(&text);
	return copy;
}

static int take_path(struct target *out, struct arena *arena, const char *text, struct sqlembic_error *err)
{
	if (fs_is_directory(text)) {
		const char *pattern = escape(arena, text);
		int rc = pattern ? take_glob(out, arena, pattern, err) : sqlembic_fail_memory(err);
		if (rc == 0 && out->n == 0)
			rc = sqlembic_fail(err, SQLEMBIC_E_FAILED, "the target %s has no file *.sql", text);
		return rc;
	}
	if (fs_exists(text)) {
		const char **paths = arena_alloc(arena, 1, sizeof(*paths));
		if (!paths || !(paths[0] = arena_dup(arena, text)))
			return sqlembic_fail_memory(err);
		out->paths = paths;
		out->n = 1;
		return 0;
	}
	int rc = strpbrk(text, "*?[") ? take_glob(out, arena, text, err) : 0;
	if (rc < 0 || out->n)
		return rc;
	/* It may be a URL in which something is mistyped. */
	const char *shown = url_mask(arena, text);
	return shown ? sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "the target %s is not there: no such file or directory", shown)
		     : sqlembic_fail_memory(err);
}

/* "app.models:Base.metadata", and not a file of that name: words of letters, digits and dots with one colon; several of
 * them, or modules that are only imported, behind commas or blanks. */
static bool is_models(const char *text)
{
	bool has_colon = false;
	for (const char *p = text; *p; p++) {
		if (*p == ':')
			has_colon = true;
		else if (!sqlembic_is_word_byte(*p) && !strchr("., \t\n", *p))
			return false;
	}
	return has_colon && text[0] != ':' && !fs_exists(text);
}

static bool is_program(const char *text)
{
	return strncmp(text, PROGRAM_PREFIX, strlen(PROGRAM_PREFIX)) == 0;
}

bool target_is_url(const char *text)
{
	return !is_program(text) && strstr(text, "://");
}

int target_describe(struct target *out, struct arena *arena, const char *text, const char *origin,
		    struct sqlembic_error *err)
{
	*out = (struct target){ .text = text, .origin = origin };
	if (is_program(text)) {
		out->kind = TARGET_PROGRAM;
		return 0;
	}
	if (target_is_url(text)) {
		out->kind = TARGET_URL;
		return 0;
	}
	if (is_models(text)) {
		out->kind = TARGET_MODELS;
		return 0;
	}
	int rc = take_path(out, arena, text, err);
	return rc < 0 ? fail_from(err, origin) : 0;
}

int target_configured(struct target *out, struct arena *arena, struct config *config,
		      struct sqlembic_error *err)
{
	const char *text, *file = config_file(config);
	int rc = config_string(config, "target_metadata", &text, err);
	if (rc < 0)
		return rc;
	if (!text || !*text) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "no wanted schema: target_metadata is not set");
		return sqlembic_fail_hint(
			err,
			"set target_metadata in %s to an SQL file, a directory of them, a database "
			"URL, exec:PROGRAM or module:attribute",
			file ? file : "alembic.ini");
	}
	return target_describe(out, arena, text, config_origin(config, "target_metadata"), err);
}

int target_run(struct sqlembic_buf *out, const struct target *target, const struct caller *caller,
	       struct sqlembic_error *err)
{
	const char *command = target->text + strlen(PROGRAM_PREFIX);
	const char *const arguments[] = { "/bin/sh", "-c", command, NULL };
	struct offspring program = { .arguments = arguments, .has_input = true };
	int status;
	int rc = offspring_run(out, &status, &program, caller, err);
	if (rc < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return rc;
	if (WIFSIGNALED(status))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED,
				     "the program of the target was ended by signal %d: %s", WTERMSIG(status),
				     command);
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "the program of the target has ended with status %d: %s",
			     WEXITSTATUS(status), command);
}
