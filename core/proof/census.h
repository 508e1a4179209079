/* census.h: how many rows each table of a scratch database has, and what is in its columns. */
#ifndef CENSUS_H
#define CENSUS_H

#include "base/texts.h"
#include "schema/compare.h"

struct census_entry {
	unsigned kind;
	const char *identity, *count, *digest; /* as struct sqlembic_schema's rows() tells them */
};

/* Zero it to begin with. */
struct census {
	struct texts *texts; /* nearly all are those of another census, too */
	struct census_entry *items;
	const struct census_entry **sorted; /* by kind and identity */
	size_t n, cap;
	bool failed;
};

/* Counts; released by the caller also after a failure. */
int census_take(struct census *out, const struct sqlembic_schema *schema, struct sqlembic_session *session,
		struct texts *texts, struct sqlembic_error *err);
/* The same table or column in another census; NULL: it is not there. */
const struct census_entry *census_find(const struct census *census, const struct census_entry *entry);
/* The pair of a table or column that is on both sides; NULL: it is not.  Of a column whose table does not differ it may be that of
 * the table. */
const struct pair *census_pair(const struct comparison *comparison, const struct census_entry *entry);
/* The name of the column that an entry with this pair is of; NULL: it is of a table. */
const char *census_column(const struct comparison *comparison, const struct pair *pair,
			  const struct census_entry *entry);
void census_release(struct census *census);

#endif
