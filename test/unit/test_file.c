/* test_file.c: files that are written whole, whatever fails and whoever is killed. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/fs.h"
#include "sqlembic/file.h"

/* ---- the system's calls as this program makes them: noted in their order, they fail or kill where told to ------------------ */

static char calls[256];
static int ncalls;
static int failing_call; /* counted from 1 */
static int killing_call; /* ends this process instead */
static bool has_nameless = true, has_links = true, may_read_directories = true;

static int note(const char *what)
{
	(void)strncat(calls, what, sizeof(calls) - strlen(calls) - 1);
	if (++ncalls == killing_call)
		(void)raise(SIGKILL);
	if (ncalls != failing_call)
		return 0;
	errno = EIO;
	return -1;
}

int open(const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	const bool is_made = (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
	const mode_t mode = is_made ? va_arg(args, mode_t) : 0;
	va_end(args);
	const bool is_nameless = (flags & O_TMPFILE) == O_TMPFILE;
	const bool is_refused = !is_nameless && (flags & O_DIRECTORY) && !may_read_directories;
	errno = is_refused ? EACCES : EOPNOTSUPP;
	return is_refused || (is_nameless && !has_nameless) ? -1 : openat(AT_FDCWD, path, flags, mode);
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

int linkat(int from, const char *old, int to, const char *new, int flags)
{
	if (has_links)
		return note("link ") < 0 ? -1 : (int)syscall(SYS_linkat, from, old, to, new, flags);
	errno = EPERM;
	return -1;
}

/* ---- a directory for each test --------------------------------------------------------------------------- */

static char directory[] = "/tmp/sqlembic_file_XXXXXX";

static void make_directory(void)
{
	cr_assert_not_null(mkdtemp(directory));
	cr_assert_eq(chdir(directory), 0);
	(void)umask(022);
}

static void empty_directory(void)
{
	DIR *dir = opendir(".");
	for (const struct dirent *e = dir ? readdir(dir) : NULL; e; e = readdir(dir))
		(void)unlink(e->d_name);
	if (dir)
		(void)closedir(dir);
}

static void remove_directory(void)
{
	empty_directory();
	(void)rmdir(directory);
}

TestSuite(file, .init = make_directory, .fini = remove_directory);

static void replace(const char *path, const char *text)
{
	struct sqlembic_error err;
	cr_assert_eq(sqlembic_file_write(path, SQLEMBIC_FILE_REPLACED, text, strlen(text), &err), 0, "%s",
		     err.message);
}

static void expect_text(const char *path, const char *wanted)
{
	struct sqlembic_buf text = SQLEMBIC_BUF_INIT;
	struct sqlembic_error err;
	cr_assert_eq(fs_read(&text, path, NULL, &err), 0, "%s", err.message);
	cr_expect_str_eq(sqlembic_buf_text(&text), wanted);
	sqlembic_buf_release(&text);
}

static struct stat status_of(const char *path)
{
	struct stat status;
	cr_assert_eq(lstat(path, &status), 0);
	return status;
}

/* How many files there are, and how many of them are on their way. */
static size_t count(size_t *beside)
{
	size_t n = 0;
	DIR *dir = opendir(".");
	cr_assert_not_null(dir);
	*beside = 0;
	for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
		n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
		*beside += strncmp(e->d_name, SQLEMBIC_FILE_BESIDE, strlen(SQLEMBIC_FILE_BESIDE)) == 0;
	}
	(void)closedir(dir);
	return n;
}

static void expect_files(size_t wanted)
{
	size_t beside;
	cr_expect_eq(count(&beside), wanted);
	cr_expect_eq(beside, 0);
}

/* ---- how it is written ----------------------------------------------------------------------------------- */

Test(file, it_lasts_before_it_has_its_name_and_its_directory_behind_that)
{
	replace("a.sql", "old");
	cr_expect_str_eq(calls, "file link directory ");
	calls[0] = '\0';
	replace("a.sql", "new");
	cr_expect_str_eq(calls, "file link rename directory ");
	expect_text("a.sql", "new");
	expect_files(1);
}

Test(file, a_file_system_without_files_that_have_no_name_gets_one_that_has)
{
	has_nameless = false;
	replace("a.sql", "old");
	replace("a.sql", "new");
	expect_text("a.sql", "new");
	expect_files(1);
	cr_expect_eq(status_of("a.sql").st_mode & 07777, 0644);
}

Test(file, a_file_that_can_get_no_name_is_written_again)
{
	has_links = false;
	replace("a.sql", "old");
	replace("a.sql", "new");
	expect_text("a.sql", "new");
	expect_files(1);
	cr_expect_eq(status_of("a.sql").st_mode & 07777, 0644);
}

Test(file, nothing_is_seen_of_a_long_text_before_it_is_whole)
{
	static char piece[100000];
	struct sqlembic_file file;
	struct sqlembic_error err;
	memset(piece, 'x', sizeof(piece));
	cr_assert_eq(sqlembic_file_open(&file, "a.sql", SQLEMBIC_FILE_NEW, &err), 0);
	for (int i = 0; i < 3; i++)
		cr_assert_eq(sqlembic_file_add(&file, piece, sizeof(piece), &err), 0);
	expect_files(0);
	cr_assert_eq(sqlembic_file_place(&file, &err), 0);
	expect_files(1);
	cr_assert_eq(sqlembic_file_add(&file, "y", 1, &err), 0);
	cr_expect_eq(status_of("a.sql").st_size, (off_t)(3 * sizeof(piece) + 1));
	cr_assert_eq(sqlembic_file_close(&file, &err), 0);
}

Test(file, what_is_dropped_was_never_there)
{
	struct sqlembic_file file;
	struct sqlembic_error err;
	for (int i = 0; i < 2; i++) {
		has_nameless = i == 0;
		cr_assert_eq(sqlembic_file_open(&file, "a.sql", SQLEMBIC_FILE_REPLACED, &err), 0);
		cr_assert_eq(sqlembic_file_add(&file, "x", 1, &err), 0);
		sqlembic_file_drop(&file);
		sqlembic_file_drop(&file);
		expect_files(0);
	}
}

Test(file, a_new_file_takes_nobody_s_place)
{
	struct sqlembic_file file;
	struct sqlembic_error err;
	for (int i = 0; i < 3; i++) {
		has_nameless = i != 1;
		has_links = i != 2;
		(void)unlink("a.sql");
		/* It comes while ours is on its way. */
		cr_assert_eq(sqlembic_file_open(&file, "a.sql", SQLEMBIC_FILE_NEW, &err), 0);
		replace("a.sql", "theirs");
		cr_expect_eq(sqlembic_file_place(&file, &err), SQLEMBIC_E_FAILED);
		cr_expect_eq(file.number, EEXIST);
		cr_expect_eq(sqlembic_file_open(&file, "a.sql", SQLEMBIC_FILE_NEW, &err), SQLEMBIC_E_FAILED);
		cr_expect_eq(file.number, EEXIST);
		expect_text("a.sql", "theirs");
		expect_files(1);
	}
}

Test(file, one_that_comes_in_between_is_replaced_with_its_rights)
{
	struct sqlembic_file file;
	struct sqlembic_error err;
	cr_assert_eq(sqlembic_file_open(&file, "a.sql", SQLEMBIC_FILE_REPLACED, &err), 0);
	replace("a.sql", "theirs");
	cr_assert_eq(chmod("a.sql", 0600), 0);
	cr_assert_eq(sqlembic_file_add(&file, "ours", 4, &err), 0);
	cr_assert_eq(sqlembic_file_place(&file, &err), 0);
	cr_assert_eq(sqlembic_file_close(&file, &err), 0);
	expect_text("a.sql", "ours");
	cr_expect_eq(status_of("a.sql").st_mode & 07777, 0600);
}

/* ---- what fails ------------------------------------------------------------------------------------------ */

Test(file, a_file_that_cannot_be_made_to_last_leaves_the_old_one)
{
	struct sqlembic_error err;
	replace("a.sql", "old");
	for (int i = 1; i <= 3; i++) {
		ncalls = 0;
		/* Where it gets no name beside, it is written again, and lasts then. */
		failing_call = i == 2 ? 1 : i;
		cr_expect_lt(sqlembic_file_write("a.sql", SQLEMBIC_FILE_REPLACED, "new", 3, &err), 0);
		cr_expect(strstr(err.message, "cannot write a.sql: Input/output error"), "%s", err.message);
		cr_expect_str_eq(err.hint, "look after that disk");
		expect_text("a.sql", "old");
		expect_files(1);
	}
}

Test(file, a_directory_that_may_not_be_read_is_written_to)
{
	may_read_directories = false;
	replace("a.sql", "new");
	cr_expect_str_eq(calls, "file link ");
	expect_text("a.sql", "new");
}

Test(file, an_error_says_what_to_do)
{
	struct sqlembic_error err;
	cr_expect_lt(sqlembic_file_write("no/a.sql", SQLEMBIC_FILE_REPLACED, "", 0, &err), 0);
	cr_expect_str_eq(err.message, "cannot write no/a.sql: No such file or directory");
	cr_expect_str_eq(err.hint, "name a file in a directory that is there and can be written to");
	cr_expect_lt(sqlembic_file_write(".", SQLEMBIC_FILE_REPLACED, "", 0, &err), 0);
	cr_expect_str_eq(err.message, "cannot write .: Is a directory");
	cr_expect_lt(sqlembic_file_write("/dev/full", SQLEMBIC_FILE_REPLACED, "x", 1, &err), 0);
	cr_expect_str_eq(err.message, "cannot write /dev/full: No space left on device");
	cr_expect_str_eq(err.hint, "free space on that disk");
}

/* A process of its own that is killed at that call. */
static int status_of_replacing(int call)
{
	const pid_t pid = fork();
	if (pid == 0) {
		ncalls = 0;
		killing_call = call;
		_exit(sqlembic_file_write("a.sql", SQLEMBIC_FILE_REPLACED, "new", 3, NULL) == 0 ? 0 : 1);
	}
	int status = 0;
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	return status;
}

/* That of the directory, behind which the new text is there. */
static int last_call(bool was_there)
{
	return has_nameless && was_there ? 4 : 3;
}

/* True: killed. */
static bool expect_old_or_new(int call, bool was_there)
{
	size_t beside;
	if (was_there)
		replace("a.sql", "old");
	const bool is_killed = WIFSIGNALED(status_of_replacing(call));
	const bool is_there = access("a.sql", F_OK) == 0;
	cr_expect_eq(count(&beside), beside + is_there);
	cr_expect(is_there || (is_killed && !was_there));
	/* A file without a name is gone with its process, but for the moment between the name beside and the place. */
	cr_expect_leq(beside, has_nameless ? is_killed && was_there && call == 3 : 1);
	if (is_there)
		expect_text("a.sql", is_killed && call < last_call(was_there) ? "old" : "new");
	return is_killed;
}

Test(file, whoever_is_killed_leaves_the_old_text_or_the_new_one)
{
	for (int i = 0; i < 4; i++) {
		has_nameless = i % 2 == 0;
		int call = 1;
		while (expect_old_or_new(call, i / 2)) {
			empty_directory();
			call++;
		}
		cr_expect_geq(call, 4);
		empty_directory();
	}
}

/* ---- for whom it is -------------------------------------------------------------------------------------- */

Test(file, what_replaces_a_file_is_for_those_whom_that_was_for)
{
	static const mode_t modes[] = { 0600, 0640, 0664, 0444 };
	const uid_t owner = geteuid() == 0 ? 12 : geteuid();
	for (size_t i = 0; i < 2 * sizeof(modes) / sizeof(*modes); i++) {
		const mode_t mode = modes[i / 2];
		has_links = i % 2 == 0;
		replace("a.sql", "old");
		cr_assert_eq(chown("a.sql", owner, getegid()), 0);
		cr_assert_eq(chmod("a.sql", mode), 0);
		replace("a.sql", "new");
		const struct stat status = status_of("a.sql");
		cr_expect_eq(status.st_mode & 07777, mode, "%o, not %o", status.st_mode & 07777, mode);
		cr_expect_eq(status.st_uid, owner);
	}
	expect_files(1);
}

#define ACCESS  "system.posix_acl_access"
#define DEFAULT "system.posix_acl_default"

/* An access list as the system keeps it: the owner rw, the user `one` as `bits` say, the group nothing, the mask `bits`. */
static int set_list(const char *path, const char *name, unsigned char bits)
{
	const unsigned char list[] = {
		2,    0, 0,    0,                         /* its version */
		0x01, 0, 6,    0, 0xff, 0xff, 0xff, 0xff, /* the owner */
		0x02, 0, bits, 0, 13,   0,    0,    0,    /* the user 13 */
		0x04, 0, 0,    0, 0xff, 0xff, 0xff, 0xff, /* the group */
		0x10, 0, bits, 0, 0xff, 0xff, 0xff, 0xff, /* the most of both */
		0x20, 0, 0,    0, 0xff, 0xff, 0xff, 0xff, /* everybody else */
	};
	return setxattr(path, name, list, sizeof(list), 0);
}

Test(file, an_access_list_goes_along_and_that_of_the_directory_gives_nobody_more)
{
	char list[256], before[256];
	replace("a.sql", "old");
	if (set_list("a.sql", ACCESS, 6) < 0)
		cr_skip("no access lists in /tmp: %s", strerror(errno));
	const ssize_t length = getxattr("a.sql", ACCESS, before, sizeof(before));
	replace("a.sql", "new");
	cr_assert_eq(getxattr("a.sql", ACCESS, list, sizeof(list)), length);
	cr_expect_eq(memcmp(list, before, (size_t)length), 0);
	cr_assert_eq(set_list(".", DEFAULT, 6), 0);
	cr_assert_eq(removexattr("a.sql", ACCESS), 0);
	cr_assert_eq(chmod("a.sql", 0660), 0);
	replace("a.sql", "new");
	cr_expect_lt(getxattr("a.sql", ACCESS, list, sizeof(list)), 0);
	cr_expect_eq(status_of("a.sql").st_mode & 07777, 0660);
}

/* ---- what stays where it is ------------------------------------------------------------------------------ */

Test(file, links_stay_and_what_they_name_is_replaced)
{
	cr_assert_eq(symlink("to", "link"), 0);
	cr_assert_eq(symlink("./a.sql", "to"), 0);
	/* It is not there yet. */
	replace("link", "old");
	expect_text("a.sql", "old");
	replace("link", "new");
	expect_text("a.sql", "new");
	cr_expect(S_ISLNK(status_of("link").st_mode));
	cr_expect(S_ISLNK(status_of("to").st_mode));
	expect_files(3);
}

Test(file, links_without_end_are_an_error)
{
	struct sqlembic_error err;
	cr_assert_eq(symlink("two", "one"), 0);
	cr_assert_eq(symlink("one", "two"), 0);
	cr_expect_lt(sqlembic_file_write("one", SQLEMBIC_FILE_REPLACED, "", 0, &err), 0);
	cr_expect(strstr(err.message, strerror(ELOOP)), "%s", err.message);
	expect_files(2);
}

Test(file, an_open_file_of_this_process_is_written_on)
{
	char path[32];
	const int fd = open("a.log", O_WRONLY | O_CREAT | O_APPEND, 0644);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, "one ", 4), 4);
	(void)snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	replace(path, "two ");
	cr_assert_eq(symlink(path, "link"), 0);
	replace("link", "three");
	expect_text("a.log", "one two three");
	(void)close(fd);
	expect_files(2);
}

Test(file, a_pipe_is_written_to)
{
	char text[8] = "";
	cr_assert_eq(mkfifo("pipe", 0600), 0);
	const int fd = open("pipe", O_RDWR);
	replace("pipe", "new");
	cr_expect_eq(read(fd, text, sizeof(text)), 3);
	cr_expect_str_eq(text, "new");
	cr_expect(S_ISFIFO(status_of("pipe").st_mode));
	(void)close(fd);
}

Test(file, one_of_many_waits_for_no_disk)
{
	struct sqlembic_error err;
	cr_assert_eq(sqlembic_file_write("a.sql", SQLEMBIC_FILE_AMONG_MANY, "new", 3, &err), 0);
	cr_expect_str_eq(calls, "link ");
	expect_text("a.sql", "new");
	cr_expect_lt(sqlembic_file_write("a.sql", SQLEMBIC_FILE_AMONG_MANY, "new", 3, &err), 0);
	cr_expect_eq(sqlembic_file_settle("a.sql", &err), 0);
}
