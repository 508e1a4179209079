/* error.h: filling struct sqlembic_error.  All functions accept err == NULL and return the code they set. */
#ifndef SQLEMBIC_ERROR_H
#define SQLEMBIC_ERROR_H

#include "sqlembic.h"

/* Sets code and message and clears every other field.  Returns `code`. */
SQLEMBIC_API int sqlembic_fail(struct sqlembic_error *err, int code, const char *format, ...)
	SQLEMBIC_PRINTF(3, 4);
/* Out of memory, with SQLEMBIC_E_FAILED. */
SQLEMBIC_API int sqlembic_fail_memory(struct sqlembic_error *err);
/* Adds the place to an error that has none yet; line and column 0: unknown.  Returns err->code. */
SQLEMBIC_API int sqlembic_fail_at(struct sqlembic_error *err, const char *file, int line, int column);
/* Set one field each, keeping the others.  Return err->code. */
SQLEMBIC_API int sqlembic_fail_detail(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
SQLEMBIC_API int sqlembic_fail_state(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
SQLEMBIC_API int sqlembic_fail_hint(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);

#endif
