/* distance.h: how near two names are, for "did you mean" and where a spelling does not count. */
#ifndef SQLEMBIC_DISTANCE_H
#define SQLEMBIC_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sqlembic.h"

/* The number of slips that make one word of the other: a letter added, lost, changed, or swapped with its neighbour.
 * Letters count without their case, and "_" is "-".  SIZE_MAX for words of 64 bytes and more: nobody mistypes those. */
SQLEMBIC_API size_t sqlembic_distance(const char *a, const char *b);

/* Whether they differ at most in case and in what separates their words ("_", "-"). */
SQLEMBIC_API bool sqlembic_is_same_name(const char *a, const char *b);

#endif
