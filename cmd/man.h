/* man.h: the manual page, in mdoc, from the command table and the library's list of keys. */
#ifndef MAN_H
#define MAN_H

#include "sqlembic/buf.h"

void man_render(struct sqlembic_buf *out);

#endif
