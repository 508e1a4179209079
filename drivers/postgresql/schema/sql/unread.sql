-- unread.sql: objects of kinds that are not compared, so that they are listed and not passed over.

select 'unread' as kind, 'subscription ' || format('%I', subname) as shown
from pg_subscription where subdbid = (select oid from pg_database where datname = current_database())
union
select 'unread', 'type ' || identity from typ t
where typtype in ('b', 'p') and not exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid)
union
select 'unread', format('transform for %s language %I', format_type(trftype, null), lanname) from pg_transform t join pg_language l on l.oid = trflang
where t.oid not in (select objid from ext where classid = 'pg_transform'::regclass)
union
select 'unread', format('dependency of %s %s on extension %I', o.type, o.identity, extname)
from pg_depend d join pg_extension x on x.oid = refobjid, lateral pg_identify_object(d.classid, d.objid, objsubid) o
where refclassid = 'pg_extension'::regclass and deptype = 'x'
	and (o.schema is null or exists (select from ns where quote_ident(nspname) = o.schema))
union
-- DETACH PARTITION ... CONCURRENTLY leaves it, with the number that the partitioned table has in this database alone.
select 'unread', format('check constraint %I of %s', conname, identity) from pg_constraint c join tab on tab.oid = conrelid
where contype = 'c' and conislocal and conbin::text like '%:funcid 5028 %'
union -- 18+
select 'unread', format('comment on the NOT NULL constraint %I of %s', conname, conrelid::regclass) from pg_description -- 18+
join pg_constraint c on c.oid = objoid and classoid = 'pg_constraint'::regclass and contype = 'n' -- 18+
union -- 19+
select 'unread', format('connection function of the foreign data wrapper %I', fdwname) from pg_foreign_data_wrapper f where fdwconnection <> 0 -- 19+
	and f.oid not in (select objid from ext where classid = 'pg_foreign_data_wrapper'::regclass) -- 19+
;

-- Schemas that were not asked for.
-- if exists (select from pg_namespace where oid >= 16384)
select 'elsewhere' as kind, format('schema %I', nspname) as shown
from pg_namespace n
where nspname !~ '^pg_' and nspname <> 'information_schema' and oid not in (select oid from ns)
	and n.oid not in (select objid from ext where classid = 'pg_namespace'::regclass)
	and (n.oid in (select relnamespace from pg_class c where relkind in ('r', 'p', 'f', 'v', 'm', 'S')
			and c.oid not in (select oid from own)
			and c.oid not in (select objid from ext where classid = 'pg_class'::regclass))
		or n.oid in (select typnamespace from pg_type t where typtype in ('e', 'd', 'r')
			and t.oid not in (select objid from ext where classid = 'pg_type'::regclass))
		or n.oid in (select pronamespace from pg_proc p where p.oid not in (select objid from ext where classid = 'pg_proc'::regclass)));

-- if exists (select from pg_foreign_server)
-- To plan this view, and the next, takes the server longer than to run all of the above.
select distinct 'unread' as kind, format('password of the user mapping for %I on server %I', usename, srvname) as shown
from pg_user_mappings where exists (select from unnest(umoptions) o where o ~* '^(?!password_required=|sslkey=)[^=]*(pass|secret|key|token)');

-- if exists (select from pg_seclabel) or exists (select from pg_shseclabel)
select distinct 'unread' as kind, format('security label of %s %s', objtype, objname) as shown
from pg_seclabels where objtype not in ('role', 'database');
