/* watch.h: cancelling, the statement timeout, waiting for locks. */
#ifndef SQLITE_WATCH_H
#define SQLITE_WATCH_H

#include "session.h"

void sqlite_watch_install(struct sqlite_session *s);
/* From here to sqlite_watch_end a statement can be cancelled; `timeout_ms` 0: it may take for ever. */
void sqlite_watch_begin(struct sqlite_session *s, long timeout_ms);
/* Until sqlite_watch_end the running statement waits for other processes' locks, at most lock_timeout_ms. */
void sqlite_watch_locks(struct sqlite_session *s);
void sqlite_watch_end(struct sqlite_session *s);

#endif
