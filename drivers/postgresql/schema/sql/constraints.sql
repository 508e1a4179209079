-- constraints.sql: constraints of tables and domains, and indexes.  The index of a constraint is the constraint's own matter, and
-- NOT NULL constraints (18) are an attribute of their columns.  Function 5028 is satisfies_hash_partition: see unread.sql.

select case contype when 'c' then 'check constraint' when 'f' then 'foreign key' when 'x' then 'exclusion constraint' when 'u' then 'unique constraint' else 'primary key' end as kind,
	format('%s.%I', r.identity, conname) as identity, r.nspname as schema, conname as name,
	'2606.' || c.oid as id,
	-- An index depends in this way on its constraint alone; pg_constraint itself has no index for this.
	coalesce((select '2606.' || d.refobjid from pg_inherits join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = inhparent and d.deptype = 'i'
		where inhrelid = nullif(c.conindid, 0) and c.contype in ('p', 'u', 'x')), r.id) as parent,
	concat_ws(E'\n', format('constraint %s.%I', r.identity, conname),
		case when contype in ('p', 'u', 'x') then format('relation %I.%I', r.nspname, conname) end) as names,
	r.word, r.identity as table, format('%I', conname) as constraint,
	-- As tables.sql has it, where the server compares texts, or will once it is attached to a table that has a check of that name.
	case when contype = 'c' and (r.relkind = 'p' or exists (select from pg_inherits where inhrelid = r.oid) or exists (select from pg_inherits where inhparent = r.oid)
			or exists (select from pg_constraint o join pg_class p on p.oid = o.conrelid
				where o.conname = c.conname and o.contype = 'c' and (p.relkind = 'p' or p.relhassubclass)))
		then replace(pg_get_constraintdef(c.oid), '::character varying])::text[]', '::character varying]::character varying[])::text[]')
		else pg_get_constraintdef(c.oid) end as definition,
	case when i.reloptions is not null then (select string_agg(o, E'\n') from unnest(i.reloptions) o) end as "storage parameters",
	case when i.reltablespace <> 0 then (select format('%I', spcname) from pg_tablespace where oid = i.reltablespace) end as tablespace,
	case when r.relkind = 'p' then 'partitioned' end as partitioned,
	case when exists (select from pg_inherits where inhrelid = i.oid) then 'attached' end as attached,
	(select string_agg(format('%I', a.attname), ', ' order by a.attname) from pg_attribute a where a.attrelid = r.oid and a.attnum = any (c.conkey)) as columns,
	case when i.relkind = 'I' then
		(select string_agg(format(E'%I.%I\t%I.%I', xn.nspname, xc.relname, tn.nspname, tc.relname), E'\n' order by xn.nspname, xc.relname)
			from pg_inherits h join pg_class xc on xc.oid = h.inhrelid join pg_namespace xn on xn.oid = xc.relnamespace
			join pg_index px on px.indexrelid = xc.oid join pg_class tc on tc.oid = px.indrelid join pg_namespace tn on tn.oid = tc.relnamespace
			where h.inhparent = i.oid) end as "indexes of partitions"
from pg_constraint c
join tab r on r.oid = c.conrelid
left join pg_class i on i.oid = c.conindid and contype in ('p', 'u', 'x')
where contype in ('p', 'u', 'x') or contype = 'c' and conislocal and conbin::text not like '%:funcid 5028 %'
	or contype = 'f' and conparentid = 0 -- 11+
	or contype = 'f' -- 10-
;

