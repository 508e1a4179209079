/* roster.h: the databases of one run: who they are, what each is called, that none comes twice.  Looks at files and at
 * settings, connects to nothing. */
#ifndef ROSTER_H
#define ROSTER_H

#include "base/arena.h"
#include "config/config.h"
#include "config/target_config.h"
#include "sqlembic.h"

struct roster_entry {
	struct sqlembic_target shown; /* texts for everybody: no passwords */
	struct target_place place;
};

struct roster {
	struct arena *arena;
	struct roster_entry *items;
	size_t n, cap;
};

/* Adds what each line of the key `targets` means: a URL, one of SQLite with a pattern of files, or [pattern] of sections.
 * `file` and `line` say where it is written.  A pattern that matches nothing is refused. */
int roster_add_lines(struct roster *list, struct config *config, const char *const *lines, size_t n,
		     const char *file, int line, struct sqlembic_error *err);
/* The lines of a text, but for those that are empty or begin with "#". */
int roster_add_text(struct roster *list, struct config *config, const char *text, const char *file,
		    struct sqlembic_error *err);
/* The sections of the ini file whose names match; `origin` is who asks, for messages. */
int roster_add_sections(struct roster *list, struct config *config, const char *pattern, const char *origin,
			struct sqlembic_error *err);
/* A tenant, whose database or schema is made of its name. */
int roster_add_tenant(struct roster *list, const char *name, struct sqlembic_error *err);

/* The engine that a URL names; NULL: there is none, or the URL cannot be read. */
const struct sqlembic_engine *roster_engine(struct arena *arena, const char *text);
/* The same text for the same server; NULL: the URL is none of a server, or cannot be read. */
const char *roster_server(struct arena *arena, const char *text);

/* Refuses two that are one database, or have one name. */
int roster_check(const struct roster *list, struct config *config, struct sqlembic_error *err);

#endif
