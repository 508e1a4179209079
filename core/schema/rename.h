/* rename.h: what is gone and what is new may be one object under another name: that is offered, never guessed. */
#ifndef RENAME_H
#define RENAME_H

#include "schema/compare.h"

struct rename {
	size_t old_pair, new_pair;
};

/* Pairs of a kind that can be renamed and of one parent, whose definitions are equal, with one candidate on each side.
 * Into the comparison's arena. */
int rename_find(struct rename **out, size_t *n, const struct comparison *comparison,
		struct sqlembic_error *err);
/* What people have asked for: `old_name` is as it is shown ("account.mail") or the last part of it, `new_name` the last
 * part or as shown.  Fails where none or several match. */
int rename_match(struct rename *out, const struct comparison *comparison, const char *old_name,
		 const char *new_name, struct sqlembic_error *err);
/* What is new, of another kind, and takes a name of `gone`; NULL: nothing does. */
const struct sqlembic_fact *rename_successor(const struct comparison *comparison,
					     const struct sqlembic_fact *gone);
/* The first that is gone, steps aside, and has a name that something new of another kind takes; NULL: there is none.  And how many
 * there are. */
const struct pair *rename_find_aside(const struct comparison *comparison);
size_t rename_count_aside(const struct comparison *comparison);

#endif
