/* access.h: who may read and write a file that takes another one's place. */
#ifndef SQLEMBIC_ACCESS_H
#define SQLEMBIC_ACCESS_H

#include <sys/stat.h>

#include "sqlembic.h"

/* Makes the open file accessible to those whom the one `before` was for: what replaces a secret is one, too.  Where its owner is
 * not ours to give, it is ours; where its group is not, the group may no more than everybody.  -1, with errno. */
SQLEMBIC_API int sqlembic_access_keep(int fd, const struct stat *before);

#endif
