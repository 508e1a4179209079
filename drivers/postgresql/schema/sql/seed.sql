-- seed.sql: composes what puts two rows into each table of a scratch database that has none: plain statements, where no table has
-- a file or a trigger, and a block for where these fail.  That goes two rounds, since a foreign key may need another table's rows,
-- unless the first one brings no row.
-- A table that takes none of these values is left out, and so is one whose triggers make or drop something (a table for each row,
-- partitions when they are needed): the schema would no longer be the one to be proven.  Where a table has a file of some length it
-- is looked whether there are rows.  Only tables with numbers above $1 or in $2 are looked at; their numbers come first.  As
-- subqueries these do not make the server plan anew for each of them.
select pg_catalog.array_agg(oid order by oid), pg_catalog.max(oid),
	case when not pg_catalog.bool_or(has_file or has_trigger) then pg_catalog.string_agg(
		pg_catalog.replace(insert, '$1', '1') || ';' || pg_catalog.replace(insert, '$1', '2'), ';' order by oid) end,
	pg_catalog.format($block$do %L$block$, pg_catalog.format($block$
declare
	names text[] := %L; has_rows bool[] := array[%s]; inserts text[] := %L; has_trigger bool[] := %L; is_done bool;
	rest text[];
	has_more bool;
	objects text; objects_now text;
	-- Rows that this transaction has put into and taken out of pg_class, pg_proc, pg_trigger, pg_constraint and pg_namespace, and
	-- changed in pg_attribute, where columns are dropped so: the server counts them, and to count what is there takes it longer.
	look constant text := case when pg_catalog.current_setting('track_counts') = 'on'
		then 'SELECT pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_inserted(oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(oid)
			+ CASE oid WHEN 1249 THEN pg_catalog.pg_stat_get_xact_tuples_updated(oid) ELSE 0 END)
			FROM pg_catalog.unnest(''{1259,1249,1255,2620,2606,2615}''::oid[]) oid'
		else 'SELECT pg_catalog.concat_ws('' '',
		(SELECT (pg_catalog.count(*), pg_catalog.max(oid)) FROM pg_catalog.pg_class),
		(SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE NOT attisdropped),
		(SELECT (pg_catalog.count(*), pg_catalog.max(oid)) FROM pg_catalog.pg_proc),
		(SELECT (pg_catalog.count(*), pg_catalog.max(oid)) FROM pg_catalog.pg_trigger),
		(SELECT (pg_catalog.count(*), pg_catalog.max(oid)) FROM pg_catalog.pg_constraint),
		(SELECT (pg_catalog.count(*), pg_catalog.max(oid)) FROM pg_catalog.pg_namespace))' end;
begin
	for i in 1..pg_catalog.cardinality(names) loop
		if has_rows[i] then
			inserts[i] := null;
		end if;
	end loop;
	-- What is deferred may want a row that comes later; where it still wants one at the end, each row is looked at as it comes.
	for attempt in 1..2 loop
		rest := inserts;
		begin
			if attempt = 2 then
				set constraints all immediate;
			end if;
			for round in 1..2 loop
				has_more := false;
				for i in 1..pg_catalog.cardinality(names) loop
					if rest[i] is not null then
						is_done := false;
						for number in 1..2 loop
							begin
								if has_trigger[i] then
									execute look into objects;
								end if;
								execute pg_catalog.replace(rest[i], '$1', number::text);
								if has_trigger[i] then
									execute look into objects_now;
									if objects <> objects_now then
										raise exception 'a trigger changes the schema';
									end if;
								end if;
								is_done := true;
							exception when others then null;
							end;
						end loop;
						if is_done then
							rest[i] := null;
							has_more := true;
						end if;
					end if;
				end loop;
				exit when not has_more;
			end loop;
			if true = any (has_trigger) then
				execute look into objects;
			end if;
			set constraints all immediate;
			if true = any (has_trigger) then
				execute look into objects_now;
				if objects <> objects_now then
					raise exception 'a trigger changes the schema';
				end if;
			end if;
			exit;
		exception when others then null;
		end;
	end loop;
end $block$,
	pg_catalog.array_agg(name order by oid),
	pg_catalog.string_agg(case when has_file then 'exists (select from only ' || name || ')' else 'false' end, ', ' order by oid), pg_catalog.array_agg(insert order by oid),
	pg_catalog.array_agg(has_trigger order by oid)))
from (
	select c.oid, pg_catalog.format('%I.%I', nspname, relname) as name, pg_catalog.pg_relation_size(c.oid) > 0 as has_file,
		pg_catalog.format('INSERT INTO %I.%I ', nspname, relname) || coalesce((
			select pg_catalog.format('(%s) VALUES (%s)', pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' order by attnum),
				pg_catalog.string_agg(case
					when y.typtype = 'e' then pg_catalog.format('(pg_catalog.enum_range(NULL::%s))[1]', atttypid::pg_catalog.regtype)
					when y.typcategory = 'N' then '$1'
					when y.typcategory = 'B' then 'true'
					when y.typcategory = 'D' and pg_catalog.format_type(atttypid, null) ~ '^time ' then '''0$1:00'''
					when y.typcategory = 'D' then '''2020-01-0$1'''
					when y.typcategory = 'T' then '''$1 hour'''
					when y.typcategory = 'I' then '''10.0.0.$1'''
					when y.typcategory = 'A' then '''{}'''
					when atttypid = 'uuid'::pg_catalog.regtype then '''00000000-0000-0000-0000-00000000000$1'''
					when atttypid in ('json'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype) then '''{"k": $1}'''
					else '''$1''' end, ', ' order by attnum))
			from pg_catalog.pg_attribute a,
			-- By its index: the server would rather read all types for each table.
			lateral (select * from pg_catalog.pg_type where oid = atttypid offset 0) y
			where attrelid = c.oid and attnum > 0 and not attisdropped and attidentity <> 'a'
				and attgenerated = '' -- 12+
			having count(*) > 0), 'DEFAULT VALUES') as insert,
		exists (select from pg_catalog.pg_trigger where tgrelid = c.oid and not tgisinternal and tgenabled <> 'D') as has_trigger
	from pg_catalog.pg_class c
	join pg_catalog.pg_namespace n on n.oid = c.relnamespace
	where (c.oid > (select $1) or c.oid = any ((select $2)::oid[])) and relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema') t
having count(*) > 0
