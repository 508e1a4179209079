/* fnv.h: FNV-1a, for tables of texts: quick, and no match for who looks for collisions. */
#ifndef FNV_H
#define FNV_H

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

#endif
