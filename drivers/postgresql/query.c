/* query.c: our own statements.  Their arguments are written into the text, so that pending statements can
 * travel in the same message. */
#include "query.h"

#include <string.h>

#include "fail.h"
#include "role.h"
#include "setup.h"
#include "text.h"
#include "wire.h"

#define QUERY_COLUMNS 32
#define SAVEPOINT     "sqlembic_missing"
#define LOCK_MS       "100"

struct reading {
	struct sqlembic_query *const *queries;
	size_t n;
	struct sqlembic_query *settings; /* stands before the others' terms; NULL: there is none */
	bool renews;  /* ahead of everything goes what ends the session of another tenant */
	size_t ahead; /* how many statements go ahead of everything of ours, */
	size_t at;    /* and how many ahead of the queries */
	size_t completed;
	bool enough, missing;
	bool as_login; /* not in the role that came with the connection */
	bool decides;  /* not only reads: nobody cancels it */
	int code;
};

bool postgres_is_true(const char *value)
{
	return value && strcmp(value, "t") == 0;
}

/* The one whose results come now; NULL: a statement that goes along. */
static struct sqlembic_query *current(const struct reading *r)
{
	if (r->settings && r->completed == r->ahead)
		return r->settings;
	return r->completed >= r->at && r->completed < r->at + r->n ? r->queries[r->completed - r->at] : NULL;
}

static int read_row(struct reading *r, struct sqlembic_query *query, const PGresult *result,
		    struct sqlembic_error *err)
{
	const char *values[QUERY_COLUMNS];
	int n = PQnfields(result);
	if (n > QUERY_COLUMNS)
		return sqlembic_fail(err, SQLEMBIC_E_FAILED, "a query yields more than %d columns: %s",
				     QUERY_COLUMNS, query->sql);
	for (int i = 0; i < n; i++)
		values[i] = PQgetisnull(result, 0, i) ? NULL : PQgetvalue(result, 0, i);
	r->enough = query->row(query->payload, values, (size_t)n) != 0;
	return 0;
}

static void take_result(struct postgres_session *s, struct reading *r, PGresult *result,
			struct sqlembic_error *err)
{
	struct sqlembic_query *query = current(r);
	ExecStatusType status = PQresultStatus(result);
	if (status == PGRES_SINGLE_TUPLE) {
		if (query && query->row && !r->enough && r->code == 0)
			r->code = read_row(r, query, result, err);
	} else if (postgres_completes(result)) {
		if (query)
			query->changed = strtoll(PQcmdTuples(result), NULL, 10);
		r->enough = false;
		r->completed++;
	} else if (r->code == 0 && query && query->missing_ok && postgres_state_is(result, "42P01")) {
		r->missing = true;
	} else if (r->code == 0 && status == PGRES_FATAL_ERROR) {
		r->code = postgres_fail(s, result, err);
	}
}

/* The terms of a query outside of transactions and scripts: core waits for locks, not the server; a policy that hides rows is
 * an error.  Set for the query only: there are servers that give one session to all their clients. */
static size_t add_terms(struct postgres_session *s, bool as_login)
{
	size_t n = 2;
	if (s->pooled) {
		sqlembic_buf_printf(&s->text, "%s;", s->local_settings);
		n++;
	}
	sqlembic_buf_puts(&s->text, "SET LOCAL lock_timeout = " LOCK_MS ";SET LOCAL row_security = off;");
	if (s->read_only) {
		sqlembic_buf_puts(&s->text, "SET LOCAL transaction_read_only = on;");
		n++;
	}
	if (as_login && s->role) {
		sqlembic_buf_puts(&s->text, "SET LOCAL ROLE NONE;");
		n++;
	}
	return n;
}

static int add_queries(struct postgres_session *s, struct reading *r, struct sqlembic_error *err)
{
	int rc = 0;
	if (r->settings) {
		rc = postgres_add_query(s, r->settings, err);
		sqlembic_buf_putc(&s->text, ';');
		r->at++;
	}
	if (!s->in_script && !postgres_in_transaction(&s->base))
		r->at += add_terms(s, r->as_login);
	return rc;
}

