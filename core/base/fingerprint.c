/* fingerprint.c: see fingerprint.h. */
#include "base/fingerprint.h"

#include <string.h>

/* An odd number of many ones, and a rotation that brings the high bits of a product back into the low ones. */
static uint64_t mix(uint64_t state, const unsigned char word[8])
{
	uint64_t value;
	memcpy(&value, word, sizeof(value));
	state = (state ^ value) * UINT64_C(0x9E3779B97F4A7C15);
	return state << 29 | state >> 35;
}

void fingerprint_add(struct fingerprint *print, const char *bytes, size_t n)
{
	size_t kept = print->length % 8;
	print->length += n;
	while (n > 0 && kept > 0) {
		print->rest[kept++] = (unsigned char)*bytes++;
		n--;
		if (kept == 8) {
			print->state = mix(print->state, print->rest);
			kept = 0;
		}
	}
	for (; n >= 8; bytes += 8, n -= 8)
		print->state = mix(print->state, (const unsigned char *)bytes);
	/* A word that is begun has no room for more than its rest: kept is 0 whenever bytes are left. */
	if (n > 0)
		memcpy(print->rest, bytes, n);
}

uint64_t fingerprint_value(const struct fingerprint *print)
{
	unsigned char last[8] = { 0 }, length[8];
	memcpy(last, print->rest, print->length % 8);
	memcpy(length, &print->length, sizeof(length));
	return mix(mix(print->state, last), length);
}
