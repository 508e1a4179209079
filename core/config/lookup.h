/* lookup.h: values and their origins, before interpolation. */
#ifndef LOOKUP_H
#define LOOKUP_H

struct config;

/* The environment variable that overrides a key: ALEMBIC_<KEY>, or with another section
 * ALEMBIC_<SECTION>_<KEY>.  NULL when out of memory. */
const char *lookup_override_name(const struct config *config, const char *key);
/* The environment as the caller gave it (never NULL to call); -x variables are looked up first. */
const char *lookup_variable(const struct config *config, const char *name);

#endif
