/* offspring.h: programs that are run beside, to their end or until the caller has enough.  Their standard error is ours.
 *
 * Each is a process group of its own, so that it is ended with all that it has started itself.  Where we have the terminal it
 * stays in our group: in any other one it could ask nothing there, and the keys that interrupt would not reach it; then what it
 * has started is not ended with it. */
#ifndef OFFSPRING_H
#define OFFSPRING_H

#include <sys/types.h>

#include "base/caller.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct offspring {
	const char *const
		*arguments;       /* of the program, which is looked for in PATH: it, and NULL at their end */
	char *const *environment; /* NULL: ours */
	const char *directory;    /* NULL: ours */
	bool has_input;           /* ours; else there is none */
	bool is_alone;            /* of our files it has none but the standard ones */
	/* Set when it is started. */
	pid_t pid;
	bool has_group; /* of its own, whose number is `pid` */
};

/* Starts a program that writes to the file `output`, with the signals of a fresh process, whatever the thread that calls blocks:
 * those of a run for many databases block all.  0, or an errno. */
int offspring_start(struct offspring *program, int output);
/* Waits for its end; *status is that of waitpid().  The caller can stop it: then it is ended, and the error is
 * SQLEMBIC_E_INTERRUPTED.  A lost status is an error, too. */
int offspring_wait(int *status, const struct offspring *program, const struct caller *caller,
		   struct sqlembic_error *err);
/* Both, and appends what it writes.  A program that cannot be started is an error. */
int offspring_run(struct sqlembic_buf *out, int *status, struct offspring *program,
		  const struct caller *caller, struct sqlembic_error *err);

#endif
