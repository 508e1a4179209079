/* holder.h: who holds a lock on the file, and whether a process is still there. */
#ifndef SQLITE_HOLDER_H
#define SQLITE_HOLDER_H

#include "session.h"

int sqlite_lock_holder(struct sqlembic_session *session, const char *key, struct sqlembic_buf *out,
		       struct sqlembic_error *err);
int sqlite_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			 struct sqlembic_error *err);
int sqlite_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

#endif
