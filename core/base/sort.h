/* sort.h: sorts what is in order but for its first items: what was taken over from an earlier reading, behind the little that was
 * read anew. */
#ifndef SORT_H
#define SORT_H

#include <stddef.h>

/* As qsort() does; what is in order at the end is looked at once. */
void sort_rest(void *items, size_t n, size_t size, int (*compare)(const void *a, const void *b));

#endif
