/* joined.h: whether the transactions of a script may be run as one: all of them commit, and nothing that the script says depends on
 * where one ends.  Pure: text only. */
#ifndef JOINED_H
#define JOINED_H

#include "sql/scan.h"

/* Zero to begin with, but for `is_open`: the script begins inside of a transaction. */
struct joined {
	bool is_open;
	bool is_apart; /* out: they may not */
};

/* Takes note of the next statement. */
void joined_add(struct joined *joined, const struct sqlembic_dialect *dialect,
		const struct statement *statement);

#endif
