/* tenant.c: see tenant.h. */
#include "many/tenant.h"

#include <string.h>

#include "sqlembic/error.h"

struct tenants {
	struct roster *list;
	size_t rows;
	int rc;
	struct sqlembic_error *err;
};

/* Why a value is no name; NULL: it is one. */
static const char *find_fault(const char *name)
{
	if (!name)
		return "NULL";
	if (!*name)
		return "an empty name";
	for (const char *c = name; *c; c++) {
		/* Also U+0080 to U+009F. */
		if ((unsigned char)*c < ' ' || *c == 127 ||
		    ((unsigned char)c[0] == 0xC2 && (unsigned char)c[1] >= 0x80 &&
		     (unsigned char)c[1] < 0xA0))
			return "a name with a control character in it";
	}
	return NULL;
}

static int refuse(struct tenants *tenants, const char *what)
{
	return sqlembic_fail(tenants->err, SQLEMBIC_E_FAILED, "row %zu of targets_query is %s", tenants->rows,
			     what);
}

static int take(void *payload, const char *const *values, size_t n)
{
	struct tenants *tenants = payload;
	tenants->rows++;
	const char *fault = n == 1 ? find_fault(values[0]) : NULL;
	if (n != 1)
		tenants->rc = sqlembic_fail(tenants->err, SQLEMBIC_E_FAILED,
					    "targets_query gives %zu columns, and one is wanted: the name",
					    n);
	else if (fault)
		tenants->rc = refuse(tenants, fault);
	else
		tenants->rc = roster_add_tenant(tenants->list, values[0], tenants->err);
	return tenants->rc;
}

/* The session only reads: the driver's hint would be for one that was to write. */
static void tell_statement(const struct sqlembic_dialect *dialect, struct sqlembic_error *err)
{
	(void)sqlembic_fail_detail(err, "%s%sthe statement is that of targets_query", err->detail,
				   err->detail[0] ? "; " : "");
	if (dialect->complaints(err) & SQLEMBIC_COMPLAINT_READ_ONLY)
		(void)sqlembic_fail_hint(err, "correct targets_query: it may only read");
}

static int ask(struct tenants *tenants, const struct database *database, const char *sql)
{
	struct sqlembic_query query = { .sql = sql, .row = take, .payload = tenants };
	int rc = database->driver->query(database->session, &query, tenants->err);
	if (rc < 0 && tenants->rc == 0)
		tell_statement(database->engine->dialect, tenants->err);
	if (rc < 0 || tenants->rc < 0)
		return rc < 0 ? rc : tenants->rc;
	return tenants->rows ? 0
			     : sqlembic_fail(tenants->err, SQLEMBIC_E_FAILED,
					     "targets_query gives no name: there is nothing to do");
}

int tenant_add_all(struct roster *list, struct database *database, struct config *config, const char *sql,
		   struct sqlembic_error *err)
{
	struct tenants tenants = { .list = list, .err = err };
	int rc = database_connect(database, true, err);
	if (rc == 0 && (rc = ask(&tenants, database, sql)) < 0)
		config_blame(config, "targets_query", err);
	database_close(database);
	if (rc < 0)
		database_end_hint(database, err);
	if (rc < 0 && !err->hint[0])
		return sqlembic_fail_hint(
			       err,
			       "correct targets_query: it has one column, the names of databases or schemas"),
		       rc;
	return rc;
}
