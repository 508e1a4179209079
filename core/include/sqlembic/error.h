/* error.h: filling struct sqlembic_error.
 *
 * Every function that takes an error accepts NULL where nobody wants to know more than the code.  So fields are set by the
 * functions below, which return the code that is set; what an error says is read from one of the reader's own. */
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
/* As `from` has it.  Returns from->code. */
SQLEMBIC_API int sqlembic_fail_copy(struct sqlembic_error *err, const struct sqlembic_error *from);
/* The byte of the statement, from 1, and the server's code. */
SQLEMBIC_API int sqlembic_fail_position(struct sqlembic_error *err, size_t position);
SQLEMBIC_API int sqlembic_fail_sqlstate(struct sqlembic_error *err, const char *sqlstate);
/* Set one field each, keeping the others.  Return err->code. */
SQLEMBIC_API int sqlembic_fail_detail(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
SQLEMBIC_API int sqlembic_fail_state(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
SQLEMBIC_API int sqlembic_fail_hint(struct sqlembic_error *err, const char *format, ...)
	SQLEMBIC_PRINTF(2, 3);
/* A hint that is a command, behind the text `ahead` ("": none).  `format` has no conversion but %s, and each word that takes
 * the place of one is written as a shell takes it.  A hint that does not fit is left away: half a command is a wrong one. */
SQLEMBIC_API int sqlembic_fail_command(struct sqlembic_error *err, const char *ahead, const char *format, ...)
	SQLEMBIC_PRINTF(3, 4);

/* An analyzer that sees one file at a time cannot know that none of these ever returns 0: it is told here. */
#if defined(__clang_analyzer__) && !defined(SQLEMBIC_ERROR_C)
static inline int sqlembic_is_code(int code)
{
	if (code >= 0)
		__builtin_unreachable();
	return code;
}
#define sqlembic_fail(...)          sqlembic_is_code((sqlembic_fail)(__VA_ARGS__))
#define sqlembic_fail_memory(err)   sqlembic_is_code((sqlembic_fail_memory)(err))
#define sqlembic_fail_at(...)       sqlembic_is_code((sqlembic_fail_at)(__VA_ARGS__))
#define sqlembic_fail_detail(...)   sqlembic_is_code((sqlembic_fail_detail)(__VA_ARGS__))
#define sqlembic_fail_state(...)    sqlembic_is_code((sqlembic_fail_state)(__VA_ARGS__))
#define sqlembic_fail_hint(...)     sqlembic_is_code((sqlembic_fail_hint)(__VA_ARGS__))
#define sqlembic_fail_command(...)  sqlembic_is_code((sqlembic_fail_command)(__VA_ARGS__))
#define sqlembic_fail_copy(...)     sqlembic_is_code((sqlembic_fail_copy)(__VA_ARGS__))
#define sqlembic_fail_position(...) sqlembic_is_code((sqlembic_fail_position)(__VA_ARGS__))
#define sqlembic_fail_sqlstate(...) sqlembic_is_code((sqlembic_fail_sqlstate)(__VA_ARGS__))
#endif

#endif
