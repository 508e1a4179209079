-- rest.sql: publications, foreign servers, text search, operators, casts and the like.  Those whose whole definition is one text
-- are "definition" (what stands behind CREATE) and nothing else: any change makes them anew.

-- if exists (select from pg_publication)
select 'publication' as kind, format('%I', pubname) as identity, pubname as name, '6104.' || oid as id,
	case when puballtables then 'ALL TABLES' end as tables, -- 18-
	nullif(concat_ws(', ', case when puballtables then 'ALL TABLES' || coalesce(' EXCEPT (' || ( -- 19+
		select string_agg('TABLE ' || r.identity, ', ' order by r.identity) from pg_publication_rel join rel r on r.oid = prrelid -- 19+
		where prpubid = p.oid and prexcept) || ')', '') end, -- 19+
		case when puballsequences then 'ALL SEQUENCES' end), '') as tables, -- 19+
	concat_ws(', ',
		format('publish = %L', concat_ws(', ', case when pubinsert then 'insert' end, case when pubupdate then 'update' end,
			case when pubdelete then 'delete' end
			, case when pubtruncate then 'truncate' end -- 11+
			))
		, 'publish_via_partition_root = ' || pubviaroot::text -- 13+
		, format('publish_generated_columns = %s', case pubgencols when 's' then 'stored' else 'none' end) -- 18+
		) as options
from pg_publication p
where p.oid not in (select objid from ext where classid = 'pg_publication'::regclass);

-- if exists (select from pg_publication_rel)
select 'published table' as kind, format('%I:%s', pubname, r.identity) as identity, r.nspname as schema, r.relname as name,
	'6106.' || pr.oid as id, '6104.' || p.oid as parent,
	format('%I', pubname) as publication, r.identity as table,
	pg_get_expr(prqual, prrelid) as filter, -- 15+
	(select string_agg(format('%I', attname), ', ' order by attnum) from pg_attribute where attrelid = prrelid and attnum = any (prattrs)) as columns -- 15+
	null::text as filter, null::text as columns -- 14-
from pg_publication_rel pr
join pg_publication p on p.oid = prpubid
join rel r on r.oid = prrelid
where not prexcept -- 19+
;

-- if exists (select from pg_publication)
select 'published schema' as kind, format('%I:%I', pubname, n.nspname) as identity, n.nspname as schema, n.nspname as name, -- 15+
	'6237.' || pn.oid as id, '6104.' || p.oid as parent, -- 15+
	format('%I', pubname) as publication, format('%I', n.nspname) as "published schema" -- 15+
from pg_publication_namespace pn -- 15+
join pg_publication p on p.oid = pnpubid -- 15+
join ns n on n.oid = pnnspid; -- 15+

-- if exists (select from pg_foreign_data_wrapper)
select 'foreign data wrapper' as kind, format('%I', fdwname) as identity, fdwname as name, '2328.' || f.oid as id,
	coalesce('HANDLER ' || nullif(fdwhandler, 0)::regproc, 'NO HANDLER') as handler,
	coalesce('VALIDATOR ' || nullif(fdwvalidator, 0)::regproc, 'NO VALIDATOR') as validator,
	(select string_agg(o, E'\n' order by o) from unnest(fdwoptions) o) as options
from pg_foreign_data_wrapper f
where f.oid not in (select objid from ext where classid = 'pg_foreign_data_wrapper'::regclass);

-- if exists (select from pg_foreign_server)
select 'server' as kind, format('%I', srvname) as identity, srvname as name, '1417.' || s.oid as id,
	format('%I', fdwname) as wrapper, quote_literal(srvtype) as type, quote_literal(srvversion) as version,
	(select string_agg(o, E'\n' order by o) from unnest(srvoptions) o) as options
from pg_foreign_server s
join pg_foreign_data_wrapper f on f.oid = srvfdw
where s.oid not in (select objid from ext where classid = 'pg_foreign_server'::regclass);

