/* suggest.h: which known name a mistyped word was meant to be. */
#ifndef SUGGEST_H
#define SUGGEST_H

#include <stddef.h>

struct suggest {
	const char *word;
	const char *best; /* the nearest name offered so far; NULL: none is near enough */
	size_t distance;  /* its distance from the word */
};

#define SUGGEST_INIT(word)      \
	{                       \
		(word), NULL, 0 \
	}

/* Considers `name`, which must live as long as the answer is used. */
void suggest_offer(struct suggest *suggest, const char *name);

#endif
