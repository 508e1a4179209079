/* test_scan_corpus.c: real projects' scripts, cut as the vendors' clients cut them.  The data lie in the
 * directory `corpus` below SQLEMBIC_SHARED: <project>-<dialect>/versions/<file> and spans.json, which
 * maps each file to the byte offsets of its statements (null where the client changed the text so that
 * it cannot be found). */
#include <criterion/criterion.h>
#include <glob.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "sql/scan.h"

extern const struct sqlembic_dialect sqlembic_sqlite_dialect;
extern const struct sqlembic_dialect sqlembic_postgresql_dialect;
extern const struct sqlembic_dialect sqlembic_mysql_dialect;

/* The dialect that a project's directory is named after. */
static const struct sqlembic_dialect *dialect_of(const char *directory)
{
	static const struct sqlembic_dialect *const dialects[] = { &sqlembic_sqlite_dialect,
								   &sqlembic_postgresql_dialect,
								   &sqlembic_mysql_dialect };
	const char *name = strrchr(directory, '-');
	for (size_t i = 0; name && i < sizeof(dialects) / sizeof(dialects[0]); i++) {
		if (strcmp(name + 1, dialects[i]->name) == 0)
			return dialects[i];
	}
	return NULL;
}

/* psql's spans have their semicolon. */
static size_t without_delimiter(const char *text, size_t begin, size_t end)
{
	end -= end > begin && text[end - 1] == ';';
	while (end > begin && strchr(" \t\r\n", text[end - 1]))
		end--;
	return end;
}

static void check_span(const struct statement *statement, const json_t *span, const char *text,
		       const char *path)
{
	if (!json_is_array(span))
		return;
	size_t begin = (size_t)json_integer_value(json_array_get(span, 0));
	size_t end = without_delimiter(text, begin, (size_t)json_integer_value(json_array_get(span, 1)));
	cr_assert(statement->begin == begin && statement->end == end,
		  "%s: statement %zu is [%llu, %llu), not [%zu, %zu)", path, statement->number,
		  statement->begin, statement->end, begin, end);
	cr_assert_eq(memcmp(statement->sql.ptr, text + begin, end - begin), 0, "%s", path);
}

static void check_file(const struct sqlembic_dialect *dialect, const char *path, const json_t *spans)
{
	struct sqlembic_error err = { 0 };
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	cr_assert_eq(fs_read(&text, path, NULL, &err), 0, "%s", err.message);
	struct scan *scan = scan_open_file(dialect, path, &err);
	cr_assert(scan, "%s", err.message);
	struct statement statement;
	size_t n = 0;
	int rc;
	while ((rc = scan_next(scan, &statement, &err)) > 0)
		check_span(&statement, json_array_get(spans, n++), sqlembic_buf_text(&text), path);
	cr_assert_eq(rc, 0, "%s:%d:%d: %s", path, err.line, err.column, err.message);
	cr_assert_eq(n, json_array_size(spans), "%s has %zu statements, not %zu", path, n,
		     json_array_size(spans));
	scan_close(scan);
	sqlembic_buf_release(&text);
}

static void check_project(const char *spans_path, size_t *files)
{
	struct arena arena = { 0 };
	char *directory = fs_directory(&arena, spans_path);
	const struct sqlembic_dialect *dialect = dialect_of(directory);
	cr_assert(dialect, "%s", directory);
	json_t *projects = json_load_file(spans_path, 0, NULL);
	cr_assert(projects, "%s", spans_path);
	const char *name;
	json_t *spans;
	json_object_foreach(projects, name, spans)
	{
		check_file(dialect, arena_printf(&arena, "%s/versions/%s", directory, name), spans);
		++*files;
	}
	json_decref(projects);
	arena_release(&arena);
}

Test(scan_corpus, every_file_is_cut_as_its_client_does)
{
	const char *shared = getenv("SQLEMBIC_SHARED");
	if (!shared)
		cr_skip_test("SQLEMBIC_SHARED is not set");
	char pattern[4096];
	snprintf(pattern, sizeof(pattern), "%s/corpus/*/spans.json", shared);
	glob_t found;
	cr_assert_eq(glob(pattern, 0, NULL, &found), 0, "%s", pattern);
	size_t files = 0;
	for (size_t i = 0; i < found.gl_pathc; i++)
		check_project(found.gl_pathv[i], &files);
	globfree(&found);
	cr_assert_gt(files, 0);
}
