/* fs.c: the few file operations that the library needs, on POSIX. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "sqlembic/access.h"
#include "sqlembic/error.h"

static int fail_errno(struct sqlembic_error *err, const char *what, const char *path)
{
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot %s %s: %s", what, path, strerror(errno));
}

static int fail_written(struct sqlembic_error *err, const char *what, const char *path)
{
	const int why = errno, rc = fail_errno(err, what, path);
	if (why == ENOSPC || why == EDQUOT)
		return sqlembic_fail_hint(err, "free space on that disk");
	if (why == EFBIG)
		return sqlembic_fail_hint(err, "raise the limit of a file's size (ulimit -f)");
	if (why == EACCES || why == EPERM)
		return sqlembic_fail_hint(err, "let the user who runs the command write there");
	return rc;
}

int fs_fail_read(struct sqlembic_error *err, const char *path)
{
	const int why = errno, rc = fail_errno(err, "read", path);
	return why == EACCES ? sqlembic_fail_hint(err, "let the user who runs the command read it") : rc;
}

/* A pipe may keep us waiting before it is open, before its first byte and after each one. */
static int check_caller(const struct caller *caller, const char *path, struct sqlembic_error *err)
{
	if (!caller || !caller_is_cancelled(caller))
		return 0;
	return sqlembic_fail(err, SQLEMBIC_E_INTERRUPTED, "interrupted while reading %s", path);
}

static int open_file(int *fd, const char *path, const struct caller *caller, struct sqlembic_error *err)
{
	int rc = check_caller(caller, path, err);
	while (rc == 0 && (*fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		rc = errno == EINTR ? check_caller(caller, path, err) : fs_fail_read(err, path);
	return rc;
}

static int fail_long(const char *path, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED,
			    "%s is longer than %zu MiB, the most that is read of such a file", path,
			    FS_LONGEST >> 20);
	return sqlembic_fail_hint(err, "look whether it is the file that was meant");
}

int fs_read(struct sqlembic_buf *out, const char *path, const struct caller *caller,
	    struct sqlembic_error *err)
{
	int fd = -1;
	int rc = open_file(&fd, path, caller, err);
	if (rc < 0)
		return rc;
	size_t before = out->len;
	char chunk[16384];
	ssize_t n = 1;
	while (rc == 0 && n != 0) {
		n = read(fd, chunk, sizeof(chunk));
		if (n < 0 && errno != EINTR)
			rc = fs_fail_read(err, path);
		if (n > 0)
			sqlembic_buf_add(out, chunk, (size_t)n);
		if (rc == 0)
			rc = check_caller(caller, path, err);
		if (rc == 0 && out->len - before > FS_LONGEST)
			rc = fail_long(path, err);
	}
	close(fd);
	if (rc == 0 && out->failed)
		rc = sqlembic_fail_memory(err);
	return rc;
}

static int write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, text, length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		text += n;
		length -= (size_t)n;
	}
	return 0;
}

/* Some filesystems have nothing to be synchronised with. */
static int synchronise(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : -1;
}

/* `rc`: what writing has come to. */
static int end_writing(int fd, int rc)
{
	int saved = errno;
	/* NFS and quotas report a full disk as late as here. */
	if (close(fd) < 0 && rc == 0)
		return -1;
	errno = saved;
	return rc;
}

/* `rc`: what writing the file has come to, which is removed where that is an error, of the file that is `meant`. */
static int close_new(int fd, int rc, const char *path, const char *meant, struct sqlembic_error *err)
{
	if (end_writing(fd, rc) == 0)
		return 0;
	int saved = errno;
	(void)unlink(path);
	errno = saved;
	return fail_written(err, "write", meant);
}

int fs_write_new(const char *path, const char *text, size_t length, struct sqlembic_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail_written(err, "create", path);
	return close_new(fd, write_all(fd, text, length), path, path, err);
}

/* Writes what is to take the place of the file that is `meant`, so that it lasts. */
static int write_beside(const char *path, const char *meant, const char *text, size_t length,
			struct sqlembic_error *err)
{
	struct stat before;
	const bool is_there = stat(meant, &before) == 0;
	/* Nobody opens it before it is known who may. */
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_there ? 0600 : 0666);
	if (fd < 0)
		return fail_written(err, "create", meant);
	int rc = is_there ? sqlembic_access_keep(fd, &before) : 0;
	if (rc == 0)
		rc = write_all(fd, text, length);
	if (rc == 0)
		rc = synchronise(fd);
	return close_new(fd, rc, path, meant, err);
}

