-- unseed.sql: the tables of a scratch database whose rows may all be taken out, where rows are put by no more than statements of
-- rows: a trigger for each statement, a rule, an event trigger and a materialized view may have others, and so may an extension's
-- tables, and large objects.  A sequence that no column owns would go on where it is.
select pg_catalog.string_agg(pg_catalog.format('%I.%I', nspname, relname), ', ')
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'p') and nspname !~ '^pg_' and nspname <> 'information_schema'
having not exists (select from pg_catalog.pg_event_trigger)
	and not exists (select from pg_catalog.pg_trigger where not tgisinternal and tgtype & 1 = 0)
	and not exists (select from pg_catalog.pg_class where relkind = 'm')
	and not exists (select from pg_catalog.pg_rewrite w join pg_catalog.pg_class t on t.oid = ev_class where relkind <> 'v')
	and not exists (select from pg_catalog.pg_depend d join pg_catalog.pg_class t on t.oid = objid
		where d.classid = 1259 and deptype = 'e' and relkind in ('r', 'p'))
	and not exists (select from pg_catalog.pg_largeobject_metadata)
	and not exists (select from pg_catalog.pg_class s where relkind = 'S' and not exists (select from pg_catalog.pg_depend d
		where d.classid = 1259 and d.objid = s.oid and d.refclassid = 1259 and deptype in ('a', 'i')))
