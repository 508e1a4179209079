/* schema.c: the table of slots. */
#include "schema.h"

#include <signal.h>

#include "../reach.h"
#include "../unname.h"
#include "read.h"
#include "rows.h"
#include "scratch.h"

static const char *const places[] = { "/usr/sbin", "/usr/local/sbin", "/usr/local/mysql/bin", NULL };
/* The caller's directory for temporary files may be closed to the account that the server runs as.  --force: the machine's name,
 * which nobody asks for on a socket, need not have an address. */
static const char *const prepare[] = { "/usr/bin/env",
				       "TMPDIR={dir}",
				       "mariadb-install-db",
				       "--no-defaults",
				       "--datadir={dir}/data",
				       "--skip-test-db",
				       "--auth-root-authentication-method=normal",
				       "--force",
				       "--innodb-flush-method=nosync",
				       "--innodb-log-file-size=16M",
				       NULL };
static const char *const serve[] = { "{bin}/mariadbd",
				     "--no-defaults",
				     "--datadir={dir}/data",
				     "--tmpdir={dir}",
				     "--socket={dir}/sock",
				     "--pid-file={dir}/pid",
				     "--skip-networking",
				     "--skip-log-bin",
				     "--innodb-flush-method=nosync",
				     "--innodb-flush-log-at-trx-commit=0",
				     NULL };
static const struct sqlembic_local_server local[] = {
	{ .program = "mariadbd",
	  .places = places,
	  .account = "mysql",
	  .prepare = prepare,
	  .serve = serve,
	  .socket = "{dir}/sock",
	  .url = "mysql://root@/mysql?unix_socket={dir}/sock",
	  .stop = SIGKILL },
	{ .program = NULL },
};

/* Where the server tells names of databases apart by case, one that differs by that alone is taken for the same: at worst, what was
 * meant for the other one is tried here. */
static bool unname(struct sqlembic_buf *out, struct sqlembic_span sql, unsigned classes, const char *database)
{
	return classes & SQLEMBIC_CLASS_SERVER ? mysqldb_unname_database(out, sql, database)
					       : mysqldb_unname(out, sql, database, true);
}

/* A lock of GET_LOCK is one of the whole server, and is kept until its session ends. */
static const char *const shared[] = { "GET_LOCK", NULL };

const struct sqlembic_schema mysqldb_schema = {
	.kinds = mysqldb_kinds,
	.read = mysqldb_read_schema,
	.scratch_make = mysqldb_scratch_make,
	.scratch_side_by_side = true,
	.scratch_shared = shared,
	.scratch_traits = mysqldb_scratch_traits,
	.scratch_adapt = mysqldb_scratch_adapt,
	.scratch_drop = mysqldb_scratch_drop,
	.scratch_list = mysqldb_scratch_list,
	.local = local,
	.seed = mysqldb_rows_seed,
	.rows = mysqldb_rows_tell,
	.seed_rest = mysqldb_rows_seed_rest,
	.rows_rest = mysqldb_rows_tell_rest,
	.unname = unname,
	.names_database = mysqldb_reach_names,
	.leads_elsewhere = mysqldb_reach_leads,
	.reads_digests = true,
	.copy_prologue = "SET SESSION foreign_key_checks = 0",
};
