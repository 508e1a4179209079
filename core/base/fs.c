/* fs.c: the few file operations that the library needs, on POSIX. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlembic/error.h"
#include "sqlembic/file.h"

static int fail_errno(struct sqlembic_error *err, const char *what, const char *path)
{
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot %s %s: %s", what, path, strerror(errno));
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

static int fail_made(struct sqlembic_error *err, const char *path)
{
	const int why = errno;
	(void)fail_errno(err, "create directory", path);
	return sqlembic_file_hint(err, why, NULL);
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
			rc = fail_made(err, copy);
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
