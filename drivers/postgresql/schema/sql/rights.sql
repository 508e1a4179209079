-- rights.sql: comments, owners, privileges.  Their target is what stands behind ON (or ALTER) in the statements.

-- if exists (select from pg_description where objoid >= 16384 and classoid not in ('pg_extension'::regclass, 'pg_subscription'::regclass)) or exists (select from pg_namespace n join pg_description d on d.objoid = n.oid and d.classoid = 'pg_namespace'::regclass where nspname !~ '^pg_' and description <> 'standard public schema')
-- NOT NULL constraints (18) are no facts of their own, and comments on them none: those are in unread.sql.
select 'comment' as kind, target as identity, target as name, parent, 'comment.' || id as id, quote_literal(description) as text, here as schema
from (
	select case o.type
			when 'table column' then 'COLUMN ' || o.identity when 'view column' then 'COLUMN ' || o.identity
			when 'materialized view column' then 'COLUMN ' || o.identity when 'foreign table column' then 'COLUMN ' || o.identity
			when 'composite type column' then 'COLUMN ' || o.identity
			when 'table constraint' then 'CONSTRAINT ' || o.identity
			when 'domain constraint' then 'CONSTRAINT ' || regexp_replace(o.identity, ' on ', ' on DOMAIN ')
			when 'operator' then 'OPERATOR ' || (select format('%I.%s (%s, %s)', n.nspname, oprname,
					coalesce(format_type(nullif(oprleft, 0), null), 'NONE'), coalesce(format_type(nullif(oprright, 0), null), 'NONE'))
				from pg_operator p join pg_namespace n on n.oid = oprnamespace where p.oid = d.objoid)
			when 'statistics object' then 'STATISTICS ' || o.identity
			-- one without arguments
			when 'aggregate' then 'AGGREGATE ' || regexp_replace(o.identity, '\(\)$', '(*)')
			else upper(replace(o.type, '-', ' ')) || ' ' || o.identity end as target,
		coalesce(
			case when classoid = 'pg_class'::regclass and objsubid = 0 then (select '2606.' || x.refobjid from pg_class i join pg_depend x on x.classid = 'pg_class'::regclass and x.objid = i.oid and x.deptype = 'i' where i.oid = d.objoid and i.relkind in ('i', 'I')) end,
			case when classoid = 'pg_class'::regclass and objsubid = 0 then (select '1247.' || reltype from pg_class where oid = objoid and relkind = 'c') end,
			case when classoid = 'pg_class'::regclass and objsubid > 0 then (select '1259.' || objoid from pg_class where oid = objoid and relkind not in ('r', 'p', 'f', 'c')) end,
			classoid || '.' || objoid || case when objsubid > 0 then '.' || objsubid else '' end) as parent,
		classoid || '.' || objoid || '.' || objsubid as id,
		description, (select nspname from ns where quote_ident(nspname) = o.schema) as here
	from pg_description d,
	lateral pg_identify_object(classoid, objoid, objsubid) o
	where (objoid >= 16384 or classoid = 'pg_namespace'::regclass and description not in ('standard public schema', 'system catalog schema'))
		and classoid not in ('pg_extension'::regclass, 'pg_subscription'::regclass)
		and o.identity is not null
		and (o.schema is null or exists (select from ns where quote_ident(nspname) = o.schema))
		and not (classoid = 'pg_namespace'::regclass and not exists (select from ns where oid = objoid))
		and not (classoid = 'pg_constraint'::regclass and exists (select from pg_constraint where oid = objoid and contype = 'n'))
		and not (classoid = 'pg_class'::regclass and objoid in (select oid from own))
		and (current_setting('sqlembic.noted') = '' or classoid <> 'pg_class'::regclass or objoid in (select oid from noted))
		and not exists (select from ext where classid = classoid and objid = objoid)) c;

