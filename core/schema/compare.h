/* compare.h: two catalogs side by side: what is on one side only, what differs, and how it gets where it should be.
 * Pure, and blind to kinds: texts are compared byte by byte, all else is said by the kind's flags and functions. */
#ifndef COMPARE_H
#define COMPARE_H

#include "schema/catalog.h"

enum pair_fate {
	PAIR_GONE = 1 << 0,       /* the object of `before` is dropped */
	PAIR_MADE = 1 << 1,       /* the object of `after` is created */
	PAIR_ALTERED = 1 << 2,    /* in its place */
	PAIR_REPLACED = 1 << 3,   /* altered, by being made anew with its rows */
	PAIR_GONE_ALONE = 1 << 4, /* though its parent is dropped, too: a statement of its own opens a loop */
	PAIR_OF_PARENT = 1 << 5   /* its parent's alter() does whatever happens to it */
};

/* One object: its fact on either side. */
struct pair {
	size_t before, after; /* entries, CATALOG_NONE */
	uint64_t differs;     /* bits: attributes whose texts differ */
	uint64_t changed;     /* the same, with what spreads to it and SQLEMBIC_CHANGED_PARTS */
	unsigned fate;        /* enum pair_fate */
};

struct comparison {
	const struct catalog *from, *to; /* as they were given, but that what differs is unfolded */
	struct arena *arena;
	struct pair *pairs; /* by kind and identity */
	size_t n;
	size_t *of_before, *of_after; /* pair of each entry */
	bool is_dump;                 /* what is created is printed in one form */
	bool is_copy;                 /* it is created in a scratch database */
};

struct compare_options {
	bool ignore_type, ignore_default; /* compare_type, compare_server_default are off */
};

/* Both catalogs outlive the comparison.  Everything else is in the arena. */
int compare(struct comparison *out, const struct catalog *from, const struct catalog *to,
	    const struct compare_options *options, struct arena *arena, struct sqlembic_error *err);
/* Finds each pair's fate.  Fails where an object cannot get there, or rows would be lost on the way. */
int fate_decide(struct comparison *comparison, struct sqlembic_error *err);

/* The catalog's view of a pair; NULL: not on that side. */
const struct sqlembic_fact *compare_before(const struct comparison *comparison, const struct pair *pair);
const struct sqlembic_fact *compare_after(const struct comparison *comparison, const struct pair *pair);
const struct sqlembic_kind *compare_kind(const struct comparison *comparison, const struct pair *pair);
struct sqlembic_change compare_change(const struct comparison *comparison, const struct pair *pair);
/* The pair of a pair's parent on that side; NULL: none. */
struct pair *compare_parent(const struct comparison *comparison, const struct pair *pair, bool after);
/* Whether this is a difference that people are told: not what follows from its table being new or gone. */
bool compare_is_told(const struct comparison *comparison, const struct pair *pair);
/* How many of those there are. */
size_t compare_count(const struct comparison *comparison);
/* Whether nothing is on one side only, and nothing differs. */
bool compare_is_equal(const struct comparison *comparison);
/* Whether objects of both sides differ in a text that the server may print otherwise when it is loaded again. */
bool compare_differs_in_print(const struct comparison *comparison);
/* Whether this is a difference that people are told, and that loading the text again does not explain. */
bool compare_differs_beyond_print(const struct comparison *comparison, const struct pair *pair);

#endif
