-- tables.sql: schemas, extensions, tables and what hangs on them without being an object: columns, partitions, inheritance.

select 'schema' as kind, format('%I', nspname) as identity, nspname as schema, nspname as name, '2615.' || oid as id
from ns;

-- if exists (select from pg_extension where extname <> 'plpgsql')
select 'extension' as kind, format('%I', extname) as identity, extname as name, '3079.' || x.oid as id,
	format('%I', n.nspname) as "schema of its objects"
from pg_extension x
join pg_namespace n on n.oid = x.extnamespace
where extname <> 'plpgsql';

select 'table' as kind, r.identity, r.nspname as schema, r.relname as name, r.id,
	concat_ws(E'\n', 'relation ' || r.identity, 'type ' || r.identity) as names,
	case when r.relkind = 'f' then 0 else 1 end as rows,
	r.word,
	case when relpersistence = 'u' then 'UNLOGGED' end as persistence,
	(select format('%I', amname) from pg_am where oid = r.relam and (r.relkind = 'p' or amname <> current_setting('default_table_access_method'))) as "access method", -- 12+
	null::text as "access method", -- 11-
	case when r.reltablespace <> 0 then (select format('%I', spcname) from pg_tablespace where oid = r.reltablespace) end as tablespace,
	-- A table that has no column left for it keeps its TOAST table, and no statement makes one.
	case when r.reloptions is not null or exists (select from pg_class t where t.oid = r.reltoastrelid and t.reloptions is not null) then
		(select string_agg(o, E'\n')
			from (select unnest(r.reloptions) union all
				select 'toast.' || unnest(t.reloptions) from pg_class t where t.oid = r.reltoastrelid
					and exists (select from pg_attribute where attrelid = r.oid and attnum > 0 and not attisdropped and attstorage <> 'p')) q(o)) end as "storage parameters",
	case when relkind = 'p' then pg_get_partkeydef(r.oid) end as "partition key",
	-- of its columns, which the server refuses to change
	case when relkind = 'p' then
		(select string_agg(concat_ws(' ', format_type(atttypid, atttypmod), (select format('%I.%I', cn.nspname, collname)
				from pg_collation k join pg_namespace cn on cn.oid = collnamespace where k.oid = attcollation)), ', ' order by attnum)
			from pg_attribute a where attrelid = r.oid and attnum > 0 and not attisdropped
			and (attnum = any ((select partattrs::int2[] from pg_partitioned_table where partrelid = r.oid)::int2[])
				or exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.objsubid = attnum
					and d.refclassid = 'pg_class'::regclass and d.refobjid = r.oid and d.refobjsubid = 0 and d.deptype = 'i'))) end as "partition key types",
	(select string_agg(format('%I.%I', n.nspname, p.relname), ', ' order by inhseqno)
		from pg_inherits
		join pg_class p on p.oid = inhparent
		join pg_namespace n on n.oid = p.relnamespace
		where inhrelid = r.oid and not r.relispartition) as inherits,
	case when r.reloftype <> 0 then (select format('%I.%I', n.nspname, t.typname) from pg_type t join pg_namespace n on n.oid = t.typnamespace
		where t.oid = r.reloftype) end as "of type",
	case when relrowsecurity then 'ENABLE' end as "row security",
	case when relforcerowsecurity then 'FORCE' end as "forced row security",
	-- The server compares texts when it is attached, and IN over varchar would have another one when it is read again.
	case when r.relispartition or exists (select from pg_inherits where inhrelid = r.oid) then
		(select string_agg(format('CONSTRAINT %I %s', conname,
				replace(pg_get_constraintdef(c.oid), '::character varying])::text[]', '::character varying]::character varying[])::text[]')),
				E'\n' order by conname)
			from pg_constraint c where c.conrelid = r.oid and contype = 'c' and not conislocal) end as "inherited checks",
	-- and it keeps the foreign keys that it had from its table
	case when r.relispartition then -- 11+
		(select string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(c.oid)), E'\n' order by conname) -- 11+
			from pg_constraint c where c.conrelid = r.oid and contype = 'f' and conparentid <> 0) end as "foreign keys from above", -- 11+
	null::text as "foreign keys from above", -- 10-
	(select format('%I', s.srvname) from pg_foreign_server s where s.oid = f.ftserver) as server,
	case when f.ftoptions is not null then (select string_agg(o, E'\n' order by o) from unnest(f.ftoptions) o) end as "foreign options"
