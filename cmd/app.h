/* app.h: what every command has at hand: the global options, the streams, the library's context.
 * Knows no single command. */
#ifndef APP_H
#define APP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "opts.h"
#include "events.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"
#include "term.h"

struct command;

struct globals {
	const char *config;
	const char *section;
	struct opt_list x;
	bool json, quiet, raiseerr, help, version;
};

#define APP_SETTINGS 8

struct app {
	struct globals globals;
	const struct command *command; /* NULL until one was named */
	void *args;                    /* its structure, owned */
	struct opts opts;              /* how far the command line was read */

	const char *(*getenv)(const char *name);
	const char *const *variables; /* the environment, as a list of "NAME=value" */
	const volatile sig_atomic_t *cancel;
	struct events events;
	sqlembic_event_fn *on_event; /* NULL: events_receive, with `events` */
	void *event_payload;

	sqlembic *ctx;                          /* NULL until app_context */
	struct sqlembic_pair *x;                /* of the globals, owned with its texts */
	struct sqlembic_pair set[APP_SETTINGS]; /* keys of the configuration that options give */
	size_t nset;
	struct sqlembic_buf again;     /* the options that a command has to repeat: app_again */
	struct sqlembic_current after; /* where a command has moved the database */
	int stdout_error;              /* errno of the first write that failed; EPIPE: nobody reads on */
	const char *
		done; /* what stays done where the output cannot be written, as a state line; NULL: nothing */
};

/* Reads a command line (without the program's name).  A required argument may be missing: app_run checks. */
int app_parse(struct app *app, size_t n, const char *const *words, struct sqlembic_error *err);
/* Runs what app_parse found: help, version or a command. */
int app_run(struct app *app, struct sqlembic_error *err);
/* Frees everything. */
void app_release(struct app *app);

/* Reads the value of an option that is a time, "60s". */
int app_time(long *milliseconds, const char *option, const char *text, struct sqlembic_error *err);
/* Gives a key of the configuration a value, ahead of app_context; NULL: the option was not used. */
void app_set(struct app *app, const char *key, const char *value);
/* Opens the context at the first call; it belongs to the app. */
int app_context(struct app *app, sqlembic **ctx, struct sqlembic_error *err);

/* The options of this command line that say which database is meant, for the next one; each behind a space. */
const char *app_again(struct app *app);

/* Compares two schemas in the context; *out stays NULL where there is none. */
int app_compare(struct app *app, const struct sqlembic_compare_options *wanted,
		const struct sqlembic_comparison **out, struct sqlembic_error *err);

/* Writes text to standard output and releases it; fails when it is incomplete or cannot be written. */
int app_print(struct app *app, struct sqlembic_buf *text, struct sqlembic_error *err);
/* Writes a piece of a longer text; returns -1 when that fails, and app_flush will say why. */
int app_write(struct app *app, const char *text, size_t length);
/* Makes sure that all output has arrived; fails, without a message when its reader has gone away. */
int app_flush(struct app *app, struct sqlembic_error *err);
/* Writes an error to standard error, with the command's usage when the command line is wrong. */
void app_complain(struct app *app, const struct sqlembic_error *err);

/* Width for text on standard output: the terminal's, 80 without one. */
size_t app_text_width(const struct app *app);

#endif
