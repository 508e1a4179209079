/* driver.c: the MySQL driver's table of slots. */
#include "driver.h"

#include "alive.h"
#include "effect.h"
#include "exec.h"
#include "library.h"
#include "lock.h"
#include "name.h"
#include "open.h"
#include "query.h"
#include "schema/schema.h"
#include "script.h"
#include "transaction.h"

static int open_session(struct sqlembic_session **out, const struct sqlembic_connect *connect,
			struct sqlembic_error *err)
{
	int rc = mysqldb_open(out, connect, err);
	if (rc == 0)
		(*out)->driver = &sqlembic_mysql_driver;
	return rc;
}

const struct sqlembic_driver sqlembic_mysql_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "mysql",
	.caps = SQLEMBIC_CAP_SCHEMAS,
	.open = open_session,
	.close = mysqldb_close,
	.send = mysqldb_send,
	.query = mysqldb_query,
	.begin = mysqldb_begin,
	.commit = mysqldb_commit,
	.rollback = mysqldb_rollback,
	.in_transaction = mysqldb_in_transaction,
	.script_begin = mysqldb_script_begin,
	.script_check = mysqldb_script_check,
	.script_end = mysqldb_script_end,
	.reset_path = mysqldb_reset_path,
	.try_lock = mysqldb_try_lock,
	.unlock = mysqldb_unlock,
	.lock_holder = mysqldb_lock_holder,
	.connection_id = mysqldb_connection_id,
	.connection_alive = mysqldb_connection_alive,
	.find_effect = mysqldb_find_effect,
	.schema = &mysqldb_schema,
	.prepare_threads = mysqldb_prepare_threads,
};
