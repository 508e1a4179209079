/* error.c: filling an error where the fact is known.  Text that does not fit is cut at a character. */
#define SQLEMBIC_ERROR_C
#include "sqlembic/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sqlembic/buf.h"
#include "sqlembic/text.h"

/* Where a buffer is filled to the brim, its text may have been cut inside of a character. */
static void trim_broken_tail(char *text, size_t size)
{
	size_t length = strlen(text);
	if (length + 1 == size)
		text[sqlembic_text_whole(text, length)] = '\0';
}

SQLEMBIC_PRINTF(3, 0)
static void format_into(char *field, size_t size, const char *format, va_list args)
{
	if (vsnprintf(field, size, format, args) < 0)
		field[0] = '\0';
	trim_broken_tail(field, size);
}

int sqlembic_fail(struct sqlembic_error *err, int code, const char *format, ...)
{
	if (!err)
		return code;
	/* Format first: an argument may point into the error that is being replaced. */
	char message[sizeof(err->message)];
	va_list args;
	va_start(args, format);
	format_into(message, sizeof(message), format, args);
	va_end(args);
	memset(err, 0, sizeof(*err));
	err->code = code;
	memcpy(err->message, message, sizeof(message));
	return code;
}

int sqlembic_fail_memory(struct sqlembic_error *err)
{
	return sqlembic_fail(err, SQLEMBIC_E_FAILED, "out of memory");
}

int sqlembic_fail_at(struct sqlembic_error *err, const char *file, int line, int column)
{
	if (!err)
		return SQLEMBIC_E_FAILED;
	if (!err->file[0]) {
		(void)snprintf(err->file, sizeof(err->file), "%s", file);
		trim_broken_tail(err->file, sizeof(err->file));
		err->line = line;
		err->column = column;
	}
	return err->code;
}

int sqlembic_fail_copy(struct sqlembic_error *err, const struct sqlembic_error *from)
{
	if (err)
		*err = *from;
	return from->code;
}

int sqlembic_fail_position(struct sqlembic_error *err, size_t position)
{
	if (!err)
		return SQLEMBIC_E_FAILED;
	err->position = position;
	return err->code;
}

int sqlembic_fail_sqlstate(struct sqlembic_error *err, const char *sqlstate)
{
	if (!err)
		return SQLEMBIC_E_FAILED;
	(void)snprintf(err->sqlstate, sizeof(err->sqlstate), "%s", sqlstate);
	return err->code;
}

#define DEFINE_SETTER(name, field)                                    \
	int name(struct sqlembic_error *err, const char *format, ...) \
	{                                                             \
		if (!err)                                             \
			return SQLEMBIC_E_FAILED;                     \
		char text[sizeof(err->field)];                        \
		va_list args;                                         \
		va_start(args, format);                               \
		format_into(text, sizeof(text), format, args);        \
		va_end(args);                                         \
		memcpy(err->field, text, sizeof(text));               \
		return err->code;                                     \
	}

DEFINE_SETTER(sqlembic_fail_detail, detail)
DEFINE_SETTER(sqlembic_fail_state, state)
DEFINE_SETTER(sqlembic_fail_hint, hint)

static void put_command(struct sqlembic_buf *out, const char *format, va_list words)
{
	for (const char *at; (at = strstr(format, "%s")); format = at + strlen("%s")) {
		sqlembic_buf_add(out, format, (size_t)(at - format));
		sqlembic_buf_word(out, va_arg(words, const char *));
	}
	sqlembic_buf_puts(out, format);
}

int sqlembic_fail_command(struct sqlembic_error *err, const char *ahead, const char *format, ...)
{
	if (!err)
		return SQLEMBIC_E_FAILED;
	struct sqlembic_buf hint = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&hint, ahead);
	va_list words;
	va_start(words, format);
	put_command(&hint, format, words);
	va_end(words);
	const bool fits = !hint.failed && hint.len < sizeof(err->hint);
	(void)sqlembic_fail_hint(err, "%s", fits ? sqlembic_buf_text(&hint) : "");
	sqlembic_buf_release(&hint);
	return err->code;
}
