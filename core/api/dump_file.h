/* dump_file.h: the schema in a file, as it is after the last run. */
#ifndef DUMP_FILE_H
#define DUMP_FILE_H

#include "api/context.h"

/* Reads the setting; *path stays NULL where there is none.  Refuses a file that is the wanted schema itself. */
int dump_file_find(const char **path, sqlembic *ctx, struct sqlembic_error *err);
/* Replaces the file; an error says that the run itself is done. */
int dump_file_write(sqlembic *ctx, const char *path, enum sqlembic_direction direction,
		    struct sqlembic_error *err);

#endif
