/* texts.c: open addressing.  A slot is a pointer and no more: where there are many texts, their memory is what counts. */
#include "base/texts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"

#define SLOTS_LEAST ((size_t)1024)

/* Where a text is, or the free slot where it belongs. */
static const char **find_slot(const struct texts *texts, const char *text)
{
	const uint64_t hash = fnv_add(FNV_START, text);
	const size_t mask = texts->nslots - 1;
	size_t at = fnv_place(hash) & mask;
	while (texts->slots[at] && strcmp(texts->slots[at], text) != 0)
		at = (at + 1) & mask;
	return &texts->slots[at];
}

static bool grow(struct texts *texts)
{
	struct texts bigger = { .nslots = texts->nslots ? texts->nslots * 2 : SLOTS_LEAST };
	bigger.slots = calloc(bigger.nslots, sizeof(*bigger.slots));
	if (!bigger.slots)
		return false;
	for (size_t i = 0; i < texts->nslots; i++)
		if (texts->slots[i])
			*find_slot(&bigger, texts->slots[i]) = texts->slots[i];
	free(texts->slots);
	texts->slots = bigger.slots;
	texts->nslots = bigger.nslots;
	return true;
}

void texts_begin(struct texts *texts)
{
	*texts = (struct texts){ 0 };
	(void)pthread_mutex_init(&texts->mutex, NULL);
}

static const char *keep(struct texts *texts, const char *text)
{
	if (texts->n * 4 >= texts->nslots * 3 && !grow(texts))
		return NULL;
	const char **slot = find_slot(texts, text);
	if (!*slot && (*slot = arena_dup(&texts->arena, text)))
		texts->n++;
	return *slot;
}

const char *texts_keep(struct texts *texts, const char *text)
{
	(void)pthread_mutex_lock(&texts->mutex);
	const char *kept = keep(texts, text);
	(void)pthread_mutex_unlock(&texts->mutex);
	return kept;
}

void texts_release(struct texts *texts)
{
	arena_release(&texts->arena);
	free(texts->slots);
	(void)pthread_mutex_destroy(&texts->mutex);
	*texts = (struct texts){ 0 };
}
