/* tzrule.h: offsets by the rule that ends a file of the tz database. */
#ifndef TZRULE_H
#define TZRULE_H

#include <stdbool.h>

#include "sqlembic/buf.h"

/* Seconds east of UTC at `epoch` by a rule as in TZ ("CET-1CEST,M3.5.0,M10.5.0/3"), which holds for ever after the last recorded
 * change; false when the rule is damaged. */
bool tzrule_offset(long *seconds, struct sqlembic_span rule, long long epoch);

#endif
