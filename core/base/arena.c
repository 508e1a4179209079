/* arena.c: a chain of blocks, each twice as large as the one before up to a limit.
 * Under a sanitizer every piece is a block of its own, so that each overrun is seen. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
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

static bool add_block(struct arena *arena, size_t need)
{
	size_t size = arena->head ? arena->head->size * 2 : ARENA_FIRST;
	if (size > ARENA_LARGEST)
		size = ARENA_LARGEST;
	if (size < need || ARENA_EACH_ALONE)
		size = need;
	/* Large blocks come from the kernel, which has cleared them already. */
	struct arena_block *block = calloc(1, sizeof(*block) + size);
	if (!block)
		return false;
	block->next = arena->head;
	block->size = size;
	arena->head = block;
	arena->front = block->bytes;
	arena->back = block->bytes + size;
	return true;
}

static inline bool reserve(struct arena *arena, size_t need)
{
	bool fits = need <= (size_t)(arena->back - arena->front) && !ARENA_EACH_ALONE && arena->head;
	if (!fits && !add_block(arena, need))
		return false;
	arena->total += need;
	return true;
}

/* Text is taken from the block's end, so that it needs no alignment and leaves no gaps. */
static inline char *take_bytes(struct arena *arena, size_t n)
{
	return reserve(arena, n) ? (arena->back -= n) : NULL;
}

void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
	static const _Alignas(ARENA_ALIGN) char nothing[ARENA_ALIGN];
	size_t need;
	if (__builtin_mul_overflow(n, size, &need) || need > SIZE_MAX / 2)
		return NULL;
	if (need == 0 && !ARENA_EACH_ALONE)
		return (void *)nothing;
	if (size == 1)
		return take_bytes(arena, need);
	need = (need + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	if (!reserve(arena, need))
		return NULL;
	arena->front += need;
	return arena->front - need;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = take_bytes(arena, length + 1);
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
	char short_text[1024]; /* most are, our SQL too: formatting twice costs more than a copy */
	va_start(args, format);
	int length = vsnprintf(short_text, sizeof(short_text), format, args);
	va_end(args);
	if (length >= 0 && (size_t)length < sizeof(short_text))
		return arena_copy(arena, short_text, (size_t)length);
	char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1, 1);
	if (!text)
		return NULL;
	va_start(args, format);
	(void)vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

static char *put(char *out, const char *text, size_t length)
{
	memcpy(out, text, length);
	return out + length;
}

char *arena_fill(struct arena *arena, const char *format, ...)
{
	size_t length = strlen(format);
	va_list args;
	va_start(args, format);
	for (const char *mark = format; (mark = strchr(mark, '%')); mark += 2)
		length += strlen(va_arg(args, const char *)) - 2;
	va_end(args);
	char *text = take_bytes(arena, length + 1), *end = text;
	if (!text)
		return NULL;
	va_start(args, format);
	for (const char *mark; (mark = strchr(format, '%')); format = mark + 2) {
		const char *part = va_arg(args, const char *);
		end = put(end, format, (size_t)(mark - format));
		end = put(end, part, strlen(part));
	}
	va_end(args);
	(void)put(end, format, strlen(format) + 1);
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
	char *end = head->bytes + head->size;
	memset(head->bytes, 0, (size_t)(arena->front - head->bytes));
	memset(arena->back, 0, (size_t)(end - arena->back));
	*arena = (struct arena){ .head = head, .front = head->bytes, .back = end };
}

void arena_join(struct arena *arena, struct arena *from)
{
	struct arena_block **tail = &from->head;
	while (*tail)
		tail = &(*tail)->next;
	if (arena->head) {
		/* Behind the head: that one is still being filled. */
		*tail = arena->head->next;
		arena->head->next = from->head;
		arena->total += from->total;
	} else {
		size_t total = arena->total + from->total;
		*arena = *from;
		arena->total = total;
	}
	*from = (struct arena){ 0 };
}
