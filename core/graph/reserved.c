/* reserved.c: see reserved.h. */
#include "graph/reserved.h"

#include <stddef.h>
#include <string.h>

const char *const reserved_words[] = { "head", "heads", "base", "current", NULL };

/* Ten thousand names are asked about at every start: most begin otherwise. */
bool reserved_is_word(const char *name)
{
	if (!*name || !strchr("hbc", *name))
		return false;
	for (const char *const *word = reserved_words; *word; word++)
		if (strcmp(*word, name) == 0)
			return true;
	return false;
}
