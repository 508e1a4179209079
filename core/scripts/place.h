/* place.h: where the files of a new revision go. */
#ifndef PLACE_H
#define PLACE_H

#include "config/config.h"
#include "graph/revision.h"

/* The version location: the one that `version_path` (NULL: not given) names, else that of `head`, else the only one.
 * It may have to be made. */
int place_find(const char **out, struct config *config, struct arena *arena, const char *version_path,
	       const struct revision *head, struct sqlembic_error *err);
/* The script directory, which holds the templates and must be there. */
int place_script_directory(const char **out, struct config *config, struct sqlembic_error *err);

#endif
