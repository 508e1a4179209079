/* census.h: how many rows each table of a scratch database has, and what is in its columns. */
#ifndef CENSUS_H
#define CENSUS_H

#include <stdint.h>

#include "base/texts.h"
#include "schema/compare.h"

/* A column, as it is named behind the identity of its table and a point.  Of its values a hash is kept: there may be hundreds of
 * thousands of columns. */
struct census_column {
	const char *name;
	uint64_t digest;
};

struct census_table {
	unsigned kind, column_kind;
	const char *identity, *count;
	const char *above; /* names of tables whose rows these are, too, one a line; NULL: none */
	uint64_t digest;
	size_t first, n; /* its columns */
	bool is_taken;   /* from an earlier census: the database was not asked */
};

struct known;

/* Zero it to begin with. */
struct census {
	struct texts *texts; /* nearly all are those of another census, too */
	struct census_table *tables;
	const struct census_table **sorted; /* by kind and identity */
	size_t n, cap;
	struct census_column *columns;
	size_t ncolumns, columns_cap;
	bool are_kept; /* what is told now is what they keep already */
	bool failed;
};

/* Counts; released by the caller also after a failure. */
int census_take(struct census *out, const struct sqlembic_schema *schema, struct sqlembic_session *session,
		struct texts *texts, struct sqlembic_error *err);
/* The same, but that what is known is taken from what was counted before. */
int census_take_rest(struct census *out, const struct sqlembic_schema *schema,
		     struct sqlembic_session *session, struct texts *texts, const struct known *known,
		     struct sqlembic_error *err);
void census_release(struct census *census);

/* A table or column of which a later census says something else, or nothing. */
struct census_change {
	unsigned kind;
	const char *identity;          /* until the next one is asked for */
	const char *count, *count_now; /* of rows; the second is NULL: it is not there */
	const char *above;             /* of the table, as there */
	bool has_other_values;
};

/* Goes through the changes, in the order of the first census; a table comes ahead of its columns. */
struct census_walk {
	const struct census *was, *is;
	size_t at, column; /* what is next: with `column` 0 the table, else its column of that number */
	const struct census_table *other;
	struct sqlembic_buf identity;
};

struct census_walk census_compare(const struct census *was, const struct census *is);
/* 1: there is another one, 0: there is none. */
int census_next(struct census_walk *walk, struct census_change *out, struct sqlembic_error *err);
void census_end(struct census_walk *walk);

/* The pair of a table or column that is on both sides; NULL: it is not.  Of a column whose table does not differ it may be that of
 * the table. */
const struct pair *census_pair(const struct comparison *comparison, const struct census_change *change);
/* The name of the column that a change with this pair is of; NULL: it is of a table. */
const char *census_column(const struct comparison *comparison, const struct pair *pair,
			  const struct census_change *change);

#endif
