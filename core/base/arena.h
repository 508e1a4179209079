/* arena.h: memory that is freed all at once.  All that a command loads lives in its context's arena. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct arena_block;

/* Zero-initialised is empty and ready. */
struct arena {
	struct arena_block *head;
	char *front,
		*back; /* what is left of the head block: things are taken from its beginning, text from its end */
	size_t total; /* bytes handed out in all, for tests */
};

/* Zeroed memory, aligned for any type of that size but long double; NULL when out of memory or when n * size
 * overflows, never NULL for an array of no items. */
void *arena_alloc(struct arena *arena, size_t n, size_t size);
/* Copies, always terminated.  NULL when out of memory. */
char *arena_copy(struct arena *arena, const char *text, size_t length);
char *arena_dup(struct arena *arena, const char *text);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a format that has no other directive than %s, in a tenth of the time. */
char *arena_fill(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *arena);
/* Takes over what `from` holds, which is empty then. */
void arena_join(struct arena *arena, struct arena *from);
/* The same for an arena that is about to be used again: it keeps a block. */
void arena_reset(struct arena *arena);

#endif
