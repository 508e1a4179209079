/* module.c: the door of the loadable module; absent where the driver is linked in. */
#include "driver.h"

#include "driver.h"

SQLEMBIC_API const struct sqlembic_driver *sqlembic_driver(void);

const struct sqlembic_driver *sqlembic_driver(void)
{
	return &sqlembic_postgresql_driver;
}
