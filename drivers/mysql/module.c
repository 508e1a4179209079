/* module.c: what a program that loads the driver asks for.  Programs that have it linked in find it in the table
 * of engines. */
#include "driver.h"

SQLEMBIC_API const struct sqlembic_driver *sqlembic_driver(void);

const struct sqlembic_driver *sqlembic_driver(void)
{
	return &sqlembic_mysql_driver;
}
