/* room.h: how many databases at once this machine and their server bear, where nobody has said a number. */
#ifndef ROOM_H
#define ROOM_H

#include "database/database.h"

/* Connections that are free; negative: nobody knows, or there is no limit. */
struct room {
	long long shared; /* with those whom the databases are for, who may not have the reserved ones */
	long long own;    /* of our user */
};

/* Asks the server of a described database, for `ms` at most; it is connected and closed here.  `is_one`: all targets there are in
 * this database, whose own limit counts then, too. */
struct room room_ask(struct database *database, bool is_one, long ms);
/* At once: `cpus` of this machine, connections that are free, and whether the databases are files. */
size_t room_jobs(long cpus, bool is_remote, const struct room *room);

#endif
