/* preflight.h: looking through the scripts of a plan before the first one runs. */
#ifndef PREFLIGHT_H
#define PREFLIGHT_H

#include "base/caller.h"
#include "graph/graph.h"
#include "graph/plan.h"
#include "records/records.h"
#include "sql/scan.h"

/* Facts about a script that was looked through. */
struct script_facts {
	bool checked;
	enum script_transaction transaction;
	/* Of a script that steers transactions: it ends one that it has not begun; its last COMMIT chains another. */
	bool begins_inside, ends_inside;
	/* All of it is one transaction as the server would make it by itself: BEGIN is its first statement, COMMIT its last. */
	bool is_wrapped;
	bool changes_session; /* by a statement that says so */
	bool is_plain;        /* all of its statements are */
	size_t statements;
	unsigned first; /* classes of the first one */
	/* Of the first one, where it is DDL that no transaction can hold; NULL: it is not. */
	const char *first_hash;
	unsigned long long bytes;
	uint64_t fingerprint;         /* of a large one */
	struct sqlembic_span text;    /* of a small one, which is run as it was looked through; else empty */
	const struct statement *only; /* where `text` holds one statement; NULL: it has to be cut once more */
};

struct preflight {
	const struct graph *graph;
	const struct records *records;
	const struct sqlembic_dialect *dialect;
	struct arena *arena;
	bool (*is_plain)(struct sqlembic_span sql); /* the driver's; NULL: no statement is */
	const struct caller *caller;                /* who is told of all findings but the first */
	struct script_facts *facts;                 /* by revision index, for the plan's direction */
	size_t kept;                                /* bytes of scripts' texts in `facts` */
	struct scan *scan;                          /* one scanner for all scripts */
};

/* Looks through the scripts of all steps: a script that is refused is refused now.  The error is the first finding; the
 * others are events, so that one look shows all that there is to correct. */
int preflight_scripts(struct preflight *preflight, const struct plan *plan, struct sqlembic_error *err);
/* The script of a step. */
const char *preflight_path(const struct step *step);
struct script_facts *preflight_facts(const struct preflight *preflight, const struct step *step);
/* Points the scanner at the beginning of a step's script. */
int preflight_open(struct preflight *preflight, const struct step *step, struct sqlembic_error *err);
/* When all of the script was read: whether it is still the one that was looked through. */
int preflight_check_same(const struct preflight *preflight, const struct step *step,
			 struct sqlembic_error *err);
/* Whether a statement begins or ends a transaction, and if so, whether one is open behind it. */
bool preflight_steers(const struct statement *statement, bool *open);
/* Whether the step commits statement by statement. */
bool preflight_is_stepwise(const struct preflight *preflight, const struct step *step);
/* Whether all scripts of the plan are: preflight_scripts() was called for it. */
bool preflight_is_plain(const struct preflight *preflight, const struct plan *plan);
void preflight_release(struct preflight *preflight);

#endif
