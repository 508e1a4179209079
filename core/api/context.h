/* context.h: the structure behind `sqlembic *`: one configuration, with its revisions once they are loaded. */
#ifndef CONTEXT_H
#define CONTEXT_H

#include "api/door.h"
#include "api/shelf.h"
#include "base/arena.h"
#include "config/config.h"
#include "database/database.h"
#include "graph/graph.h"
#include "graph/plan.h"
#include "records/records.h"

struct sqlembic {
	struct arena arena;
	struct sqlembic_options options; /* a copy whose strings live in the arena */
	struct config *config;
	bool has_graph;
	bool is_moving; /* a call moves the database, and tells of events meanwhile */
	const char
		*draft_location; /* a directory of scripts that are not published yet; NULL: there is none */
	bool new_locations_ok; /* a version location that does not exist yet is empty: it is about to be made */
	struct graph graph;
	struct sqlembic_revision **views; /* by revision index; NULL until asked for */
	const struct revision *viewed;    /* the revisions that they are of; NULL: there are none */
	const struct journal_entry *half; /* that sqlembic_status has told of last; NULL: none */
	bool *is_current;                 /* by revision index: it is a version row; NULL: none was read */
	/* Of one of many databases: where its scripts come from, what is known of them, and connections that others have done
	 * with; else NULL. */
	struct shelf *shelf;
	struct shared *shared;
	struct stock *stock;
};

/* Loads the script directory the first time. */
int context_graph(sqlembic *ctx, struct sqlembic_error *err);
/* A database and what it holds of us, for reading; nothing is connected yet. */
int context_describe(struct database *database, struct records *records, sqlembic *ctx, struct arena *arena,
		     struct sqlembic_error *err);
/* Connects, promising to write nothing, and reads the version rows into the context's arena; *url is the database's, for
 * messages. */
int context_read_rows(struct rows *rows, const char **url, sqlembic *ctx, struct sqlembic_error *err);

#endif
