/* sqlite_target.h: SQLite as the driver tests see it: files in a directory of their own. */
#ifndef SQLITE_TARGET_H
#define SQLITE_TARGET_H

#include <stddef.h>

#include "conformance.h"

extern const struct conformance_target sqlite_target;

/* A new directory under $TMPDIR; removed with what is in it by sqlite_remove_directory(). */
char *sqlite_make_directory(void);
void sqlite_remove_directory(char *directory);
/* "DIRECTORY/NAME" in malloc'ed memory. */
char *sqlite_path(const char *directory, const char *name);

/* A session on the file, opened with `change`; fails the test when that fails. */
struct sqlembic_session *sqlite_open_file(const char *path, void (*change)(struct sqlembic_connect *connect));
/* Tries to open it: the driver's result. */
int sqlite_try_file(struct sqlembic_session **out, const char *path,
		    void (*change)(struct sqlembic_connect *connect), struct sqlembic_error *err);
void sqlite_read_only(struct sqlembic_connect *connect);

bool sqlite_exists(const char *path);
/* Fails the test unless the error's message has `part`. */
void sqlite_expect_message(const struct sqlembic_error *err, const char *part);
/* Puts more into t than the page cache holds, so that the file is written, and locked for readers, before the commit. */
extern const char sqlite_many_rows[];

/* Runs `act` in a process that has no privileges, so that permissions mean something; its return value
 * must be 0. */
void sqlite_as_nobody(int (*act)(const char *path), const char *path);

#endif
