/* random.h: ids that nobody else has. */
#ifndef RANDOM_H
#define RANDOM_H

#include "sqlembic.h"

#define RANDOM_ID_SIZE 13

/* Twelve hex digits. */
int random_id(char out[RANDOM_ID_SIZE], struct sqlembic_error *err);

#endif
