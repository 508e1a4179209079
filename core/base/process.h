/* process.h: runs a program and takes what it prints.  Its standard error is ours. */
#ifndef PROCESS_H
#define PROCESS_H

#include "sqlembic.h"
#include "sqlembic/buf.h"

/* Appends its standard output; *status is that of waitpid().  `arguments` begin with the program, which is looked for in
 * PATH, and end with NULL; `environment` NULL: ours.  A program that cannot be started is an error. */
int process_run(struct sqlembic_buf *out, int *status, const char *const *arguments, char *const *environment,
		struct sqlembic_error *err);

#endif
