/* move.h: shared by the commands that change the database: options, offline output, the closing summary. */
#ifndef MOVE_H
#define MOVE_H

#include "app.h"
#include "many.h"
#include "opts.h"
#include "sqlembic.h"

struct move_args {
	struct many_args many;
	bool sql, dry_run, create_schema, verbose;
	const char *tag, *revision, *wait;
	const char *lock_timeout, *lock_retries, *statement_timeout; /* as the keys of the configuration */
};
/* The rows of upgrade and downgrade. */
extern const struct opt move_options[];
extern const struct opt move_arguments[];

/* Upgrades or downgrades, or prints the plan with --dry-run. */
int move_run(struct app *app, enum sqlembic_direction direction, const struct move_args *args,
	     struct sqlembic_error *err);

/* Help of --wait, the same everywhere. */
#define MOVE_WAIT_HELP "Try to connect for this long, 60s or 5min, while the database cannot be reached"
/* The value of --wait, NULL when it was not given. */
int move_wait(long *milliseconds, const char *text, bool sql, struct sqlembic_error *err);

/* The row of --create-schema, and what it does. */
#define MOVE_ROW_CREATE_SCHEMA(type)                          \
	OPT_ROW_FLAG(0, "create-schema", type, create_schema, \
		     "Create the schema that version_table_schema names if it is missing")
/* The row of --output. */
#define MOVE_ROW_OUTPUT(type)                               \
	OPT_ROW_TEXT(0, "output", type, many.output, "DIR", \
		     "With --sql for many targets: a script for each, there", HINT_DIRECTORY)
void move_create_schema(struct app *app, bool wanted);

/* Options for the library; with `sql` a script goes to standard output and JSON events to standard error. */
struct sqlembic_run_options move_options_for(struct app *app, bool sql, const char *tag);

/* Ends a command whose work returned `rc`: says what was done and where the database is now, or what is
 * wrong with the output. */
int move_done(struct app *app, enum sqlembic_direction direction, int rc, bool sql,
	      struct sqlembic_error *err);

#endif
