/* hook_settings.h: the programs that [post_write_hooks] wants run on new files. */
#ifndef HOOK_SETTINGS_H
#define HOOK_SETTINGS_H

#include "config/config.h"

/* One hook of [post_write_hooks]. */
struct config_hook {
	const char *name, *type; /* type "exec" (others are refused with a message) */
	const char *executable, *options, *cwd;
};
int hook_settings_read(struct config *config, const struct config_hook **out, size_t *n,
		       struct sqlembic_error *err);

#endif