-- if exists (select from pg_foreign_server)
-- No script shows a password, and unread.sql says so.  The options of others' cannot be read.
select 'user mapping' as kind, format('%I:%s', srvname, case when umuser = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(umuser)) end) as identity,
	srvname as name, '1418.' || umid as id,
	case when umuser = 0 then 'PUBLIC' else format('%I', pg_get_userbyid(umuser)) end as user, format('%I', srvname) as server,
	(select string_agg(case when o ~* '^(?!password_required=|sslkey=)[^=]*(pass|secret|key|token)' then regexp_replace(o, '=.*', '=***') else o end, E'\n' order by o)
		from unnest(umoptions) o) as options,
	case when exists (select from unnest(umoptions) o where o ~* '^(?!password_required=|sslkey=)[^=]*(pass|secret|key|token)') then 'hidden' end as password
from pg_user_mappings;

-- if exists (select from pg_cast where oid >= 16384)
select 'cast' as kind, format('(%s AS %s)', format_type(castsource, null), format_type(casttarget, null)) as identity,
	format('%s AS %s', format_type(castsource, null), format_type(casttarget, null)) as name, '2605.' || c.oid as id,
	case castmethod when 'f' then 'WITH FUNCTION ' || castfunc::regprocedure when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end
		|| case castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end as definition
from pg_cast c
where c.oid >= 16384 and c.oid not in (select objid from ext where classid = 'pg_cast'::regclass)
	-- made with its range type
	and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'i');

-- if exists (select from pg_operator o where oid >= 10000 and oprnamespace <> 11 and not exists (select from pg_depend where classid = 'pg_operator'::regclass and objid = o.oid and deptype = 'e'))
select 'operator' as kind, format('%I.%s (%s, %s)', n.nspname, oprname,
		coalesce(format_type(nullif(oprleft, 0), null), 'NONE'), coalesce(format_type(nullif(oprright, 0), null), 'NONE')) as identity,
	n.nspname as schema, oprname as name, '2617.' || o.oid as id,
	format('%I.%s', n.nspname, oprname) as operator,
	concat_ws(', ', 'PROCEDURE = ' || oprcode::regproc,
		'LEFTARG = ' || format_type(nullif(oprleft, 0), null),
		'RIGHTARG = ' || format_type(nullif(oprright, 0), null),
		(select format('COMMUTATOR = OPERATOR(%I.%s)', c.nspname, x.oprname) from pg_operator x join pg_namespace c on c.oid = x.oprnamespace where x.oid = o.oprcom),
		(select format('NEGATOR = OPERATOR(%I.%s)', c.nspname, x.oprname) from pg_operator x join pg_namespace c on c.oid = x.oprnamespace where x.oid = o.oprnegate),
		'RESTRICT = ' || nullif(oprrest, 0)::regproc, 'JOIN = ' || nullif(oprjoin, 0)::regproc,
		case when oprcanhash then 'HASHES' end, case when oprcanmerge then 'MERGES' end) as definition
from pg_operator o
join ns n on n.oid = oprnamespace
where oprcode <> 0 and o.oid not in (select objid from ext where classid = 'pg_operator'::regclass);

-- if exists (select from pg_operator where oid >= 10000 and oprnamespace <> 11 and oprcode = 0)
-- Made by the way as another's commutator or negator; one that is that of none any more is nothing that a statement makes.
select 'operator shell' as kind, format('%I.%s (%s, %s)', n.nspname, oprname,
		coalesce(format_type(nullif(oprleft, 0), null), 'NONE'), coalesce(format_type(nullif(oprright, 0), null), 'NONE')) as identity,
	n.nspname as schema, oprname as name, '2617.' || o.oid as id
from pg_operator o
join ns n on n.oid = oprnamespace
where oprcode = 0 and exists (select from pg_operator u where o.oid in (u.oprcom, u.oprnegate));

