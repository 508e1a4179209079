/* suggest.c: nearness of words.  A slip is a letter added, lost, changed, or swapped with its neighbour. */
#include "suggest.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST 64

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '_' ? '-' : c;
}

/* Slips between two words shorter than LONGEST. */
static size_t slips(const char *a, size_t alen, const char *b, size_t blen)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	for (size_t j = 0; j <= blen; j++)
		last[j] = before[j] = j;
	for (size_t i = 1; i <= alen; i++) {
		now[0] = i;
		for (size_t j = 1; j <= blen; j++) {
			char x = fold(a[i - 1]), y = fold(b[j - 1]);
			now[j] = smaller(smaller(last[j], now[j - 1]) + 1, last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == fold(b[j - 2]) && fold(a[i - 2]) == y)
				now[j] = smaller(now[j], before[j - 2] + 1);
		}
		size_t *free_row = before;
		before = last;
		last = now;
		now = free_row;
	}
	return last[blen];
}

void suggest_offer(struct suggest *suggest, const char *name)
{
	size_t wlen = strlen(suggest->word), nlen = strlen(name);
	if (wlen < 2 || wlen >= LONGEST || nlen >= LONGEST)
		return;
	/* A beginning ("up") is a better guess than any slip. */
	bool begins = wlen < nlen && strncmp(suggest->word, name, wlen) == 0;
	size_t distance = begins ? 1 : slips(suggest->word, wlen, name, nlen);
	size_t limit = begins || wlen < 6 ? 1 : wlen / 3;
	if (distance > limit && !(distance <= 2 && wlen >= 4))
		return;
	if (!suggest->best || distance < suggest->distance) {
		suggest->best = name;
		suggest->distance = distance;
	}
}
