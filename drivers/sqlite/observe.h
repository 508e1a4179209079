/* observe.h: what the user's statements are about to change. */
#ifndef SQLITE_OBSERVE_H
#define SQLITE_OBSERVE_H

#include "session.h"

void sqlite_observe_install(struct sqlite_session *s);
void sqlite_observe_clear(struct sqlite_session *s);
void sqlite_observe_release(struct sqlite_session *s);

#endif
