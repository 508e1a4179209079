/* driver.h: the driver's table of slots. */
#ifndef MYSQL_DRIVER_H
#define MYSQL_DRIVER_H

#include "sqlembic/driver.h"

extern const struct sqlembic_driver sqlembic_mysql_driver;

#endif
