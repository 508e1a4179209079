/* hazards.h: what statements of this database may do to rows, and to those who use it meanwhile. */
#ifndef POSTGRES_HAZARDS_H
#define POSTGRES_HAZARDS_H

#include "sqlembic/driver.h"

extern const struct sqlembic_hazard_rule postgres_hazards[];

#endif
