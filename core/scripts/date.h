/* date.h: when a revision was made, by the clock of a time zone. */
#ifndef DATE_H
#define DATE_H

#include <time.h>

#include "sqlembic.h"

/* A revision's date in the configured time zone. */
struct date {
	struct tm local;
	long long epoch; /* seconds */
	long microseconds;
	char text[64]; /* "2026-11-20 10:00:00.123456+00:00"; no offset without a time zone */
};

/* "now" in `zone` (a tz database name, looked up as given and in upper case; NULL or "": local time, naive).
 * An unknown name is an error.  Changes no global state. */
int date_now(struct date *out, const char *zone, struct sqlembic_error *err);
/* The same at a given time. */
int date_at(struct date *out, const char *zone, struct timespec at, struct sqlembic_error *err);

#endif
