/* door.h: checks the arguments of a public function: the error to fill, pointers, structures that begin with their
 * size.  Below the doors `err` is never NULL and every required argument is there. */
#ifndef DOOR_H
#define DOOR_H

#include "sqlembic.h"

/* An argument that must not be NULL, by its name. */
struct door_argument {
	const char *name;
	const void *value;
};

/* The first call of every public function that can fail.  Lets *err point to `spare` where the caller wants no error,
 * and refuses the first argument that is missing; the list ends with a NULL name. */
int door_enter(struct sqlembic_error **err, struct sqlembic_error *spare, const char *function,
	       const struct door_argument *arguments);
/* Refuses a list of texts that is NULL or has a NULL in it; `name` is the argument's. */
int door_check_texts(const char *const *texts, size_t n, const char *name, struct sqlembic_error *err);

/* Copies a caller's structure, of which `given` points to the leading `size` field, over the `size` bytes of `out`: a
 * program compiled with an older header has fewer fields, and the others are zero.  `given` may be NULL: all are. */
int door_options(void *out, size_t size, const size_t *given, const char *name, struct sqlembic_error *err);

#endif
