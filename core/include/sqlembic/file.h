/* file.h: files that are written whole: they are there with all of their text, or as they were before.
 *
 * A file is written beside its place, lasts on its disk, and only then gets its name, so that no kill and no power cut leaves half
 * of it.  Where the file system can hold a file without a name (O_TMPFILE), a kill leaves nothing at all, otherwise a file of a
 * name that begins with SQLEMBIC_FILE_BESIDE. */
#ifndef SQLEMBIC_FILE_H
#define SQLEMBIC_FILE_H

#include <sys/stat.h>

#include "sqlembic/buf.h"

#define SQLEMBIC_FILE_BESIDE ".sqlembic-"

enum sqlembic_file_kind {
	/* Takes the place of a file that may be there: a symbolic link stays one, and what it names is replaced; who could read and
	 * write the old one can do so with the new one, and nobody else.  A device, a pipe and an open file of this process
	 * (/dev/stdout, /dev/fd/3) are written to as they are, at once. */
	SQLEMBIC_FILE_REPLACED,
	/* One that is there is SQLEMBIC_E_FAILED, with `number` EEXIST. */
	SQLEMBIC_FILE_NEW,
	/* The same, but it lasts only with sqlembic_file_settle(), or when the system thinks so: one of very many. */
	SQLEMBIC_FILE_AMONG_MANY
};

/* A file on its way.  Every function that fails sets an error that says which file and what to do, closes the file, and removes
 * what has no place yet: nothing is to be released then. */
struct sqlembic_file {
	const char *path; /* as the caller names it; borrowed */
	enum sqlembic_file_kind kind;
	int fd;     /* -1: closed */
	int number; /* errno of what has failed, or 0 */
	/* The rest is file.c's own. */
	bool is_direct; /* written to as it is */
	bool has_place;
	struct sqlembic_buf text;   /* not written yet */
	bool was_there;             /* then `before` is what it was */
	struct sqlembic_buf place;  /* its name behind all links */
	struct sqlembic_buf beside; /* its name until it has that one; empty: it has none */
	struct stat before;
};

/* Begins it; nothing is seen of it before sqlembic_file_place(), but for what goes to a pipe and the like. */
SQLEMBIC_API int sqlembic_file_open(struct sqlembic_file *file, const char *path,
				    enum sqlembic_file_kind kind, struct sqlembic_error *err);
SQLEMBIC_API int sqlembic_file_add(struct sqlembic_file *file, const char *text, size_t length,
				   struct sqlembic_error *err);
/* Makes it last and gives it its name.  What is added behind that is seen at once, and is no longer all or nothing. */
SQLEMBIC_API int sqlembic_file_place(struct sqlembic_file *file, struct sqlembic_error *err);
/* Closes a file that has its place. */
SQLEMBIC_API int sqlembic_file_close(struct sqlembic_file *file, struct sqlembic_error *err);
/* Closes it, and removes it where it has no place yet.  Nothing happens to one that is closed. */
SQLEMBIC_API void sqlembic_file_drop(struct sqlembic_file *file);

/* All of that for a text that is known. */
SQLEMBIC_API int sqlembic_file_write(const char *path, enum sqlembic_file_kind kind, const char *text,
				     size_t length, struct sqlembic_error *err);

/* The same, in another one's place; a text that has failed for want of memory is an error. */
SQLEMBIC_API int sqlembic_file_replace(const char *path, const struct sqlembic_buf *text,
				       struct sqlembic_error *err);

/* Makes last all that was written to the file system of `path`. */
SQLEMBIC_API int sqlembic_file_settle(const char *path, struct sqlembic_error *err);

/* Adds what to do about an error of writing; `otherwise` (NULL: nothing) is said where errno does not tell.  Returns err->code. */
SQLEMBIC_API int sqlembic_file_hint(struct sqlembic_error *err, int number, const char *otherwise);

#endif
