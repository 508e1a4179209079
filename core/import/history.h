/* history.h: what another tool's table says of its migrations: which are applied, since when.  Only read, ever.
 *
 * A tool says how its table is read (struct tool_history) and what a row of it means, by the calls below.  What cannot be
 * taken over is found for all rows, and refused by name. */
#ifndef HISTORY_H
#define HISTORY_H

#include "import/draft.h"
#include "sqlembic/driver.h"

struct history;

struct tool_history {
	const char *tables[3];  /* its names, "table" or "schema.table", tried in this order; NULL-ended */
	const char *others[3];  /* what else it keeps in the database; NULL-ended */
	const char *columns;    /* what is selected */
	const char *order;      /* "id"; NULL: the table keeps no order */
	const char *foreign;    /* a column that shows that the table is another tool's; NULL: none */
	const char *foreign_of; /* that tool */
	/* Takes note of a row; values are NULL where they are in the database. */
	int (*take)(struct history *history, const char *const *values, struct sqlembic_error *err);
};

/* Reads the table `name` (NULL: the tool's own) and marks the drafts that are applied; refuses what cannot be taken over.
 * `tool` is its name. */
int history_read(struct drafts *drafts, const struct tool_history *how, const char *tool, const char *name,
		 struct sqlembic_session *session, const struct sqlembic_dialect *dialect,
		 struct sqlembic_error *err);

/* Of struct tool_history, for a table that has nothing but version and time. */
int history_take(struct history *history, const char *const *values, struct sqlembic_error *err);

/* For rows.  `at`: the database's text of a time; `ms`: how long it took, -1: not known. */
int history_apply(struct history *history, const char *version, const char *at, long long ms,
		  struct sqlembic_error *err);
/* Every one up to that, in the order of the drafts; "0": none. */
int history_apply_up_to(struct history *history, const char *version, struct sqlembic_error *err);
/* The newest row says that it is not applied. */
int history_undo(struct history *history, const char *version, struct sqlembic_error *err);
/* It failed, or stopped half way. */
int history_fail(struct history *history, const char *version, struct sqlembic_error *err);
/* Its file is not the one that ran. */
int history_change(struct history *history, const char *version, struct sqlembic_error *err);
/* A row that no file explains. */
int history_stray(struct history *history, const char *version, struct sqlembic_error *err);
/* The draft of a version, NULL: there is none. */
struct draft *history_find(const struct history *history, const char *version);
const struct drafts *history_drafts(const struct history *history);

bool history_is_true(const char *value);

#endif
