/* history_time.h: times as databases and tools write them. */
#ifndef HISTORY_TIME_H
#define HISTORY_TIME_H

/* Microseconds since 1970 of "2026-01-01 12:00:00.5+02", with 'T' and 'Z' as well, or of a number of seconds or
 * milliseconds; without a zone UTC.  -1: not known, or none of these. */
long long history_time(const char *text);

#endif
