-- views.sql: views, materialised views, rules, triggers and policies.

-- if exists (select from pg_class where oid >= 10000 and relkind in ('v', 'm') and relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')))
select case relkind when 'v' then 'view' else 'materialized view' end as kind, r.identity, r.nspname as schema, r.relname as name, r.id,
	concat_ws(E'\n', 'relation ' || r.identity, 'type ' || r.identity) as names,
	rtrim(pg_get_viewdef(r.oid), ';') as definition,
	(select string_agg(o, E'\n') from unnest(r.reloptions) o) as "storage parameters",
	(select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod))
			|| case when attcollation >= 16384 then ' ' || (select format('%I.%I', n.nspname, collname)
				from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = attcollation)
			else coalesce(' ' || nullif(attcollation, 0)::text, '') end, E'\n' order by attnum)
		from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped) as columns,
	(select format('%I', spcname) from pg_tablespace where oid = r.reltablespace) as tablespace,
	case when not relispopulated then 1 end as unfilled,
	(select format('%I', amname) from pg_am where oid = r.relam and amname <> current_setting('default_table_access_method')) as "access method" -- 12+
	null::text as "access method" -- 11-
from rel r
where relkind in ('v', 'm');

-- if exists (select from pg_class where oid >= 10000 and relkind in ('v', 'm') and relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')))
select 'view column' as kind, format('%s.%I', r.identity, attname) as identity, r.nspname as schema, attname as name,
	r.id || '.' || attnum as id, r.id as parent, attnum as position,
	case relkind when 'v' then 'VIEW' else 'MATERIALIZED VIEW' end as word, format('%I', attname) as column,
	(select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = r.oid and adnum = attnum) as default,
	case when relkind = 'm' and attstorage <> t.typstorage then case attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end as storage,
	case when attcompression = 'p' then 'pglz' when attcompression = 'l' then 'lz4' end as compression, -- 14+
	null::text as compression, -- 13-
	case when attstattarget >= 0 then attstattarget::text end as "statistics target"
from rel r
join pg_attribute a on a.attrelid = r.oid
join pg_type t on t.oid = a.atttypid
where relkind in ('v', 'm') and attnum > 0 and not attisdropped
	and (atthasdef or relkind = 'm' and attstorage <> t.typstorage or attstattarget >= 0
		or attcompression <> '' -- 14+
	);

-- if exists (select from pg_rewrite where rulename <> '_RETURN' and ev_class <> 'pg_catalog.pg_settings'::regclass)
select 'rule' as kind, format('%s.%I', r.identity, rulename) as identity, r.nspname as schema, rulename as name,
	'2618.' || w.oid as id, r.id as parent,
	rtrim(pg_get_ruledef(w.oid), ';') as definition,
	case ev_enabled when 'D' then 'DISABLE' when 'A' then 'ENABLE ALWAYS' when 'R' then 'ENABLE REPLICA' end as state,
	r.identity as table, format('%I', rulename) as rule
from pg_rewrite w
join rel r on r.oid = w.ev_class
where rulename <> '_RETURN';

-- if exists (select from pg_trigger where not tgisinternal)
-- On partitions the triggers of the partitioned table come by themselves; only their states may differ.
select 'trigger' as kind, format('%s.%I', r.identity, tgname) as identity, r.nspname as schema, tgname as name,
	'2620.' || t.oid as id, r.id as parent,
	pg_get_triggerdef(t.oid) as definition,
	case tgenabled when 'D' then 'DISABLE' when 'A' then 'ENABLE ALWAYS' when 'R' then 'ENABLE REPLICA' end as state,
	r.identity as table, format('%I', tgname) as trigger
from pg_trigger t
join rel r on r.oid = t.tgrelid
where not tgisinternal
	and tgparentid = 0 -- 13+
;

-- if exists (select from pg_trigger where not tgisinternal)
select 'trigger state' as kind, format('%s.%I', r.identity, t.tgname) as identity, r.nspname as schema, t.tgname as name, -- 13+
	'tgstate.' || t.oid as id, r.id as parent, -- 13+
	case t.tgenabled when 'D' then 'DISABLE' when 'A' then 'ENABLE ALWAYS' when 'R' then 'ENABLE REPLICA' else 'ENABLE' end as state, -- 13+
	case p.tgenabled when 'D' then 'DISABLE' when 'A' then 'ENABLE ALWAYS' when 'R' then 'ENABLE REPLICA' else 'ENABLE' end as "state of the parent", -- 13+
	r.identity as table, format('%I', t.tgname) as trigger -- 13+
from pg_trigger t -- 13+
join pg_trigger p on p.oid = t.tgparentid -- 13+
join rel r on r.oid = t.tgrelid -- 13+
where t.tgenabled <> p.tgenabled and not p.tgisinternal; -- 13+

-- if exists (select from pg_policy)
select 'policy' as kind, format('%s.%I', r.identity, polname) as identity, r.nspname as schema, polname as name,
	'3256.' || p.oid as id, r.id as parent,
	case polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end as command,
	case when polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end as mode,
	(select string_agg(case when o = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(o)) end, ', ' order by case when o = 0 then '' else pg_get_userbyid(o)::text end)
		from unnest(polroles) o) as roles,
	pg_get_expr(polqual, polrelid) as using,
	pg_get_expr(polwithcheck, polrelid) as check,
	r.identity as table, format('%I', polname) as policy
from pg_policy p
join rel r on r.oid = p.polrelid;
