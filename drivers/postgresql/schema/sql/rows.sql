-- rows.sql: composes one query for all tables: of each the number of rows, and of each of its columns a digest of the values,
-- whatever their order.  Arguments: the numbers of the kinds table and column.
select string_agg(format('SELECT x.* FROM (SELECT pg_catalog.count(*) AS n%s FROM ONLY %s t) q, LATERAL (VALUES (%L, %L, n, NULL)%s) x',
	digests, name, number, name, columns), ' UNION ALL ')
from (
	select format('%I.%I', nspname, relname) as name, cast(? as text) as number,
		coalesce(string_agg(format(', pg_catalog.md5(pg_catalog.string_agg(COALESCE(t.%I::text, ''-''), '','' ORDER BY t.%I::text)) AS d%s',
			attname, attname, attnum), '') filter (where attname is not null), '') as digests,
		coalesce(string_agg(format(', (%L, %L, n, d%s)', cast(? as text), format('%I.%I.%I', nspname, relname, attname), attnum), '')
			filter (where attname is not null), '') as columns
	from pg_catalog.pg_class c
	join pg_catalog.pg_namespace n on n.oid = relnamespace
	left join pg_catalog.pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
		and attgenerated = '' -- 12+
	where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'
	group by nspname, relname) q