from tab r
left join pg_foreign_table f on f.ftrelid = r.oid;

select 'column' as kind, format('%s.%I', r.identity, attname) as identity, r.nspname as schema, attname as name,
	r.id || '.' || attnum as id, r.id as parent, attnum as position,
	case when r.relkind = 'f' then 0
		when attgenerated <> '' then 0 -- 12+
		else 1 end as rows,
	r.word, format('%I', attname) as column,
	format_type(atttypid, atttypmod) as type,
	case when attcollation <> t.typcollation then (select format('%I.%I', nspname, collname)
		from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = attcollation) end as collation,
	-- A child's column can be marked so without the constraint: its parent's, which is NO INHERIT, came with the column.
	case when attnotnull and k.oid is not null then 'NOT NULL' || case when k.connoinherit then ' NO INHERIT' else '' end || case when not k.convalidated then ' NOT VALID' else '' end end as "not null", -- 18+
	case when attnotnull then 'NOT NULL' end as "not null", -- 17-
	-- Not of partitions: that of their own is forgotten when they are attached, as it is when a dump is loaded.
	case when attinhcount > 0 and not r.relispartition and k.coninhcount > 0 then case when k.conislocal then 'both' else 'inherited' end end as "inherited not null", -- 18+
	null::text as "inherited not null", -- 17-
	-- Where somebody has chosen it: not the server's own choice, be it for a table of another name, which its partition was or which
	-- it was itself, with a number where a third one has that name; nor what comes with a parent.
	case when right(regexp_replace(k.conname, '[0-9]+$', ''), length(attname) + 10) <> '_' || attname || '_not_null' -- 18+
		and (k.coninhcount = 0 or (r.relispartition or attislocal and k.conislocal) and not exists (select from pg_inherits join pg_constraint p -- 18+
			on p.conrelid = inhparent and p.contype = 'n' and p.conname = k.conname where inhrelid = r.oid)) then quote_ident(k.conname) end as "name of not null", -- 18+
	quote_ident(k.conname) as "actual name of not null", -- 18+
	null::text as "name of not null", null::text as "actual name of not null", -- 17-
	case when attgenerated = '' and atthasdef then -- 12+
	case when atthasdef then -- 11-
		-- NULL of a type that has had a length says nothing: no statement makes such a default of what has none.
		(select case when expression !~ '^NULL::' or atttypmod >= 0 or t.typtype = 'd' then expression end
			from (select pg_get_expr(adbin, adrelid) as expression from pg_attrdef where adrelid = r.oid and adnum = attnum) d)
		end
		as default,
	case when attgenerated <> '' then (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = r.oid and adnum = attnum) end as expression, -- 12+
	null::text as expression, -- 11-
	case attgenerated when 's' then 'STORED' when 'v' then 'VIRTUAL' end as generated, -- 12+
	null::text as generated, -- 11-
	case when attstorage <> t.typstorage then case attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end as storage,
	-- A foreign table has it from a parent, and no statement takes it away.
	case when r.relkind <> 'f' then case attcompression when 'p' then 'pglz' when 'l' then 'lz4' end end as compression, -- 14+
	null::text as compression, -- 13-
	case when attstattarget >= 0 then attstattarget::text end as "statistics target",
	case when attoptions is not null then (select string_agg(o, E'\n') from unnest(attoptions) o where o !~ '^pg_attver=') end as options,
	case when attfdwoptions is not null then (select string_agg(o, E'\n' order by o) from unnest(attfdwoptions) o) end as "foreign options",
	case when r.reloftype <> 0 then 'typed' when not attislocal then 'inherited' when attinhcount > 0 then 'both' end as inherited,
	case when r.relispartition then 'partition ' else '' end || t.typcategory::text as category,
	case t.typstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end as "usual storage"
from tab r
join pg_attribute a on a.attrelid = r.oid
join pg_type t on t.oid = a.atttypid
left join pg_constraint k on k.conrelid = r.oid and k.contype = 'n' and k.conkey[1] = attnum -- 18+
where attnum > 0 and not attisdropped;