-- if exists (select from pg_opfamily f where oid >= 10000 and opfnamespace <> 11 and not exists (select from pg_depend where classid = 'pg_opfamily'::regclass and objid = f.oid and deptype = 'e'))
-- Members of its classes are the classes' own matter.
select 'operator family' as kind, format('%I.%I USING %I', n.nspname, opfname, amname) as identity, n.nspname as schema, opfname as name,
	'2753.' || f.oid as id,
	(select string_agg(text, ', ' order by text) from (
		select a.oid, 'pg_amop'::regclass as class, format('OPERATOR %s %s%s', amopstrategy, amopopr::regoperator,
			(select format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname) from pg_opfamily s join pg_namespace sn on sn.oid = s.opfnamespace
				where s.oid = amopsortfamily)) as text
		from pg_amop a where amopfamily = f.oid
		union all
		select a.oid, 'pg_amproc'::regclass, format('FUNCTION %s (%s, %s) %s', amprocnum,
			format_type(amproclefttype, null), format_type(amprocrighttype, null), amproc::regprocedure)
		from pg_amproc a where amprocfamily = f.oid) m
		where not exists (select from pg_depend d where d.classid = m.class and d.objid = m.oid and d.refclassid = 'pg_opclass'::regclass)) as "members of no class"
from pg_opfamily f
join ns n on n.oid = opfnamespace
join pg_am m on m.oid = opfmethod
where f.oid not in (select objid from ext where classid = 'pg_opfamily'::regclass);

-- if exists (select from pg_opclass c where oid >= 10000 and opcnamespace <> 11 and not exists (select from pg_depend where classid = 'pg_opclass'::regclass and objid = c.oid and deptype = 'e'))
select 'operator class' as kind, format('%I.%I USING %I', n.nspname, opcname, amname) as identity, n.nspname as schema, opcname as name,
	'2616.' || c.oid as id, format('%I.%I', n.nspname, opcname) as operator,
	format('%sFOR TYPE %s USING %I FAMILY %I.%I AS %s', case when opcdefault then 'DEFAULT ' end, format_type(opcintype, null), amname,
		fn.nspname, opfname, concat_ws(', ', (select string_agg(text, ', ' order by text) from (
		select a.oid, 'pg_amop'::regclass as class, format('OPERATOR %s %s%s', amopstrategy, amopopr::regoperator,
			(select format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname) from pg_opfamily s join pg_namespace sn on sn.oid = s.opfnamespace
				where s.oid = amopsortfamily)) as text
		from pg_amop a where amopfamily = opcfamily
		union all
		select a.oid, 'pg_amproc'::regclass, format('FUNCTION %s (%s, %s) %s', amprocnum,
			format_type(amproclefttype, null), format_type(amprocrighttype, null), amproc::regprocedure)
		from pg_amproc a where amprocfamily = opcfamily) m
		where exists (select from pg_depend d where d.classid = m.class and d.objid = m.oid and d.refclassid = 'pg_opclass'::regclass and d.refobjid = c.oid)),
		-- one of them there has to be
		'STORAGE ' || format_type(case when opckeytype <> 0 then opckeytype
			when not exists (select from pg_depend d where d.refclassid = 'pg_opclass'::regclass and d.refobjid = c.oid
				and d.classid in ('pg_amop'::regclass, 'pg_amproc'::regclass)) then opcintype end, null))) as definition
from pg_opclass c
join ns n on n.oid = opcnamespace
join pg_am m on m.oid = opcmethod
join pg_opfamily f on f.oid = opcfamily
join pg_namespace fn on fn.oid = opfnamespace
where c.oid not in (select objid from ext where classid = 'pg_opclass'::regclass);

-- if exists (select from pg_conversion where connamespace <> 11)
select 'conversion' as kind, format('%I.%I', n.nspname, conname) as identity, n.nspname as schema, conname as name, '2607.' || c.oid as id,
	format('FOR %L TO %L FROM %s', pg_encoding_to_char(conforencoding), pg_encoding_to_char(contoencoding), conproc::regproc) as definition,
	case when condefault then 'DEFAULT' end as default