select 'owner' as kind, target as identity, target as name, parent, 'owner.' || id as id, format('%I', pg_get_userbyid(owner)) as owner, here as schema
from (
	select case when o.type = 'statistics object' then 'STATISTICS' else upper(replace(o.type, '-', ' ')) end || ' ' ||
			case when d.classid = 'pg_operator'::regclass then (select format('%I.%s (%s, %s)', n.nspname, oprname,
					coalesce(format_type(nullif(oprleft, 0), null), 'NONE'), coalesce(format_type(nullif(oprright, 0), null), 'NONE'))
				from pg_operator p join pg_namespace n on n.oid = oprnamespace where p.oid = d.objid)
			when o.type = 'aggregate' then regexp_replace(o.identity, '\(\)$', '(*)')
			else o.identity end as target,
		coalesce(case when classid = 'pg_class'::regclass then (select '1247.' || reltype from pg_class where oid = objid and relkind = 'c') end,
			classid || '.' || objid) as parent,
		classid || '.' || objid as id, refobjid as owner, (select nspname from ns where quote_ident(nspname) = o.schema) as here
	from pg_shdepend d,
	lateral pg_identify_object(classid, objid, objsubid) o
	where dbid = (select oid from pg_database where datname = current_database())
		and deptype = 'o' and refclassid = 'pg_authid'::regclass
		and pg_get_userbyid(refobjid) not in (current_user, 'pg_database_owner')
		and o.identity is not null
		and classid not in ('pg_extension'::regclass, 'pg_default_acl'::regclass, 'pg_user_mapping'::regclass, 'pg_largeobject'::regclass,
			'pg_subscription'::regclass, 'pg_opclass'::regclass, 'pg_opfamily'::regclass)
		and (o.schema is null or exists (select from ns where quote_ident(nspname) = o.schema))
		and not (classid = 'pg_namespace'::regclass and not exists (select from ns where oid = objid))
		and not (classid = 'pg_class'::regclass and (objid in (select oid from own) or exists (select from pg_class where oid = objid and relkind in ('i', 'I'))))
		and not (classid = 'pg_class'::regclass and exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = d.objid and i.deptype in ('i', 'a') and i.refobjsubid > 0))
		and not exists (select from ext where ext.classid = d.classid and ext.objid = d.objid)) q;

-- if exists (select from pg_default_acl) or exists (select from pg_class c where oid >= 16384 and relacl is not null and relacl is distinct from (select initprivs from pg_init_privs where objoid = c.oid and classoid = 'pg_class'::regclass and objsubid = 0)) or exists (select from pg_proc p where oid >= 16384 and proacl is not null and proacl is distinct from (select initprivs from pg_init_privs where objoid = p.oid and classoid = 'pg_proc'::regclass)) or exists (select from pg_type where oid >= 16384 and typacl is not null) or exists (select from pg_language where lanacl is not null) or exists (select from pg_foreign_data_wrapper where fdwacl is not null) or exists (select from pg_foreign_server where srvacl is not null) or exists (select from pg_namespace n where nspacl is not null and nspname !~ '^pg_' and nspname <> 'information_schema' and nspacl is distinct from (select initprivs from pg_init_privs where objoid = n.oid and classoid = 'pg_namespace'::regclass))
-- What each grantee may do beside or below what an object's owner and PUBLIC may by default, or what the extension has set; and
-- what ALTER DEFAULT PRIVILEGES would give to a new object and this one has not.
select 'privilege' as kind, format('%s TO %s', target, case when grantee = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(grantee)) end) as identity,
	target as name, here as schema, 'privilege.' || id || '.' || grantee as id, id as parent,
	target, case when grantee = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(grantee)) end as grantee,
	coalesce(now_plain, '') as privileges, coalesce(now_grantable, '') as grantable, coalesce(initial, '') as "by default",
	case when has_given and given is not null then 'given' end as "given when new", grantors as "given by others"
