/* scratch.h: a directory of a test's own, with files in it.  Every failure is a failed assertion. */
#ifndef TEST_SCRATCH_H
#define TEST_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

/* Makes the directory and returns its absolute path, links resolved; static, one a process. */
const char *scratch_make(void);
/* Removes it with all that it holds. */
void scratch_remove(void);

/* The path of a file in it, valid for the next seven calls. */
const char *scratch_path(const char *name);
/* Writes a file, with the directories that its name needs, and returns its path. */
const char *scratch_write(const char *name, const char *text);
/* The text of a file, valid until the next call. */
const char *scratch_read(const char *name);
bool scratch_exists(const char *name);
/* Makes a directory in it. */
const char *scratch_mkdir(const char *name);

#endif
