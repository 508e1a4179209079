/* models.c: runs models.py in the user's Python, which prints DDL.
 *
 * Its standard error is the application's, and ours; of its standard output nothing but SQL, or one line that says what is
 * wrong, comes. */
#include "proof/models.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/offspring.h"
#include "config/paths.h"
#include "config/python.h"
#include "scripts/embedded.h"
#include "sqlembic/error.h"

#define MODELS_SCRIPT "core/proof/models.py"
#define SYS_PATH      "SQLEMBIC_SYS_PATH="
#define DATABASE      "SQLEMBIC_DATABASE="
#define SCRATCH       "SQLEMBIC_SCRATCH="
#define NOT_IMPORTED  "-- not imported: "
#define MARK          "-- of:"

extern char **environ;

/* ---- its arguments ---- */

static const char *find_script(void)
{
	const struct embedded_file *file = embedded_files;
	while (file->name && strcmp(file->name, MODELS_SCRIPT) != 0)
		file++;
	return file->text;
}

/* What comes before the targets, and the NULL behind them. */
#define OTHER_ARGUMENTS 6

static int fill_arguments(const char *const **out, const char *python, const char *targets,
			  const struct proof *proof, struct sqlembic_error *err)
{
	const size_t most = strlen(targets) / 2 + 1 + OTHER_ARGUMENTS;
	const char **arguments = arena_alloc(proof->arena, most, sizeof(*arguments));
	size_t n = 0;
	if (!arguments)
		return sqlembic_fail_memory(err);
	arguments[n++] = python;
	arguments[n++] = "-c";
	arguments[n++] = find_script();
	/* Options of tables are given by the URL's word: mysql_engine, mariadb_engine. */
	arguments[n++] = strcmp(proof->live->url.dialect, "mariadb") == 0 ? "mariadb"
									  : proof->live->engine->name;
	arguments[n++] = arena_printf(proof->arena, "%ld", proof->fresh.side.version);
	for (const char *p = targets; *p;) {
		size_t skip = strspn(p, ", \t\n"), length = strcspn(p + skip, ", \t\n");
		if (length > 0)
			arguments[n++] = arena_copy(proof->arena, p + skip, length);
		p += skip + length;
	}
	for (size_t i = 0; i < n; i++)
		if (!arguments[i])
			return sqlembic_fail_memory(err);
	*out = arguments;
	return 0;
}

static bool is_ours(const char *variable)
{
	static const char *const names[] = { SYS_PATH, DATABASE, SCRATCH };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(variable, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* Appends the directories that are searched first, and where a schema is a database its name and that of the scratch one. */
static int add_ours(char **list, size_t *n, const struct proof *proof, const struct database *scratch,
		    struct sqlembic_error *err)
{
	const char *const *paths;
	size_t npaths;
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	int rc = paths_sys_path(proof->config, &paths, &npaths, err);
	if (rc < 0)
		return rc;
	sqlembic_buf_puts(&text, SYS_PATH);
	for (size_t i = 0; i < npaths; i++)
		sqlembic_buf_printf(&text, "%s\n", paths[i]);
	bool failed = text.failed || !(list[(*n)++] = arena_dup(proof->arena, sqlembic_buf_text(&text)));
	sqlembic_buf_release(&text);
	if (proof->live->engine->dialect->choose_database && proof->live->url.database &&
	    scratch->url.database) {
		failed |= !(
			list[(*n)++] = arena_printf(proof->arena, DATABASE "%s", proof->live->url.database));
		failed |= !(list[(*n)++] = arena_printf(proof->arena, SCRATCH "%s", scratch->url.database));
	}
	return failed ? sqlembic_fail_memory(err) : 0;
}

static bool is_set(const char *assignment)
{
	size_t length = strcspn(assignment, "=") + 1;
	for (char **p = environ; *p; p++)
		if (strncmp(*p, assignment, length) == 0)
			return true;
	return false;
}

/* Ours, the variables of env_file that it does not have, and what the script wants to know. */
static int fill_environment(char ***out, const struct proof *proof, const struct database *scratch,
			    struct sqlembic_error *err)
{
	const char *const *more;
	size_t n = 0, kept = 0, nmore = 0;
	int rc = config_env_file(proof->config, &more, err);
	if (rc < 0)
		return rc;
	while (environ[n])
		n++;
	while (more[nmore])
		nmore++;
	char **list = arena_alloc(proof->arena, n + nmore + 4, sizeof(*list));
	if (!list)
		return sqlembic_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		if (!is_ours(environ[i]))
			list[kept++] = environ[i];
	/* The last assignment counts, where there are several. */
	for (size_t i = nmore; i-- > 0;)
		if (!is_ours(more[i]) && !is_set(more[i]) &&
		    !(list[kept++] = arena_dup(proof->arena, more[i])))
			return sqlembic_fail_memory(err);
	*out = list;
	return add_ours(list, &kept, proof, scratch, err);
}

/* ---- running ---- */

/* The first line says what is wrong, the others more; one that begins with "next: " is the hint. */
static int fail_models(const struct sqlembic_buf *said, const char *targets, int status,
		       struct sqlembic_error *err)
{
	const char *text = sqlembic_buf_text(said), *end = strchr(text, '\n');
	if (!end || !WIFEXITED(status))
		return sqlembic_fail(
			err, SQLEMBIC_E_FAILED, "Python has ended with status %d while it read %s",
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), targets);
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "target_metadata = %s: %.*s", targets, (int)(end - text),
			    text);
	const char *hint = strstr(end, "\nnext: ");
	if (end[1] && hint != end)
		(void)sqlembic_fail_detail(err, "%.*s", (int)strcspn(end + 1, "\n"), end + 1);
	if (hint)
		(void)sqlembic_fail_hint(err, "%.*s", (int)strcspn(hint + 7, "\n"), hint + 7);
	return sqlembic_fail_state(err, "the database was not touched");
}

