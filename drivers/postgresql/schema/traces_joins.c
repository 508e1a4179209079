/* traces_joins.c: see traces_joins.h. */
#include "traces_joins.h"

#include "../setup.h"
#include "traces_rows.h"

/* A constraint that is looked at when a transaction ends, and routines that have what ends with it, or means something
 * else behind it (core/proof/joined.c).  What is in the words of a routine in SQL's own form is not told by its text. */
static const char joins_sql[] =
	"select case when exists (select from pg_catalog.pg_constraint where condeferrable)"
	" or exists (select from pg_catalog.pg_proc p where oid >= 16384 and (pg_catalog.to_jsonb(p) ->> "
	"'prosqlbody' is not null or prosrc ~* "
	"'\\m(local|set_config|temp|temporary|pg_temp|constraints|deferrable|initially|lo_open|freeze"
	"|add\\s+value|default_transaction_\\w+|txid_current|pg_current_xact_id|xmin|dblink\\w*)\\M'))"
	" then '' else '1' end";

static int take_joins(void *payload, const PGresult *row)
{
	*(bool *)payload = PQgetlength(row, 0, 0) > 0;
	return 0;
}

int postgres_traces_joins(struct sqlembic_session *session, bool *out, struct sqlembic_error *err)
{
	struct postgres_session *s = postgres_session(session);
	const size_t ahead = postgres_text_begin(s);
	unsigned *name = &s->catalog_names.traces[POSTGRES_TRACES_JOINS];
	if (s->pooled) {
		sqlembic_buf_puts(&s->text, joins_sql);
		return postgres_take_rows(s, ahead, take_joins, out, err);
	}
	if (!*name) {
		*name = ++s->last_prepared;
		sqlembic_buf_printf(&s->text, "PREPARE sqlembic_%u AS %s;", *name, joins_sql);
	}
	sqlembic_buf_printf(&s->text, "EXECUTE sqlembic_%u", *name);
	return postgres_take_rows(s, ahead, take_joins, out, err);
}
