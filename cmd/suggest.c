/* suggest.c: which of the names offered is near enough to be meant. */
#include "suggest.h"

#include <stdbool.h>
#include <string.h>

#include "sqlembic/distance.h"

void suggest_offer(struct suggest *suggest, const char *name)
{
	size_t wlen = strlen(suggest->word), nlen = strlen(name);
	if (wlen < 2)
		return;
	/* A beginning ("up") is a better guess than any slip. */
	bool begins = wlen < nlen && strncmp(suggest->word, name, wlen) == 0;
	size_t distance = begins ? 1 : sqlembic_distance(suggest->word, name);
	size_t limit = begins || wlen < 6 ? 1 : wlen / 3;
	if (distance > limit && !(distance <= 2 && wlen >= 4))
		return;
	if (!suggest->best || distance < suggest->distance) {
		suggest->best = name;
		suggest->distance = distance;
	}
}
