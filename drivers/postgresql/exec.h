/* exec.h: the slot that sends messages. */
#ifndef POSTGRESQL_EXEC_H
#define POSTGRESQL_EXEC_H

#include "session.h"

int postgres_send_parts(struct sqlembic_session *session, const struct sqlembic_part *parts, size_t n,
			size_t *done, struct sqlembic_error *err);

#endif
