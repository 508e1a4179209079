/* transaction.c: begins and ends transactions.
 *
 * BEGIN IMMEDIATE is the migration lock: whoever holds it is the only writer, and it dies with its process. */
#include "transaction.h"

#include "fail.h"
#include "foreign.h"
#include "query.h"

int sqlite_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);

	/* On a file that cannot be written SQLite would quietly begin a read transaction instead. */
	if (s->read_only)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s was opened for reading only", s->name);
	if (sqlite3_db_readonly(s->db, "main") == 1)
		return sqlite_fail(s, SQLITE_READONLY, err);
	return sqlite_run(s, "BEGIN IMMEDIATE", err);
}

/* With readers on a file in rollback-journal mode this is SQLEMBIC_E_LOCKED; the transaction is then still
 * open, nothing is lost, and commit() can be called again. */
int sqlite_commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return sqlite_run(sqlite_session(session), "COMMIT", err);
}

int sqlite_rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);

	sqlite_foreign_forget(s);
	if (sqlite3_get_autocommit(s->db))
		return 0;
	return sqlite_run(s, "ROLLBACK", err);
}

int sqlite_savepoint(struct sqlembic_session *session, enum sqlembic_savepoint what,
		     struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);
	int rc = 0;

	if (what == SQLEMBIC_SAVEPOINT_SET)
		return sqlite_run(s, "SAVEPOINT sqlembic_revision", err);
	if (what == SQLEMBIC_SAVEPOINT_ROLLBACK) {
		sqlite_foreign_forget(s);
		/* Temporary objects that were dropped before are there again. */
		s->leaks |= SQLITE_LEAK_TEMP;
		rc = sqlite_run(s, "ROLLBACK TO sqlembic_revision", err);
	}
	return rc < 0 ? rc : sqlite_run(s, "RELEASE sqlembic_revision", err);
}

bool sqlite_in_transaction(struct sqlembic_session *session)
{
	return !sqlite3_get_autocommit(sqlite_session(session)->db);
}