from pg_conversion c
join ns n on n.oid = connamespace
where c.oid not in (select objid from ext where classid = 'pg_conversion'::regclass);

-- if exists (select from pg_language where oid >= 16384)
select 'language' as kind, format('%I', lanname) as identity, lanname as name, '2612.' || l.oid as id,
	case when lanpltrusted then 'TRUSTED' end as trust,
	concat_ws(' ', 'HANDLER ' || nullif(lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(laninline, 0)::regproc,
		'VALIDATOR ' || nullif(lanvalidator, 0)::regproc) as definition
from pg_language l
where l.oid >= 16384 and l.oid not in (select objid from ext where classid = 'pg_language'::regclass);

-- if exists (select from pg_am where oid >= 16384)
select 'access method' as kind, format('%I', amname) as identity, amname as name, '2601.' || a.oid as id,
	format('TYPE %s HANDLER %s', case amtype when 't' then 'TABLE' else 'INDEX' end, amhandler) as definition
from pg_am a
where a.oid >= 16384 and a.oid not in (select objid from ext where classid = 'pg_am'::regclass);

-- if exists (select from pg_ts_config where cfgnamespace <> 11)
select 'text search configuration' as kind, format('%I.%I', n.nspname, cfgname) as identity, n.nspname as schema, cfgname as name,
	'3602.' || c.oid as id, format('PARSER = %I.%I', pn.nspname, prsname) as definition,
	(select string_agg(word || ' WITH ' || dictionaries, E'\n' order by word) from (
		select (select alias from ts_token_type(cfgparser) where tokid = maptokentype) as word,
			string_agg(mapdict::regdictionary::text, ', ' order by mapseqno) as dictionaries
		from pg_ts_config_map where mapcfg = c.oid group by maptokentype) m) as mappings
from pg_ts_config c
join ns n on n.oid = cfgnamespace
join pg_ts_parser p on p.oid = cfgparser
join pg_namespace pn on pn.oid = prsnamespace
where c.oid not in (select objid from ext where classid = 'pg_ts_config'::regclass);

-- if exists (select from pg_ts_dict where dictnamespace <> 11)
select 'text search dictionary' as kind, format('%I.%I', n.nspname, dictname) as identity, n.nspname as schema, dictname as name,
	'3600.' || d.oid as id,
	concat_ws(', ', format('TEMPLATE = %I.%I', tn.nspname, tmplname), dictinitoption) as definition
from pg_ts_dict d
join ns n on n.oid = dictnamespace
join pg_ts_template t on t.oid = dicttemplate
join pg_namespace tn on tn.oid = tmplnamespace
where d.oid not in (select objid from ext where classid = 'pg_ts_dict'::regclass);

-- if exists (select from pg_ts_template where tmplnamespace <> 11)
select 'text search template' as kind, format('%I.%I', n.nspname, tmplname) as identity, n.nspname as schema, tmplname as name,
	'3764.' || t.oid as id,
	concat_ws(', ', 'INIT = ' || nullif(tmplinit::oid, 0)::regproc, 'LEXIZE = ' || tmpllexize) as definition
from pg_ts_template t
join ns n on n.oid = tmplnamespace
where t.oid not in (select objid from ext where classid = 'pg_ts_template'::regclass);

-- if exists (select from pg_ts_parser where prsnamespace <> 11)
select 'text search parser' as kind, format('%I.%I', n.nspname, prsname) as identity, n.nspname as schema, prsname as name,
	'3601.' || p.oid as id,
	concat_ws(', ', 'START = ' || prsstart, 'GETTOKEN = ' || prstoken, 'END = ' || prsend,
		'HEADLINE = ' || nullif(prsheadline::oid, 0)::regproc, 'LEXTYPES = ' || prslextype) as definition
from pg_ts_parser p
join ns n on n.oid = prsnamespace
where p.oid not in (select objid from ext where classid = 'pg_ts_parser'::regclass);
