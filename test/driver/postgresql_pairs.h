/* postgresql_pairs.h: leads one schema of PostgreSQL to another and back: the script is applied, and a second comparison is
 * empty. */
#ifndef POSTGRESQL_PAIRS_H
#define POSTGRESQL_PAIRS_H

#include <criterion/criterion.h>

#include "base/arena.h"
#include "postgresql_target.h"
#include "schema/action.h"
#include "sqlembic/schema.h"

struct pairs_place {
	struct sqlembic_url url;
	struct sqlembic_session *session;
};

struct pairs_case {
	const char *name, *a, *b;
	const char *needs; /* a part of one of the statements up; NULL: any */
};

/* A database of its own. */
struct pairs_place pairs_make(void);
void pairs_unmake(struct pairs_place *place);
/* One statement a line. */
void pairs_load(struct pairs_place *place, const char *statements);
const struct sqlembic_schema *pairs_schema(void);
void pairs_read(struct catalog *out, struct sqlembic_session *session);
void pairs_compare(struct comparison *out, struct action_list *actions, const struct catalog *from,
		   const struct catalog *to, struct arena *arena);
void pairs_apply(struct pairs_place *place, const struct action_list *actions, const char *name);
/* Leads a place to what `b` makes in one of its own, by our statements. */
void pairs_become(struct pairs_place *place, const char *b);
/* No difference, and no statement. */
void pairs_expect_equal(const struct catalog *is, const struct catalog *wanted, const char *name,
			const char *when);
/* On a server of version `since` at least (160000); an older one is left alone. */
void pairs_lead_both_ways(const struct pairs_case *pair, long since);

/* `since`: the version of the server that knows all of it. */
#define BOTH_WAYS_SINCE(test, since, ...)                                     \
	Test(postgresql_schema, test)                                         \
	{                                                                     \
		static const struct pairs_case pairs[] = { __VA_ARGS__ };     \
		for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) \
			pairs_lead_both_ways(&pairs[i], since);               \
	}

#define BOTH_WAYS(test, ...) BOTH_WAYS_SINCE(test, 0, __VA_ARGS__)

#endif
