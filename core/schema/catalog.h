/* catalog.h: one schema as its server describes it: facts, sorted, and which of them uses which.
 * Pure: a driver's reader fills it through functions, nobody here knows a session. */
#ifndef CATALOG_H
#define CATALOG_H

#include "base/texts.h"
#include "sqlembic/schema.h"

#define CATALOG_NONE ((size_t)-1)

/* A flag of facts beside those of drivers: what an earlier catalog says was taken, and the database was not asked. */
#define CATALOG_FACT_TAKEN (1U << 31)

/* Rows of numbers of different lengths, in one array: row i is items[at[i]] to items[at[i + 1]]. */
struct catalog_rows {
	size_t *at, *items;
};

struct catalog_entry {
	struct sqlembic_fact fact; /* the first member: a driver's fact leads back to its entry */
	size_t parent;             /* index, CATALOG_NONE */
};

struct catalog_name_edge {
	const char *user, *used;
	bool is_mention;
};

/* What is not compared, as people are told of it. */
struct catalog_list {
	const char **items;
	size_t n, cap;
};

struct catalog {
	struct sqlembic_side side; /* the first member: a driver's side leads back to its catalog */
	const struct sqlembic_kind *kinds;
	size_t nkinds;
	struct arena arena, edges_arena; /* the second: until finished */
	struct texts *texts;             /* keep what it says, and outlive it; NULL: the arena does */
	bool are_kept;      /* what is said now is what they keep already: it need not be looked for */
	bool without_edges; /* they were not asked for: no script can be made of it */
	bool has_digests;   /* nor can a difference be told: it is compared with its like */
	struct catalog_entry *entries; /* by kind and identity, once finished */
	size_t n, cap;
	size_t nfolded;                  /* facts that are SQLEMBIC_FACT_FOLDED */
	struct catalog_name_edge *edges; /* until finished */
	size_t nedges, edges_cap;
	struct catalog_list unread;    /* objects of other kinds */
	struct catalog_list elsewhere; /* schemas that were not read, and hold what somebody wants */
	struct catalog_list path;      /* the schemas of unqualified names: new objects are in the first */
	size_t *kind_at;               /* where a kind's entries begin; nkinds + 1 numbers */
	struct catalog_rows used, users, parts;
	struct catalog_rows mentioned; /* with digests: what is used by what runs */
};

/* Whether nothing is said of one that is not said of the other, silent attributes included. */
bool catalog_says_same(const struct sqlembic_kind *kind, const struct sqlembic_fact *a,
		       const struct sqlembic_fact *b);
void catalog_init(struct catalog *catalog, const struct sqlembic_kind *kinds);
/* The schema that new objects of unqualified names are in; NULL: none, or there is but one. */
const char *catalog_home(const struct catalog *catalog);
bool catalog_list_has(const struct catalog_list *list, const char *text);
/* For a driver's read(). */
struct sqlembic_catalog_sink catalog_sink(struct catalog *catalog);
/* New tables get the collation that they get in `like`. */
int catalog_take_default(struct catalog *catalog, const struct catalog *like, struct sqlembic_error *err);
/* Adds an entry of another catalog, with what it uses. */
int catalog_copy(struct catalog *out, const struct catalog *from, size_t entry, struct sqlembic_error *err);
/* Sorts and links.  A driver that gives two facts one identity is told so. */
int catalog_finish(struct catalog *catalog, struct sqlembic_error *err);
/* What that does. */
int catalog_link(struct catalog *catalog, struct sqlembic_error *err);
/* Puts parts in order once more, where positions have changed. */
int catalog_link_parts(struct catalog *catalog, struct sqlembic_error *err);
/* As it would be of a database that has nothing. */
int catalog_forget_facts(struct catalog *catalog, struct sqlembic_error *err);
void catalog_release(struct catalog *catalog);

/* Whether two catalogs were read from servers that print alike: drivers count the patches of a release in two digits. */
bool catalog_is_of_same_release(const struct catalog *a, const struct catalog *b);
/* How many attributes a kind has. */
size_t catalog_attributes(const struct sqlembic_kind *kind);
/* The order of entries, as strcmp tells it. */
int catalog_order(const struct sqlembic_fact *a, const struct sqlembic_fact *b);
/* That of entry `i` and entry `j` of two catalogs that are walked side by side; who has no more comes last. */
int catalog_order_beside(const struct catalog *a, size_t i, const struct catalog *b, size_t j);
/* Index, CATALOG_NONE: there is none. */
size_t catalog_find(const struct catalog *catalog, unsigned kind, const char *identity);
size_t catalog_index(const struct catalog *catalog, const struct sqlembic_fact *fact);
/* What an entry is a part of; itself, where that is nothing. */
size_t catalog_whole(const struct catalog *catalog, size_t entry);
/* Whether `user` uses `used`, or is a part of it. */
bool catalog_uses(const struct catalog *catalog, size_t user, size_t used);
/* Items of a row, and how many. */
const size_t *catalog_row(const struct catalog_rows *rows, size_t i, size_t *n);
/* Fills rows for `n` owners from `npairs` pairs (owner, item), which it sorts; doubles are left out. */
int catalog_link_rows(struct catalog_rows *out, struct arena *arena, size_t n, size_t (*pairs)[2],
		      size_t npairs, struct sqlembic_error *err);
/* Fills `used` and `users` of a catalog from pairs (user, used), which it sorts and turns round. */
int catalog_link_uses(struct catalog *catalog, size_t (*pairs)[2], size_t npairs, struct sqlembic_error *err);

#endif
