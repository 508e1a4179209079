/* tzfile.h: offsets of named time zones, read from the system's tz database (RFC 8536).  The C library can
 * do this for one zone a process only, chosen by an environment variable: no way for a library. */
#ifndef TZFILE_H
#define TZFILE_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* 1: the zone's file has been read into `out`; 0: there is no such zone. */
int tzfile_find(struct sqlembic_buf *out, const char *name, struct sqlembic_error *err);
/* Seconds east of UTC at `epoch`; false when the data are damaged. */
bool tzfile_offset(long *seconds, struct sqlembic_span data, long long epoch);

#endif
