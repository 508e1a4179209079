-- rows.sql: composes one query for all tables, or some where they are many (a query can only hold so many locks, and is planned in
-- a time that grows faster than they do): of each the number of rows, and of each of its columns a digest of the values, whatever
-- their order.  A row becomes an array of texts, and all of them are grouped once: to plan a query with an aggregate for each column
-- takes the server longer than everything else.  Tables of which policies hide rows are left out.  Of a partition, or a table that
-- inherits, the names of those above it are told, one a line.  Arguments: the numbers of the kinds table and column;
-- $1 holds the OIDs of the tables that alone are told, NULL for all.
with recursive inheriting (below, above) as (
	select inhrelid, inhparent from pg_catalog.pg_inherits
	union
	select below, inhparent from inheriting join pg_catalog.pg_inherits on inhrelid = above
), named (below, above) as (
	select below, string_agg(relname, chr(10))
	from inheriting join pg_catalog.pg_class on oid = above
	where relkind in ('r', 'p')
	group by below
)
select format($query$SELECT kind, identity, COALESCE(n, 0), digest, above FROM ROWS FROM (pg_catalog.unnest(%L::text[]), pg_catalog.unnest(%L::text[]), pg_catalog.unnest(%L::bigint[]), pg_catalog.unnest(%L::text[])) told (kind, identity, i, above)
LEFT JOIN (SELECT start + place AS i, pg_catalog.count(*) AS n, pg_catalog.md5(pg_catalog.string_agg(COALESCE(pg_catalog.octet_length(v) || ':' || v, '-'), ',' ORDER BY v COLLATE "C")) AS digest
	FROM (%s) all_rows, pg_catalog.unnest(vs) WITH ORDINALITY x (v, place) GROUP BY start + place) q USING (i) ORDER BY i$query$,
	array_agg(kind order by start, attnum), array_agg(identity order by start, attnum), array_agg(place order by start, attnum), array_agg(case when attnum = 0 then above end order by start, attnum),
	string_agg(rows, ' UNION ALL ' order by start))
from (
	select part, place, kind, start, attnum, above, format('%I.%I', nspname, relname) || case when attnum > 0 then format('.%I', attname) else '' end as identity,
		case when attnum = 0 then format('SELECT %s AS start, ARRAY[''''%s] AS vs FROM ONLY %I.%I t', start, vs, nspname, relname) end as rows
	from (
		select *, string_agg(case when attnum > 0 then format(', t.%I::text', attname) end, '') over own as vs,
			first_value(place) over own - 1 as start
		from (
			select c.oid, nspname, relname, attnum, attname, above, case attnum when 0 then cast(? as text) else cast(? as text) end as kind,
				row_number() over (order by nspname, relname, attnum) as place,
				dense_rank() over (order by nspname, relname) / 500 as part
			from pg_catalog.pg_class c
			join pg_catalog.pg_namespace n on n.oid = c.relnamespace
			left join named on below = c.oid,
			lateral (
				select 0::int2 as attnum, ''::name as attname
				union all
				select attnum, attname
				from pg_catalog.pg_attribute
				where attrelid = c.oid and attnum > 0 and not attisdropped
					and attgenerated = '' -- 12+
				) a
			where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema'
				and (c.oid = any ((select $1)::oid[]) or (select $1) is null) and not row_security_active(c.oid)) told
		window own as (partition by oid order by attnum rows between unbounded preceding and unbounded following)) q) q
group by part
order by part
