/* home.c: the schema of our tables, version_table_schema: it has to be there, or is made where that is asked for. */
#include "run/run.h"
#include "sqlembic/error.h"

static int note_row(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(bool *)payload = n > 0;
	return 1;
}

static int find_schema(bool *found, const struct database *database, struct sqlembic_error *err)
{
	const char *const args[] = { database->schema };
	struct sqlembic_query query = {
		.sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
		.args = args,
		.nargs = 1,
		.row = note_row,
		.payload = found,
	};
	*found = false;
	return database->driver->query(database->session, &query, err);
}

static int refuse_missing(const struct database *database, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "there is no schema \"%s\" that this user may use, which version_table_schema names",
		      database->schema);
	return sqlembic_fail_hint(err, "create it, or let the command do that with --create-schema or "
				       "version_table_schema_create = true");
}

static int create_schema(const struct database *database, struct sqlembic_error *err)
{
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	sqlembic_buf_puts(&sql, "CREATE SCHEMA IF NOT EXISTS ");
	ledger_qualify(&sql, database->engine->dialect, NULL, database->schema);
	struct sqlembic_query query = { .sql = sqlembic_buf_text(&sql) };
	int rc = sql.failed ? sqlembic_fail_memory(err)
			    : database->driver->query(database->session, &query, err);
	sqlembic_buf_release(&sql);
	return rc;
}

int run_ensure_schema(const struct run *run, struct sqlembic_error *err)
{
	const struct database *database = run->database;
	bool found;
	if (!database->schema || !database->engine->dialect->default_schema)
		return 0;
	if (run->offline)
		return database->create_schema ? create_schema(database, err) : 0;
	/* IF NOT EXISTS asks for the privilege to create it even where it exists. */
	int rc = find_schema(&found, database, err);
	if (rc < 0 || found)
		return rc;
	return database->create_schema ? create_schema(database, err) : refuse_missing(database, err);
}
