/* rows.c: puts rows into tables of a scratch database, and says what is in them. */
#include "rows.h"

#include <stdio.h>

#include "../query.h"
#include "../setup.h"
#include "kinds.h"

/* Two rows in each table, in two rounds, since a foreign key may need another table's.  A table that takes none of these values
 * is left out. */
static const char seed_sql[] =
	"DO $seed$"
	" DECLARE t record; names text; list text; done oid[] := '{}';"
	" BEGIN"
	"  FOR round IN 1..2 LOOP"
	"   FOR t IN SELECT c.oid, pg_catalog.format('%I.%I', nspname, relname) AS name FROM "
	"pg_catalog.pg_class c"
	"     JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
	"     WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND c.oid <> ALL "
	"(done) ORDER BY c.oid LOOP"
	"    FOR k IN 1..2 LOOP"
	"     SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attnum),"
	"      pg_catalog.string_agg(CASE"
	"       WHEN y.typtype = 'e' THEN pg_catalog.format('(pg_catalog.enum_range(NULL::%s))[1]', "
	"atttypid::pg_catalog.regtype)"
	"       WHEN y.typcategory = 'N' THEN k::text WHEN y.typcategory = 'B' THEN 'true'"
	"       WHEN y.typcategory = 'D' AND atttypid::pg_catalog.regtype::text ~ '^time ' THEN "
	"pg_catalog.format('''0%s:00''', k)"
	"       WHEN y.typcategory = 'D' THEN pg_catalog.format('''2020-01-0%s''', k)"
	"       WHEN y.typcategory = 'T' THEN pg_catalog.format('''%s hour''', k)"
	"       WHEN y.typcategory = 'I' THEN pg_catalog.format('''10.0.0.%s''', k)"
	"       WHEN y.typcategory = 'A' THEN '''{}'''"
	"       WHEN atttypid = 'uuid'::pg_catalog.regtype THEN "
	"pg_catalog.format('''00000000-0000-0000-0000-00000000000%s''', k)"
	"       WHEN atttypid IN ('json'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype) THEN "
	"pg_catalog.format('''{\"k\": %s}''', k)"
	"       ELSE pg_catalog.format('''%s''', k) END, ', ' ORDER BY attnum)"
	"      INTO names, list FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = atttypid"
	"      WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attidentity <> 'a'"
	"       AND COALESCE(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') = '';"
	"     BEGIN"
	"      EXECUTE pg_catalog.format('INSERT INTO %s ' || CASE WHEN names IS NULL THEN 'DEFAULT VALUES' "
	"ELSE '(%s) VALUES (%s)' END,"
	"       t.name, names, list);"
	"      done := done || t.oid;"
	"     EXCEPTION WHEN OTHERS THEN NULL;"
	"     END;"
	"    END LOOP;"
	"   END LOOP;"
	"  END LOOP;"
	" END $seed$";

int postgres_rows_seed(struct sqlembic_session *session, struct sqlembic_error *err)
{
	return postgres_run(postgres_session(session), seed_sql, NULL, 0, err);
}

/* ---- telling ---- */

static int keep_text(void *payload, const char *const *values, size_t n)
{
	struct sqlembic_buf *out = payload;
	if (n > 0 && values[0])
		sqlembic_buf_puts(out, values[0]);
	return 0;
}

/* One query for all tables: of each its rows, and of each of its columns a digest of the values, whatever their order. */
static const char compose_sql[] =
	"SELECT pg_catalog.string_agg(pg_catalog.format("
	"  'SELECT x.* FROM (SELECT pg_catalog.count(*) AS n%s FROM ONLY %s t) q, LATERAL (VALUES (%L, %L, "
	"n, NULL)%s) x', digests, name,"
	"  CAST(? AS text), name, rows), ' UNION ALL ')"
	" FROM (SELECT pg_catalog.format('%I.%I', nspname, relname) AS name,"
	"   COALESCE(pg_catalog.string_agg(pg_catalog.format(', "
	"pg_catalog.md5(pg_catalog.string_agg(COALESCE(t.%I::text, ''-''), '','' ORDER BY t.%I::text)) AS "
	"d%s',"
	"    attname, attname, attnum), ''), '') AS digests,"
	"   COALESCE(pg_catalog.string_agg(pg_catalog.format(', (%L, %L, n, d%s)', CAST(? AS text),"
	"    pg_catalog.format('%I.%I.%I', nspname, relname, attname), attnum), ''), '') AS rows"
	"  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
	"  LEFT JOIN pg_catalog.pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
	"   AND COALESCE(pg_catalog.to_jsonb(a) ->> 'attgenerated', '') = ''"
	"  WHERE relkind = 'r' AND nspname !~ '^pg_' AND nspname <> 'information_schema'"
	"  GROUP BY nspname, relname) q";

int postgres_rows_tell(struct sqlembic_session *session,
		       int (*row)(void *payload, const char *const *values, size_t n), void *payload,
		       struct sqlembic_error *err)
{
	char table[16], column[16];
	const char *args[] = { table, column };
	struct sqlembic_buf sql = SQLEMBIC_BUF_INIT;
	struct sqlembic_query compose = {
		.sql = compose_sql, .args = args, .nargs = 2, .row = keep_text, .payload = &sql
	};
	(void)snprintf(table, sizeof(table), "%d", POSTGRES_TABLE);
	(void)snprintf(column, sizeof(column), "%d", POSTGRES_COLUMN);
	int rc = postgres_query(session, &compose, err);
	if (rc == 0 && sql.failed)
		rc = sqlembic_fail_memory(err);
	struct sqlembic_query tell = { .sql = sqlembic_buf_text(&sql), .row = row, .payload = payload };
	if (rc == 0 && sql.len > 0)
		rc = postgres_query(session, &tell, err);
	sqlembic_buf_release(&sql);
	return rc;
}
