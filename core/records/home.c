/* home.c: see home.h. */
#include "records/home.h"

#include "sql/name.h"
#include "sqlembic/error.h"

static int note_row(void *payload, const char *const *values, size_t n)
{
	(void)values;
	*(bool *)payload = n > 0;
	return 1;
}

static int find(bool *found, const struct records *records, struct sqlembic_session *session,
		struct sqlembic_error *err)
{
	const char *const args[] = { records->schema };
	struct sqlembic_query query = {
		.sql = records->dialect->find_schema,
		.args = args,
		.nargs = 1,
		.row = note_row,
		.payload = found,
	};
	*found = false;
	return session->driver->query(session, &query, err);
}

static int refuse_missing(const struct records *records, struct sqlembic_error *err)
{
	sqlembic_fail(err, SQLEMBIC_E_FAILED,
		      "there is no schema \"%s\" that this user may use, which %s names", records->schema,
		      records->is_tenants ? "target_schema" : "version_table_schema");
	if (records->is_tenants)
		return sqlembic_fail_hint(err, "create it, or let the command do that with --create-schema");
	return sqlembic_fail_hint(err, "create it, or let the command do that with --create-schema or "
				       "version_table_schema_create = true");
}

static int create(const struct records *records, struct sqlembic_session *session, struct sqlembic_error *err)
{
	struct sqlembic_buf name = SQLEMBIC_BUF_INIT;
	name_add(&name, records->dialect, records->schema);
	struct sqlembic_query query = { .sql = name.failed ? NULL
							   : name_put(records->arena,
								      records->dialect->create_schema,
								      sqlembic_buf_text(&name)) };
	int rc = query.sql ? session->driver->query(session, &query, err) : sqlembic_fail_memory(err);
	sqlembic_buf_release(&name);
	return rc;
}

int home_ensure(const struct records *records, struct sqlembic_session *session, struct sqlembic_error *err)
{
	bool found;
	if (!records->schema || !records->dialect->create_schema)
		return 0;
	if (records->journal.offline)
		return records->create_schema ? create(records, session, err) : 0;
	/* IF NOT EXISTS asks for the privilege to create it even where it exists. */
	int rc = find(&found, records, session, err);
	if (rc < 0 || found)
		return rc;
	return records->create_schema ? create(records, session, err) : refuse_missing(records, err);
}
