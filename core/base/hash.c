/* hash.c: see hash.h; SHA-256 itself is nettle's. */
#include "base/hash.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void hash_init(struct hash *hash)
{
	sha256_init(&hash->state);
}

static void update(struct hash *hash, const char *text, size_t length)
{
	sha256_update(&hash->state, length, (const uint8_t *)text);
}

void hash_statement(struct hash *hash, struct sqlembic_span sql)
{
	const char *end = sql.ptr + sql.len;
	const char *from = sql.ptr;
	const char *cr = sql.len ? memchr(from, '\r', sql.len) : NULL;
	while (cr) {
		if (cr + 1 < end && cr[1] == '\n') {
			update(hash, from, (size_t)(cr - from));
			from = cr + 1;
		}
		cr = memchr(cr + 1, '\r', (size_t)(end - cr - 1));
	}
	update(hash, from, (size_t)(end - from));
	update(hash, "", 1);
}

void hash_text(const struct hash *hash, char out[HASH_TEXT_SIZE])
{
	struct sha256_ctx copy = hash->state;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_digest(&copy, sizeof(digest), digest);
	memcpy(out, "sha256:", 7);
	char *to = out + 7;
	for (size_t i = 0; i < sizeof(digest); i++) {
		*to++ = "0123456789abcdef"[digest[i] >> 4];
		*to++ = "0123456789abcdef"[digest[i] & 15];
	}
	*to = '\0';
}

const char *hash_digits(const char *text)
{
	const char *colon = strchr(text, ':');
	return colon ? colon + 1 : text;
}

void hash_bytes(struct sqlembic_span text, char out[HASH_TEXT_SIZE])
{
	struct hash hash;
	hash_init(&hash);
	update(&hash, text.ptr, text.len);
	hash_text(&hash, out);
}
