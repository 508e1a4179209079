/* clock.h: the time, to measure with and to write down. */
#ifndef SQLEMBIC_CLOCK_H
#define SQLEMBIC_CLOCK_H

#include <stdbool.h>

#include "sqlembic.h"

/* Monotonic microseconds and milliseconds, from some point in the past: for durations and deadlines. */
SQLEMBIC_API long long sqlembic_clock_us(void);
SQLEMBIC_API long long sqlembic_clock_ms(void);

/* UTC by this machine's clock: microseconds since 1970. */
SQLEMBIC_API long long sqlembic_clock_now(void);

/* How times are written in our tables: ISO 8601 with milliseconds, in UTC. */
#define SQLEMBIC_CLOCK_SIZE sizeof("2026-11-20T10:00:00.000Z")

SQLEMBIC_API void sqlembic_clock_write(char out[SQLEMBIC_CLOCK_SIZE], long long microseconds);
/* False, and *microseconds as it was, where `text` is no time as sqlembic_clock_write() writes it. */
SQLEMBIC_API bool sqlembic_clock_read(long long *microseconds, const char *text);

#endif
