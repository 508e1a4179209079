/* import.h: revisions from other tools' migrations, and plain files from revisions.  A part of sqlembic.h. */
#ifndef SQLEMBIC_IMPORT_H
#define SQLEMBIC_IMPORT_H

#include "sqlembic/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sqlembic_comparison;
struct sqlembic_revision;

/* A migration of another tool, as a revision.  Frozen. */
struct sqlembic_imported {
	const char *revision, *message;
	const char *source, *source_down; /* the files; source_down NULL: irreversible */
	const char *transaction;          /* of the up script: "on", "off", "own" */
	bool is_new;                      /* false: the script directory had it already */
	/* With `history`: when it was applied, UTC as in the log, "" where the tool has not kept it; NULL: it is not. */
	const char *applied_at;
};

struct sqlembic_import {
	const char *tool;
	const struct sqlembic_imported *items; /* in the tool's order */
	size_t n, nnew;
	/* What the revisions build, and the database; NULL: not asked for. */
	const struct sqlembic_comparison *verified;
};

struct sqlembic_import_options {
	size_t size;
	const char *from;      /* required: the other tool's directory */
	const char *directory; /* one of the version locations; NULL: as for a new revision */
	const char *tool;      /* its name; NULL: by what lies in the directory */
	bool dry_run;          /* write nothing */
	/* Read from the database which of them are applied, and write version rows and log rows of that.  `table`: where the
	 * tool keeps it, "table" or "schema.table"; NULL: where it does by itself. */
	bool history;
	const char *table;
	struct sqlembic_current
		*after; /* out, with `history` and files: where the database is now; may be NULL */
	/* With `history` and files: compare what the applied revisions build in a scratch database with the database.  The
	 * tool's own table is left out. */
	bool verify;
};

/* Makes revisions of another tool's migrations: all of them, or none.  What is in the script directory already is left as
 * it is; neither the other tool's directory nor its table is ever written. */
SQLEMBIC_API int sqlembic_import(sqlembic *ctx, const struct sqlembic_import_options *options,
				 const struct sqlembic_import **out, struct sqlembic_error *err);

/* A revision as plain files.  Frozen. */
struct sqlembic_exported {
	const char *revision, *message;
	const char *up, *down;   /* the files; down NULL: irreversible */
	const char *transaction; /* of the up script: "on", "off", "own" */
	bool is_new;             /* false: both files were there already */
};

struct sqlembic_export {
	const struct sqlembic_exported *items; /* in the order in which a new database runs them */
	size_t n, nnew;
};

struct sqlembic_export_options {
	size_t size;
	const char *directory; /* required; made when missing, and none of the version locations */
	bool dry_run;          /* write nothing */
};

/* Writes all revisions as numbered up and down files for a reader without sqlembic: all of them, or none.  A file that is
 * there already must hold what would be written. */
SQLEMBIC_API int sqlembic_export(sqlembic *ctx, const struct sqlembic_export_options *options,
				 const struct sqlembic_export **out, struct sqlembic_error *err);

#ifdef __cplusplus
}
#endif

#endif