static int tell_forgotten(const char *sql, const struct proof *proof, struct sqlembic_error *err)
{
	int rc = 0;
	while (rc == 0 && strncmp(sql, NOT_IMPORTED, strlen(NOT_IMPORTED)) == 0) {
		const char *table = sql + strlen(NOT_IMPORTED), *place = strchr(table, ' ');
		size_t length = strcspn(sql, "\n");
		if (!place || place > sql + length)
			break;
		struct sqlembic_buf line = SQLEMBIC_BUF_INIT;
		sqlembic_buf_printf(
			&line,
			"table %.*s is no part of the target: %.*s defines it, but nothing imports that",
			(int)(place - table), table, (int)(sql + length - place - 1), place + 1);
		rc = caller_tell_line(&proof->live->caller, SQLEMBIC_EVENT_WARNING, &line, err);
		sql += length + (sql[length] == '\n');
	}
	return rc;
}

int models_write(struct sqlembic_buf *out, const char *targets, const struct proof *proof,
		 const struct database *scratch, struct sqlembic_error *err)
{
	const char *const *arguments = NULL, *python;
	char **environment = NULL;
	int status = 0;
	int rc = python_find(&python, proof->config, proof->arena, proof->program, err);
	if (rc == 0)
		rc = fill_arguments(&arguments, python, targets, proof, err);
	if (rc == 0)
		rc = fill_environment(&environment, proof, scratch, err);
	struct offspring program = { .arguments = arguments, .environment = environment };
	if (rc == 0)
		rc = offspring_run(out, &status, &program, &proof->live->caller, err);
	if (rc == SQLEMBIC_E_INTERRUPTED || (rc < 0 && err->hint[0]))
		return rc;
	if (rc < 0)
		return sqlembic_fail_hint(
			err, "set the key python to the Python that has SQLAlchemy and your models");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return fail_models(out, targets, status, err);
	return tell_forgotten(sqlembic_buf_text(out), proof, err);
}

/* ---- which table a statement is of ---- */

/* The line above a statement that names its table; NULL: there is none in `sql`. */
static const char *next_mark(const char *sql)
{
	while (*sql && strncmp(sql, MARK, strlen(MARK)) != 0) {
		const char *end = strchr(sql, '\n');
		if (!end)
			return NULL;
		sql = end + 1;
	}
	return *sql ? sql : NULL;
}

/* NULL: the statement is of no table. */
static const char *name_of(struct arena *arena, const char *mark)
{
	const char *name = mark + strlen(MARK);
	size_t length = strcspn(name, "\n");
	return length > 1 ? arena_copy(arena, name + 1, length - 1) : NULL;
}

const char *models_table_at(struct arena *arena, const char *sql, int line)
{
	const char *found = NULL, *end = sql;
	while (--line > 0 && (end = strchr(end, '\n')) != NULL)
		end++;
	for (const char *mark = next_mark(sql); mark && (!end || mark <= end); mark = next_mark(mark + 1))
		found = mark;
	return found ? name_of(arena, found) : NULL;
}

bool models_leave_out(struct sqlembic_buf *out, struct arena *arena, const char *sql,
		      const struct filter *filter)
{
	bool leaves = false;
	for (const char *mark = next_mark(sql), *next; mark; mark = next) {
		const char *table = name_of(arena, mark), *dot = table ? strrchr(table, '.') : NULL;
		const char *schema = dot ? arena_copy(arena, table, (size_t)(dot - table)) : NULL;
		next = next_mark(mark + 1);
		if (!table || filter_matches(filter, schema, dot ? dot + 1 : table))
			sqlembic_buf_add(out, mark, next ? (size_t)(next - mark) : strlen(mark));
		else
			leaves = true;
	}
	return leaves;
}
