/* test_scriptdir.c: which files are revisions, in which order, and what cannot be loaded. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "scratch.h"
#include "scripts/script.h"
#include "scripts/scriptdir.h"

static struct arena arena;
static struct revision *revisions;
static size_t n;
static struct unread_list unread;
static struct sqlembic_error err;

static void start(void)
{
	(void)scratch_make();
}

static void stop(void)
{
	arena_release(&arena);
	scratch_remove();
}

TestSuite(scriptdir, .init = start, .fini = stop, .timeout = 60);

static void write_up(const char *name, const char *id)
{
	char text[128];
	(void)snprintf(text, sizeof(text), "-- revision: %s\n-- down_revision:\n", id);
	(void)scratch_write(name, text);
}

static const struct caller *caller; /* NULL, but for one test */

static int load_at(const char *const *locations, size_t nlocations, bool recursive)
{
	struct scriptdir scripts = { 0 };
	int rc = scriptdir_load(&scripts, &arena, locations, nlocations, recursive, caller, &err);
	revisions = scripts.revisions;
	n = scripts.n;
	unread = scripts.unread;
	return rc;
}

static int load(bool recursive, const char *first, const char *second)
{
	const char *const locations[] = { scratch_path(first), second ? scratch_path(second) : NULL };
	err = (struct sqlembic_error){ 0 };
	return load_at(locations, second ? 2 : 1, recursive);
}

static void expect_ids(const char *wanted)
{
	char ids[256] = "";
	for (size_t i = 0; i < n; i++)
		(void)snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%s%s", i ? " " : "",
			       revisions[i].id);
	cr_expect_str_eq(ids, wanted, "%s", ids);
}

Test(scriptdir, loads_by_name_in_byte_order)
{
	write_up("v/b.up.sql", "b");
	write_up("v/a.x.up.sql", "ax");
	write_up("v/a.up.sql", "a");
	write_up("v/a-1.up.sql", "a1");
	write_up("v/B.up.sql", "B");
	write_up("v/\xC3\xA4.up.sql", "umlaut");
	write_up("v/a_very_long_name_1.up.sql", "l1");
	write_up("v/a_very_long_name_0.up.sql", "l0");
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	expect_ids("B a1 a ax l0 l1 b umlaut");
}

Test(scriptdir, pairs_down_scripts_by_stem)
{
	write_up("v/a.up.sql", "a");
	write_up("v/a.b.up.sql", "ab");
	write_up("v/c.up.sql", "c");
	(void)scratch_write("v/a.down.sql", "");
	(void)scratch_write("v/c.down.sql", "");
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	expect_ids("ab a c");
	cr_expect_null(revisions[0].down_path);
	cr_expect_str_eq(revisions[1].up_path, scratch_path("v/a.up.sql"));
	cr_expect_str_eq(revisions[1].down_path, scratch_path("v/a.down.sql"));
	cr_expect_str_eq(revisions[2].down_path, scratch_path("v/c.down.sql"));
}

Test(scriptdir, ignores_what_is_no_script)
{
	static const char *const names[] = {
		"v/.#a.up.sql", "v/.hidden.up.sql", "v/.up.sql", "v/README",
		"v/a.up.sql~",  "v/b.UP.SQL",       "v/c.sql",   "v/sub/x.up.sql"
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		(void)scratch_write(names[i], "garbage");
	(void)scratch_mkdir("v/directory.up.sql");
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	cr_expect_eq(n, 0);
}

Test(scriptdir, an_empty_location_is_fine_and_a_missing_one_names_init)
{
	(void)scratch_mkdir("empty");
	cr_assert_eq(load(false, "empty", NULL), 0);
	cr_expect_eq(n, 0);
	cr_assert_eq(load(false, "nowhere", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, scratch_path("nowhere")));
	cr_expect_not_null(strstr(err.hint, "sqlembic init"));
	(void)scratch_write("file", "");
	cr_assert_eq(load(false, "file", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "Not a directory"), "%s", err.message);
}

Test(scriptdir, recursion_takes_files_before_directories_and_skips_hidden_ones)
{
	write_up("v/z.up.sql", "z");
	write_up("v/2/b.up.sql", "b");
	write_up("v/1/x/c.up.sql", "c");
	write_up("v/1/d.up.sql", "d");
	write_up("v/.git/e.up.sql", "e");
	cr_assert_eq(symlink("..", scratch_path("v/1/loop")), 0);
	cr_assert_eq(load(true, "v", NULL), 0, "%s", err.message);
	expect_ids("z d c b");
}

Test(scriptdir, locations_keep_their_order)
{
	write_up("two/a.up.sql", "a");
	write_up("one/b.up.sql", "b");
	cr_assert_eq(load(false, "two", "one"), 0, "%s", err.message);
	expect_ids("a b");
	cr_assert_eq(load(false, "one", "two"), 0, "%s", err.message);
	expect_ids("b a");
}

Test(scriptdir, the_same_location_twice_counts_once)
{
	write_up("v/a.up.sql", "a");
	cr_assert_eq(symlink("v", scratch_path("link")), 0);
	cr_assert_eq(load(false, "v", "link"), 0, "%s", err.message);
	expect_ids("a");
}

Test(scriptdir, a_location_inside_another_is_an_error)
{
	write_up("v/sub/a.up.sql", "a");
	cr_assert_eq(load(true, "v", "v/sub"), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, scratch_path("v/sub")), "%s", err.message);
	cr_assert_eq(load(true, "v/sub", "v"), SQLEMBIC_E_FAILED);
	cr_assert_eq(load(false, "v", "v/sub"), 0, "%s", err.message);
}

