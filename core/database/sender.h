/* sender.h: feeds the statements of a script to a session, many in a parcel. */
#ifndef SENDER_H
#define SENDER_H

#include "base/caller.h"
#include "database/parcel.h"
#include "sql/scan.h"

struct sender {
	struct scan *scan; /* at the beginning of the script */
	struct parcel *parcel;
	const struct caller *caller; /* who may cancel */
	/* Called behind each statement, with its first words and how long it took; each goes alone then.  NULL: nobody asks. */
	int (*timed)(void *payload, size_t number, const char *words, double milliseconds,
		     struct sqlembic_error *err);
	/* Puts what is sent in the place of a statement; NULL: that itself is. */
	int (*adapt)(void *payload, struct statement *statement, struct sqlembic_error *err);
	/* Whether it is not to be sent, asked then; NULL: all are. */
	bool (*leaves_out)(void *payload, const struct statement *statement);
	void *payload;
};

/* Sends all statements but for the last ones, which wait in the parcel for what is to travel with them.  *statements
 * counts them; `checksum` is over their text. */
int sender_run(const struct sender *sender, size_t *statements, char checksum[HASH_TEXT_SIZE],
	       struct sqlembic_error *err);

#endif
