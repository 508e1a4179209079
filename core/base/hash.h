/* hash.h: the running hash over a script's statements.
 *
 * The journal and the checksum of a script are one value: SHA-256 over each statement's text (CRLF taken as LF) and a
 * zero byte after it.  Comments and blanks between statements, the header, a BOM and the line ends do not count. */
#ifndef HASH_H
#define HASH_H

#include <nettle/sha2.h>

#include "sqlembic/buf.h"

#define HASH_TEXT_SIZE 72 /* "sha256:" + 64 hex digits + terminator */
/* Ahead of the first statement. */
#define HASH_OF_NOTHING "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

struct hash {
	struct sha256_ctx state;
};

void hash_init(struct hash *hash);
void hash_statement(struct hash *hash, struct sqlembic_span sql);
/* The hash of a text, byte by byte. */
void hash_bytes(struct sqlembic_span text, char out[HASH_TEXT_SIZE]);
/* Of such a text, what stands behind the name of its kind. */
const char *hash_digits(const char *text);
/* The hash so far, as text; more statements may follow. */
void hash_text(const struct hash *hash, char out[HASH_TEXT_SIZE]);

#endif
