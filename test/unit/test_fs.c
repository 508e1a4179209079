/* test_fs.c: files that are to last. */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

/* ---- fsync() and rename() of this program: they note in which order they are called, and can fail ---- */

static char calls[256];
static int failing_call; /* counted from 1 */
static int ncalls;

static int note(const char *what)
{
	(void)strncat(calls, what, sizeof(calls) - strlen(calls) - 1);
	if (++ncalls != failing_call)
		return 0;
	errno = EIO;
	return -1;
}

int fsync(int fd)
{
	struct stat status;
	cr_assert_eq(fstat(fd, &status), 0);
	return note(S_ISDIR(status.st_mode) ? "directory " : "file ");
}

int rename(const char *from, const char *to)
{
	return note("rename ") < 0 ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static char directory[] = "/tmp/sqlembic_fs_XXXXXX";

static void make_directory(void)
{
	cr_assert_not_null(mkdtemp(directory));
	cr_assert_eq(chdir(directory), 0);
}

static void remove_directory(void)
{
	(void)unlink("a.sql");
	(void)rmdir(directory);
}

TestSuite(fs, .init = make_directory, .fini = remove_directory);

static void expect_text(const char *wanted)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	cr_assert_eq(fs_read(&text, "a.sql", NULL, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&text), wanted);
	sqlembic_buf_release(&text);
}

static bool is_alone(void)
{
	return unlink("a.sql") == 0 && fs_is_empty_directory(".");
}

Test(fs, a_replaced_file_lasts_before_it_has_its_name_and_its_directory_behind_that)
{
	struct arena arena = { 0 };
	struct sqlembic_error err;
	cr_assert_eq(fs_replace(&arena, "a.sql", "old", 3, &err), 0, "%s", err.message);
	cr_assert_eq(fs_replace(&arena, "a.sql", "new", 3, &err), 0, "%s", err.message);
	cr_expect_str_eq(calls, "file rename directory file rename directory ");
	expect_text("new");
	cr_expect(is_alone());
	arena_release(&arena);
}

static struct stat status_of(const char *path)
{
	struct stat status;
	cr_assert_eq(stat(path, &status), 0);
	return status;
}

Test(fs, what_replaces_a_file_is_for_those_whom_that_was_for)
{
	static const mode_t modes[] = { 0600, 0640, 0664, 0444 };
	const uid_t owner = geteuid() == 0 ? 12 : geteuid();
	struct arena arena = { 0 };
	struct sqlembic_error err;
	(void)umask(022);
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		cr_assert_eq(fs_replace(&arena, "a.sql", "old", 3, &err), 0, "%s", err.message);
		cr_assert_eq(chown("a.sql", owner, getegid()), 0);
		cr_assert_eq(chmod("a.sql", modes[i]), 0);
		cr_assert_eq(fs_replace(&arena, "a.sql", "new", 3, &err), 0, "%s", err.message);
		const struct stat status = status_of("a.sql");
		cr_expect_eq(status.st_mode & 07777, modes[i], "%o, not %o", status.st_mode & 07777,
			     modes[i]);
		cr_expect_eq(status.st_uid, owner);
	}
	cr_expect(is_alone());
	arena_release(&arena);
}

Test(fs, a_file_that_cannot_be_made_to_last_leaves_the_old_one)
{
	struct arena arena = { 0 };
	struct sqlembic_error err;
	cr_assert_eq(fs_replace(&arena, "a.sql", "old", 3, &err), 0, "%s", err.message);
	for (int i = 1; i <= 2; i++) {
		ncalls = 0;
		failing_call = i;
		cr_expect_lt(fs_replace(&arena, "a.sql", "new", 3, &err), 0);
		cr_expect(strstr(err.message, "Input/output error"), "%s", err.message);
		expect_text("old");
	}
	cr_expect(is_alone());
	arena_release(&arena);
}
