-- edges.sql: what uses what.  The first query continues the WITH of common.sql.
--  pg_depend has more objects than there are facts: those that are a part of another's fact stand for
-- it (a view's rule for the view, an index for its constraint, a member for its extension).
map as (
	select classid, objid, '3079.' || extension as id from ext
	union all
	select 'pg_rewrite'::regclass, w.oid, '1259.' || ev_class from pg_rewrite w join rel r on r.oid = ev_class where rulename = '_RETURN'
	union all
	select 'pg_attrdef'::regclass, d.oid, '1259.' || adrelid || '.' || adnum from pg_attrdef d join tab r on r.oid = adrelid
	union all
	select 'pg_attrdef'::regclass, d.oid, '1259.' || adrelid || '.' || adnum from pg_attrdef d join rel r on r.oid = adrelid where relkind = 'v'
	union all
	select 'pg_class'::regclass, conindid, '2606.' || oid from pg_constraint where contype in ('p', 'u', 'x')
	union all
	select 'pg_class'::regclass, oid, '1247.' || reltype from pg_class where relkind = 'c'
	union all
	select 'pg_class'::regclass, d.objid, 'identity.' || d.refobjid || '.' || d.refobjsubid from pg_depend d
	where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'i' and d.refobjsubid > 0
	union all
	select 'pg_type'::regclass, reltype, '1259.' || oid from pg_class where relkind <> 'c' and reltype <> 0
	union all
	-- arrays: of types, and of the row types of tables
	select 'pg_type'::regclass, e.typarray, case when c.oid is null or c.relkind = 'c' then '1247.' || e.oid else '1259.' || c.oid end
	from pg_type e left join pg_class c on c.oid = e.typrelid where e.typarray <> 0
	union all
	select 'pg_type'::regclass, rngmultitypid, '1247.' || rngtypid from pg_range -- 14+
	union all -- 14+
	select 'pg_type'::regclass, m.typarray, '1247.' || rngtypid from pg_range join pg_type m on m.oid = rngmultitypid -- 14+
	union all -- 14+
	-- members of operator classes, and of families
	select a.class, a.oid, coalesce('2616.' || d.refobjid, '2753.' || family)
	from (
		select 'pg_amop'::regclass as class, a.oid, amopfamily as family from pg_amop a where a.oid >= 16384
		union all
		select 'pg_amproc'::regclass, a.oid, amprocfamily from pg_amproc a where a.oid >= 16384) a
	left join pg_depend d on d.classid = a.class and d.objid = a.oid and d.refclassid = 'pg_opclass'::regclass
	union all
	-- the functions that make values of a range type
	select 'pg_proc'::regclass, d.objid, '1247.' || rngtypid from pg_depend d
	join pg_range on d.refobjid in (rngtypid
		, rngmultitypid -- 14+
		)
	where d.classid = 'pg_proc'::regclass and d.refclassid = 'pg_type'::regclass and d.deptype = 'i'
	union all
	select 'pg_constraint'::regclass, c.oid, '1259.' || conrelid || '.' || conkey[1] from pg_constraint c where contype = 'n' -- 18+
	union all -- 18+
	-- A foreign key's own parts, for each partition on either side, and theirs.
	select 'pg_constraint'::regclass, key_part.oid, '2606.' || key_part.above -- 11+
	from ( -- 11+
		with recursive key_part as ( -- 11+
			select oid, conparentid as above from pg_constraint where contype = 'f' and conparentid <> 0 -- 11+
			union all -- 11+
			select key_part.oid, c.conparentid from key_part join pg_constraint c on c.oid = key_part.above and c.conparentid <> 0) -- 11+
		select oid, above from key_part) key_part -- 11+
	union all -- 11+
	select 'pg_policy'::regclass, null::oid, null),
-- Columns of what has none as facts, and columns of composite types whose class is mapped, stand as they are.
dep as (
	select classid, objid, objsubid, refclassid, refobjid, refobjsubid
	from pg_depend d
	where deptype <> 'p' and deptype <> 'e'
		and (refobjid >= 16384 or refclassid = 'pg_namespace'::regclass)
		and not (deptype in ('a', 'i') and classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and refobjsubid > 0
			and objsubid = 0 and objid in (select oid from pg_class where relkind = 'S'))
		and not (classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and objsubid = 0 and refobjsubid = 0
			and objid in (select oid from pg_class where relispartition)))
select distinct 'edge' as kind, coalesce(case when objsubid > 0 and c1.oid is not null then '1259.' || dep.objid || '.' || objsubid end, m1.id, dep.classid || '.' || dep.objid) as user,
	coalesce(case when refobjsubid > 0 and c2.oid is not null then '1259.' || refobjid || '.' || refobjsubid end, m2.id, refclassid || '.' || refobjid) as used
from dep
left join map m1 on m1.classid = dep.classid and m1.objid = dep.objid
left join map m2 on m2.classid = dep.refclassid and m2.objid = dep.refobjid
left join pg_class c1 on dep.classid = 'pg_class'::regclass and dep.objid = c1.oid and c1.relkind in ('r', 'p', 'f', 'c') and dep.objsubid > 0
left join pg_class c2 on dep.refclassid = 'pg_class'::regclass and dep.refobjid = c2.oid and c2.relkind in ('r', 'p', 'f', 'c') and dep.refobjsubid > 0;

-- Facts that are no objects for the server.
select 'edge' as kind, 'partition.' || inhrelid as user, '1259.' || inhparent as used from pg_inherits
union all
select 'edge', 'attached.' || inhrelid, coalesce('2606.' || k.oid, '1259.' || inhparent)
from pg_inherits left join pg_constraint k on k.conindid = inhparent and k.contype in ('p', 'u', 'x')
union all
select 'edge', 'attached.' || inhrelid, coalesce('2606.' || k.oid, '1259.' || inhrelid)
from pg_inherits left join pg_constraint k on k.conindid = inhrelid and k.contype in ('p', 'u', 'x')
union all
-- A partition's own columns come before it is attached, and go behind its end.
select 'edge', 'partition.' || inhrelid, '1259.' || inhrelid || '.' || attnum
from pg_inherits
join pg_class c on c.oid = inhrelid and c.relispartition
join pg_attribute on attrelid = inhrelid and attnum > 0 and not attisdropped
where c.relkind <> 'i' and c.relkind <> 'I'
union all
-- To be attached a partition needs the checks of the partitioned table, and it keeps them when it is let go first.
select 'edge', 'partition.' || inhrelid, '2606.' || c.oid
from pg_inherits join pg_constraint c on c.conrelid = inhparent and contype = 'c'
union all
-- The index of a partitioned table comes behind its partitions: one that is attached later would get an index of its own.
select 'edge', coalesce('2606.' || k.oid, '1259.' || x.indexrelid), 'partition.' || h.inhrelid
from pg_index x join pg_inherits h on h.inhparent = x.indrelid
left join pg_constraint k on k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x')
union all
select 'edge', 'replident.' || indrelid, coalesce('2606.' || k.oid, '1259.' || indexrelid)
from pg_index left join pg_constraint k on k.conindid = indexrelid and k.contype in ('p', 'u', 'x') where indisreplident
union all
select 'edge', 'cluster.' || indrelid, coalesce('2606.' || k.oid, '1259.' || indexrelid)
from pg_index left join pg_constraint k on k.conindid = indexrelid and k.contype in ('p', 'u', 'x') where indisclustered
union all
select 'edge', 'owned.' || objid, '1259.' || objid from pg_depend
where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype = 'a' and refobjsubid > 0
union all
select 'edge', 'owned.' || objid, '1259.' || refobjid || '.' || refobjsubid from pg_depend
where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype = 'a' and refobjsubid > 0
union all
-- A child's columns come after its parent's, which may be what makes them.
select 'edge', '1259.' || inhrelid || '.' || c.attnum, '1259.' || inhparent || '.' || p.attnum
from pg_inherits
join pg_attribute p on p.attrelid = inhparent and p.attnum > 0 and not p.attisdropped
join pg_attribute c on c.attrelid = inhrelid and c.attname = p.attname
join tab r on r.oid = inhrelid;

-- if exists (select from pg_partitioned_table)
-- What is partitioned itself is attached behind its own partitions: so its part of an index can be made between, under its name.
select 'edge' as kind, 'partition.' || r.oid as user, 'partition.' || h.inhrelid as used
from tab r
join pg_inherits h on h.inhparent = r.oid
where r.relispartition;

-- if exists (select from pg_partitioned_table)
-- A partition is made with the checks that it has from above, and comes behind what they mention.
select 'edge' as kind, '1259.' || above.relid as user, '2606.' || own.oid as used
from (
	with recursive above as (
		select inhrelid as relid, inhparent as parent from pg_inherits join tab r on r.oid = inhrelid where r.relispartition
		union all
		select above.relid, h.inhparent from above join pg_inherits h on h.inhrelid = above.parent)
	select relid, parent from above) above
join pg_constraint c on c.conrelid = above.relid and c.contype = 'c' and not c.conislocal
join pg_constraint own on own.conrelid = above.parent and own.contype = 'c' and own.conislocal and own.conname = c.conname;

-- if exists (select from pg_partitioned_table)
-- A partitioned table uses the types of its key's columns as a table of a type does: it has to be made anew with them.
select 'edge' as kind, '1259.' || r.oid as user, '1247.' || atttypid as used
from tab r
join pg_partitioned_table p on p.partrelid = r.oid
join pg_attribute a on a.attrelid = r.oid and attnum = any (partattrs::int2[]) and atttypid >= 16384;

-- if exists (select from pg_partitioned_table)
-- No partition is let go while a foreign key to the partitioned table has rows in it.
select 'edge' as kind, '2606.' || key as user, 'partition.' || partition as used
from (
	select null::oid as key, null::oid as partition where false -- 11-
	-- From each part up to the key, since each step up finds one row by its number.
	with recursive key_part as ( -- 12+
		select conparentid as above, confrelid as partition from pg_constraint where contype = 'f' and conparentid <> 0 -- 12+
		union all -- 12+
		select c.conparentid, partition from key_part join pg_constraint c on c.oid = above and c.conparentid <> 0) -- 12+
	select k.oid as key, partition from key_part join pg_constraint k on k.oid = above and k.conparentid = 0 and partition <> k.confrelid -- 12+
) key_part;

-- if exists (select from pg_attribute where attrelid >= 16384 and (attidentity <> '' or attacl is not null))
-- REVOKE on a table takes the privileges on its columns, too.
select 'edge' as kind, 'privilege.1259.' || attrelid || '.' || attnum || '.' || grantee as user, 'privilege.1259.' || attrelid || '.' || grantee as used
from rel
join pg_attribute a on a.attrelid = rel.oid and attacl is not null,
aclexplode(attacl);
