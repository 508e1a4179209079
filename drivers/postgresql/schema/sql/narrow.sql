-- narrow.sql: the OIDs of the relations that this transaction has touched, as one list, which begins with "0"; NULL: all may be.
-- Whoever changes a relation or its rows holds a lock of it until the transaction ends, even if it was dropped since.  Rights are
-- granted without one, and other objects that relations use are renamed without one; what uses a touched object is told, too,
-- since its definition may have that name in it.
with hit (classid, objid) as (
	select 'pg_catalog.pg_class'::regclass::oid, relation
	from pg_catalog.pg_locks
	where pid = pg_catalog.pg_backend_pid() and locktype = 'relation' and relation >= 16384 and mode <> 'AccessShareLock'
		and database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
	union all select 'pg_catalog.pg_class'::regclass, oid from pg_catalog.pg_class where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_class'::regclass, attrelid from pg_catalog.pg_attribute where attrelid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_type'::regclass, enumtypid from pg_catalog.pg_enum where pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_type'::regclass, oid from pg_catalog.pg_type where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_proc'::regclass, oid from pg_catalog.pg_proc where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_collation'::regclass, oid from pg_catalog.pg_collation where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_operator'::regclass, oid from pg_catalog.pg_operator where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_opclass'::regclass, oid from pg_catalog.pg_opclass where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_ts_config'::regclass, oid from pg_catalog.pg_ts_config where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_ts_dict'::regclass, oid from pg_catalog.pg_ts_dict where oid >= 16384 and pg_catalog.age(xmin) <= 0
	union all select 'pg_catalog.pg_foreign_server'::regclass, oid from pg_catalog.pg_foreign_server where pg_catalog.age(xmin) <= 0
), used as (
	select classid, objid from hit
	union
	select d.classid, d.objid
	from hit h
	join pg_catalog.pg_depend d on d.refclassid = h.classid and d.refobjid = h.objid
), relation (oid) as (
	select objid from used where classid = 'pg_catalog.pg_class'::regclass
	union all select adrelid from used join pg_catalog.pg_attrdef a on classid = 'pg_catalog.pg_attrdef'::regclass and objid = a.oid
	union all select conrelid from used join pg_catalog.pg_constraint c on classid = 'pg_catalog.pg_constraint'::regclass and objid = c.oid
	union all select ev_class from used join pg_catalog.pg_rewrite w on classid = 'pg_catalog.pg_rewrite'::regclass and objid = w.oid
	union all select tgrelid from used join pg_catalog.pg_trigger t on classid = 'pg_catalog.pg_trigger'::regclass and objid = t.oid
	union all select polrelid from used join pg_catalog.pg_policy p on classid = 'pg_catalog.pg_policy'::regclass and objid = p.oid
	union all select stxrelid from used join pg_catalog.pg_statistic_ext s on classid = 'pg_catalog.pg_statistic_ext'::regclass and objid = s.oid
), owner (oid) as (
	select oid from relation
	-- of an index, a sequence, a TOAST table
	union
	select refobjid
	from relation r
	join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::regclass and d.objid = r.oid
	where refclassid = 'pg_catalog.pg_class'::regclass and deptype in ('a', 'i')
	union
	select indrelid from relation r join pg_catalog.pg_index i on indexrelid = r.oid
)
-- DDL gives the locks of the catalog back at once: one that is held is that of a script that writes into it by itself.  What is
-- counted behind the list is what narrow.c says.
select case when not exists (
		select
		from pg_catalog.pg_locks
		where pid = pg_catalog.pg_backend_pid() and locktype = 'relation' and mode <> 'AccessShareLock'
			and relation = any (array['pg_catalog.pg_class', 'pg_catalog.pg_attribute', 'pg_catalog.pg_index', 'pg_catalog.pg_constraint',
				'pg_catalog.pg_trigger', 'pg_catalog.pg_rewrite', 'pg_catalog.pg_attrdef', 'pg_catalog.pg_policy', 'pg_catalog.pg_sequence',
				'pg_catalog.pg_inherits', 'pg_catalog.pg_partitioned_table', 'pg_catalog.pg_foreign_table']::regclass[])) then
	(select pg_catalog.concat_ws(',', 0, pg_catalog.string_agg(oid::text, ','))
		from (select oid from owner union select indexrelid from owner o join pg_catalog.pg_index i on indrelid = o.oid) q) end,
	pg_catalog.pg_stat_get_xact_tuples_inserted(2615) + pg_catalog.pg_stat_get_xact_tuples_updated(2615) + pg_catalog.pg_stat_get_xact_tuples_deleted(2615),
	pg_catalog.pg_stat_get_xact_tuples_inserted(826) + pg_catalog.pg_stat_get_xact_tuples_updated(826) + pg_catalog.pg_stat_get_xact_tuples_deleted(826),
	pg_catalog.pg_stat_get_xact_tuples_inserted(3381) + pg_catalog.pg_stat_get_xact_tuples_updated(3381) + pg_catalog.pg_stat_get_xact_tuples_deleted(3381),
	pg_catalog.pg_stat_get_xact_tuples_inserted(6106) + pg_catalog.pg_stat_get_xact_tuples_updated(6106) + pg_catalog.pg_stat_get_xact_tuples_deleted(6106)
