/* load_double.h: what a wanted schema makes twice. */
#ifndef LOAD_DOUBLE_H
#define LOAD_DOUBLE_H

#include "proof/target.h"
#include "sqlembic/driver.h"

/* Adds to an error of a file of the target, of something that is there already, where it is made, too. */
void load_double_explain(const struct target *target, const struct sqlembic_dialect *dialect,
			 struct sqlembic_error *err);

#endif
