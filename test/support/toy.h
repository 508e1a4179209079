/* toy.h: a driver for tests whose statements are "create table t (a)", and catalogs of it that are written as lists. */
#ifndef TEST_TOY_H
#define TEST_TOY_H

#include "schema/catalog.h"

enum {
	TOY_TABLE,
	TOY_COLUMN,
	TOY_VIEW,
	TOY_INDEX,
	TOY_FOREIGN_KEY,
	TOY_COMMENT,
	TOY_ENUM,
	TOY_MARK,
	TOY_KINDS
};

struct toy_fact {
	unsigned kind;
	const char *identity, *value, *parent,
		*uses;     /* parent and uses: "kind:identity", several with blanks */
	const char *takes; /* a name */
};

#define TOY_END                                 \
	{                                       \
		0, NULL, NULL, NULL, NULL, NULL \
	}

static const struct toy_fact toy_empty[] = { TOY_END };

/* Released by catalog_release(). */
void toy_load(struct catalog *catalog, const struct toy_fact *list);

#endif
