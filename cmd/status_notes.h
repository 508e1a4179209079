/* status_notes.h: what is out of order in a database, in a few words. */
#ifndef STATUS_NOTES_H
#define STATUS_NOTES_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Separated by semicolons; nothing where all is well.  Of `squashes` those count whose replaced scripts are still needed. */
void status_notes_put(struct sqlembic_buf *out, const struct sqlembic_status *status,
		      const struct sqlembic_squash *const *squashes, size_t nsquashes);

#endif
