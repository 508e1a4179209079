/* run.h: the doors of this room: executing a plan against a database, printing it, settling what is half done, and
 * saying where a database is. */
#ifndef RUN_H
#define RUN_H

#include "config/config.h"
#include "database/database.h"
#include "graph/graph.h"
#include "graph/plan.h"
#include "records/records.h"
#include "sql/scan.h"

struct shared;

/* A revision that another program has applied. */
struct run_past {
	const char *revision;
	long long applied_us, milliseconds; /* since 1970; -1: not known */
};

/* A command: constant while it runs. */
struct run_order {
	const struct graph *graph;
	struct arena *arena; /* of the command */
	/* Described; connected by the call. */
	struct database *database;
	struct records *records;
	enum sqlembic_direction direction;
	const char *const *targets; /* one, or several for stamp */
	size_t ntargets;
	bool purge;
	bool tell_statements;
	/* Stamp: instead of targets, each one that is applied, parents first; every one of them gets its row in the log. */
	bool takes_over;
	const struct run_past *past;
	size_t npast;
	/* Puts what is run in the place of a statement.  NULL: that itself is. */
	int (*adapt)(void *payload, struct statement *statement, struct sqlembic_error *err);
	/* Asked then, before each statement of the script `path`: whether it is left out.  NULL: none is. */
	bool (*leaves_out)(void *payload, const char *path, const struct statement *statement);
	void *payload;
	/* Nobody goes on where it ends: what fails there fails by its cause, and is never half applied. */
	bool is_trial;
	bool *has_begun;       /* says, of what fails, whether scripts were run by then; NULL: nobody asks */
	struct shared *shared; /* with the runs on other databases; NULL: nothing is */
	/* As configured. */
	bool transaction_per_migration;
	long commit_group; /* revisions that share a COMMIT at most, where the driver has savepoints */
	long lock_retries, lock_retry_delay_ms;
};

/* Where a database is. */
struct run_status {
	struct rows rows;
	const struct journal_entry *half; /* the row of a half-applied step, or NULL */
	const char *lock_holder;          /* NULL: nobody */
	struct revision_list changed;     /* applied, and no longer what ran */
};

/* Reads the settings that are about running. */
int run_describe(struct run_order *order, struct config *config, struct sqlembic_error *err);
/* Upgrade, downgrade or stamp, from connecting to the last commit.  *after: the version rows behind it. */
int run_execute(struct rows *after, const struct run_order *order, struct sqlembic_error *err);
/* The same as text, to a database that prints: the rows come from the caller. */
int run_offline(const struct run_order *order, const struct rows *from, struct sqlembic_error *err);
/* The plan that run_execute() would run from these rows, its scripts looked through. */
int run_plan(struct plan *out, const struct run_order *order, const struct rows *rows,
	     struct sqlembic_error *err);
/* Creates the tables that are missing; the database is connected, or prints. */
int run_ensure_tables(struct rows *after, const struct run_order *order, struct sqlembic_error *err);
/* Settles the half-applied step of the revision targets[0], from connecting to the commit. */
int run_resolve(struct rows *after, const struct run_order *order, enum sqlembic_resolution resolution,
		struct sqlembic_error *err);
/* Asks a database where it is, from connecting to closing. */
int run_status(struct run_status *out, const struct run_order *order, struct sqlembic_error *err);

#endif
