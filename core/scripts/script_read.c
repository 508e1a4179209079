/* script_read.c: reads as much of a script as its header is long.
 * Ten thousand of them are read at every start: one open, one read and one close each, and no memory. */
#include "scripts/script.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "sqlembic/error.h"

#define FIRST_READ   4096
#define LONGEST_HEAD ((size_t)1 << 20)

struct source {
	const char *path;
	int fd;
	bool at_end;
	size_t n;
	char first[FIRST_READ];
	struct sqlembic_buf all; /* in use once `first` was not enough */
};

static int source_open(struct source *s, int dirfd, const char *name, const char *path,
		       struct sqlembic_error *err)
{
	s->path = path;
	s->at_end = false;
	s->n = 0;
	s->all = (struct sqlembic_buf)SQLEMBIC_BUF_INIT;
	/* Without O_NONBLOCK a pipe of that name would wait for a writer. */
	s->fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	return s->fd < 0 ? fs_fail_read(err, s->path) : 0;
}

static void source_close(struct source *s)
{
	if (s->fd >= 0)
		close(s->fd);
	sqlembic_buf_release(&s->all);
}

/* Reads the next piece.  Files give less than was asked for at their end only. */
static int source_more(struct source *s, struct sqlembic_error *err)
{
	char chunk[4 * FIRST_READ];
	bool begins = s->n == 0;
	char *to = begins ? s->first : chunk;
	size_t size = begins ? sizeof(s->first) : sizeof(chunk);
	if (s->n > LONGEST_HEAD) {
		(void)sqlembic_fail(err, SQLEMBIC_E_FAILED, "the header is longer than %zu bytes",
				    LONGEST_HEAD);
		return sqlembic_fail_at(err, s->path, 1, 1);
	}
	ssize_t n;
	do {
		n = read(s->fd, to, size);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fs_fail_read(err, s->path);
	if (!begins) {
		if (s->all.len == 0)
			sqlembic_buf_add(&s->all, s->first, s->n);
		sqlembic_buf_add(&s->all, chunk, (size_t)n);
		if (s->all.failed)
			return sqlembic_fail_memory(err);
	}
	s->n += (size_t)n;
	s->at_end = (size_t)n < size;
	return 0;
}

static struct sqlembic_span source_text(const struct source *s)
{
	return (struct sqlembic_span){ s->all.len ? s->all.ptr : s->first, s->n };
}

int script_read_up(struct revision *out, struct arena *arena, int dirfd, const char *name, const char *path,
		   struct sqlembic_error *err)
{
	struct source source;
	int rc = source_open(&source, dirfd, name, path, err);
	for (bool complete = false; rc == 0 && !complete;) {
		rc = source_more(&source, err);
		if (rc == 0)
			rc = script_parse_up(out, &complete, arena, source_text(&source), source.at_end, path,
					     err);
	}
	source_close(&source);
	return rc;
}

int script_read_down(enum script_transaction *out, struct arena *arena, const char *path, const char *id,
		     struct sqlembic_error *err)
{
	struct source source;
	int rc = source_open(&source, AT_FDCWD, path, path, err);
	for (bool complete = false; rc == 0 && !complete;) {
		rc = source_more(&source, err);
		if (rc == 0)
			rc = script_parse_down(out, &complete, arena, source_text(&source), source.at_end, id,
					       path, err);
	}
	source_close(&source);
	return rc;
}
