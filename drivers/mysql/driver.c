/* driver.c: the MySQL driver's table of slots, its transactions, and the module's entry. */
#include "session.h"

static bool in_transaction(struct sqlembic_session *session)
{
	struct mysqldb *s = mysqldb_session(session);
	return !s->lost && (s->db->server_status & SERVER_STATUS_IN_TRANS);
}

/* START TRANSACTION would commit a transaction that is open already. */
static int begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	if (in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a transaction is open already");
	if (s->read_only)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s was opened for reading only", s->name);
	return mysqldb_run(s, "START TRANSACTION", err);
}

static int commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	bool was_lost = s->lost;
	int rc = mysqldb_run(s, "COMMIT", err);
	if (s->lost && !was_lost)
		(void)sqlembic_fail_state(err,
					  "unknown: the connection broke while the transaction was being "
					  "committed, so it is either committed as a whole or not at all");
	return rc;
}

static void tell_kept(const struct mysqldb *s)
{
	if (mysql_warning_count(s->db) && s->notice)
		s->notice(s->payload, "tables without transactions have been changed (MyISAM, Aria, MEMORY), "
				      "which ROLLBACK "
				      "does not undo: the next run would repeat those statements");
}

/* Of a connection that is lost, the server has rolled back what was open. */
static int rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	int rc = in_transaction(session) ? mysqldb_run(s, "ROLLBACK", err) : 0;
	if (rc == 0 && !s->lost)
		tell_kept(s);
	return rc;
}

const struct sqlembic_driver sqlembic_mysql_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "mysql",
	.caps = SQLEMBIC_CAP_SCHEMAS,
	.open = mysqldb_open,
	.close = mysqldb_close,
	.send = mysqldb_send,
	.query = mysqldb_query,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.in_transaction = in_transaction,
	.script_begin = mysqldb_script_begin,
	.script_check = mysqldb_script_check,
	.script_end = mysqldb_script_end,
	.reset_path = mysqldb_reset_path,
	.try_lock = mysqldb_try_lock,
	.unlock = mysqldb_unlock,
	.lock_holder = mysqldb_lock_holder,
	.connection_id = mysqldb_connection_id,
	.connection_alive = mysqldb_connection_alive,
};
