/* tempdir.c: see tempdir.h.
 *
 * A file in the directory is locked as long as the run lives, however it ends.  Who may write to `parent` can put anything
 * there, and change it while it is looked at: each name is opened without following links, and asked whose it is by its
 * descriptor. */
#include "base/tempdir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlembic/error.h"

#define LOCK_NAME     "lock"
#define RANDOM        "XXXXXX"
#define DEEPEST       24 /* a descriptor a level; no server's directory has so many */
#define OPEN_AS_PLACE (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* ---- the lock ---- */

static bool is_still_there(int file, int directory)
{
	struct stat is, named;
	return fstat(file, &is) == 0 && fstatat(directory, LOCK_NAME, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       is.st_dev == named.st_dev && is.st_ino == named.st_ino;
}

/* -1, with errno: another run has it, or has just removed it. */
static int take_lock(int directory, int flags)
{
	struct stat status;
	int lock = openat(directory, LOCK_NAME, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
	if (lock < 0)
		return -1;
	if (fstat(lock, &status) == 0 && status.st_uid == geteuid() && flock(lock, LOCK_EX | LOCK_NB) == 0 &&
	    is_still_there(lock, directory))
		return lock;
	(void)close(lock);
	errno = EBUSY;
	return -1;
}

/* ---- removing ---- */

/* `descriptor` is closed. */
static void empty(int descriptor, int depth)
{
	DIR *directory = fdopendir(descriptor);
	const struct dirent *entry;
	if (!directory) {
		(void)close(descriptor);
		return;
	}
	while ((entry = readdir(directory))) {
		if (is_dots(entry->d_name) || (depth == 0 && strcmp(entry->d_name, LOCK_NAME) == 0))
			continue;
		const int below = depth < DEEPEST ? openat(descriptor, entry->d_name, OPEN_AS_PLACE) : -1;
		if (below >= 0)
			empty(below, depth + 1);
		(void)unlinkat(descriptor, entry->d_name, below >= 0 ? AT_REMOVEDIR : 0);
	}
	(void)closedir(directory);
}

/* The lock's file comes last: where this is killed in its middle, a later run finds by it what is left. */
static void remove_at(int parent, const char *name, int directory)
{
	const int copy = openat(directory, ".", OPEN_AS_PLACE);
	if (copy >= 0)
		empty(copy, 0);
	(void)unlinkat(directory, LOCK_NAME, 0);
	(void)unlinkat(parent, name, AT_REMOVEDIR);
}

void tempdir_remove(struct tempdir *directory)
{
	if (!directory->path)
		return;
	const int descriptor = open(directory->path, OPEN_AS_PLACE);
	if (descriptor >= 0) {
		remove_at(AT_FDCWD, directory->path, descriptor);
		(void)close(descriptor);
	}
	(void)close(directory->lock);
	*directory = (struct tempdir){ .lock = -1 };
}

/* ---- what was left ---- */

/* Of a run that was killed before it had its lock there is an empty one; who has just made it makes another. */
static void clear_one(int parent, const char *name, int directory)
{
	struct stat status;
	const int lock = take_lock(directory, 0);
	if (lock >= 0) {
		remove_at(parent, name, directory);
		(void)close(lock);
	} else if (errno == ENOENT && fstat(directory, &status) == 0 && status.st_uid == geteuid()) {
		(void)unlinkat(parent, name, AT_REMOVEDIR);
	}
}

void tempdir_clear(const char *parent, const char *prefix)
{
	const size_t length = strlen(prefix);
	const int at = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = at >= 0 ? fdopendir(at) : NULL;
	const struct dirent *entry;
	while (list && (entry = readdir(list))) {
		const char *name = entry->d_name;
		if (strncmp(name, prefix, length) != 0 || strlen(name) != length + strlen(RANDOM))
			continue;
		const int directory = openat(at, name, OPEN_AS_PLACE);
		if (directory < 0)
			continue;
		clear_one(at, name, directory);
		(void)close(directory);
	}
	if (list)
		(void)closedir(list);
	else if (at >= 0)
		(void)close(at);
}

/* ---- making ---- */

static int lock_new(const char *path)
{
	const int directory = open(path, OPEN_AS_PLACE);
	const int lock = directory >= 0 ? take_lock(directory, O_CREAT) : -1;
	const int why = errno;
	if (directory >= 0)
		(void)close(directory);
	errno = why;
	return lock;
}

/* Another run may take what is not locked yet for one that was left. */
int tempdir_make(struct tempdir *out, struct arena *arena, const char *parent, const char *prefix,
		 struct sqlembic_error *err)
{
	*out = (struct tempdir){ .lock = -1 };
	for (int tries = 0; out->lock < 0 && tries < 3; tries++) {
		char *path = arena_printf(arena, "%s/%s" RANDOM, parent, prefix);
		if (!path)
			return sqlembic_fail_memory(err);
		if (!mkdtemp(path))
			break;
		out->path = path;
		out->lock = lock_new(path);
	}
	if (out->lock >= 0)
		return 0;
	const int why = errno;
	if (out->path)
		(void)rmdir(out->path);
	out->path = NULL;
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "no directory can be made in %s: %s", parent,
			     strerror(why));
}
