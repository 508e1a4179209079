/* newfiles.h: files and directories that are made together: all of them, or none. */
#ifndef NEWFILES_H
#define NEWFILES_H

#include <stddef.h>

#include "base/arena.h"
#include "sqlembic.h"

struct newfile;

struct newfiles {
	struct arena *arena;
	sqlembic_event_fn *on_event; /* CREATING before and CREATED after each; may be NULL */
	void *payload;
	struct newfile *last;
	bool are_many; /* that last with newfiles_settle() only; else each lasts as soon as it is there */
};

/* Makes a directory with its missing parents; one that exists is fine. */
int newfiles_directory(struct newfiles *files, const char *path, struct sqlembic_error *err);
/* Writes a file into an existing directory; one that exists is an error. */
int newfiles_write(struct newfiles *files, const char *path, const char *text, size_t length,
		   struct sqlembic_error *err);
/* Makes last what was made, of one file system. */
int newfiles_settle(const struct newfiles *files, struct sqlembic_error *err);
/* Removes what was made, the newest first.  Directories that hold something else by now are left. */
void newfiles_undo(struct newfiles *files);
/* Reports an event; a stop that the receiver asks for becomes SQLEMBIC_E_INTERRUPTED. */
int newfiles_report(const struct newfiles *files, const struct sqlembic_event *event,
		    struct sqlembic_error *err);

#endif
