/* beyond.h: what people are told of statements that are not run in scratch, since they reach beyond their database. */
#ifndef BEYOND_H
#define BEYOND_H

#include "base/caller.h"

/* One of `what` ("the replay"), and `more` that are not told each. */
int beyond_tell(const struct caller *listener, const char *what, const char *path, int line, size_t more,
		struct sqlembic_error *err);

#endif
