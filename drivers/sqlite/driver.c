/* driver.c: the SQLite driver's table of slots, and its transactions.
 *
 * BEGIN IMMEDIATE is the migration lock: whoever holds it is the only writer, and it dies with its
 * process. */
#include "session.h"

static int begin(struct sqlembic_session *session, struct sqlembic_error *err)
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
static int commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return sqlite_run(sqlite_session(session), "COMMIT", err);
}

static int rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlite_session *s = sqlite_session(session);

	sqlite_foreign_forget(s);
	if (sqlite3_get_autocommit(s->db))
		return 0;
	return sqlite_run(s, "ROLLBACK", err);
}

static bool in_transaction(struct sqlembic_session *session)
{
	return !sqlite3_get_autocommit(sqlite_session(session)->db);
}

const struct sqlembic_driver sqlembic_sqlite_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "sqlite",
	.caps = SQLEMBIC_CAP_BEGIN_LOCKS,
	.open = sqlite_open,
	.close = sqlite_close,
	.send = sqlite_send,
	.query = sqlite_query,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.in_transaction = in_transaction,
	.script_begin = sqlite_script_begin,
	.script_check = sqlite_script_check,
	.script_end = sqlite_script_end,
	.reset_path = sqlite_reset_path,
	.lock_holder = sqlite_lock_holder,
	.connection_id = sqlite_connection_id,
	.connection_alive = sqlite_connection_alive,
};
