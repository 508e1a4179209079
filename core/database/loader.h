/* loader.h: the driver of an engine: linked in, or loaded from where drivers are installed. */
#ifndef LOADER_H
#define LOADER_H

#include "sqlembic/driver.h"

/* `path`: the directory of loadable drivers; NULL: where they were installed. */
int loader_find(const struct sqlembic_driver **out, const struct sqlembic_engine *engine, const char *path,
		struct sqlembic_error *err);

#endif