from (
	select target, here, id, grantee,
		string_agg(distinct privilege_type, ', ' order by privilege_type) filter (where side = 'now' and not is_grantable) as now_plain,
		string_agg(distinct privilege_type, ', ' order by privilege_type) filter (where side = 'now' and is_grantable) as now_grantable,
		string_agg(distinct privilege_type, ', ' order by privilege_type) filter (where side = 'now') as now_all,
		string_agg(privilege_type, ', ' order by privilege_type) filter (where side = 'default') as initial,
		string_agg(distinct privilege_type, ', ' order by privilege_type) filter (where side = 'new') as given,
		string_agg(distinct quote_ident(pg_get_userbyid(grantor)), ', ') filter (where side = 'now' and grantor not in (owner, grantee)) as grantors,
		has_given
	from (
		select target, here, id, class, objid, coalesce(acl, initprivs, acldefault(letter, owner)) as acl, owner,
			coalesce(initprivs, acldefault(letter, owner)) as initial, coalesce(own.defaclacl, initprivs, acldefault(letter, owner)) as given,
			schema.defaclacl as given_there, own.oid is not null or schema.oid is not null as has_given
		from (
			select case when relkind = 'S' then 'SEQUENCE ' else 'TABLE ' end || identity as target, nspname as here, id, 'pg_class'::regclass::oid as class, oid as objid,
				relacl as acl, relowner as owner, case when relkind = 'S' then 's' else 'r' end::"char" as letter,
				case when relkind = 'S' then 'S' else 'r' end::"char" as object, relnamespace as namespace
			from rel where relkind in ('r', 'p', 'f', 'v', 'm', 'S')
			union all
			select word || ' ' || identity, nspname, id, 'pg_proc'::regclass, oid, proacl, proowner, 'f', 'f', pronamespace from (
				select case when word = 'PROCEDURE' then word else 'FUNCTION' end as word, identity, nspname, id, oid, proacl, proowner, pronamespace from proc) p -- 11+
				select 'FUNCTION' as word, identity, nspname, id, oid, proacl, proowner, pronamespace from proc) p -- 10-
			union all
			select case when typtype = 'd' then 'DOMAIN ' else 'TYPE ' end || t.identity, nspname, t.id, 'pg_type'::regclass, t.oid, typacl, typowner, 'T', 'T', typnamespace
			from typ t left join pg_class c on c.oid = typrelid
			where (typtype in ('e', 'd', 'r') or typtype = 'c' and c.relkind = 'c')
			union all
			select 'SCHEMA ' || format('%I', nspname), nspname, '2615.' || oid, 'pg_namespace'::regclass, oid, nspacl, nspowner, 'n', 'n', 0 from ns
			union all
			select 'FOREIGN DATA WRAPPER ' || format('%I', fdwname), null, '2328.' || oid, 'pg_foreign_data_wrapper'::regclass, oid, fdwacl, fdwowner, 'F', null, 0 from pg_foreign_data_wrapper
			union all
			select 'FOREIGN SERVER ' || format('%I', srvname), null, '1417.' || oid, 'pg_foreign_server'::regclass, oid, srvacl, srvowner, 'S', null, 0 from pg_foreign_server
			union all
			select 'LANGUAGE ' || format('%I', lanname), null, '2612.' || oid, 'pg_language'::regclass, oid, lanacl, lanowner, 'l', null, 0 from pg_language where lanpltrusted
			union all
			select case when relkind = 'S' then 'SEQUENCE ' else 'TABLE ' end || format('%I.%I', nspname, relname), nspname, '3079.' || extension,
				classid, objid, relacl, relowner, case when relkind = 'S' then 's' else 'r' end::"char", null, 0
			from ext join pg_class c on c.oid = objid and classid = 'pg_class'::regclass join pg_namespace n on n.oid = relnamespace
			where relkind in ('r', 'p', 'f', 'v', 'm', 'S') and relacl is not null
			union all
			select 'FUNCTION ' || format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)), nspname, '3079.' || extension,
				classid, objid, proacl, proowner, 'f', null, 0
			from ext join pg_proc p on p.oid = objid and classid = 'pg_proc'::regclass join pg_namespace n on n.oid = pronamespace
			where proacl is not null
		) q
		left join pg_init_privs i on i.objoid = objid and i.classoid = class and i.objsubid = 0
		left join pg_default_acl own on own.defaclrole = owner and own.defaclobjtype = object and own.defaclnamespace = 0
		left join pg_default_acl schema on schema.defaclrole = owner and schema.defaclobjtype = object and schema.defaclnamespace = namespace and namespace <> 0
		where acl is not null and acl is distinct from i.initprivs or own.oid is not null or schema.oid is not null) o,
	lateral (
		select 'now' as side, grantee, privilege_type, is_grantable, grantor from aclexplode(acl)
		union all
		-- What the owner had whoever that was, as it is of another one by now.
		select 'default', case when grantee = grantor then owner else grantee end, privilege_type, false, null from aclexplode(initial)
		union all
		select 'new', grantee, privilege_type, is_grantable, null from aclexplode(given)
		union all
		select 'new', grantee, privilege_type, is_grantable, null from aclexplode(given_there)) x
	group by target, here, id, objid, grantee, owner, has_given) g
