/* init.h: makes a script directory.  The rest is public: sqlembic_init, sqlembic_templates. */
#ifndef INIT_H
#define INIT_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* The ini file of a new project: `sample` with its script_location set, escaped for interpolation. */
int init_render_ini(struct sqlembic_buf *out, struct sqlembic_span sample, const char *script_location,
		    struct sqlembic_error *err);

#endif
