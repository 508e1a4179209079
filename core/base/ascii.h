/* ascii.h: sets of ASCII characters, a bit each, for loops over every byte of ten thousand files. */
#ifndef ASCII_H
#define ASCII_H

#include <stdbool.h>
#include <stdint.h>

struct ascii_set {
	uint64_t low, high; /* characters below 64, and the others */
};

/* For initialisers: the bits of characters that are all below 64, or all not. */
#define ASCII_RANGE(first, last) (~UINT64_C(0) >> (63 - ((last) - (first))) << ((first) % 64))
#define ASCII_BIT(character)     (UINT64_C(1) << (character) % 64)

static inline bool ascii_in(struct ascii_set set, char c)
{
	unsigned char byte = (unsigned char)c;
	uint64_t half = byte < 64 ? set.low : set.high;
	return byte < 128 && (half >> byte % 64 & 1);
}

#endif
