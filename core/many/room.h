/* room.h: how many databases at once this machine and their server bear, where nobody has said a number. */
#ifndef ROOM_H
#define ROOM_H

#include "database/database.h"

/* Connections that the server of a described database still takes, for one who may not have the reserved ones; negative: nobody
 * knows.  It is connected and closed here. */
long long room_ask(struct database *database);
/* At once: `cpus` of this machine, connections that are free (negative: unknown), and whether the databases are files. */
size_t room_jobs(long cpus, bool is_remote, long long unused);

#endif
