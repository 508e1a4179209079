-- routines.sql: functions, procedures, aggregates, event triggers.

-- if exists (select from pg_proc where oid >= 10000 and pronamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema')))
select lower(p.word) as kind, p.identity, p.nspname as schema, p.proname as name, p.id, 'routine ' || p.identity as names,
	rtrim(pg_get_functiondef(p.oid), E'\n') as definition,
	pg_get_function_arguments(p.oid) as arguments,
	-- with the types of OUT parameters, which say what a record is, and what CALL returns
	concat_ws(' ', pg_get_function_result(p.oid), (select string_agg(format_type(type, null), ', ' order by place)
		from unnest(proallargtypes, proargmodes) with ordinality t(type, mode, place) where mode in ('o', 'b'))) as result,
	array_to_string(proargnames, ',', '') as "argument names",
	pronargdefaults as defaults,
	case when prokind = 'w' then 'window' end as class -- 11+
	case when proiswindow then 'window' end as class -- 10-
from proc p
where p.word <> 'AGGREGATE';

-- if exists (select from pg_aggregate where aggfnoid >= 10000)
select 'aggregate' as kind, p.identity, p.nspname as schema, p.proname as name, p.id, 'routine ' || p.identity as names,
	format('%I.%I(%s)', p.nspname, p.proname, case when aggkind = 'n' and pronargs = 0 then '*' else pg_get_function_arguments(p.oid) end) as signature,
	concat_ws(', ',
		'SFUNC = ' || aggtransfn::regproc,
		'STYPE = ' || format_type(aggtranstype, null),
		'SSPACE = ' || nullif(aggtransspace, 0),
		'FINALFUNC = ' || nullif(aggfinalfn::oid, 0)::regproc,
		case when aggfinalextra then 'FINALFUNC_EXTRA' end,
		case when aggfinalmodify <> case when aggkind = 'n' then 'r' else 'w' end::"char" and aggfinalfn <> 0 then -- 11+
			'FINALFUNC_MODIFY = ' || case aggfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end end, -- 11+
		'COMBINEFUNC = ' || nullif(aggcombinefn::oid, 0)::regproc,
		'SERIALFUNC = ' || nullif(aggserialfn::oid, 0)::regproc,
		'DESERIALFUNC = ' || nullif(aggdeserialfn::oid, 0)::regproc,
		'INITCOND = ' || quote_literal(agginitval),
		'MSFUNC = ' || nullif(aggmtransfn::oid, 0)::regproc,
		'MINVFUNC = ' || nullif(aggminvtransfn::oid, 0)::regproc,
		'MSTYPE = ' || case when aggmtranstype <> 0 then format_type(aggmtranstype, null) end,
		'MSSPACE = ' || nullif(aggmtransspace, 0),
		'MFINALFUNC = ' || nullif(aggmfinalfn::oid, 0)::regproc,
		case when aggmfinalextra then 'MFINALFUNC_EXTRA' end,
		case when aggmfinalmodify <> case when aggkind = 'n' then 'r' else 'w' end::"char" and aggmfinalfn <> 0 then -- 11+
			'MFINALFUNC_MODIFY = ' || case aggmfinalmodify when 'r' then 'READ_ONLY' when 's' then 'SHAREABLE' else 'READ_WRITE' end end, -- 11+
		'MINITCOND = ' || quote_literal(aggminitval),
		(select format('SORTOP = OPERATOR(%I.%s)', n.nspname, oprname) from pg_operator o join pg_namespace n on n.oid = oprnamespace where o.oid = aggsortop),
		case when aggkind = 'h' then 'HYPOTHETICAL' end,
		'PARALLEL = ' || case proparallel when 's' then 'SAFE' when 'r' then 'RESTRICTED' end) as definition
from proc p
join pg_aggregate a on a.aggfnoid = p.oid
where p.word = 'AGGREGATE';

-- if exists (select from pg_event_trigger)
select 'event trigger' as kind, format('%I', evtname) as identity, evtname as name, '3466.' || t.oid as id,
	format('ON %s%s EXECUTE FUNCTION %s()', evtevent, -- 11+
	format('ON %s%s EXECUTE PROCEDURE %s()', evtevent, -- 10-
		' WHEN TAG IN (' || (select string_agg(quote_literal(x), ', ' order by place) from unnest(evttags) with ordinality t(x, place)) || ')', evtfoid::regproc) as definition,
	case evtenabled when 'D' then 'DISABLE' when 'A' then 'ENABLE ALWAYS' when 'R' then 'ENABLE REPLICA' end as state
from pg_event_trigger t
where t.oid not in (select objid from ext where classid = 'pg_event_trigger'::regclass);
