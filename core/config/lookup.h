/* lookup.h: values and their origins, before interpolation. */
#ifndef LOOKUP_H
#define LOOKUP_H

struct config;
struct sqlembic_error;

/* The environment variable that overrides a key: ALEMBIC_<KEY>, or with another section
 * ALEMBIC_<SECTION>_<KEY>.  NULL when out of memory. */
const char *lookup_override_name(const struct config *config, const char *key);
/* The value of ${NAME}: of -x NAME, of the environment's NAME or the content of the file that NAME_FILE names, of the same
 * in env_file.  *out is NULL when none is set; a file that cannot be read is an error. */
int lookup_variable(const char **out, struct config *config, const char *name, struct sqlembic_error *err);

#endif
