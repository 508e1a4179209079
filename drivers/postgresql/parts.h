/* parts.h: the text of a message. */
#ifndef POSTGRESQL_PARTS_H
#define POSTGRESQL_PARTS_H

#include "session.h"

/* Where a part's own text begins in that of the message, where all that goes with it ends, and how many results are in by then. */
struct postgres_mark {
	size_t begin, end, results;
};
/* Stands before the number of rows in the error of an UPDATE that had to hit one row. */
#define POSTGRES_ROWS "rows: "
/* Appends parts of a transaction, `*added` of them: up to its COMMIT, and to what has to end a message. */
int postgres_add_parts(struct postgres_session *s, const struct sqlembic_part *parts, size_t n,
		       struct postgres_mark *marks, size_t *added, struct sqlembic_error *err);

#endif
