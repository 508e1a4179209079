/* order.c: a radix sort over eight bytes of the names at a time, which compares no strings at all. */
#include "base/order.h"

#include <stdbool.h>
#include <string.h>

#define KEY_BYTES 8
#define FEW       24 /* up to here insertion is faster */

/* The first bytes of a name as a number that compares as they do; those behind its end are 0. */
static uint64_t key_of(const char *name)
{
	unsigned char piece[KEY_BYTES] = { 0 };
	const char *end = memchr(name, '\0', KEY_BYTES);
	if (end)
		memcpy(piece, name, (size_t)(end - name));
	else
		memcpy(piece, name, KEY_BYTES);
	uint64_t key = 0;
	for (int i = 0; i < KEY_BYTES; i++)
		key = key << 8 | piece[i];
	return key;
}

static void insert_each(struct order_item *items, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const struct order_item item = items[i];
		size_t at = i;
		for (; at > 0 && items[at - 1].key > item.key; at--)
			items[at] = items[at - 1];
		items[at] = item;
	}
}

/* Moves the items to `to` in the order of one byte of their keys; false when all have the same. */
static bool distribute(struct order_item *to, const struct order_item *from, size_t n, int shift)
{
	size_t starts[256] = { 0 }, sum = 0;
	for (size_t i = 0; i < n; i++)
		starts[from[i].key >> shift & 255]++;
	if (starts[from[0].key >> shift & 255] == n)
		return false;
	for (int byte = 0; byte < 256; byte++) {
		size_t count = starts[byte];
		starts[byte] = sum;
		sum += count;
	}
	for (size_t i = 0; i < n; i++)
		to[starts[from[i].key >> shift & 255]++] = from[i];
	return true;
}

static void sort_keys(struct order_item *items, struct order_item *spare, size_t n)
{
	if (n <= FEW) {
		insert_each(items, n);
		return;
	}
	struct order_item *from = items, *to = spare;
	for (int shift = 0; shift < KEY_BYTES * 8; shift += 8) {
		if (distribute(to, from, n, shift)) {
			struct order_item *filled = to;
			to = from;
			from = filled;
		}
	}
	if (from != items)
		memcpy(items, from, n * sizeof(*items));
}

/* Sets the keys to the names' pieces at `depth` and sorts by them, which nothing has to be done for where the names come
 * in order, as they do from many a file system. */
static void sort_pieces(struct order_item *items, struct order_item *spare, size_t n, size_t depth)
{
	bool sorted = true;
	for (size_t i = 0; i < n; i++) {
		items[i].key = key_of(items[i].name + depth);
		sorted = sorted && (i == 0 || items[i - 1].key <= items[i].key);
	}
	if (!sorted)
		sort_keys(items, spare, n);
}

/* Sorts names that agree in their first `depth` bytes. */
static void sort_from(struct order_item *items, struct order_item *spare, size_t n, size_t depth)
{
	sort_pieces(items, spare, n, depth);
	/* Names that end within the key are equal. */
	while (items[0].key == items[n - 1].key && (items[0].key & 255) != 0)
		sort_pieces(items, spare, n, depth += KEY_BYTES);
	for (size_t begin = 0, end; begin < n; begin = end) {
		for (end = begin + 1; end < n && items[end].key == items[begin].key; end++)
			continue;
		if (end - begin > 1 && end - begin < n && (items[begin].key & 255) != 0)
			sort_from(items + begin, spare, end - begin, depth + KEY_BYTES);
	}
}

void order_names(struct order_item *items, struct order_item *spare, size_t n)
{
	if (n > 1)
		sort_from(items, spare, n, 0);
}
