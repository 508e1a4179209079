/* quantity.h: counts and times in words.  Pure: text is appended. */
#ifndef QUANTITY_H
#define QUANTITY_H

#include "sqlembic/buf.h"

/* "1 revision", "2 revisions". */
void quantity_count(struct sqlembic_buf *out, unsigned long long n, const char *noun);
/* "12 ms", "3.41 s", "2 min 5 s". */
void quantity_time(struct sqlembic_buf *out, double milliseconds);

#endif
