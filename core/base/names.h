/* names.h: names with a number each, found by a hash table in constant time. */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define NAMES_NONE SIZE_MAX

/* Zero-initialised: no names. */
struct names {
	struct names_item *slots;
	size_t n, nslots;
};

/* The number of `name`, NAMES_NONE when it has none.  The same name in another `scope`, a number of
 * the caller's, is another one. */
size_t names_find(const struct names *names, size_t scope, const char *name);
/* Gives a name its number, whether it had one or not.  It must live as long as the table, which lives in the arena.
 * False when out of memory. */
bool names_put(struct names *names, struct arena *arena, size_t scope, const char *name, size_t number);

#endif
