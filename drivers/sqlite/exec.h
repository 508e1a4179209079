/* exec.h: the slot that sends messages. */
#ifndef SQLITE_EXEC_H
#define SQLITE_EXEC_H

#include "session.h"

int sqlite_send(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n, size_t *done,
		struct sqlembic_error *err);

#endif
