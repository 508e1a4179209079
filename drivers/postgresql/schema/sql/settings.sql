-- settings.sql: makes what the server prints the same in every session and database, for one transaction.  Arguments: the
-- schemas to be read, by name, one a line, "*" for all, "" for those of unqualified names; more schemas; our own tables, one a
-- line, as SQL writes them; the OIDs of the relations that alone are told, NULL for all.
select set_config('sqlembic.schemas', case ? when '*' then '*' else concat_ws(E'\n', current_schema(), ?) end, true),
	set_config('sqlembic.own', coalesce((select string_agg(to_regclass(name)::oid::text, ',')
		from unnest(string_to_array(?, E'\n')) name), ''), true),
	set_config('sqlembic.noted', coalesce(?, ''), true),
	array_to_string(current_schemas(false), E'\n') as path;
set local search_path = '';
set local quote_all_identifiers = off;
set local DateStyle = ISO;
set local IntervalStyle = postgres;
set local extra_float_digits = 1;
set local TimeZone = UTC;
set local bytea_output = hex;
set local jit = off; -- 11+
