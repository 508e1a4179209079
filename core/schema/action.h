/* action.h: the statements that lead from one catalog to the other, in an order in which the server takes them. */
#ifndef ACTION_H
#define ACTION_H

#include "schema/compare.h"

enum action_role { ACTION_DROP, ACTION_ALTER, ACTION_CREATE, ACTION_FINISH };
#define ACTION_ROLES 4

struct action {
	struct action *next; /* of the same node */
	const char *sql;     /* NULL: only a warning, or it has a number */
	/* Of a dump, which creates things alone: by this, among those of its pair, its text is asked for when it is written.  All
	 * texts of a large schema take as much memory as the schema.  0: it is kept. */
	size_t number;
	unsigned flags;             /* enum sqlembic_action_flags */
	const char *reason, *probe; /* NULL: none */
	size_t pair;
	size_t segment; /* from 0; each begins a transaction of its own */
};

struct action_list {
	struct action **items;
	size_t n;
	bool has_outside; /* one of them cannot be in a transaction */
};

/* Asks the driver for what `role` does to a pair; finishing ones go to `finish`.  Appends to *list, in the arena. */
int action_ask(struct action **list, struct action **finish, const struct comparison *comparison, size_t pair,
	       enum action_role role, struct sqlembic_error *err);

/* Appends the text of one that has a number. */
int action_recall(struct sqlembic_buf *out, const struct comparison *comparison, const struct action *action,
		  struct sqlembic_error *err);

/* All of them, in order.  fate_decide() has run. */
int arrange(struct action_list *out, struct comparison *comparison, struct sqlembic_error *err);

#endif
