/* tempdir.h: directories of our own in one for temporary files.  They are gone when their run is: in its end, or, where it was
 * killed, by a later run. */
#ifndef TEMPDIR_H
#define TEMPDIR_H

#include "base/arena.h"
#include "sqlembic.h"

struct tempdir {
	const char *path; /* NULL: there is none */
	int lock;         /* descriptor; says that the run lives */
};

/* Makes `parent`/`prefix` with six more characters, which nobody else may enter.  The hint of an error is the caller's. */
int tempdir_make(struct tempdir *out, struct arena *arena, const char *parent, const char *prefix,
		 struct sqlembic_error *err);
/* Removes it with all that it holds; fine when there is none. */
void tempdir_remove(struct tempdir *directory);
/* Removes those of the same user whose run is no more.  Links are not followed, and nobody else's file is touched. */
void tempdir_clear(const char *parent, const char *prefix);

#endif
