/* connection.h: names of connections, by which a later run asks whether the server still works for an earlier one. */
#ifndef POSTGRESQL_CONNECTION_H
#define POSTGRESQL_CONNECTION_H

#include "session.h"

int postgres_connection_id(struct sqlembic_session *session, struct sqlembic_buf *out,
			   struct sqlembic_error *err);
int postgres_connection_alive(struct sqlembic_session *session, const char *id, struct sqlembic_error *err);

#endif
