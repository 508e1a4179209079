/* settings.h: the configuration as it is shown. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "config/config.h"

/* Every setting with its origin.  No value holds a password. */
int settings_list(struct config *config, const struct sqlembic_setting **out, size_t *n,
		  struct sqlembic_error *err);

#endif
