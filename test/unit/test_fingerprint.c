/* test_fingerprint.c: bytes that are read twice, and what has no bytes. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/fingerprint.h"
#include "base/hash.h"

static const char text[] = "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\n";

static uint64_t print_in_pieces(const char *bytes, size_t n, size_t piece)
{
	struct fingerprint print = { 0 };
	for (size_t at = 0; at < n; at += piece)
		fingerprint_add(&print, bytes + at, n - at < piece ? n - at : piece);
	return fingerprint_value(&print);
}

Test(fingerprint, does_not_depend_on_how_the_bytes_are_cut)
{
	const size_t n = strlen(text);
	for (size_t piece = 1; piece < n; piece++)
		cr_expect_eq(print_in_pieces(text, n, piece), print_in_pieces(text, n, n), "%zu", piece);
}

Test(fingerprint, tells_every_changed_byte_and_length)
{
	const size_t n = strlen(text);
	const uint64_t whole = print_in_pieces(text, n, n);
	char other[sizeof(text)];
	for (size_t i = 0; i < n; i++) {
		memcpy(other, text, sizeof(text));
		other[i]++;
		cr_expect_neq(print_in_pieces(other, n, n), whole, "%zu", i);
		cr_expect_neq(print_in_pieces(text, i, n), whole, "%zu", i);
	}
	static const char zeros[9];
	cr_expect_neq(print_in_pieces(zeros, 8, 8), print_in_pieces(zeros, 9, 9));
}

Test(hash, of_nothing_is_known)
{
	struct hash hash;
	char found[HASH_TEXT_SIZE];
	hash_init(&hash);
	hash_text(&hash, found);
	cr_expect_str_eq(found, HASH_OF_NOTHING);
}
