/* process.h: runs other programs.  Their standard error is ours. */
#ifndef PROCESS_H
#define PROCESS_H

#include <sys/types.h>

#include "base/caller.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct process {
	const char *const
		*arguments;       /* of the program, which is looked for in PATH: it, and NULL at their end */
	char *const *environment; /* NULL: ours */
	const char *directory;    /* NULL: ours */
	bool has_input;           /* ours; else there is none */
	bool is_alone;            /* of our files it has none but the standard ones */
};

/* Starts a program that writes to the file `output`, with the signals of a fresh process, whatever the thread that calls blocks:
 * those of a run for many databases block all.  0, or an errno. */
int process_start(pid_t *pid, const struct process *process, int output);
/* Runs a program to its end and appends what it writes; *status is that of waitpid().  The caller can stop it: then it is ended,
 * and the error is SQLEMBIC_E_INTERRUPTED.  A program that cannot be started, or whose status is lost, is an error. */
int process_run(struct sqlembic_buf *out, int *status, const struct process *process,
		const struct caller *caller, struct sqlembic_error *err);

#endif
