/* traces_rows.c: see traces_rows.h. */
#include "traces_rows.h"

#include <stdlib.h>
#include <string.h>

#include "../fail.h"
#include "../prepared.h"
#include "../setup.h"
#include "../wire.h"
#include "sqlembic/error.h"

int postgres_take_rows(struct postgres_session *s, size_t ahead, postgres_take_row *take, void *payload,
		       struct sqlembic_error *err)
{
	size_t completed = 0;
	int rc = postgres_send(s, true, err);
	if (rc < 0)
		return rc;
	for (PGresult *result; (result = postgres_next(s)); PQclear(result)) {
		ExecStatusType status = PQresultStatus(result);
		if (status == PGRES_SINGLE_TUPLE && rc == 0 && take)
			rc = take(payload, result) < 0 ? sqlembic_fail_memory(err) : 0;
		else if (status == PGRES_FATAL_ERROR && rc == 0)
			rc = postgres_fail(s, result, err);
		completed += postgres_completes(result);
	}
	s->watched = false;
	postgres_text_done(s, completed < ahead ? completed : ahead);
	/* The failed message may have had a PREPARE in it. */
	if (rc < 0)
		postgres_forget_prepared(s);
	return rc;
}

static int take_digest(void *payload, const PGresult *row)
{
	char **out = payload;
	free(*out);
	return (*out = strdup(PQgetvalue(row, 0, 0))) ? 0 : -1;
}

int postgres_digest_table(struct postgres_session *s, const char *table, char **out,
			  struct sqlembic_error *err)
{
	size_t ahead = postgres_text_begin(s);
	sqlembic_buf_printf(&s->text,
			    "SELECT pg_catalog.count(*) || ' ' || COALESCE(pg_catalog.md5("
			    "pg_catalog.string_agg(x, ',' ORDER BY x)), '') FROM"
			    " (SELECT sqlembic_row::text AS x FROM ONLY %s sqlembic_row) q",
			    table);
	return postgres_take_rows(s, ahead, take_digest, out, err);
}
