/* arena.c: a chain of blocks, each twice as large as the one before up to a limit.
 * Under a sanitizer every piece is a block of its own, so that each overrun is seen. */
#include "arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARENA_ALIGN   8 /* for everything but long double */
#define ARENA_FIRST   4096
#define ARENA_LARGEST ((size_t)256 << 10)

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_EACH_ALONE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_EACH_ALONE 1
#endif
#endif
#ifndef ARENA_EACH_ALONE
#define ARENA_EACH_ALONE 0
#endif

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(ARENA_ALIGN) char bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t need)
{
	size_t size = arena->head ? arena->head->size * 2 : ARENA_FIRST;
	if (size > ARENA_LARGEST)
		size = ARENA_LARGEST;
	if (size < need || ARENA_EACH_ALONE)
		size = need;
	/* Large blocks come from the kernel, which has cleared them already. */
	struct arena_block *block = calloc(1, sizeof(*block) + size);
	if (!block)
		return NULL;
	block->next = arena->head;
	block->size = size;
	arena->head = block;
	arena->used = arena->bytes = 0;
	return block;
}

/* Bytes are taken from the block's end, so that they need no alignment and leave no gaps. */
void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
	static _Alignas(ARENA_ALIGN) char nothing[ARENA_ALIGN];
	size_t need;
	if (__builtin_mul_overflow(n, size, &need) || need > SIZE_MAX / 2)
		return NULL;
	if (need == 0 && !ARENA_EACH_ALONE)
		return nothing;
	if (size != 1)
		need = (need + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	if (!arena->head || ARENA_EACH_ALONE || arena->head->size - arena->used - arena->bytes < need) {
		if (!add_block(arena, need))
			return NULL;
	}
	struct arena_block *block = arena->head;
	arena->total += need;
	if (size == 1) {
		arena->bytes += need;
		return block->bytes + block->size - arena->bytes;
	}
	arena->used += need;
	return block->bytes + arena->used - need;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);
	if (copy && length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_dup(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1, 1);
	if (!text)
		return NULL;
	va_start(args, format);
	(void)vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void arena_release(struct arena *arena)
{
	free_blocks(arena->head);
	*arena = (struct arena){ 0 };
}

void arena_reset(struct arena *arena)
{
	struct arena_block *head = arena->head;
	if (!head || ARENA_EACH_ALONE || head->size > ARENA_LARGEST) {
		arena_release(arena);
		return;
	}
	free_blocks(head->next);
	head->next = NULL;
	memset(head->bytes, 0, arena->used);
	memset(head->bytes + head->size - arena->bytes, 0, arena->bytes);
	*arena = (struct arena){ .head = head };
}
