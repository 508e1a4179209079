/* tables.c: makes our tables where nothing else is to be done. */
#include "run/parts.h"
#include "sqlembic/error.h"

static int create_in_transaction(struct run *run, struct sqlembic_error *err)
{
	struct records_state *tables = &run->beliefs.tables;
	int rc = run_is_offline(run) ? ledger_ensure(&run->order->records->ledger, run_session(run), err)
				     : state_read(run, &run->scratch, err);
	tables->has_version_table = tables->has_version_table || run_is_offline(run);
	if (rc == 0)
		rc = rowset_fill(run->beliefs.rows, &tables->rows, err);
	return rc < 0 ? rc : state_create_tables(run, err);
}

static int create_missing(struct run *run, struct sqlembic_error *err)
{
	struct database *database = run->order->database;
	int rc = state_lock(run, err);
	if (rc == 0)
		rc = database_begin(database, err);
	if (rc < 0)
		return rc;
	rc = create_in_transaction(run, err);
	if (rc == 0)
		return database_commit(database, err);
	database_rollback(database);
	return rc;
}

int tables_ensure(struct run *run, struct sqlembic_error *err)
{
	const struct records_state *tables = &run->beliefs.tables;
	int rc = run_is_offline(run) ? 0 : state_read_waiting(run, &run->scratch, err);
	if (rc == 0 && tables->has_version_table &&
	    (tables->has_log_table || !records_has_log(run->order->records)))
		return rowset_fill(run->beliefs.rows, &tables->rows, err);
	if (rc == 0)
		rc = create_missing(run, err);
	if (rc < 0 && !err->state[0])
		sqlembic_fail_state(err, "nothing was changed");
	return rc;
}
