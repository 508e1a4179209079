/* driver.c: the PostgreSQL driver's table of slots. */
#include "driver.h"

#include "connection.h"
#include "copy.h"
#include "exec.h"
#include "holder.h"
#include "invalid.h"
#include "lock.h"
#include "mentions.h"
#include "open.h"
#include "outside.h"
#include "query.h"
#include "renew.h"
#include "schema/scratch.h"
#include "script.h"
#include "transaction.h"
#include "wire.h"

static int open_session(struct sqlembic_session **out, const struct sqlembic_connect *connect,
			struct sqlembic_error *err)
{
	int rc = postgres_open(out, connect, err);
	if (rc == 0)
		(*out)->driver = &sqlembic_postgresql_driver;
	return rc;
}

const struct sqlembic_driver sqlembic_postgresql_driver = {
	.abi = SQLEMBIC_DRIVER_ABI,
	.name = "postgresql",
	.caps = SQLEMBIC_CAP_SCHEMAS,
	.open = open_session,
	.close = postgres_close,
	.send = postgres_send_parts,
	.copy_in = postgres_copy_in,
	.query = postgres_query,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.in_transaction = postgres_in_transaction,
	.script_begin = postgres_script_begin,
	.script_check = postgres_script_check,
	.script_end = postgres_script_end,
	.reset_path = postgres_reset_path,
	.try_lock = postgres_try_lock,
	.unlock = postgres_unlock,
	.lock_holder = postgres_lock_holder,
	.connection_id = postgres_connection_id,
	.connection_alive = postgres_connection_alive,
	.find_effect = postgres_find_effect,
	.schema = &sqlembic_postgresql_schema,
	.keep_lock = postgres_keep_lock,
	.check_outside = postgres_check_outside,
	.durability = postgres_durability,
	.is_plain = postgres_is_plain,
	.can_renew = postgres_can_renew,
	.renew = postgres_renew,
	.query_and_unlock = postgres_query_and_unlock,
};
