/* import.h: the directory of another tool, read into revisions, and those written into files.  Knows no graph and no
 * database. */
#ifndef IMPORT_H
#define IMPORT_H

#include "import/draft.h"
#include "import/tool.h"
#include "scripts/new.h"
#include "sqlembic/driver.h"

struct import_order {
	const char *from;                       /* the directory */
	const char *tool;                       /* its name; NULL: by what lies there */
	const struct sqlembic_dialect *dialect; /* of the database that they are for; NULL: not known */
	const struct sqlembic_pair *values;     /* of the names that a tool replaces */
	size_t nvalues;
	const char *python, *ini, *section; /* as in struct draft_settings */
	const struct caller *caller;
};

struct import {
	const struct tool *tool;
	struct source source;
	struct drafts drafts;
};

/* Into the arena. */
int import_read(struct import *out, struct arena *arena, const struct import_order *order,
		struct sqlembic_error *err);
/* The same of a source that is open already. */
int import_parse(struct import *import, const struct import_order *order, struct sqlembic_error *err);
/* Marks the drafts that the tool's table says are applied; `table`: its name, NULL: the tool's own. */
int import_history(struct import *import, const char *table, struct sqlembic_session *session,
		   const struct sqlembic_dialect *dialect, struct sqlembic_error *err);
/* Writes the files of all drafts but those that are `is_there`, or none.  `settings`: of new revisions. */
int import_write(const struct import *import, const struct new_request *settings, struct sqlembic_error *err);

#endif
