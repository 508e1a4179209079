/* driver.h: the driver's table of slots. */
#ifndef POSTGRESQL_DRIVER_H
#define POSTGRESQL_DRIVER_H

#include "sqlembic/driver.h"

extern const struct sqlembic_driver sqlembic_postgresql_driver;

#endif
