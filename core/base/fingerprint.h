/* fingerprint.h: tells whether bytes that are read twice are the same, at a fraction of what reading costs.  Against
 * accidents, and nothing that would stand an attack: hash.h is for that. */
#ifndef FINGERPRINT_H
#define FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

/* Zero it to begin with. */
struct fingerprint {
	uint64_t state, length;
	unsigned char rest[8]; /* bytes that make no whole word yet */
};

/* The pieces may be cut differently each time. */
void fingerprint_add(struct fingerprint *print, const char *bytes, size_t n);
uint64_t fingerprint_value(const struct fingerprint *print);

#endif