-- if exists (select from pg_constraint where contypid >= 10000 and connamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')))
select 'domain constraint' as kind, format('%s.%I', t.identity, conname) as identity, t.nspname as schema, conname as name,
	'2606.' || c.oid as id, t.id as parent,
	t.identity as domain, format('%I', conname) as constraint, pg_get_constraintdef(c.oid) as definition
from pg_constraint c
join typ t on t.oid = c.contypid
where contype = 'c';

-- Nothing here is looked for twice among all relations: by the estimates for a catalog that was never analyzed, as those of new
-- databases are, each would be compared with each other one.
select 'index' as kind, format('%I.%I', r.nspname, i.relname) as identity, r.nspname as schema, i.relname as name,
	'1259.' || i.oid as id,
	coalesce((select '1259.' || inhparent from pg_inherits where inhrelid = i.oid), r.id) as parent,
	'relation ' || format('%I.%I', r.nspname, i.relname) as names,
	pg_get_indexdef(i.oid) as definition,
	case when i.reloptions is not null then (select string_agg(o, E'\n') from unnest(i.reloptions) o) end as "storage parameters",
	case when i.reltablespace <> 0 then (select format('%I', spcname) from pg_tablespace where oid = i.reltablespace) end as tablespace,
	(select string_agg(attnum || ' ' || attstattarget, ', ' order by attnum) from pg_attribute where attrelid = i.oid and attstattarget >= 0) as "statistics targets",
	case when i.relkind = 'i' and not indisvalid then 'invalid' end as state,
	case when indisunique then 'unique' end as uniqueness,
	(select format('%I.%I', n.nspname, p.relname) from pg_inherits join pg_class p on p.oid = inhparent join pg_namespace n on n.oid = p.relnamespace
		where inhrelid = i.oid) as attached,
	r.identity as table,
	case when i.relkind = 'I' then
		(select string_agg(format(E'%I.%I\t%I.%I', xn.nspname, xc.relname, tn.nspname, tc.relname), E'\n' order by xn.nspname, xc.relname)
			from pg_inherits h join pg_class xc on xc.oid = h.inhrelid join pg_namespace xn on xn.oid = xc.relnamespace
			join pg_index px on px.indexrelid = xc.oid join pg_class tc on tc.oid = px.indrelid join pg_namespace tn on tn.oid = tc.relnamespace
			where h.inhparent = i.oid) end as "indexes of partitions",
	-- What the server compares when it attaches a partition.
	case when r.relispartition then concat_ws(' ', am.amname, indisunique, indcollation,
		indnkeyatts, -- 11+
		to_jsonb(x) ->> 'indnullsnotdistinct',
		(select string_agg(pg_get_indexdef(i.oid, k, false), ', ' order by k) from generate_series(1, x.indnatts) k),
		(select string_agg(o.opcfamily::text, ' ' order by n) from unnest(indclass) with ordinality u (c, n) join pg_opclass o on o.oid = u.c),
		pg_get_expr(indpred, indrelid)) end as shape
from rel r
join pg_index x on x.indrelid = r.oid
join pg_class i on i.oid = x.indexrelid
join pg_am am on am.oid = i.relam
where (current_setting('sqlembic.noted') = '' or i.oid in (select oid from noted))
	-- Part of a constraint.  What the row refers to is not asked for: by the statistics of a new database an index by that is as good.
	and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = i.oid and d.deptype = 'i');

-- if exists (select from pg_inherits)
-- An index of a partition that belongs to an index of the partitioned table, as long as that has the partition.
select 'index partition' as kind, format('%I.%I', r.nspname, i.relname) as identity, r.nspname as schema, i.relname as name, 'attached.' || i.oid as id,
	'partition.' || r.oid as parent,
	format('%I.%I', n.nspname, p.relname) as "index of"
from tab r
join pg_index x on x.indrelid = r.oid
join pg_class i on i.oid = x.indexrelid
join pg_inherits h on h.inhrelid = i.oid
join pg_class p on p.oid = h.inhparent
join pg_namespace n on n.oid = p.relnamespace
where current_setting('sqlembic.noted') = '' or i.oid in (select oid from noted);

-- if exists (select from pg_statistic_ext)
select 'statistics' as kind, format('%I.%I', n.nspname, stxname) as identity, n.nspname as schema, stxname as name,
	'3381.' || s.oid as id, '1259.' || stxrelid as parent,
	-- The server has columns in the order in which the table has got them, whatever was said.
	coalesce((select replace(pg_get_statisticsobjdef(s.oid), ' ON ' || string_agg(quote_ident(attname), ', ' order by attnum),
			' ON ' || string_agg(quote_ident(attname), ', ' order by attname))
		from pg_attribute where attrelid = stxrelid and attnum = any (stxkeys::int2[])), pg_get_statisticsobjdef(s.oid)) as definition,
	case when stxstattarget >= 0 then stxstattarget::text end as "statistics target" -- 13+
	null::text as "statistics target" -- 12-
from pg_statistic_ext s
join ns n on n.oid = stxnamespace
where stxrelid not in (select oid from own)
	and s.oid not in (select objid from ext where classid = 'pg_statistic_ext'::regclass);
