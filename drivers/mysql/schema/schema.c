/* schema.c: the table of slots. */
#include "schema.h"

#include "read.h"
#include "rows.h"
#include "scratch.h"

const struct sqlembic_schema mysqldb_schema = {
	.kinds = mysqldb_kinds,
	.read = mysqldb_read_schema,
	.scratch_make = mysqldb_scratch_make,
	.scratch_adapt = mysqldb_scratch_adapt,
	.scratch_drop = mysqldb_scratch_drop,
	.scratch_list = mysqldb_scratch_list,
	.seed = mysqldb_rows_seed,
	.rows = mysqldb_rows_tell,
};
