/* fs.h: files and directories.  Errors name the path and the reason. */
#ifndef FS_H
#define FS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/caller.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

/* The longest file that is read whole: any of ours that is longer is another file by mistake. */
#define FS_LONGEST ((size_t)16 << 20)

/* The error of a file that cannot be opened or read, by errno. */
int fs_fail_read(struct sqlembic_error *err, const char *path);
/* Appends a whole regular file (or pipe) to `out`; a directory is an error, and more than FS_LONGEST bytes are.  The
 * caller, who may be NULL, can stop it: SQLEMBIC_E_INTERRUPTED. */
int fs_read(struct sqlembic_buf *out, const char *path, const struct caller *caller,
	    struct sqlembic_error *err);
/* Makes a directory with its missing parents; *made is set when the last one was missing. May be NULL. */
int fs_make_directories(const char *path, bool *made, struct sqlembic_error *err);
bool fs_exists(const char *path);
bool fs_is_directory(const char *path);
/* Whether two paths lead to one file, by links of either kind. */
bool fs_is_same(const char *path, const char *other);
bool fs_is_empty_directory(const char *path);
/* `path` when absolute, else base/path; in the arena, NULL when out of memory.  Takes "." and "./" out. */
char *fs_join(struct arena *arena, const char *base, const char *path);
/* Absolute path of an existing file with symbolic links resolved, or fs_join(cwd, path) when it does not exist. */
char *fs_absolute(struct arena *arena, const char *path);
/* Directory part ("." when there is none) and last component; the latter points into `path`. */
char *fs_directory(struct arena *arena, const char *path);
const char *fs_basename(const char *path);

#endif
