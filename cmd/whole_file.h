/* whole_file.h: a file that is there as a whole or not at all. */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Writes a file in place of the one of that name, which stays as it is until the new one is complete. */
int whole_file_write(const char *path, const struct sqlembic_buf *text, struct sqlembic_error *err);

/* Adds what to do about an error of writing: on a full disk another file, which `otherwise` asks for, would be no better. */
int whole_file_hint(struct sqlembic_error *err, int number, const char *otherwise);

#endif
