-- seed.sql: two rows in each table of a scratch database, in two rounds, since a foreign key may need another table's.  A table
-- that takes none of these values is left out.
do $seed$
declare
	t record;
	names text;
	list text;
	done oid[] := '{}';
begin
	for round in 1..2 loop
		for t in
			select c.oid, pg_catalog.format('%I.%I', nspname, relname) as name
			from pg_catalog.pg_class c
			join pg_catalog.pg_namespace n on n.oid = relnamespace
			where relkind = 'r' and nspname !~ '^pg_' and nspname <> 'information_schema' and c.oid <> all (done)
			order by c.oid
		loop
			for k in 1..2 loop
				select pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' order by attnum),
					pg_catalog.string_agg(case
						when y.typtype = 'e' then pg_catalog.format('(pg_catalog.enum_range(NULL::%s))[1]', atttypid::pg_catalog.regtype)
						when y.typcategory = 'N' then k::text
						when y.typcategory = 'B' then 'true'
						when y.typcategory = 'D' and atttypid::pg_catalog.regtype::text ~ '^time ' then pg_catalog.format('''0%s:00''', k)
						when y.typcategory = 'D' then pg_catalog.format('''2020-01-0%s''', k)
						when y.typcategory = 'T' then pg_catalog.format('''%s hour''', k)
						when y.typcategory = 'I' then pg_catalog.format('''10.0.0.%s''', k)
						when y.typcategory = 'A' then '''{}'''
						when atttypid = 'uuid'::pg_catalog.regtype then pg_catalog.format('''00000000-0000-0000-0000-00000000000%s''', k)
						when atttypid in ('json'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype) then pg_catalog.format('''{"k": %s}''', k)
						else pg_catalog.format('''%s''', k) end, ', ' order by attnum)
				into names, list
				from pg_catalog.pg_attribute a
				join pg_catalog.pg_type y on y.oid = atttypid
				where attrelid = t.oid and attnum > 0 and not attisdropped and attidentity <> 'a'
					and attgenerated = '' -- 12+
				;
				begin
					execute pg_catalog.format('INSERT INTO %s ' || case when names is null then 'DEFAULT VALUES' else '(%s) VALUES (%s)' end,
						t.name, names, list);
					done := done || t.oid;
				exception when others then null;
				end;
			end loop;
		end loop;
	end loop;
end $seed$