/* The name of a file lasts when its directory does. */
static int synchronise_directory(struct arena *arena, const char *path)
{
	const char *directory = fs_directory(arena, path);
	int fd = directory ? open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int rc = fd < 0 ? -1 : synchronise(fd);
	int saved = errno;
	if (fd >= 0)
		(void)close(fd);
	errno = saved;
	return rc;
}

/* A device, or a pipe: a file in its place would be missed by everybody who uses it. */
static bool is_special(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static int write_special(const char *path, const char *text, size_t length, struct sqlembic_error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || end_writing(fd, write_all(fd, text, length)) < 0)
		return fail_written(err, "write", path);
	return 0;
}

int fs_replace(struct arena *arena, const char *path, const char *text, size_t length,
	       struct sqlembic_error *err)
{
	char id[RANDOM_ID_SIZE];
	const char *real = fs_absolute(arena, path);
	if (is_special(path))
		return write_special(path, text, length, err);
	int rc = random_id(id, err);
	if (rc < 0)
		return rc;
	const char *made = real ? arena_printf(arena, "%s.%s", real, id) : NULL;
	if (!made)
		return sqlembic_fail_memory(err);
	if ((rc = write_beside(made, path, text, length, err)) < 0)
		return rc;
	if (rename(made, real) == 0)
		return synchronise_directory(arena, real) == 0 ? 0 : fail_written(err, "write", path);
	int saved = errno;
	(void)unlink(made);
	errno = saved;
	return fail_errno(err, "replace", path);
}

int fs_make_directories(const char *path, bool *made, struct sqlembic_error *err)
{
	if (made)
		*made = false;
	if (fs_is_directory(path))
		return 0;
	char *copy = strdup(path);
	if (!copy)
		return sqlembic_fail_memory(err);
	int rc = 0;
	for (char *p = copy + 1; rc == 0; p++) {
		char c = *p;
		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		bool is_new = mkdir(copy, 0777) == 0;
		if (!is_new && errno == EEXIST && !fs_is_directory(copy))
			errno = ENOTDIR;
		if (!is_new && errno != EEXIST)
			rc = fail_written(err, "create directory", copy);
		else if (c == '\0' && made)
			*made = true;
		*p = c;
		if (c == '\0')
			break;
	}
	free(copy);
	return rc;
}

bool fs_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool fs_is_same(const char *path, const char *other)
{
	struct stat one, two;
	return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}

bool fs_is_directory(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool fs_is_empty_directory(const char *path)
{
	DIR *dir = opendir(path);
	if (!dir)
		return false;
	bool empty = true;
	for (const struct dirent *e = readdir(dir); e && empty; e = readdir(dir))
		empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
	closedir(dir);
	return empty;
}

char *fs_join(struct arena *arena, const char *base, const char *path)
{
	while (path[0] == '.' && path[1] == '/') {
		path += 2;
		while (*path == '/')
			path++;
	}
	if (path[0] == '/' || strcmp(base, ".") == 0)
		return arena_dup(arena, path);
	if (strcmp(path, ".") == 0 || path[0] == '\0')
		return arena_dup(arena, base);
	size_t n = strlen(base);
	return arena_printf(arena, "%s%s%s", base, n && base[n - 1] == '/' ? "" : "/", path);
}

char *fs_absolute(struct arena *arena, const char *path)
{
	char *resolved = realpath(path, NULL);
	char *out;
	if (resolved) {
		out = arena_dup(arena, resolved);
		free(resolved);
		return out;
	}
	char *cwd = getcwd(NULL, 0);
	if (!cwd)
		return arena_dup(arena, path);
	out = fs_join(arena, cwd, path);
	free(cwd);
	return out;
}

char *fs_directory(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return arena_dup(arena, ".");
	if (slash == path)
		return arena_dup(arena, "/");
	return arena_copy(arena, path, (size_t)(slash - path));
}

const char *fs_basename(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}
