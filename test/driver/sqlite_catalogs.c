/* sqlite_catalogs.c: see sqlite_catalogs.h. */
#include "sqlite_catalogs.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "sqlembic/schema.h"
#include "sqlite_target.h"

static char *directory;

void catalogs_begin(void)
{
	directory = sqlite_make_directory();
}

void catalogs_end(void)
{
	sqlite_remove_directory(directory);
}

struct sqlembic_session *catalogs_make(const char *name, const char *statements)
{
	char *path = sqlite_path(directory, name), *copy = strdup(statements), *rest = copy;
	struct sqlembic_session *session = sqlite_open_file(path, NULL);
	for (char *line; (line = strsep(&rest, "\n"));)
		if (*line)
			conformance_exec(session, line);
	free(copy);
	free(path);
	return session;
}

void catalogs_read(struct catalog *out, struct sqlembic_session *session, bool by_meaning)
{
	static const char *const own[] = { "main.\"alembic_version\"", NULL };
	const struct sqlembic_schema *schema = sqlite_target.driver->schema;
	const struct sqlembic_scope scope = { .size = sizeof(scope), .own = own, .by_meaning = by_meaning };
	struct sqlembic_error err = { 0 };
	catalog_init(out, schema->kinds);
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(schema->read(session, &scope, &sink, &err), 0, "%s", err.message);
	cr_assert_eq(catalog_finish(out, &err), 0, "%s", err.message);
}

size_t catalogs_differences(const struct catalog *a, const struct catalog *b)
{
	struct arena arena = { 0 };
	struct comparison c;
	cr_assert_eq(compare(&c, a, b, NULL, &arena, NULL), 0);
	size_t n = compare_count(&c);
	arena_release(&arena);
	return n;
}