static int run_queries(struct postgres_session *s, struct reading *r, bool guarded,
		       struct sqlembic_error *err)
{
	PGresult *result;
	r->ahead = postgres_text_begin(s);
	if (r->renews)
		r->ahead += postgres_add_renewal(&s->text);
	r->at = r->ahead;
	int rc = add_queries(s, r, err);
	if (guarded) {
		sqlembic_buf_puts(&s->text, "SAVEPOINT " SAVEPOINT ";");
		r->at++;
	}
	r->at += postgres_leave_role(s);
	for (size_t i = 0; i < r->n && rc == 0; i++) {
		if (i)
			sqlembic_buf_putc(&s->text, ';');
		rc = postgres_add_query(s, r->queries[i], err);
	}
	if (rc < 0)
		return rc;
	(void)postgres_take_role(s);
	if (guarded)
		sqlembic_buf_puts(&s->text, ";RELEASE SAVEPOINT " SAVEPOINT);
	/* Reading may be cancelled, unless it is looking around after a cancellation.  A write decides whether
	 * a run can be resumed and is let be; lock_timeout limits it. */
	const bool reads = r->settings || r->queries[0]->row;
	if ((rc = postgres_send(s, reads && !r->decides && !postgres_cancelled(s), err)) < 0)
		return rc;
	while ((result = postgres_next(s))) {
		take_result(s, r, result, err);
		PQclear(result);
	}
	s->watched = false;
	postgres_text_done(s, r->completed < r->ahead ? r->completed : r->ahead);
	return r->code;
}

static int query_as(struct sqlembic_session *session, struct sqlembic_query *query,
		    struct sqlembic_query *settings, bool as_login, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	struct sqlembic_query *const queries[] = { query };
	struct reading r = { .queries = queries, .n = 1, .settings = settings, .as_login = as_login };

	query->missing = false;
	query->changed = 0;
	/* A failed statement would make the transaction useless.  The guard costs no round trip where the table is
	 * there. */
	bool guarded = query->missing_ok && postgres_in_transaction(session);
	int rc = run_queries(s, &r, guarded, err);
	if (rc == 0 && r.missing && guarded)
		rc = postgres_run(s, "ROLLBACK TO SAVEPOINT " SAVEPOINT ";RELEASE SAVEPOINT " SAVEPOINT, NULL,
				  0, err);
	query->missing = rc == 0 && r.missing;
	if (rc < 0 && query->missing_ok && err && strcmp(err->sqlstate, "42501") == 0 &&
	    strstr(err->message, "permission denied") &&
	    !strstr(err->message, "permission denied for schema "))
		(void)sqlembic_fail_hint(
			err,
			"let its owner GRANT SELECT on it TO %s, and to migrate INSERT, UPDATE, "
			"DELETE, too",
			PQuser(s->conn));
	return rc;
}

static bool query_first(struct postgres_session *s, struct reading *r, struct sqlembic_error *err)
{
	const bool done = run_queries(s, r, false, err) == 0 && !r->missing;
	for (size_t i = 0; i < r->n; i++)
		r->queries[i]->answered = done;
	return done;
}

bool postgres_query_first(struct postgres_session *s, struct sqlembic_query *settings,
			  struct sqlembic_query *const *first, size_t n, struct sqlembic_error *err)
{
	struct reading r = { .queries = first, .n = n, .settings = settings };
	return query_first(s, &r, err);
}

bool postgres_query_renewed(struct postgres_session *s, struct sqlembic_query *settings,
			    struct sqlembic_query *const *first, size_t n, struct sqlembic_error *err)
{
	struct reading r = { .queries = first, .n = n, .settings = settings, .renews = true };
	return query_first(s, &r, err);
}

int postgres_query_together(struct postgres_session *s, struct sqlembic_query *const *queries, size_t n,
			    struct sqlembic_error *err)
{
	struct reading r = { .queries = queries, .n = n, .decides = true };
	if (query_first(s, &r, err))
		return 0;
	return r.missing ? sqlembic_fail(err, SQLEMBIC_E_FAILED, "a table is missing") : r.code;
}

int postgres_query(struct sqlembic_session *session, struct sqlembic_query *query, struct sqlembic_error *err)
{
	return query_as(session, query, NULL, false, err);
}

int postgres_query_as_login(struct sqlembic_session *session, struct sqlembic_query *query,
			    struct sqlembic_error *err)
{
	return query_as(session, query, NULL, true, err);
}

int postgres_query_prepared(struct sqlembic_session *session, struct sqlembic_query *query,
			    struct sqlembic_error *err)
{
	struct sqlembic_query mode = { .sql = "SET LOCAL plan_cache_mode = force_generic_plan" };
	const bool knows_mode = PQserverVersion(postgres_session(session)->conn) >= 120000;
	return query_as(session, query, knows_mode ? &mode : NULL, false, err);
}
