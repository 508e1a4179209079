/* reserved.h: the words that mean revisions, and can be the name of none. */
#ifndef RESERVED_H
#define RESERVED_H

#include <stdbool.h>

/* NULL ends them. */
extern const char *const reserved_words[];
bool reserved_is_word(const char *name);

#endif
