/* side.h: a finished catalog as drivers see it. */
#ifndef SIDE_H
#define SIDE_H

#include "sqlembic/schema.h"

void side_init(struct sqlembic_side *side);

#endif
