/* access.h: who may read and write a file that takes another one's place. */
#ifndef SQLEMBIC_ACCESS_H
#define SQLEMBIC_ACCESS_H

#include <sys/stat.h>

#include "sqlembic.h"

/* Makes the open file, which nobody but its owner can open yet, accessible to those whom the one at `path` was for, which was
 * as `before` says: what replaces a secret is one, too.  Its access list goes along where the system has such.  Where its owner
 * is not ours to give, it is ours; where its group is not, or its list, the group may no more than everybody.  -1, with errno. */
SQLEMBIC_API int sqlembic_access_keep(int fd, const char *path, const struct stat *before);

#endif
