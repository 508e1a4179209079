/* open.h: from a URL to an open file and back. */
#ifndef SQLITE_OPEN_H
#define SQLITE_OPEN_H

#include "session.h"

/* Leaves session->driver to the caller. */
int sqlite_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		struct sqlembic_error *err);
/* Sets the library up before several threads use it. */
void sqlite_prepare_threads(bool owns_process);
void sqlite_close(struct sqlembic_session *session);

#endif
