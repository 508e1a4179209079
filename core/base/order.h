/* order.h: sorts names, byte by byte as strcmp compares them.  Ten thousand of them are sorted at every start. */
#ifndef ORDER_H
#define ORDER_H

#include <stddef.h>
#include <stdint.h>

struct order_item {
	const char *name;
	size_t index; /* the caller's */
	uint64_t key; /* order_names': a piece of the name */
};

/* `spare` has room for n items, too.  Equal names keep their order. */
void order_names(struct order_item *items, struct order_item *spare, size_t n);

#endif
