/* halted.h: where a half-applied step has stopped, in its script as that is now. */
#ifndef HALTED_H
#define HALTED_H

#include "base/hash.h"
#include "graph/graph.h"
#include "records/journal.h"

struct halted {
	const struct journal_entry *entry;
	const struct revision *revision; /* NULL: there is no script of it any more */
	const char *path;                /* NULL: the same */
	size_t done, statements;
	char before[HASH_TEXT_SIZE], behind[HASH_TEXT_SIZE]; /* hashes on both sides of the statement */
	char whole[HASH_TEXT_SIZE];
	char next[HASH_TEXT_SIZE]; /* of the statement alone */
	const char *excerpt;       /* NULL: there is no such statement */
	int line;
};

/* Finds the script of the running row `entry`. */
void halted_find(struct halted *out, const struct graph *graph, const struct journal_entry *entry);
/* Reads the script, and what comes next of it. */
int halted_read(struct halted *halted, const struct sqlembic_dialect *dialect, struct arena *arena,
		struct sqlembic_error *err);

/* Once it is read: whether it does not begin with what has been run; and whether the statement in doubt is not what it has in
 * its place, if anything. */
bool halted_has_changed(const struct halted *halted);
bool halted_is_edited(const struct halted *halted);

#endif
