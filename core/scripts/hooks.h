/* hooks.h: programs that are run on newly written scripts ([post_write_hooks]). */
#ifndef HOOKS_H
#define HOOKS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/caller.h"
#include "config/hook_settings.h"
#include "sqlembic.h"

/* Runs each hook on `path`, in order.  Its stdin is empty, its stdout goes to our stderr.  Events: HOOK,
 * HOOK_DONE with the exit status (128 + signal when killed), and a WARNING when that is not 0: the script
 * stays as it is.  A hook that cannot be started, or whose status is lost, is an error.  The caller can stop it: it is ended, and
 * that is SQLEMBIC_E_INTERRUPTED. */
int hooks_run(const struct config_hook *hooks, size_t n, const char *path, const struct caller *caller,
	      struct sqlembic_error *err);

/* Splits a line into words as a shell does: quotes and backslashes, no expansion.  A NULL ends *words. */
int hooks_split(char ***words, size_t *n, struct arena *arena, const char *line, struct sqlembic_error *err);

#endif