Test(scriptdir, a_down_script_alone_is_an_error)
{
	write_up("v/b.up.sql", "b");
	(void)scratch_write("v/c.down.sql", "");
	(void)scratch_write("v/a.down.sql", "");
	cr_assert_eq(load(false, "v", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, scratch_path("v/a.down.sql")), "%s", err.message);
	cr_expect_not_null(strstr(err.hint, scratch_path("v/a.up.sql")), "%s", err.hint);
}

Test(scriptdir, unreadable_scripts_are_named)
{
	cr_assert_not_null(scratch_write("v/b.up.sql", ""));
	cr_assert_eq(unlink(scratch_path("v/b.up.sql")), 0);
	cr_assert_eq(symlink("missing", scratch_path("v/b.up.sql")), 0);
	cr_assert_eq(load(false, "v", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, scratch_path("v/b.up.sql")), "%s", err.message);
	cr_expect_not_null(strstr(err.message, "No such file"), "%s", err.message);
}

Test(scriptdir, a_pipe_named_like_a_script_does_not_hang)
{
	write_up("v/a.up.sql", "a");
	cr_assert_eq(mkfifo(scratch_path("v/b.up.sql"), 0600), 0);
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	expect_ids("a");
}

/* A header of `comments` lines of prose, in all longer than one read. */
static void write_long(const char *name, int comments)
{
	FILE *file = fopen(scratch_write(name, ""), "we");
	cr_assert_not_null(file);
	for (int i = 0; i < comments; i++)
		(void)fprintf(file, "-- line %d of a long licence\n", i);
	(void)fprintf(file, "-- revision: %d\n-- down_revision:\nSELECT 1;\n", comments);
	cr_assert_eq(fclose(file), 0);
}

Test(scriptdir, reads_headers_longer_than_one_read)
{
	static const int lengths[] = { 100, 140, 141, 150, 1000, 5000 };
	char name[64];
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		(void)snprintf(name, sizeof(name), "v/%zu.up.sql", i);
		write_long(name, lengths[i]);
	}
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	expect_ids("100 140 141 150 1000 5000");
}

Test(scriptdir, a_header_without_end_is_refused)
{
	write_long("v/a.up.sql", 60000);
	cr_assert_eq(load(false, "v", NULL), SQLEMBIC_E_FAILED);
	cr_expect_not_null(strstr(err.message, "longer than"), "%s", err.message);
}

Test(scriptdir, down_headers_are_read_from_files)
{
	enum script_transaction mode;
	const char *path = scratch_write("v/a.down.sql", "-- transaction: off\nDROP TABLE t;\n");
	cr_assert_eq(script_read_down(&mode, &arena, path, "a", &err), 0, "%s", err.message);
	cr_expect_eq(mode, SCRIPT_TRANSACTION_OFF);
	cr_assert_eq(script_read_down(&mode, &arena, scratch_path("v/none"), "a", &err), SQLEMBIC_E_FAILED);
}

