/* hazards.h: what statements of this database may do to rows, and to those who use it meanwhile. */
#ifndef MYSQLDB_HAZARDS_H
#define MYSQLDB_HAZARDS_H

#include "sqlembic/driver.h"

extern const struct sqlembic_hazard_rule mysqldb_hazards[];

#endif
