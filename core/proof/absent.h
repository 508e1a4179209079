/* absent.h: roles that are not there, since statements that would make them are left out of scratch databases. */
#ifndef ABSENT_H
#define ABSENT_H

#include "base/names.h"
#include "database/database.h"
#include "sqlembic/schema.h"

struct absent {
	const struct sqlembic_roles *roles; /* NULL: there are none */
	const struct database *server;      /* that scratch databases are made on */
	struct arena *arena;
	struct names asked;
	const char **names;
	size_t n, cap;
};

/* Takes note of a statement that is left out. */
void absent_add(struct absent *absent, struct sqlembic_span sql);
/* One of these that a statement is for, which does nothing for others and would fail; NULL: it is for none. */
const char *absent_find(const struct absent *absent, struct sqlembic_span sql);
/* What of a statement makes one of these (*role) the owner of what it makes; len 0: nothing does. */
struct sqlembic_span absent_owner(const struct absent *absent, struct sqlembic_span sql, const char **role);
/* All of them, in the arena, with NULL at the end; where there are none *out stays as it is. */
int absent_list(const char *const **out, const struct absent *absent, struct sqlembic_error *err);

#endif
