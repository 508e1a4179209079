/* transaction.c: begins and ends transactions. */
#include "transaction.h"

#include "fail.h"
#include "lease.h"
#include "rows.h"

bool mysqldb_in_transaction(struct sqlembic_session *session)
{
	struct mysqldb *s = mysqldb_session(session);
	return !s->lost && (s->db->server_status & SERVER_STATUS_IN_TRANS);
}

/* START TRANSACTION would commit a transaction that is open already. */
int mysqldb_begin(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	if (mysqldb_in_transaction(session))
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a transaction is open already");
	if (s->read_only)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "%s was opened for reading only", s->name);
	int rc = mysqldb_lease_fence(s, err);
	return rc < 0 ? rc : mysqldb_run(s, "START TRANSACTION", err);
}

int mysqldb_commit(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	bool was_lost = s->lost;
	int rc = mysqldb_lease_fence(s, err);
	if (rc == 0)
		rc = mysqldb_run(s, MYSQLDB_COMMIT, err);
	if (s->lost && !was_lost)
		(void)mysqldb_fail_uncertain(err);
	return rc;
}

/* What a table without transactions was given stays. */
static void report_kept(const struct mysqldb *s, struct sqlembic_error *err)
{
	if (s->notice)
		s->notice(s->payload, "tables without transactions have been changed (MyISAM, Aria, MEMORY), "
				      "which ROLLBACK does not undo: the next run would repeat those "
				      "statements");
	(void)sqlembic_fail_state(err, "changes of tables without transactions stay");
	(void)sqlembic_fail_hint(err,
				 "undo by hand what stays, or the next run does it once more; then run the "
				 "command again");
}

/* Without a connection there is nothing to do: the server has rolled the transaction back. */
int mysqldb_rollback(struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct mysqldb *s = mysqldb_session(session);
	if (!mysqldb_in_transaction(session))
		return 0;
	int rc = mysqldb_run(s, "ROLLBACK" MYSQLDB_NO_CHAIN, err);
	if (rc == 0 && !s->lost && mysql_warning_count(s->db))
		report_kept(s, err);
	return rc;
}
