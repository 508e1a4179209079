/* mark.c: see mark.h.  All pages of the database are copied to a second one in memory, and back. */
#include "mark.h"

#include "../foreign.h"
#include "known.h"
#include "sqlembic/error.h"

static int copy(struct sqlite_session *s, sqlite3 *to, sqlite3 *from, struct sqlembic_error *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int rc = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
	if (backup)
		(void)sqlite3_backup_finish(backup);
	return rc == SQLITE_DONE ? 0
				 : sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s cannot be copied: %s", s->name,
						 sqlite3_errstr(rc));
}

int sqlite_mark(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	/* The size of its pages is that of what was copied to it first. */
	sqlite_mark_release(s);
	int rc = sqlite3_open_v2(":memory:", &s->marked,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	int copied = rc == SQLITE_OK ? copy(s, s->marked, s->db, err) : sqlembic_fail_memory(err);
	if (copied < 0)
		sqlite_mark_release(s);
	return copied;
}

int sqlite_mark_return(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	if (!s->marked)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "nothing of %s is marked", s->name);
	/* What refers to what is known by a number that counts the changes of other connections only. */
	sqlite_foreign_forget(s);
	sqlite_known_forget(s);
	return copy(s, s->db, s->marked, err);
}

void sqlite_mark_release(struct sqlite_session *s)
{
	(void)sqlite3_close(s->marked);
	s->marked = NULL;
}
