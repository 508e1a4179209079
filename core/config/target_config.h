/* target_config.h: the configuration of one of many databases, made from that of all. */
#ifndef TARGET_CONFIG_H
#define TARGET_CONFIG_H

#include "config/config.h"

/* What sets one database apart; NULL: as in the configuration of all. */
struct target_place {
	const char *section;
	const char *url; /* complete, with its password */
	const char *origin, *file;
	int line;           /* of the URL */
	const char *tenant; /* the value of ${tenant} in target_url and target_schema */
};

/* Called once for the configuration of all, before many are made of it: what is looked up once is looked up here. */
int target_config_prepare(struct config *base, struct sqlembic_error *err);
/* Makes the configuration; `base` is only read, and has to outlive it. */
int target_config_make(struct config **out, struct arena *arena, const struct config *base,
		       const struct target_place *place, struct sqlembic_error *err);
/* The schema of the tenant, which its scripts see first; NULL: there is none. */
const char *target_config_schema(const struct config *config);
/* Where hints send people who are to correct the URL: sqlalchemy.url, the variable or file that is in its place, or what
 * names a target. */
int target_config_setting(const char **out, struct config *config, struct sqlembic_error *err);

/* The lines of the key `targets`, each with its variables replaced, and where they are written. */
int target_config_lines(const char *const **out, size_t *n, const char **file, int *line,
			struct config *config, struct sqlembic_error *err);
/* Refuses a target_url or target_schema that does not hold ${tenant}, the setting for one that is made of names; an error,
 * too, where neither is set. */
int target_config_check_tenants(struct config *config, struct sqlembic_error *err);

#endif
