/* open.h: a session's beginning and end. */
#ifndef POSTGRESQL_OPEN_H
#define POSTGRESQL_OPEN_H

#include "conninfo.h"
#include "session.h"

/* Leaves session->driver to the caller. */
int postgres_open(struct sqlembic_session **out, const struct sqlembic_connect *connect,
		  struct sqlembic_error *err);
void postgres_close(struct sqlembic_session *session);

/* The following are also for a session that goes to another tenant (renew.c).
 *
 * Who is told, and what stops it. */
void postgres_take_caller(struct postgres_session *s, const struct sqlembic_connect *c);
/* The options are the session's from here on. */
int postgres_take_options(struct postgres_session *s, struct postgres_conninfo *info,
			  struct sqlembic_error *err);
int postgres_make_settings(struct postgres_session *s, struct sqlembic_error *err);
/* What the settings have answered: that they are in effect, and the last two terms, which are what lock.h or the next
 * function adds. */
struct postgres_applied {
	struct postgres_session *s;
	bool is_applied, last_but_one, last;
};
/* One more term of a SELECT: whether the search_path is the one that came with the connection, where we must be sure of that. */
void postgres_add_path_term(struct sqlembic_buf *out, const struct postgres_session *s);
int postgres_take_settings(void *payload, const char *const *values, size_t n);

#endif
