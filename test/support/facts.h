/* facts.h: facts of a catalog, for tests: one name is all that each is called by, and it has one attribute. */
#ifndef TEST_FACTS_H
#define TEST_FACTS_H

#include <criterion/criterion.h>

#include "schema/catalog.h"

static inline void facts_add(struct catalog *out, unsigned kind, const char *name, const char *value,
			     const char *parent, unsigned flags)
{
	const char *values[] = { value };
	const struct sqlembic_fact fact = { .kind = kind,
					    .flags = flags,
					    .identity = name,
					    .name = name,
					    .shown = name,
					    .values = values,
					    .server_id = name,
					    .parent_id = parent };
	struct sqlembic_catalog_sink sink = catalog_sink(out);
	cr_assert_eq(sink.fact(sink.payload, &fact, NULL), 0);
}

#endif
