-- types.sql: enums, domains, composite and range types, collations.

-- if exists (select from pg_type where typtype = 'e')
select 'enum' as kind, t.identity, t.nspname as schema, t.typname as name, t.id, 'type ' || t.identity as names,
	(select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid) as labels
from typ t
where typtype = 'e';

-- if exists (select from pg_type where oid >= 10000 and typtype = 'd' and typnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')))
select 'domain' as kind, t.identity, t.nspname as schema, t.typname as name, t.id, 'type ' || t.identity as names,
	format_type(t.typbasetype, t.typtypmod) as type,
	case when t.typcollation <> b.typcollation then (select format('%I.%I', nspname, collname)
		from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = t.typcollation) end as collation,
	coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)) as default,
	case when t.typnotnull then 'NOT NULL' end as "not null",
	(select string_agg(format('%I %s', conname, pg_get_constraintdef(oid)), E'\n' order by conname)
		from pg_constraint where contypid = t.oid and contype = 'c') as constraints
from typ t
join pg_type b on b.oid = t.typbasetype
where t.typtype = 'd';

-- if exists (select from pg_class where oid >= 10000 and relkind = 'c')
select 'composite type' as kind, t.identity, t.nspname as schema, t.typname as name, t.id,
	concat_ws(E'\n', 'relation ' || t.identity, 'type ' || t.identity) as names
from typ t
join pg_class c on c.oid = t.typrelid and c.reltype = t.oid -- both: each finds the other by its number
where t.typtype = 'c' and c.relkind = 'c';

-- if exists (select from pg_class where oid >= 10000 and relkind = 'c')
select 'attribute' as kind, format('%s.%I', t.identity, attname) as identity, t.nspname as schema, attname as name,
	'1259.' || c.oid || '.' || attnum as id, t.id as parent, attnum as position,
	format('%I', attname) as attribute,
	format_type(atttypid, atttypmod) as type,
	case when attcollation <> b.typcollation then (select format('%I.%I', nspname, collname)
		from pg_collation c join pg_namespace n on n.oid = collnamespace where c.oid = attcollation) end as collation,
	row_number() over (partition by c.oid order by attnum) as place
from typ t
join pg_class c on c.oid = t.typrelid and c.reltype = t.oid
join pg_attribute a on a.attrelid = c.oid
join pg_type b on b.oid = a.atttypid
where t.typtype = 'c' and c.relkind = 'c' and attnum > 0 and not attisdropped;

-- if exists (select from pg_range where rngtypid >= 10000)
select 'range type' as kind, t.identity, t.nspname as schema, t.typname as name, t.id,
	concat_ws(E'\n', 'type ' || t.identity
		, (select format('type %I.%I', t.nspname, typname) from pg_type where oid = rngmultitypid) -- 14+
		) as names,
	concat_ws(', ', 'SUBTYPE = ' || format_type(rngsubtype, null),
		(select format('SUBTYPE_OPCLASS = %I.%I', n.nspname, opcname) from pg_opclass o join pg_namespace n on n.oid = opcnamespace
			where o.oid = rngsubopc and not opcdefault),
		(select format('COLLATION = %I.%I', n.nspname, collname) from pg_collation c join pg_namespace n on n.oid = collnamespace
			join pg_type s on s.oid = rngsubtype where c.oid = rngcollation and rngcollation <> s.typcollation),
		'CANONICAL = ' || nullif(rngcanonical::oid, 0)::regproc,
		'SUBTYPE_DIFF = ' || nullif(rngsubdiff::oid, 0)::regproc
		, (select format('MULTIRANGE_TYPE_NAME = %I.%I', n.nspname, m.typname) from pg_type m join pg_namespace n on n.oid = typnamespace where m.oid = rngmultitypid) -- 14+
		) as definition,
	format_type(rngsubtype, null) as subtype,
	(select format('%I.%I', n.nspname, m.typname) from pg_type m join pg_namespace n on n.oid = typnamespace where m.oid = rngmultitypid) as multirange, -- 14+
	(select typname from pg_type where oid = rngmultitypid) as "multirange name" -- 14+
	null::text as multirange, null::text as "multirange name" -- 13-
from pg_range
join typ t on t.oid = rngtypid;

-- if exists (select from pg_collation where collnamespace <> 11)
select 'collation' as kind, format('%I.%I', n.nspname, collname) as identity, n.nspname as schema, collname as name, '3456.' || c.oid as id,
	concat_ws(', ',
		'PROVIDER = ' || case collprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end,
		'DETERMINISTIC = ' || nullif(collisdeterministic, true), -- 12+
		'LOCALE = ' || quote_literal(coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale',
			case when collprovider = 'i' or collcollate = collctype then collcollate end)),
		'RULES = ' || quote_literal(to_jsonb(c) ->> 'collicurules'),
		case when collprovider = 'c' and collcollate <> collctype then format('LC_COLLATE = %L, LC_CTYPE = %L', collcollate, collctype) end) as definition
from pg_collation c
join ns n on n.oid = collnamespace
where c.oid not in (select objid from ext where classid = 'pg_collation'::regclass);
