/* offline.h: a session that prints what it is told to run.  `--sql` is the online code path with this session. */
#ifndef OFFLINE_H
#define OFFLINE_H

#include "sqlembic/driver.h"

/* Text goes to `write`; statements are separated by blank lines.  `home` is the database that the URL names, borrowed;
 * NULL when it names none.  Closed by its driver's close(). */
int offline_open(struct sqlembic_session **out, const struct sqlembic_dialect *dialect, const char *home,
		 sqlembic_write_fn *write, void *payload, struct sqlembic_error *err);
/* Prints a comment line. */
int offline_comment(struct sqlembic_session *session, const char *text, struct sqlembic_error *err);

#endif
