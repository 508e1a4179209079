/* driver.c: the SQLite driver's table of slots. */
#include "driver.h"

#include "check.h"
#include "exec.h"
#include "holder.h"
#include "open.h"
#include "query.h"
#include "schema/schema.h"
#include "script.h"
#include "transaction.h"

static int open_session(struct sqlembic_session **out, const struct sqlembic_connect *connect,
			struct sqlembic_error *err)
{
	int rc = sqlite_open(out, connect, err);
	if (rc == 0)
		(*out)->driver = &sqlembic_sqlite_driver;
	return rc;
}

const struct sqlembic_driver sqlembic_sqlite_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "sqlite",
	.caps = SQLEMBIC_CAP_BEGIN_LOCKS,
	.open = open_session,
	.close = sqlite_close,
	.send = sqlite_send,
	.query = sqlite_query,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.in_transaction = sqlite_in_transaction,
	.script_begin = sqlite_script_begin,
	.script_check = sqlite_script_check,
	.script_end = sqlite_script_end,
	.reset_path = sqlite_reset_path,
	.lock_holder = sqlite_lock_holder,
	.connection_id = sqlite_connection_id,
	.connection_alive = sqlite_connection_alive,
	.script_resume = sqlite_script_resume,
	.savepoint = sqlite_savepoint,
	.schema = &sqlembic_sqlite_schema,
	.prepare_threads = sqlite_prepare_threads,
};