Test(scriptdir, a_revision_takes_less_than_a_kibibyte)
{
	char name[128], id[16];
	for (int i = 0; i < 50; i++) {
		(void)snprintf(name, sizeof(name),
			       "v/%012d_a_message_of_forty_characters_as_it_is_made.up.sql", i);
		(void)snprintf(id, sizeof(id), "%012d", i);
		write_up(name, id);
	}
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	cr_expect_lt(arena.total / n, 1024, "%zu", arena.total / n);
}

Test(scriptdir, files_that_are_not_read_are_known)
{
	static const struct {
		const char *name, *text, *id;
		enum unread_kind kind;
	} files[] = {
		{ "v/001_init.sql", "CREATE TABLE a (x);\n", NULL, UNREAD_SQL },
		{ "v/a1.sql", "-- revision: a1\n-- down_revision:\n", "a1", UNREAD_HEADER },
		{ "v/ae10_x.py",
		  "\"\"\"x\n\nRevision ID: no\n\"\"\"\nrevision: str = \"ae10\"\ndown_revision = None\n",
		  "ae10", UNREAD_PYTHON },
		{ "v/b2.UP.sql", "-- x\n-- revision: b2\n-- down_revision: a1\n", "b2", UNREAD_HEADER },
		{ "v/c3.up.SQL", "-- revision: c3\n-- down_revision: a1\n", "c3", UNREAD_HEADER },
		{ "v/only_slug.py", "import x\nrevision = 'f00d'\n", "f00d", UNREAD_PYTHON },
		{ "v/other.py", "x_revision = 'no'\nrevisions = 'no'\nrevision = get()\n", NULL,
		  UNREAD_PYTHON },
	};
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		(void)scratch_write(files[i].name, files[i].text);
	(void)scratch_write("v/__init__.py", "");
	(void)scratch_write("v/notes.txt", "");
	(void)scratch_write("v/.hidden.sql", "");
	(void)scratch_write("v/deeper/x.sql", "");
	write_up("v/z.up.sql", "z");
	cr_assert_eq(load(false, "v", NULL), 0, "%s", err.message);
	expect_ids("z");
	cr_assert_eq(unread.n, sizeof(files) / sizeof(*files));
	for (size_t i = 0; i < unread.n; i++) {
		cr_expect_str_eq(unread.items[i].path, scratch_path(files[i].name));
		cr_expect_eq(unread.items[i].kind, files[i].kind, "%s", files[i].name);
		cr_expect(files[i].id ? unread.items[i].id && strcmp(unread.items[i].id, files[i].id) == 0
				      : !unread.items[i].id,
			  "%s", files[i].name);
	}
	cr_assert_eq(load(true, "v", NULL), 0, "%s", err.message);
	cr_expect_eq(unread.n, sizeof(files) / sizeof(*files) + 1);
}

Test(scriptdir, reading_stops_when_the_caller_wants_it)
{
	volatile sig_atomic_t cancel = 1;
	const struct caller stopping = { .cancel = &cancel };
	write_up("v/a.up.sql", "a");
	caller = &stopping;
	cr_expect_eq(load(false, "v", NULL), SQLEMBIC_E_INTERRUPTED);
	cr_expect_str_eq(err.message, "interrupted while reading the scripts");
	cancel = 0;
	cr_expect_eq(load(false, "v", NULL), 0);
}

/* Scripts of real projects, where they are at hand: their comments must not look like keys. */
Test(scriptdir, loads_the_scripts_of_real_projects)
{
	const char *shared = getenv("SQLEMBIC_SHARED");
	char path[4096];
	(void)snprintf(path, sizeof(path), "%s/corpus", shared ? shared : "");
	DIR *corpus = shared ? opendir(path) : NULL;
	if (!corpus)
		cr_skip_test("SQLEMBIC_SHARED names no directory with a corpus");
	size_t projects = 0;
	for (const struct dirent *e = readdir(corpus); e; e = readdir(corpus)) {
		(void)snprintf(path, sizeof(path), "%s/corpus/%s/versions", shared, e->d_name);
		if (e->d_name[0] == '.' || access(path, F_OK) != 0)
			continue;
		const char *location = path;
		cr_expect_eq(load_at(&location, 1, false), 0, "%s:%d: %s", err.file, err.line, err.message);
		projects++;
	}
	(void)closedir(corpus);
	cr_expect_gt(projects, 0);
}
