/* cancel.h: asks the server to stop the running statement, and ends the connection of one that does not. */
#ifndef POSTGRESQL_CANCEL_H
#define POSTGRESQL_CANCEL_H

#include "session.h"

/* Looks at the cancel flag while a message is under way: asks the server to stop it if it can be stopped, and cuts the
 * connection where that has not helped. */
void postgres_cancel_tick(struct postgres_session *s);
/* A request that is still on its way would stop the next message. */
void postgres_cancel_begin(struct postgres_session *s);
void postgres_cancel_release(struct postgres_session *s);

#endif
