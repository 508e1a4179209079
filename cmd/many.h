/* many.h: a command on many databases: its options, what is said meanwhile, what is printed at the end. */
#ifndef MANY_COMMAND_H
#define MANY_COMMAND_H

#include <jansson.h>
#include <stdio.h>

#include "app.h"
#include "opts.h"
#include "sqlembic.h"
#include "sqlembic/buf.h"

struct many_args {
	bool all;
	const char *targets, *max_failures, *deadline, *rerun, *report, *junit, *output;
	size_t jobs;
	struct opt_list canary;
};

/* The rows of the commands that can be for many databases; the field of `type` is called `many`. */
#define MANY_ROWS(type)                                                                                     \
	OPT_ROW_FLAG(0, "all", type, many.all,                                                              \
		     "For all targets: those that targets and targets_query of the configuration name, or " \
		     "the sections of a pattern -n 'tenant_*'"),                                            \
		OPT_ROW_TEXT(0, "targets", type, many.targets, "FILE",                                      \
			     "For the targets of a file, a URL a line (-: standard input)", HINT_FILE),     \
		OPT_ROW_NUMBER(0, "jobs", type, many.jobs, "N", "How many targets at once"),                \
		OPT_ROW_LIST(                                                                               \
			0, "canary", type, many.canary, "N|NAME",                                           \
			"First the first N targets, or that of this name, and the others only when they "   \
			"have succeeded; may be repeated",                                                  \
			HINT_NONE),                                                                         \
		OPT_ROW_TEXT(0, "max-failures", type, many.max_failures, "N",                               \
			     "Begin no other target behind N failures (0: however many)", HINT_NONE),       \
		OPT_ROW_TEXT(0, "deadline", type, many.deadline, "TIME",                                    \
			     "Stop all targets after this time, as a signal would", HINT_NONE),             \
		OPT_ROW_TEXT(0, "report", type, many.report, "FILE",                                        \
			     "Write what becomes of each target as JSON lines", HINT_FILE),                 \
		OPT_ROW_TEXT(0, "rerun", type, many.rerun, "FILE",                                          \
			     "Leave out the targets that are done according to this report", HINT_FILE),    \
		OPT_ROW_TEXT(0, "junit", type, many.junit, "FILE", "Write the same as JUnit XML", HINT_FILE)

/* What a command has to say of one target. */
struct many_slot {
	struct sqlembic_buf text; /* lines, or with a heading cells separated by tabs */
	json_t *json;             /* with --json */
	struct sqlembic_buf hint; /* many_hint */
	bool is_for_alone;        /* it is a command for this target alone */
	bool is_idle;             /* there was nothing to do: not worth a line */
	bool told_waiting;
	long long began_ms;
};

struct many_run;

/* A command on many databases. */
struct many_job {
	const char *command;
	const char *target; /* what it was given, several revisions with a blank between; NULL: nothing */
	const char *mode;   /* the option that lets it move nothing; NULL: it does what its name says */
	const char *more;   /* options that belong to what it does, each behind a space; NULL: none */
	bool moves;       /* ends at the first failure, and says of each target when it ends what was done */
	bool tells_steps; /* a line for each step */
	const char *output;  /* directory of scripts; NULL: none are written */
	const char *heading; /* of a table, names separated by tabs; NULL: none */
	/* Does the work on one target, in any thread: it fills the slot and prints nothing. */
	int (*work)(struct many_slot *slot, sqlembic *ctx, const struct many_job *job,
		    const struct sqlembic_outcome *outcome, struct sqlembic_error *err);
	/* The same for the one database that the configuration names, with what is printed. */
	int (*alone)(struct app *app, const struct many_job *job, struct sqlembic_error *err);
	/* Says at the end what has become of all, instead of printing it; NULL: it is printed. */
	int (*finish)(struct many_run *run, const struct sqlembic_many_report *report,
		      struct sqlembic_error *err);
	const void *args; /* the command's */
	struct app *app;
};

struct many_report;

/* A run of that. */
struct many_run {
	struct app *app;
	const struct many_job *job;
	const struct many_args *args;
	const char *sections;    /* the pattern of -n; NULL: none */
	struct many_slot *slots; /* by the target's index */
	size_t nslots;
	size_t *running, nrunning; /* indices of those that run; as many as slots */
	size_t done, failed;
	long long began_ms, drawn_ms;
	struct many_report *report; /* NULL: none is written or read */
};

/* Whether the command is for many databases; refuses options that mean nothing without that. */
int many_wanted(bool *wanted, const struct many_args *args, struct sqlembic_error *err);
/* On many databases, or alone on one, as the options say. */
int many_or_alone(struct app *app, const struct many_args *args, struct many_job *job,
		  struct sqlembic_error *err);
/* Adds the options that name the databases, each behind a space. */
void many_put_which(struct sqlembic_buf *out, const struct many_args *args);
/* Does it, and says what has become of it. */
int many_run(struct app *app, const struct many_args *args, struct many_job *job, struct sqlembic_error *err);

/* The slot of a target; NULL when out of memory. */
struct many_slot *many_slot(struct many_run *run, size_t index);
/* many_hint.c: keeps what to do about a target that has ended. */
void many_hint_note(struct many_run *run, const struct sqlembic_outcome *outcome);
/* What to do about the failure of a target, whose slot may be NULL; NULL: nothing, or to go on, which the command for all of them
 * does. */
const char *many_hint(const struct many_slot *slot);

#endif
