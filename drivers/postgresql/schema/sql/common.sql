-- common.sql: what the other queries share: a query gets those of these parts that it mentions (../compose.c), behind WITH, after
-- settings.sql was run in the same transaction.  To try one by hand: BEGIN; settings.sql; WITH, this, and the query.
--
-- A query behind "-- if CONDITION" is sent where that holds: most databases have no objects of most kinds, and many have operators
-- that are their extensions' alone.  Numbers from 10000 on are those that initdb or users have given: an index finds them.
-- A line that ends with a mark such as "18+" or "14-" behind two dashes is sent to servers of that version and up, or
-- down, only.  What belongs to an extension is left out everywhere: the extension's own fact stands for it.
ext as (
	select classid, objid, refobjid as extension
	from pg_depend
	where refclassid = 'pg_extension'::regclass and deptype = 'e'),
-- once: by the estimate for a new database there is one, and each relation would be asked for it
ns as materialized ( -- 12+
ns as ( -- 11-
	select oid, nspname, nspowner, nspacl
	from pg_namespace n
	where nspname !~ '^pg_' and nspname <> 'information_schema'
		and (current_setting('sqlembic.schemas') = '*'
			or nspname = any (string_to_array(current_setting('sqlembic.schemas'), E'\n')))
		and n.oid not in (select objid from ext where classid = 'pg_namespace'::regclass)),
own as (
	select unnest(string_to_array(current_setting('sqlembic.own'), ','))::oid as oid),
-- the relations that scripts have touched (narrow.sql), empty: all relations
noted as (
	select unnest(string_to_array(current_setting('sqlembic.noted'), ','))::oid as oid),
-- 11 and 99 are pg_catalog and pg_toast, to which most belong.  That our objects have numbers from 16384 on would be wrong: those
-- that `postgres --single` has made before the server's first start have not.
rel as (
	select
		c.oid, -- 11-
		c.*, n.nspname, format('%I.%I', n.nspname, c.relname) as identity, '1259.' || c.oid as id
	from pg_class c
	join ns n on n.oid = c.relnamespace
	where c.relnamespace not in (11, 99) and c.oid not in (select objid from ext where classid = 'pg_class'::regclass)
		and c.oid not in (select oid from own)
		and (current_setting('sqlembic.noted') = '' or c.oid in (select oid from noted))),
-- what rows are in, and what has columns that are facts
tab as (
	select *, case relkind when 'f' then 'FOREIGN TABLE' else 'TABLE' end as word
	from rel
	where relkind in ('r', 'p', 'f')),
typ as (
	select
		t.oid, -- 11-
		t.*, n.nspname, format('%I.%I', n.nspname, t.typname) as identity, '1247.' || t.oid as id
	from pg_type t
	join ns n on n.oid = t.typnamespace
	where t.typnamespace not in (11, 99) and t.oid not in (select objid from ext where classid = 'pg_type'::regclass)),
proc as (
	select
		p.oid, -- 11-
		p.*, n.nspname, '1255.' || p.oid as id,
		-- names of arguments do not tell routines apart
		format('%I.%I(%s)', n.nspname, p.proname, (select string_agg(format_type(a, null), ', ' order by place)
			from unnest(p.proargtypes::oid[]) with ordinality t(a, place))) as identity,
		case when prokind = 'p' then 'PROCEDURE' when prokind = 'a' then 'AGGREGATE' -- 11+
		case when proisagg then 'AGGREGATE' -- 10-
		else 'FUNCTION' end as word
	from pg_proc p
	join ns n on n.oid = p.pronamespace
	where p.pronamespace <> 11 and p.oid not in (select objid from ext where classid = 'pg_proc'::regclass)
		-- made with its range type
		and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i'))
