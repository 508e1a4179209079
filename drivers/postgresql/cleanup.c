/* cleanup.c: the session made as it was before a script inside of the script's transaction, just ahead of its COMMIT.
 *
 * A reset in a transaction of its own (setup.c), and our search_path and role ahead of our rows, cost the server more than a
 * small revision does.  Behind a script of DDL and changes of rows both are done at once, between its last statement and our
 * rows.  Deferred constraints and triggers come first, since what they call may change the session, too.  Where the
 * transaction is rolled back the server undoes this as well, and the reset comes behind it.
 *
 * A script with any other statement keeps its settings until its COMMIT is through, which they may be about. */
#include "cleanup.h"

#include <string.h>

#include "fence.h"
#include "setup.h"

bool postgres_may_clean_up(const struct postgres_session *s)
{
	return s->maybe_changed && !s->may_choose_commit && !s->may_have_role && !s->may_be_other_user &&
	       !s->may_prepare && !s->may_have_unlocked && !s->pooled && !s->fenced && !s->is_renewed &&
	       s->locked && !(s->pending & POSTGRES_PENDING_LOCK);
}

/* NULL gives back what the connection began with.  RESET ALL has undone that COMMIT need not wait.  They are arguments of one
 * function, from the first to the last, since a column for each would be described behind each script. */
static void add_settings(struct sqlembic_buf *out, const struct postgres_session *s, const char *waits)
{
	sqlembic_buf_printf(out,
			    "SELECT pg_catalog.num_nulls("
			    "pg_catalog.set_config('session_authorization', NULL, false),"
			    " pg_catalog.set_config('role', NULL, false),"
			    " pg_catalog.set_config('synchronous_commit', %s, true),%s",
			    waits, s->settings + strlen("SELECT"));
	postgres_add_fence_term(out, s);
	sqlembic_buf_puts(out, ");");
}

size_t postgres_add_cleanup(struct sqlembic_buf *out, struct postgres_session *s)
{
	const char *waits = s->lags ? "'off'" : "NULL";
	sqlembic_buf_puts(out, "SET CONSTRAINTS ALL IMMEDIATE;");
	size_t n = postgres_add_leavings(out) + 2;
	if (s->cleanup_sent == POSTGRES_SETTINGS_PREPARE) {
		sqlembic_buf_printf(out, "PREPARE sqlembic_cleanup_%u(text) AS ", s->settings_number);
		add_settings(out, s, "$1");
		n++;
	}
	if (s->cleanup_sent == POSTGRES_SETTINGS_PLAIN)
		add_settings(out, s, waits);
	else
		sqlembic_buf_printf(out, "EXECUTE sqlembic_cleanup_%u(%s);", s->settings_number, waits);
	s->is_cleaned_up = true;
	return n;
}

void postgres_note_cleanup(struct postgres_session *s, bool done)
{
	if (done && s->is_cleaned_up && s->cleanup_sent != POSTGRES_SETTINGS_NAMED)
		s->cleanup_sent++;
	s->is_cleaned_up = s->is_cleaned_up && done;
}
