/* base.h: what every part of sqlembic.h begins with: the context, codes and errors. */
#ifndef SQLEMBIC_BASE_H
#define SQLEMBIC_BASE_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define SQLEMBIC_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define SQLEMBIC_API               __attribute__((visibility("default")))
#else
#define SQLEMBIC_PRINTF(fmt, args)
#define SQLEMBIC_API
#endif

typedef struct sqlembic sqlembic;

/* What went wrong, in the terms a program acts on.  The program's exit status is the negated code. */
enum sqlembic_code {
	SQLEMBIC_OK = 0,
	SQLEMBIC_E_FAILED = -1,      /* anything without a code of its own */
	SQLEMBIC_E_USAGE = -2,       /* the command line or an option structure is wrong */
	SQLEMBIC_E_PENDING = -3,     /* the database is not where it was asked to be */
	SQLEMBIC_E_LOCKED = -4,      /* a lock was not obtained in time: the migration's, or a statement's */
	SQLEMBIC_E_UNREACHABLE = -5, /* the database cannot be reached */
	SQLEMBIC_E_CHANGED = -6,     /* a script that was applied has been changed since */
	SQLEMBIC_E_INTERRUPTED = -7, /* stopped on request; nothing is half done */
	SQLEMBIC_E_HALF = -8         /* a step is half applied and can be resumed */
};

/* An error, complete: no allocation, nothing to free, copyable.  Empty strings and zeros mean "unknown".
 * Passwords are never in it.  Frozen. */
struct sqlembic_error {
	int code;         /* enum sqlembic_code */
	int line, column; /* in `file`, counted from 1, columns in characters */
	size_t position;  /* drivers: byte offset in the statement, counted from 1 */
	char file[512];
	char sqlstate[6];
	char message[1024];  /* what happened, one line */
	char detail[1024];   /* what the server added */
	char statement[512]; /* the beginning of the SQL statement that failed */
	char state[512];     /* what the database looks like now */
	char hint[512];      /* the next command to type, or what to change */
};

#endif
