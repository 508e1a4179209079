/* many_report.h: the file that says what became of each of many databases: JSON lines, the first one says of which command.
 * Written while the run goes on, so that it is right up to where a killed run came. */
#ifndef MANY_REPORT_H
#define MANY_REPORT_H

#include <jansson.h>

#include "many.h"
#include "sqlembic/file.h"

struct many_report {
	const char *path, *rerun;
	struct sqlembic_file file;
	bool is_open;    /* else none is written */
	json_t *earlier; /* an object whose keys are the targets that an earlier run has done; NULL: none */
	json_t *bases;   /* ids of the first revisions, by which a project is known; NULL: unknown */
	struct sqlembic_error failure; /* to write it; code 0: none */
};

/* Reads the report of --rerun and begins that of --report.  Refuses the report of another project, and that of another
 * command. */
int many_report_open(struct many_report *report, const struct many_args *args, const struct many_job *job,
		     sqlembic *ctx, struct sqlembic_error *err);
/* Whether an earlier run has done a target. */
bool many_report_is_done(const struct many_report *report, const char *name);
/* A target has ended. */
void many_report_add(struct many_report *report, const struct sqlembic_outcome *outcome, const char *hint);
/* Adds those that were never begun, and says if something could not be written. */
int many_report_close(struct many_report *report, const struct sqlembic_many_report *outcomes,
		      struct sqlembic_error *err);
void many_report_release(struct many_report *report);

#endif
