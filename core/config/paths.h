/* paths.h: where the migration scripts are. */
#ifndef PATHS_H
#define PATHS_H

#include "config/config.h"

/* The list of version locations (paths as the process can open them), split by path_separator; one entry
 * <script_location>/versions by default. */
int paths_version_locations(struct config *config, const char *const **out, size_t *n,
			    struct sqlembic_error *err);
/* script_location as a path the process can open; an error that names `init` when the key is missing. */
int paths_script_location(struct config *config, const char **out, struct sqlembic_error *err);

/* The directories of prepend_sys_path, as they are written; none when it is not set. */
int paths_sys_path(struct config *config, const char *const **out, size_t *n, struct sqlembic_error *err);

#endif
