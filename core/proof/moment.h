/* moment.h: moments that a definition has kept of the time at which it was made. */
#ifndef MOMENT_H
#define MOMENT_H

#include <stdbool.h>

/* Whether two texts are the same but for moments of today, given to a fraction of a second: PostgreSQL keeps 'now'::timestamp as
 * the moment at which a view or a default was made. */
bool moment_is_all_that_differs(const char *a, const char *b);

#endif
