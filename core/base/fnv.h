/* fnv.h: FNV-1a, for tables of texts: quick, and no match for who looks for collisions. */
#ifndef FNV_H
#define FNV_H

#include <stddef.h>
#include <stdint.h>

#define FNV_START UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

/* `hash` is FNV_START, or what stands ahead of the text. */
static inline uint64_t fnv_add(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * FNV_PRIME;
	return hash;
}

static inline uint64_t fnv_add_bytes(uint64_t hash, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * FNV_PRIME;
	return hash;
}

/* Of a table whose size is a power of two the lower bits are the place. */
static inline size_t fnv_place(uint64_t hash)
{
	return (size_t)(hash ^ hash >> 32);
}

#endif
