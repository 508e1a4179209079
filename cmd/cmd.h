/* cmd.h: what a command is: one row of the table that parsing, help, completion and the manual are made from.
 * Adding a command: one file cmd_<name>.c that defines command_<name>, one line in commands.def. */
#ifndef CMD_H
#define CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "app.h"
#include "opts.h"
#include "sqlembic.h"

struct command {
	const char *name;
	const char *brief;           /* one line, no full stop */
	const char *about;           /* paragraphs, separated by empty lines */
	const char *examples;        /* lines; NULL: none */
	const struct opt *options;   /* NULL: none */
	const struct opt *arguments; /* positionals, always ended by OPT_ROW_END */
	size_t args_size;            /* of the structure that both fill; 0: they fill none */
	bool streams;                /* --json prints events as they happen, not one document */
	bool hidden;                 /* not for people: left out of help and completion */

	/* Does the work.  Returns 0 or a negative enum sqlembic_code; an error without a message is a
	 * verdict that was already printed. */
	int (*run)(struct app *app, const void *args, struct sqlembic_error *err);
};

/* All commands in the order of the help; ends with NULL. */
extern const struct command *const commands[];
/* The positionals of a command that has none. */
extern const struct opt commands_no_arguments[];
/* Options that every command has. */
extern const struct opt commands_globals[];

/* By name, "-" standing for "_" as well; NULL with an error when there is none. */
const struct command *commands_find(const char *name, struct sqlembic_error *err);

#endif
