/* init.h: makes a script directory and an ini file. */
#ifndef INIT_H
#define INIT_H

#include "scripts/newfiles.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

/* The ini file of a new project: `sample` with its script_location set, escaped for interpolation. */
int init_render_ini(struct sqlembic_buf *out, struct sqlembic_span sample, const char *script_location,
		    struct sqlembic_error *err);

/* The templates that there are; ends with a NULL name. */
const struct sqlembic_template *init_templates(void);
/* Writes the files; nothing is left behind on failure. */
int init_project(const struct sqlembic_init_options *options, struct sqlembic_error *err);

/* Writes those templates of new revisions that a script directory has not. */
int init_add_templates(struct newfiles *files, const char *directory, struct sqlembic_error *err);

#endif
