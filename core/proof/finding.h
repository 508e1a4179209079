/* finding.h: what a test of a revision has found, in words. */
#ifndef FINDING_H
#define FINDING_H

#include "base/arena.h"
#include "proof/proof.h"
#include "sqlembic.h"

/* Objects that the text of a finding names; all are in its list. */
#define FINDING_NAMES 8

/* Findings of one revision, in the order in which they were made.  Zero with an arena to begin with. */
struct finding_list {
	struct arena *arena;
	const struct sqlembic_test_finding **items;
	size_t n, cap, failures;
};

/* How two catalogs differ, and what is needed to say so. */
struct finding_difference {
	const struct catalog *wanted, *is;
	struct comparison comparison;
	struct arena arena; /* of the comparison */
	size_t n; /* that people are told; 0: they are equal, but perhaps for the order of columns */
	const char *reordered; /* an object whose columns have another order, and nothing else; NULL: none */
	struct catalog
		settled[2]; /* of the server's print of both, where their own texts cannot be compared */
	bool is_settled;
	bool needs_edges; /* to be settled: it is not known yet whether they differ */
};

/* Compares the server's texts as they are. */
int finding_compare_texts(struct finding_difference *out, const struct catalog *wanted,
			  const struct catalog *is, struct sqlembic_error *err);
/* Compares; either is released by the caller also after a failure, and stays in its place until then. */
int finding_compare(struct finding_difference *out, struct proof *proof, const struct catalog *wanted,
		    const struct catalog *is, struct sqlembic_error *err);
void finding_release(struct finding_difference *difference);

/* Adds a copy of `finding`, whose `text` says what was found.  With a difference its objects are those that differ, and are
 * named at the text's end. */
int finding_add(struct finding_list *list, const struct sqlembic_test_finding *finding,
		const struct finding_difference *difference, struct sqlembic_error *err);
/* Adds a script's failure: `what` has happened, and `said` is the error. */
int finding_add_error(struct finding_list *list, const char *stage, const char *what,
		      const struct sqlembic_error *said, struct sqlembic_error *err);
/* NULL: there are only notes. */
const struct sqlembic_test_finding *finding_first_failure(const struct finding_list *list);
/* Adds the findings of another list: as they are, or as notes that begin with `before`. */
int finding_join(struct finding_list *list, const struct finding_list *other, const char *before,
		 struct sqlembic_error *err);

#endif