-- An owner's options to grant need no GRANT.
where (now_all is distinct from initial or now_grantable is not null and now_grantable is distinct from initial or has_given and given is distinct from now_all)
	and not (now_plain is null and now_grantable is not distinct from initial and (not has_given or given is not distinct from now_all));

-- if exists (select from pg_attribute where attrelid >= 16384 and (attidentity <> '' or attacl is not null))
select 'column privilege' as kind, format('%s.%I TO %s', r.identity, attname, case when grantee = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(grantee)) end) as identity,
	r.nspname as schema, attname as name, 'privilege.' || r.id || '.' || attnum || '.' || grantee as id,
	case when relkind in ('r', 'p', 'f') then r.id || '.' || attnum else r.id end as parent,
	r.identity as table, format('%I', attname) as column, case when grantee = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(grantee)) end as grantee,
	coalesce(string_agg(privilege_type, ', ' order by privilege_type) filter (where not is_grantable), '') as privileges,
	coalesce(string_agg(privilege_type, ', ' order by privilege_type) filter (where is_grantable), '') as grantable
from rel r
join pg_attribute a on a.attrelid = r.oid and attacl is not null and not attisdropped,
aclexplode(attacl)
group by r.identity, r.nspname, r.id, relkind, attname, attnum, grantee;

-- if exists (select from pg_default_acl)
select 'default privilege' as kind, concat_ws(' ', format('%I', pg_get_userbyid(defaclrole)), quote_ident(n.nspname), word, who) as identity,
	n.nspname as schema, word as name, '826.' || d.oid || '.' || grantee as id,
	format('%I', pg_get_userbyid(defaclrole)) as role, quote_ident(n.nspname) as "in schema", word as objects, who as grantee,
	plain as privileges, grantable, initial as "by default"
from (
	select d.oid, defaclrole, defaclnamespace, grantee, case when grantee = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(grantee)) end as who,
		case defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES' when 'n' then 'SCHEMAS' else 'LARGE OBJECTS' end as word,
		coalesce(string_agg(privilege_type, ', ' order by privilege_type) filter (where side = 'now' and not is_grantable), '') as plain,
		coalesce(string_agg(privilege_type, ', ' order by privilege_type) filter (where side = 'now' and is_grantable), '') as grantable,
		coalesce(string_agg(privilege_type, ', ' order by privilege_type) filter (where side = 'default'), '') as initial
	from pg_default_acl d,
	lateral (
		select 'now' as side, grantee, privilege_type, is_grantable from aclexplode(defaclacl)
		union all
		select 'default', grantee, privilege_type, false from aclexplode(case when defaclnamespace = 0 then acldefault(case defaclobjtype when 'S' then 's' else defaclobjtype end, defaclrole) end)) x
	group by d.oid, defaclrole, defaclnamespace, defaclobjtype, grantee) d
left join pg_namespace n on n.oid = defaclnamespace
where (defaclnamespace = 0 or exists (select from ns where oid = defaclnamespace))
	and concat_ws(', ', nullif(plain, ''), nullif(grantable, '')) <> initial;