-- if exists (select from pg_inherits)
select 'partition' as kind, r.identity, r.nspname as schema, r.relname as name, 'partition.' || r.oid as id, r.id as parent,
	format('%I.%I', n.nspname, p.relname) as "partition of",
	pg_get_expr(r.relpartbound, r.oid) as bound,
	case when exists (select from pg_attribute a join pg_attribute b on b.attrelid = r.oid and b.attname = a.attname -- 17+
		where a.attrelid = p.oid and a.attidentity <> '' and b.attidentity = '') then 'unnumbered' end as unnumbered -- 17+
	null::text as unnumbered -- 16-
from tab r
join pg_inherits i on i.inhrelid = r.oid
join pg_class p on p.oid = i.inhparent
join pg_namespace n on n.oid = p.relnamespace
where r.relispartition;

-- if exists (select from pg_class where oid >= 16384 and relkind <> 'f' and relreplident not in ('d', 'n') or oid >= 16384 and relkind in ('r', 'p') and relreplident = 'n')
select 'replica identity' as kind, r.identity, r.nspname as schema, r.relname as name, 'replident.' || r.oid as id, r.id as parent,
	case relreplident when 'f' then 'FULL' when 'n' then 'NOTHING'
		else 'USING INDEX ' || (select format('%I', x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
			where i.indrelid = r.oid and indisreplident) end as setting
from tab r
where relkind <> 'f' and (relreplident in ('f', 'n') or relreplident = 'i' and exists (select from pg_index where indrelid = r.oid and indisreplident));

-- if exists (select from pg_index where indisclustered and indexrelid >= 16384)
select 'cluster' as kind, r.identity, r.nspname as schema, r.relname as name, 'cluster.' || r.oid as id, r.id as parent,
	case r.relkind when 'm' then 'MATERIALIZED VIEW' else 'TABLE' end as word, format('%I', x.relname) as index
from rel r
join pg_index i on i.indrelid = r.oid and indisclustered
join pg_class x on x.oid = i.indexrelid
where r.relkind in ('r', 'm');

-- if exists (select from pg_attribute where attrelid >= 16384 and (attidentity <> '' or attacl is not null))
-- A fact of its own, because its sequence may have the name of one that the column's default used before.
select 'identity' as kind, format('%s.%I', r.identity, attname) as identity, r.nspname as schema, attname as name,
	'identity.' || r.oid || '.' || attnum as id, r.id || '.' || attnum as parent,
	format('relation %I.%I', n.nspname, s.relname) as names,
	case attidentity when 'a' then 'ALWAYS' else 'BY DEFAULT' end as generation,
	format('%I.%I', n.nspname, s.relname) as sequence,
	seqstart as start, seqincrement as increment, seqmin as minimum, seqmax as maximum, seqcache as cache,
	case when seqcycle then 'CYCLE' end as cycle,
	case when s.relpersistence <> r.relpersistence then case s.relpersistence when 'u' then 'UNLOGGED' else 'LOGGED' end end as persistence, -- 15+
	null::text as persistence, -- 14-
	r.identity as table, format('%I', attname) as column, format('%I', s.relname) as "sequence name"
from tab r
join pg_attribute a on a.attrelid = r.oid and attidentity <> ''
join pg_depend d on d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'i'
	and d.refobjid = r.oid and d.refobjsubid = attnum
join pg_class s on s.oid = d.objid and s.relkind = 'S'
join pg_namespace n on n.oid = s.relnamespace
join pg_sequence q on q.seqrelid = s.oid;

-- if exists (select from pg_sequence)
-- Those of identity columns are above.
select 'sequence' as kind, r.identity, r.nspname as schema, r.relname as name, r.id, 'relation ' || r.identity as names,
	case when relpersistence = 'u' then 'UNLOGGED' end as persistence,
	format_type(seqtypid, null) as type,
	seqstart as start, seqincrement as increment, seqmin as minimum, seqmax as maximum, seqcache as cache,
	case when seqcycle then 'CYCLE' end as cycle
from rel r
join pg_sequence q on q.seqrelid = r.oid
where not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'i');

-- if exists (select from pg_sequence)
-- No part of its sequence: dropping the column's table would drop the sequence, too, unless this is taken back before.
select 'sequence owner' as kind, r.identity, r.nspname as schema, r.relname as name, 'owned.' || r.oid as id,
	format('%I.%I.%I', n.nspname, c.relname, attname) as column
from rel r
join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
	and d.deptype = 'a' and d.refobjsubid > 0
join pg_class c on c.oid = d.refobjid
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
where r.relkind = 'S';
