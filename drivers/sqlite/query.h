/* query.h: our own statements. */
#ifndef SQLITE_QUERY_H
#define SQLITE_QUERY_H

#include "session.h"

int sqlite_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err);
/* Queries that see one state of the database, as `first` of struct sqlembic_connect says. */
void sqlite_answer(struct sqlite_session *s, struct sqlembic_query *const *queries, size_t n);
/* Runs `sql` by way of the cache and stores the first column of the first row; 0 when there is no row or
 * it is NULL.  `arg` may be NULL.  Cleaning up must not be cancelled: none of these is, unless the caller watches. */
int sqlite_query_number(struct sqlite_session *s, long long *out, const char *sql, const char *arg,
			struct sqlembic_error *err);
/* The same for text, in malloc'ed memory; NULL when there is no row or it is NULL. */
int sqlite_query_text(struct sqlite_session *s, char **out, const char *sql, const char *arg,
		      struct sqlembic_error *err);
/* Runs one of our own statements that has no result. */
int sqlite_run(struct sqlite_session *s, const char *sql, struct sqlembic_error *err);
/* The same for text that will not come again: past the cache. */
int sqlite_run_once(struct sqlite_session *s, const char *sql, struct sqlembic_error *err);
void sqlite_cache_release(struct sqlite_session *s);

#endif
