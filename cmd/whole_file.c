/* whole_file.c: see whole_file.h. */
#include "whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlembic/access.h"
#include "sqlembic/error.h"

int whole_file_hint(struct sqlembic_error *err, int number, const char *otherwise)
{
	const bool is_full = number == ENOSPC || number == EDQUOT;
	return sqlembic_fail_hint(err, "%s", is_full ? "free space on that disk" : otherwise);
}

static int refuse(const char *path, int failure, struct sqlembic_error *err)
{
	(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "cannot write %s: %s", path, strerror(failure));
	return whole_file_hint(err, failure,
			       "name a file in a directory that is there and can be written to");
}

/* Returns 0 or an errno. */
static int put(int fd, const struct sqlembic_buf *text)
{
	int failure = fd < 0 ? errno : 0;
	for (size_t at = 0; !failure && at < text->len;) {
		ssize_t n = write(fd, text->ptr + at, text->len - at);
		if (n >= 0)
			at += (size_t)n;
		else if (errno != EINTR)
			failure = errno;
	}
	if (fd >= 0 && close(fd) != 0 && !failure)
		failure = errno;
	return failure;
}

/* The file that takes the place of the one `before`, which may be NULL. */
static int put_beside(const char *beside, const char *path, const struct stat *before,
		      const struct sqlembic_buf *text)
{
	/* Nobody opens it before it is known who may. */
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, before ? 0600 : 0666);
	bool is_made = fd >= 0;
	int failure = is_made && before && sqlembic_access_keep(fd, before) < 0 ? errno : 0;
	int unwritten = put(fd, text);
	failure = failure ? failure : unwritten;
	if (!failure && rename(beside, path) != 0)
		failure = errno;
	if (failure && is_made)
		(void)unlink(beside);
	return failure;
}

int whole_file_write(const char *path, const struct sqlembic_buf *text, struct sqlembic_error *err)
{
	struct sqlembic_buf beside = SQLEMBIC_BUF_INIT;
	struct stat found;
	if (text->failed)
		return sqlembic_fail_memory(err);
	bool is_there = lstat(path, &found) == 0;
	int failure;
	/* A device, a pipe or a symbolic link is written to: nothing can take its place. */
	if (is_there && !S_ISREG(found.st_mode)) {
		failure = put(open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), text);
		return failure ? refuse(path, failure, err) : 0;
	}
	sqlembic_buf_printf(&beside, "%s.%ld.tmp", path, (long)getpid());
	if (beside.failed)
		return sqlembic_fail_memory(err);
	failure = put_beside(beside.ptr, path, is_there ? &found : NULL, text);
	sqlembic_buf_release(&beside);
	return failure ? refuse(path, failure, err) : 0;
}
