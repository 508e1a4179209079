/* batch.h: statements that are sent together, copied, since the scanner's memory is for one at a time.
 *
 * Up to 64 KiB, which is where sending more at once stops paying; memory does not grow with the script. */
#ifndef BATCH_H
#define BATCH_H

#include "sql/scan.h"
#include "sqlembic/driver.h"

#define BATCH_BYTES      65536
#define BATCH_STATEMENTS 1024

/* Zero it to begin with; memory comes with the first statement. */
struct batch {
	struct batch_content *content;
	size_t n, used; /* statements and bytes */
};

/* Whether the statement has room; one that has none in an empty batch has to go alone. */
bool batch_fits(const struct batch *batch, const struct statement *statement);
int batch_add(struct batch *batch, const struct statement *statement, struct sqlembic_error *err);
/* Sends them and empties the batch; an error says which one of `path` has failed, and leaves them all in the batch. */
int batch_send(struct batch *batch, struct sqlembic_session *session, const char *path,
	       struct sqlembic_error *err);
/* Sends one statement from the scanner's own memory, COPY data and all. */
int batch_send_alone(struct sqlembic_session *session, struct scan *scan, const char *path,
		     const struct statement *statement, struct sqlembic_error *err);
void batch_release(struct batch *batch);

#endif
