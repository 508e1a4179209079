/* fence.c: looks at the migration lock that travel with what they guard: where the lock is not ours any more the look fails,
 * and the server stops there.
 *
 * Behind a pool of transactions another connection holds the lock (holder.c).  A transaction that has passed its look could be
 * overtaken by one of the next owner's, when the holder is ended meanwhile.  So it first takes a second lock, shared, for as
 * long as it lasts: who gets the first one looks whether anybody has the second, and waits.  Each side writes before it reads,
 * and so one of them at least sees the other. */
#include "fence.h"

#include <stdio.h>
#include <string.h>

#include "fail.h"

/* The number cannot be cast, and comes back in the error (fail.c). */
#define FAIL "CAST('" POSTGRES_LOCK_LOST "' || pg_catalog.pg_backend_pid() AS integer)"

/* The lock is held twice, so that one release and one more lock tell whether it is still held, without ever being free. */
static void add_check(struct sqlembic_buf *out, const struct postgres_key *key)
{
	sqlembic_buf_printf(out,
			    "CASE WHEN pg_catalog.pg_advisory_unlock(%s) THEN"
			    " CASE WHEN pg_catalog.pg_try_advisory_lock(%s) THEN 1 END ELSE " FAIL " END",
			    key->number, key->number);
}

/* Behind a statement whose text says that it releases all locks: nobody had the time to migrate meanwhile. */
static void add_again(struct sqlembic_buf *out, const struct postgres_key *key)
{
	sqlembic_buf_printf(out,
			    "CASE WHEN EXISTS (" POSTGRES_OUR_LOCK ") THEN 1"
			    " WHEN pg_catalog.pg_try_advisory_lock(%s) THEN"
			    " CASE WHEN pg_catalog.pg_try_advisory_lock(%s) THEN 1 END ELSE " FAIL " END",
			    key->high, key->low, key->number, key->number);
}

/* Exactly our holder's transaction: its process id may be somebody else's by now.  Short, since what the server shows of a
 * message is its beginning. */
static void add_holder(struct sqlembic_buf *out, const struct postgres_session *s)
{
	sqlembic_buf_printf(
		out,
		"CAST(COALESCE(CASE WHEN pg_catalog.pg_try_advisory_xact_lock_shared(%s) THEN"
		" (SELECT '1' FROM pg_catalog.pg_locks WHERE pid = %s AND virtualtransaction = '%s'"
		" AND locktype = 'advisory' AND database = %s AND classid = %s AND objid = %s"
		" AND objsubid = 1 AND granted) END,"
		" '" POSTGRES_LOCK_LOST "' || pg_catalog.pg_backend_pid()) AS integer)",
		s->sent_key.number, s->holder.pid, s->holder.transaction, s->holder.database, s->key.high,
		s->key.low);
}

static void add_look(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (s->pooled)
		add_holder(out, s);
	else if (s->may_have_unlocked || (s->pending & POSTGRES_PENDING_LOCK))
		add_again(out, &s->key);
	else
		add_check(out, &s->key);
}

size_t postgres_add_fence(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (!s->locked)
		return 0;
	sqlembic_buf_puts(out, "SELECT ");
	add_look(out, s);
	sqlembic_buf_putc(out, ';');
	return 1;
}

void postgres_add_fence_term(struct sqlembic_buf *out, const struct postgres_session *s)
{
	if (!s->locked)
		return;
	sqlembic_buf_puts(out, ", ");
	add_look(out, s);
}

void postgres_write_mark(char *out, size_t size, const char *id)
{
	(void)snprintf(out, size, POSTGRES_MARK "%.*s */", (int)strcspn(id, " "), id);
}

void postgres_add_mark(struct sqlembic_buf *out, const struct postgres_session *s)
{
	char mark[sizeof(s->id) + 16];
	if (!s->pooled || !s->id[0])
		return;
	postgres_write_mark(mark, sizeof(mark), s->id);
	sqlembic_buf_puts(out, mark);
}
