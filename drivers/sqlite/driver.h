/* driver.h: the driver's table of slots. */
#ifndef SQLITE_DRIVER_H
#define SQLITE_DRIVER_H

#include "sqlembic/driver.h"

extern const struct sqlembic_driver sqlembic_sqlite_driver;

#endif
