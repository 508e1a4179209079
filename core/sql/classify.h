/* classify.h: what kind of statement a text is that is no part of a script. */
#ifndef CLASSIFY_H
#define CLASSIFY_H

#include "sqlembic/driver.h"

/* Classes (enum sqlembic_class) of all its statements together; 0 where it cannot be read. */
unsigned classify_text(const struct sqlembic_dialect *dialect, struct sqlembic_span text);

#endif
