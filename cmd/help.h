/* help.h: usage and help, printed from the command table.  Pure: text is appended, nothing is written. */
#ifndef HELP_H
#define HELP_H

#include "cmd.h"
#include "sqlembic/buf.h"

/* "usage: sqlembic upgrade [--sql] ... revision", wrapped at `width` (0: not); command NULL: the
 * program's. */
void help_usage(struct sqlembic_buf *out, const struct command *command, size_t width);
/* What `sqlembic COMMAND --help` prints. */
void help_command(struct sqlembic_buf *out, const struct command *command, size_t width);
/* What `sqlembic --help` prints. */
void help_program(struct sqlembic_buf *out, size_t width);

/* What exit statuses mean; ends with a NULL text. */
struct help_status {
	int status;
	const char *text;
};
extern const struct help_status help_statuses[];

/* Appends "[-m TEXT]" and the like. */
void help_option_usage(struct sqlembic_buf *out, const struct opt *row);
/* Appends "revision", "[word ...]" and the like. */
void help_argument_usage(struct sqlembic_buf *out, const struct opt *row);

#endif
