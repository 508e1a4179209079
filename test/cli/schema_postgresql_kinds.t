What a wanted schema for PostgreSQL may hold that no script can say, or that is the server's and not the schema's.

  $ since 11 || exit 80
  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_TARGET_METADATA=schema.sql
  $ auto() { run revision --autogenerate -m x "$@" | grep -v '^Generating\|^Running'; }

The password of a user mapping: no script and no message shows it, and that it is not compared is said.

  $ passwords() {
  >   mapping() { printf '%s;\n' 'CREATE FOREIGN DATA WRAPPER w' "CREATE SERVER s TYPE '$2' FOREIGN DATA WRAPPER w" \
  >     "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '$1', password_required 'false')"; }
  >   mapping one x >schema.sql; auto --rev-id a; cat migrations/versions/a_x.up.sql | grep -B1 MAPPING; run upgrade -q head
  >   echo "-- by hand, and another one in the wanted schema"
  >   query "ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET password 'one')"; run check
  >   mapping two x >schema.sql; run check; run dump | grep MAPPING
  >   echo "-- the server is made anew"
  >   mapping two y >schema.sql; auto --rev-id b; run upgrade -q head; run check; grep -rl "'one'\|'two'" migrations
  >   query 'DROP FOREIGN DATA WRAPPER w CASCADE' 2>&1
  > }
  $ on postgresql passwords
  Detected added foreign data wrapper 'w'
  Detected added server 's'
  Detected added user mapping 's:PUBLIC'
  warning: not compared: password of the user mapping for public on server s, which only the wanted schema has
  /* may fail: nobody can connect before the password is written where *** stands */
  CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '***', password_required 'false');
  -- by hand, and another one in the wanted schema
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s
  CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (login 'me', password '***', password_required 'false');
  -- the server is made anew
  Detected changed type on server 's'
  warning: not compared: password of the user mapping for public on server s
  No new upgrade operations detected.
  not compared: password of the user mapping for public on server s

Objects of kinds that are not compared, when only one side has them.

  $ one_side() {
  >   echo 'CREATE TYPE fam;' >schema.sql; run check
  >   query 'CREATE TYPE shell'; run check; auto; run dump
  > }
  $ on postgresql one_side
  No new upgrade operations detected.
  not compared: type public.fam, which only the wanted schema has
  No new upgrade operations detected.
  not compared: type public.shell
  not compared: type public.fam, which only the wanted schema has
  warning: not compared: type public.shell
  warning: not compared: type public.fam, which only the wanted schema has
  No changes in schema detected: no file was written.
  warning: not in the dump: type public.shell

A partition that was taken out without a lock keeps a check with the number of a table in this database.

  $ taken_out()
  > {
  >   since 14 || { printf 'No new upgrade operations detected.\nnot compared: check constraint leaf_x_check of public.leaf\n'; return; }
  >   query "CREATE TABLE whole (x int) PARTITION BY HASH (x)" \
  >     "CREATE TABLE part PARTITION OF whole FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY RANGE (x)" \
  >     "CREATE TABLE leaf PARTITION OF part FOR VALUES FROM (0) TO (9)" "ALTER TABLE part DETACH PARTITION leaf CONCURRENTLY" "DROP TABLE whole"
  >   echo 'CREATE TABLE leaf (x int);' >schema.sql; run check
  > }
  $ on postgresql taken_out
  No new upgrade operations detected.
  not compared: check constraint leaf_x_check of public.leaf

A new materialized view over one that has no data is made without; over one that has kept its own it is filled.

  $ filled()
  > {
  >   query 'CREATE MATERIALIZED VIEW m AS SELECT 1 AS a' 'CREATE MATERIALIZED VIEW n AS SELECT a FROM m' 'REFRESH MATERIALIZED VIEW m WITH NO DATA'
  >   run dump >schema.sql
  >   echo 'CREATE MATERIALIZED VIEW public.o AS SELECT a FROM public.n;' >>schema.sql; run diff live schema.sql | grep -c 'NO DATA'
  >   sed -i 's/FROM public.n;/FROM public.m;/' schema.sql; run diff live schema.sql | grep -c 'NO DATA'
  > }
  $ on postgresql filled
  0
  1

One without data stays so in the copy in which a script is tried: its source may have none.

  $ unfilled()
  > {
  >   local objects=('CREATE FOREIGN DATA WRAPPER away' 'CREATE SERVER far FOREIGN DATA WRAPPER away' 'CREATE FOREIGN TABLE f (a int) SERVER far' \
  >     'CREATE MATERIALIZED VIEW m AS SELECT a FROM f WITH NO DATA' 'CREATE MATERIALIZED VIEW n AS SELECT 1 AS b WITH NO DATA' \
  >     'CREATE VIEW v AS SELECT b FROM n' 'CREATE MATERIALIZED VIEW o AS SELECT b FROM v WITH NO DATA')
  >   query "${objects[@]}"; printf '%s;\n' "${objects[@]}" 'CREATE TABLE t (x int)' >schema.sql
  >   auto --rev-id a; grep -h '^[A-Z]' migrations/versions/a_*
  > }
  $ on postgresql unfilled
  Detected added table 't'
  DROP TABLE public.t;
  CREATE TABLE public.t (

One from which another was filled before it was emptied: the way back fills none from it.

  $ emptied()
  > {
  >   query 'CREATE MATERIALIZED VIEW m AS SELECT 1 AS a' 'CREATE MATERIALIZED VIEW n AS SELECT a FROM m' 'REFRESH MATERIALIZED VIEW m WITH NO DATA'
  >   echo 'CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;' >schema.sql
  >   auto --rev-id a; run -q upgrade head; run -q downgrade base; query "SELECT relname, relispopulated FROM pg_class WHERE relkind = 'm' ORDER BY 1"
  > }
  $ on postgresql emptied
  Detected removed materialized view 'n'
  m|f
  n|f

A type without labels, where no other has any.

  $ without_labels()
  > {
  >   query 'CREATE TYPE empty AS ENUM ()'
  >   run dump
  > }
  $ on postgresql without_labels
  CREATE TYPE public.empty AS ENUM ();

What was made by `postgres --single` before the server's first start has a number below those of users' objects (which cannot
be changed in 11, to be like that).

  $ early()
  > {
  >   query "CREATE TYPE early AS ENUM ('a')"
  >   if since 12; then
  >     query "UPDATE pg_enum SET enumtypid = 16001 WHERE enumtypid = 'early'::regtype; UPDATE pg_type SET typelem = 16001 WHERE typname = '_early';
  >       UPDATE pg_depend SET objid = 16001 WHERE objid = 'early'::regtype; UPDATE pg_depend SET refobjid = 16001 WHERE refobjid = 'early'::regtype;
  >       UPDATE pg_type SET oid = 16001 WHERE typname = 'early'"
  >   fi
  >   run dump
  > }
  $ on postgresql early
  CREATE TYPE public.early AS ENUM ('a');

The same, where nobody has made another of its kind since.

  $ early_alone()
  > {
  >   query "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TYPE c AS (a int)"
  >   since 12 || { run dump; return; }
  >   query "UPDATE pg_proc SET oid = 16002 WHERE proname = 'f'; UPDATE pg_depend SET objid = 16002 WHERE objid = (SELECT oid FROM pg_proc WHERE proname = 'f')"
  >   query "UPDATE pg_constraint SET contypid = 16003 WHERE contypid = 'd'::regtype; UPDATE pg_type SET typelem = 16003 WHERE typname = '_d';
  >     UPDATE pg_depend SET objid = 16003 WHERE objid = 'd'::regtype; UPDATE pg_depend SET refobjid = 16003 WHERE refobjid = 'd'::regtype;
  >     UPDATE pg_type SET oid = 16003 WHERE typname = 'd' AND typtype = 'd'"
  >   query "UPDATE pg_attribute SET attrelid = 16004 WHERE attrelid = 'c'::regclass; UPDATE pg_type SET typrelid = 16004 WHERE typname = 'c' AND typtype = 'c';
  >     UPDATE pg_depend SET objid = 16004 WHERE objid = 'c'::regclass; UPDATE pg_class SET oid = 16004 WHERE relname = 'c' AND relkind = 'c'"
  >   run dump
  > }
  $ on postgresql early_alone | grep .
  SET check_function_bodies = off;
  CREATE DOMAIN public.d AS integer CONSTRAINT d_check CHECK ((VALUE > 0));
  CREATE TYPE public.c AS (a integer);
  CREATE OR REPLACE FUNCTION public.f()
   RETURNS integer
   LANGUAGE sql
  AS $function$SELECT 1$function$;

A trigger that makes a table for each row: no row of the proof makes one in the scratch database.

  $ triggers_make_tables() {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE depot (id INT);
  > 	CREATE TABLE other (id INT);
  > 	CREATE FUNCTION shelve() RETURNS trigger LANGUAGE plpgsql AS
  > 	  $$ BEGIN EXECUTE format('CREATE TABLE IF NOT EXISTS shelf_%s ()', NEW.id); RETURN NEW; END $$;
  > 	CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'seen'; RETURN NEW; END $$;
  > 	CREATE TRIGGER shelve BEFORE INSERT ON depot FOR EACH ROW EXECUTE PROCEDURE shelve();
  > 	CREATE TRIGGER note BEFORE INSERT ON other FOR EACH ROW EXECUTE PROCEDURE note();
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   sed -i 's/(id INT)/(id INT, size INT)/' schema.sql
  >   auto --rev-id b; run upgrade -q head; run check; run test 2>/dev/null
  > }
  $ on postgresql triggers_make_tables
  Detected added column 'depot.size'
  Detected added column 'other.size'
  No new upgrade operations detected.
  passed  a, x
  passed  b, x
  All pass.

A wanted schema that commits, and makes an index outside of transactions, as psql would run it.

  $ commits_by_itself() {
  >   printf '%s;\n' BEGIN 'CREATE TABLE depot (id INT)' COMMIT 'CREATE INDEX CONCURRENTLY i ON depot (id)' \
  >     BEGIN 'CREATE TABLE other (id INT)' COMMIT 'CREATE INDEX CONCURRENTLY j ON other (id)' >schema.sql
  >   auto --rev-id a
  > }
  $ on postgresql commits_by_itself
  Detected added table 'depot'
  Detected added table 'other'
  Detected added index 'i'
  Detected added index 'j'

Subscriptions, and roles that a block makes where they are not there yet, are the server's.

  $ servers_matter() {
  >   cat >schema.sql <<-'END'
  > 	DO $$ BEGIN
  > 	  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'made_in_a_block') THEN
  > 	    CREATE  ROLE made_in_a_block;
  > 	  END IF;
  > 	END $$;
  > 	DO $$ BEGIN EXECUTE 'create role ' || 'made_in_a_block'; END $$;
  > 	DO 'BEGIN CREATE TABLE t (role text); END';
  > 	CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false);
  > 	ALTER SUBSCRIPTION s OWNER TO made_in_a_block;
  > 	COMMENT ON SUBSCRIPTION s IS 'as pg_dump has it';
  > 	END
  >   run check; query "SELECT count(*) FROM pg_roles WHERE rolname = 'made_in_a_block'"
  > }
  $ on postgresql servers_matter
  warning: schema.sql:1: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:6: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:8: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:9: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:10: left out of the wanted schema: this statement reaches beyond its database
  added table 't'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  0

Types are renamed on request, in one run with what else is done to them; rows stay.

  $ types_renamed() {
  >   cat >schema.sql <<-'END'
  > 	CREATE TYPE st AS ENUM ('a', 'c');
  > 	CREATE DOMAIN "D d" AS int;
  > 	CREATE TYPE c1 AS (a st);
  > 	CREATE TABLE t (x st DEFAULT 'a', y "D d"[], z c1);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head; query "INSERT INTO t VALUES ('c', '{1}', ROW('a'))"
  >   sed -i "s/\bst\b/state/; s/'a', 'c'/'a', 'b', 'c'/; s/DEFAULT 'a'/DEFAULT 'b'/; s/D d/whole/; s/\bc1\b/c2/" schema.sql
  >   auto --rev-id b --rename st=state --rename 'D d=whole' --rename c1=c2 | grep -v ^Detected; run upgrade -q head; run check
  >   grep RENAME migrations/versions/b_x.up.sql; query 'SELECT * FROM t'; run downgrade -q -1; query 'SELECT * FROM t'
  > }
  $ on postgresql types_renamed
  No new upgrade operations detected.
  ALTER TYPE public.st RENAME TO state;
  ALTER TYPE public."D d" RENAME TO whole;
  ALTER TYPE public.c1 RENAME TO c2;
  c|{1}|(a)
  c|{1}|(a)

Tables of a type follow it, with the same words about their values; its attributes stay in their order while it has one.  What gets
another name with the type, or with a parent, is offered there alone.

  $ typed_tables() {
  >   echo 'CREATE TYPE y AS (a numeric(8,2), b text); CREATE TABLE t OF y; CREATE TABLE u OF y;
  >     CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p DEFAULT;' >schema.sql
  >   auto --rev-id a >/dev/null; run upgrade -q head; query "INSERT INTO t VALUES (1.25, 'q'); INSERT INTO u VALUES (1, 'r')"
  >   sed -i 's/numeric(8,2), b/int, c/; s/p (a int) PARTITION BY LIST (a)/p (z int) PARTITION BY LIST (z)/' schema.sql
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep -e '/\*' -e ATTRIBUTE migrations/versions/b_x.up.sql; rm migrations/versions/b*
  >   auto --rev-id b --rename y.b=c --rename p.a=z 2>&1 | grep warning; grep -e '^[AU]' migrations/versions/b_x.up.sql; rm migrations/versions/b*
  >   sed -i 's/AS (a int, c/AS (b text, a/; s/z/a/g; s/text);/numeric(8,2));/; s/TABLE u OF y/TABLE u (b text, a numeric(8,2))/' schema.sql
  >   head -n 1 schema.sql; auto --rev-id b
  >   sed -i 's/TABLE t OF y/TABLE t (a numeric(8,2), b text)/; s/TABLE u .*/TABLE u (a numeric(8,2), b text);/' schema.sql
  >   auto --rev-id b | grep -c Detected; run upgrade -q head; run check; query 'SELECT * FROM t, u'
  > }
  $ on postgresql typed_tables
  attribute 'y.b' could be 'y.c' under a new name: --rename y.b=c says that it is
  column 'p.a' could be 'p.z' under a new name: --rename p.a=z says that it is
  warning: data is lost: drops attribute b from tables of y (2 rows)
  warning: data is lost: column t.a is rounded (1 row)
  /* loses data: drops column p1.a */
  /* loses data: drops attribute b from tables of y (2 rows) */
  ALTER TYPE public.y DROP ATTRIBUTE b CASCADE;
  /* may fail: column t.a does not take every number any more */
  /* loses data: column t.a is rounded (1 row) */
  /* may fail: column u.a does not take every number any more */
  /* loses data: column u.a is rounded */
  ALTER TYPE public.y ALTER ATTRIBUTE a TYPE integer CASCADE;
  ALTER TYPE public.y ADD ATTRIBUTE c text CASCADE;
  /* may fail: rows of p1 have to be within the bounds of the partition */
  warning: data is lost: column t.a is rounded (1 row)
  ALTER TYPE public.y RENAME ATTRIBUTE b TO c CASCADE;
  ALTER TABLE public.p RENAME COLUMN a TO z;
  ALTER TYPE public.y ALTER ATTRIBUTE a TYPE integer CASCADE;
  CREATE TYPE y AS (b text, a numeric(8,2)); CREATE TABLE t OF y; CREATE TABLE u (b text, a numeric(8,2));
  Detected changed place on attribute 'y.a'
  Detected changed place on attribute 'y.b'
  Detected changed of type on table 'u'
  Detected changed inherited on column 'u.a'
  Detected changed inherited on column 'u.b'
  sqlembic: composite type y cannot be changed as the target wants it
    state: no file was written; the database was not touched
    next: write this change by hand, in a revision of its own
  [1]
  8
  No new upgrade operations detected.
  1.25|q|1.00|r

What a change of type does to the values that are there: what is rounded or cut is told with its rows, and what would
stop the script is, too.  Where each value of the old type is one of the new one nothing is said.

  $ values_are_judged()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE kept (a smallint, b int, c int, d real, e numeric(6,2), f varchar(8), g date, h timestamp(3), i text[], j int);
  > 	CREATE TABLE lost (a timestamp, b timestamptz(6), c numeric(8,4), d numeric, e bigint, f double precision, g int, h timestamp);
  > 	CREATE TABLE stops (a int, b text, c numeric(8,2), d text[], e text, f int, g bigint);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO lost VALUES ('2020-01-01 10:00', '2020-01-01 10:00:00.25', 1.2345, 1.5, 9007199254740993, 0.1, 2, now())"
  >   query "INSERT INTO lost VALUES ('2020-01-01', '2020-01-01', 1.25, 1, 9007199254740994, 0.5, 1, NULL)"
  >   query "INSERT INTO lost (e) VALUES (9223372036854775807), (-9223372036854775808)"
  >   query "INSERT INTO stops VALUES (40000, 'four  ', 1000, '{four}', '5', 12345, 2)"
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE kept (a int, b bigint, c numeric(10), d double precision, e numeric(8,3), f text, g timestamptz, h timestamp, i varchar[], j text);
  > 	CREATE TABLE lost (a date, b timestamptz(0), c numeric(8,2), d int, e double precision, f real, g boolean, h time);
  > 	CREATE TABLE stops (a smallint, b varchar(4), c numeric(5,2), d varchar(3)[], e int, f varchar(4), g boolean);
  > 	END
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep -e kept -e '/\*' -e USING migrations/versions/b_x.up.sql
  > }
  $ on postgresql values_are_judged
  warning: data is lost: column lost.a loses its time (1 row)
  warning: data is lost: column lost.b is cut to fewer digits of a second (1 row)
  warning: data is lost: column lost.c is rounded (1 row)
  warning: data is lost: column lost.d is rounded (1 row)
  warning: data is lost: column lost.e is rounded (2 rows)
  warning: data is lost: column lost.f is rounded (1 row)
  warning: data is lost: column lost.g becomes true or false (1 row)
  warning: data is lost: column lost.h loses its date (1 row)
  warning: the script will fail: column stops.a does not take every number any more (1 row in the way)
  warning: the script will fail: column stops.c does not take every number any more (1 row in the way)
  warning: the script will fail: column stops.d does not take every text any more (1 row in the way)
  warning: the script will fail: column stops.f does not take every text any more (1 row in the way)
  warning: the script will fail: column stops.g does not take every number any more (1 row in the way)
  ALTER TABLE public.kept ALTER COLUMN a TYPE integer;
  ALTER TABLE public.kept ALTER COLUMN b TYPE bigint;
  ALTER TABLE public.kept ALTER COLUMN c TYPE numeric(10,0);
  ALTER TABLE public.kept ALTER COLUMN d TYPE double precision;
  ALTER TABLE public.kept ALTER COLUMN e TYPE numeric(8,3);
  ALTER TABLE public.kept ALTER COLUMN f TYPE text;
  ALTER TABLE public.kept ALTER COLUMN g TYPE timestamp with time zone;
  ALTER TABLE public.kept ALTER COLUMN h TYPE timestamp without time zone;
  ALTER TABLE public.kept ALTER COLUMN i TYPE character varying[];
  ALTER TABLE public.kept ALTER COLUMN j TYPE text;
  /* loses data: column lost.a loses its time (1 row) */
  /* loses data: column lost.b is cut to fewer digits of a second (1 row) */
  /* loses data: column lost.c is rounded (1 row) */
  /* may fail: column lost.d does not take every number any more */
  /* loses data: column lost.d is rounded (1 row) */
  /* loses data: column lost.e is rounded (2 rows) */
  /* loses data: column lost.f is rounded (1 row) */
  /* loses data: column lost.g becomes true or false (1 row) */
  ALTER TABLE public.lost ALTER COLUMN g TYPE boolean USING g::boolean;
  /* loses data: column lost.h loses its date (1 row) */
  ALTER TABLE public.lost ALTER COLUMN h TYPE time without time zone USING h::text::time without time zone;
  /* may fail: column stops.a does not take every number any more */
  /* may fail: column stops.b does not take every text any more */
  /* may fail: column stops.c does not take every number any more */
  /* may fail: column stops.d does not take every text any more */
  /* may fail: column stops.e does not take every value any more */
  ALTER TABLE public.stops ALTER COLUMN e TYPE integer USING e::integer;
  /* may fail: column stops.f does not take every text any more */
  /* may fail: column stops.g does not take every number any more */
  ALTER TABLE public.stops ALTER COLUMN g TYPE boolean USING g::text::boolean;

What rows can stop is said with the name of what they stop, and they are counted.

  $ rows_in_the_way()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE parent (id int, "Two, b" text);
  > 	CREATE TABLE child (a int, b text, c text, d int, e int, h int);
  > 	CREATE SEQUENCE s;
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO parent VALUES (1, 'x'), (1, 'y'), (NULL, 'z')" 
  >   query "INSERT INTO child VALUES (1, 'A', 'n', 5, 1, 7), (2, 'a', 'n', -5, 1, NULL), (NULL, 'b', NULL, NULL, NULL, NULL)"
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE parent (id int UNIQUE, "Two, b" text UNIQUE);
  > 	CREATE TABLE later (id int PRIMARY KEY);
  > 	CREATE TABLE child (a int PRIMARY KEY, b text, c text NOT NULL, d int CHECK (d > 0), e int REFERENCES parent (id), f int NOT NULL,
  > 	  g text REFERENCES parent ("Two, b"), h int REFERENCES later, FOREIGN KEY (b) REFERENCES parent ("Two, b"), EXCLUDE USING btree (d WITH =));
  > 	CREATE UNIQUE INDEX lowered ON child (lower(b) COLLATE "C" text_pattern_ops DESC NULLS LAST, (e % 3)) INCLUDE (c) WHERE d IS NOT NULL;
  > 	CREATE UNIQUE INDEX fresh ON child (f);
  > 	CREATE SEQUENCE s MAXVALUE 5;
  > 	END
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep -e '/\*' migrations/versions/b_x.up.sql
  > }
  $ on postgresql rows_in_the_way
  warning: the script will fail: column child.a does not take NULL any more (1 row in the way)
  warning: the script will fail: column child.c does not take NULL any more (1 row in the way)
  warning: the script will fail: rows that are there have no value for column child.f (3 rows in the way)
  warning: the script will fail: key child.child_pkey admits no two rows with the same values, and no NULL (1 row in the way)
  warning: the script will fail: key parent.parent_id_key admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of child may violate check constraint child.child_d_check (1 row in the way)
  warning: the script will fail: index lowered admits no two rows with the same values (1 row in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.child_b_fkey (3 rows in the way)
  warning: the script will fail: rows of child may refer to rows that are not there: child.child_h_fkey (1 row in the way)
  /* may fail: sequence s has to be between its new bounds */
  /* may fail: column child.a does not take NULL any more */
  /* may fail: column child.c does not take NULL any more */
  /* may fail: rows that are there have no value for column child.f */
  /* may fail: key child.child_pkey admits no two rows with the same values, and no NULL */
  /* may fail: key parent."parent_Two, b_key" admits no two rows with the same values */
  /* may fail: key parent.parent_id_key admits no two rows with the same values */
  /* may fail: child.child_d_excl admits no two rows that exclude each other */
  /* may fail: rows of child may violate check constraint child.child_d_check */
  /* may fail: index fresh admits no two rows with the same values */
  /* may fail: index lowered admits no two rows with the same values */
  /* may fail: rows of child may refer to rows that are not there: child.child_b_fkey */
  /* may fail: rows of child may refer to rows that are not there: child.child_e_fkey */
  /* may fail: rows of child may refer to rows that are not there: child.child_g_fkey */
  /* may fail: rows of child may refer to rows that are not there: child.child_h_fkey */

A partition that is let go leaves rows that refer to its own without them: they are counted, too, where the foreign key is made
anew for another partition.

  $ let_go()
  > {
  >   key="PRIMARY KEY) PARTITION BY LIST (id)"
  >   cat >schema.sql <<-END
  > 	CREATE TABLE p (id int $key;
  > 	CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2);
  > 	CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (id);
  > 	CREATE TABLE p33 PARTITION OF p3 DEFAULT;
  > 	CREATE TABLE r (a int REFERENCES p);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO p VALUES (1), (2), (3); INSERT INTO r VALUES (1), (1), (2), (3), (NULL)"
  >   cat >schema.sql <<-END
  > 	CREATE TABLE p (id int $key;
  > 	CREATE TABLE p1 (id int PRIMARY KEY);
  > 	CREATE TABLE p3 (id int $key;
  > 	CREATE TABLE p33 PARTITION OF p3 DEFAULT;
  > 	CREATE TABLE r (a int REFERENCES p);
  > 	END
  >   for n in b c; do
  >     auto --rev-id $n 2>&1 | grep -v ^Detected; grep -e may migrations/versions/${n}_x.up.sql
  >     rm migrations/versions/${n}_*; sed -i 's/p3 (id int .*/p3 PARTITION OF p FOR VALUES IN (3, 4) PARTITION BY LIST (id);/' schema.sql
  >   done
  > }
  $ on postgresql let_go
  warning: the script will fail: rows of r may refer to rows of p1: r.r_a_fkey (3 rows in the way)
  warning: the script will fail: rows of r may refer to rows of p3: r.r_a_fkey (1 row in the way)
  /* may fail: rows of r may refer to rows of p1: r.r_a_fkey */
  /* may fail: rows of r may refer to rows of p3: r.r_a_fkey */
  warning: the script will fail: rows of r may refer to rows that are not there: r.r_a_fkey (3 rows in the way)
  /* may fail: rows of p3 have to be within the bounds of the partition */
  /* may fail: rows of r may refer to rows that are not there: r.r_a_fkey */

A table of a schema that is not compared is not new, only because the database's is not known: its rows are looked at.

  $ elsewhere()
  > {
  >   echo 'CREATE SCHEMA other; CREATE TABLE other.p (id int PRIMARY KEY);' >setup.sql
  >   query "$(<setup.sql) INSERT INTO other.p VALUES (1); CREATE TABLE c (p int); INSERT INTO c VALUES (1)"
  >   echo 'CREATE TABLE c (p int REFERENCES other.p);' >schema.sql; export ALEMBIC_SCRATCH_SETUP=setup.sql
  >   auto --rev-id a; run upgrade -q head; run check
  > }
  $ on postgresql elsewhere
  Detected added foreign key 'c.c_p_fkey'
  warning: not compared: schema other, since include_schemas is not set
  No new upgrade operations detected.
  not compared: schema other, since include_schemas is not set

What a domain is made of decides what becomes of a value: it is refused where it is too long, and never cut.

  $ domains()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE DOMAIN len AS varchar(6);
  > 	CREATE DOMAIN num AS numeric(8,4);
  > 	CREATE DOMAIN bits AS bit varying(8);
  > 	CREATE TABLE made (a len, b num, c text, d numeric, e text[], f len[], g bits);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO made VALUES ('123456', 1.2345, 'abcdef', 1.239, '{abcdef}', '{123456}', B'10101')"
  >   sed -i 's/varchar(6)/varchar(3)/; s/(8,4)/(8,2)/; s/varying(8)/varying(3)/; s/c text, d numeric, e text/c len, d num, e len/' schema.sql
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep -o 'USING.*' migrations/versions/b_x.up.sql
  >   for column in a c e f g; do
  >     run upgrade -q head 2>&1 | grep ^sqlembic; query "UPDATE made SET $column = NULL"
  >   done
  >   run upgrade -q head && run check; query 'SELECT b, d FROM made'
  > }
  $ on postgresql domains
  warning: the script will fail: column made.a does not take every text any more (1 row in the way)
  warning: data is lost: column made.b is rounded (1 row)
  warning: the script will fail: column made.c does not take every text any more (1 row in the way)
  warning: data is lost: column made.d is rounded (1 row)
  warning: the script will fail: column made.e does not take every text any more (1 row in the way)
  warning: the script will fail: column made.f does not take every text any more (1 row in the way)
  USING a::text::character varying;
  USING b::text::numeric;
  USING e::text[]::character varying[];
  USING f::text[]::character varying[];
  USING g::text::bit varying;
  sqlembic: value too long for type character varying(3)
  sqlembic: value too long for type character varying(3)
  sqlembic: value too long for type character varying(3)
  sqlembic: value too long for type character varying(3)
  sqlembic: bit string too long for type bit varying(3)
  No new upgrade operations detected.
  1.23|1.24

A reference that is only checked at the end of a transaction, to a table that takes none of the rows of a proof, is no hindrance.

  $ deferred_references()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE v (id int PRIMARY KEY, n int CHECK (n > 5 AND n < 9));
  > 	CREATE TABLE d (a int PRIMARY KEY, v int NOT NULL REFERENCES v DEFERRABLE INITIALLY DEFERRED);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   echo 'ALTER TABLE d ADD x int;' >>schema.sql
  >   auto --rev-id b 2>&1 | grep -v ^Generating
  > }
  $ on postgresql deferred_references
  Detected added column 'd.x'

What a type drops without a word of what a text has said, of an element or of a time is told, and no value that only comes
near to a limit.

  $ values_are_cut()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE cut (a text, b text, c text, d text, e timestamptz, f int[], g numeric(8,4)[], h timestamp[], i numeric, j text, k numeric, l interval);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO cut VALUES ('1.239', '2020-01-01 10:00', '2020-01-01 10:00+07', '2020-01-01', '2020-01-01 10:00', '{1234}',
  >     '{1.5}', '{2020-01-01 10:00}', 32767.4, repeat('x', 70), 'NaN', '1 day 02:00')"
  >   query "INSERT INTO cut VALUES ('1.5', '2020-01-01', '2020-01-01 10:00', '2020-01-01', NULL, '{1}',
  >     '{1}', '{2020-01-01}', 1, 'x', 1.5, '1 day')"
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE cut (a numeric(5,2), b date, c timestamp, d timestamptz, e timestamp, f varchar(3)[], g int[], h date[], i smallint,
  > 	  j name, k numeric(4,1), l interval day);
  > 	END
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep USING migrations/versions/b_x.up.sql
  >   query "UPDATE cut SET f = '{123}'"; run upgrade -q head
  >   query "SELECT a, b, c, f, g, h, i, length(j), k, l FROM cut ORDER BY a"
  > }
  $ on postgresql values_are_cut
  warning: data is lost: column cut.a is rounded (1 row)
  warning: data is lost: column cut.b loses its time (1 row)
  warning: data is lost: column cut.c loses its time zone (1 row)
  warning: data is lost: column cut.e loses its time zone (1 row)
  warning: the script will fail: column cut.f does not take every text any more (1 row in the way)
  warning: data is lost: column cut.g is rounded (1 row)
  warning: data is lost: column cut.h loses its time (1 row)
  warning: data is lost: column cut.i is rounded (1 row)
  warning: data is lost: column cut.j is cut (1 row)
  warning: data is lost: column cut.l is cut to fewer fields (1 row)
  ALTER TABLE public.cut ALTER COLUMN a TYPE numeric(5,2) USING a::numeric(5,2);
  ALTER TABLE public.cut ALTER COLUMN b TYPE date USING b::date;
  ALTER TABLE public.cut ALTER COLUMN c TYPE timestamp without time zone USING c::timestamp without time zone;
  ALTER TABLE public.cut ALTER COLUMN d TYPE timestamp with time zone USING d::timestamp with time zone;
  ALTER TABLE public.cut ALTER COLUMN f TYPE character varying(3)[] USING f::text[];
  ALTER TABLE public.cut ALTER COLUMN g TYPE integer[] USING g::integer[];
  ALTER TABLE public.cut ALTER COLUMN h TYPE date[] USING h::date[];
  ALTER TABLE public.cut ALTER COLUMN l TYPE interval day USING l::text::interval day;
  1.24|2020-01-01|2020-01-01 10:00:00|{123}|{2}|{2020-01-01}|32767|63|NaN|1 day
  1.50|2020-01-01|2020-01-01 10:00:00|{123}|{1}|{2020-01-01}|1|1|1.5|1 day

Rows of children are not in the way of a key, of a reference, or of a check that is not theirs; those of partitions are.

  $ children_are_left_out()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE r (x int PRIMARY KEY);
  > 	CREATE TABLE p (a int, b int); CREATE TABLE c () INHERITS (p);
  > 	CREATE TABLE l (a int) PARTITION BY LIST (a); CREATE TABLE l1 PARTITION OF l DEFAULT;
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO r VALUES (1); INSERT INTO p VALUES (1, 1); INSERT INTO c VALUES (1, -1), (7, -1); INSERT INTO l VALUES (1), (1), (1)"
  >   sed -i 's/p (a int, b int)/p (a int UNIQUE REFERENCES r (x), b int, CHECK (b > 0) NO INHERIT)/; s/l (a int)/l (a int UNIQUE)/' schema.sql
  >   auto --rev-id b 2>&1 | grep -v ^Detected; query "DELETE FROM l"; run upgrade -q head; run check
  > }
  $ on postgresql children_are_left_out
  warning: the script will fail: key l.l_a_key admits no two rows with the same values (2 rows in the way)
  No new upgrade operations detected.

Values that are none of an enum's labels are counted, whatever they were before: a text, another enum, an element, a domain's.
A collation that takes texts for the same makes no label of them, and a cast of the user's own is not called.

  $ enum_values()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE TYPE more AS ENUM ('a', 'b', E'q\\''x', 'z'); CREATE TYPE moved AS ENUM ('a', 'b'); CREATE TYPE cast_by AS ENUM ('a');
  > 	CREATE SEQUENCE seen; CREATE FUNCTION note(cast_by) RETURNS text LANGUAGE sql AS $$ SELECT pg_catalog.nextval('public.seen')::text $$;
  > 	CREATE CAST (cast_by AS text) WITH FUNCTION note(cast_by);
  > 	CREATE DOMAIN over_text AS text; CREATE DOMAIN over_enum AS more;
  > 	CREATE TABLE e (a text, b char(3), c text[], d over_text, e more, f more[], g over_enum, h moved, i more, j int, k varchar[], l cast_by, m text);
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO e VALUES ('a', 'a', '{a,b}', 'a', 'a', '{a}', 'a', 'a', 'a', 1, NULL, 'a', NULL), ('A', 'z', '{a,x,y}', 'x', 'z', '{a,z}', 'z', 'b', 'z', 2, '{3}', NULL, 'y'),
  >     ('', 'b', '{A}', NULL, E'q\\\\''x', NULL, 'b', 'b', 'b', 3, '{1}', NULL, 'x')"
  >   cat >schema.sql <<-'END'
  > 	CREATE TYPE more AS ENUM ('b', 'a'); CREATE TYPE moved AS ENUM ('b', 'a', 'c'); CREATE TYPE cast_by AS ENUM ('b');
  > 	CREATE TYPE numbers AS ENUM ('1', '2'); CREATE TYPE nothing AS ENUM ();
  > 	CREATE SEQUENCE seen; CREATE FUNCTION note(cast_by) RETURNS text LANGUAGE sql AS $$ SELECT pg_catalog.nextval('public.seen')::text $$;
  > 	CREATE CAST (cast_by AS text) WITH FUNCTION note(cast_by);
  > 	CREATE DOMAIN over_text AS text; CREATE DOMAIN over_enum AS more;
  > 	CREATE TABLE e (a more, b more, c more[], d more, e more, f more[], g over_enum, h moved, i moved, j numbers, k numbers[], l cast_by, m nothing);
  > 	END
  >   auto --rev-id b 2>&1 | grep -v ^Detected; grep -e '/\*' -e 'COLUMN b' migrations/versions/b_x.up.sql
  >   query "SELECT is_called FROM seen"
  >   query "UPDATE e SET a = lower(a), b = replace(b, 'z', 'a'), c = '{a}', d = 'b', e = 'b', f = '{b}', g = 'b', i = 'a', j = 2, k = NULL, l = NULL, m = NULL"
  >   query "DELETE FROM e WHERE a = ''"; run upgrade -q head; query "SELECT * FROM e"; run check
  > }
  $ on postgresql enum_values
  warning: the script will fail: column e.i does not take every value any more (1 row in the way)
  warning: the script will fail: column e.a does not take every value any more (2 rows in the way)
  warning: the script will fail: column e.b does not take every value any more (1 row in the way)
  warning: the script will fail: column e.c does not take every value any more (2 rows in the way)
  warning: the script will fail: column e.d does not take every value any more (1 row in the way)
  warning: the script will fail: column e.e does not take every value any more (2 rows in the way)
  warning: the script will fail: column e.f does not take every value any more (1 row in the way)
  warning: the script will fail: column e.g does not take every value any more (1 row in the way)
  warning: the script will fail: column e.m does not take every value any more (2 rows in the way)
  warning: the script will fail: column e.j does not take every value any more (1 row in the way)
  warning: the script will fail: column e.k does not take every value any more (1 row in the way)
  /* may fail: column e.i does not take every value any more */
  /* may fail: column e.a does not take every value any more */
  /* may fail: column e.b does not take every value any more */
  ALTER TABLE public.e ALTER COLUMN b TYPE public.more USING b::text::public.more;
  /* may fail: column e.c does not take every value any more */
  /* may fail: column e.d does not take every value any more */
  /* may fail: column e.e does not take every value any more */
  /* may fail: column e.f does not take every value any more */
  /* may fail: column e.g does not take every value any more */
  /* may fail: column e.l does not take every value any more */
  /* may fail: column e.m does not take every value any more */
  /* may fail: column e.j does not take every value any more */
  /* may fail: column e.k does not take every value any more */
  f
  a|a|{a}|b|b|{b}|b|a|a|2|||
  a|a|{a}|b|b|{b}|b|b|a|2|||
  No new upgrade operations detected.

Rows whose values a domain would refuse are counted, be it for a check, a NULL, or a domain under it; of a text that is to be of another
type the server can be asked since 16.  A check that calls a function of the user's is not called for it.

  $ domain_conditions()
  > {
  >   echo 'CREATE TABLE c (a text, b int, c text[], d varchar(3), e text, f text, g text, h int[]);' >schema.sql
  >   auto --rev-id a >/dev/null; run upgrade -q head
  >   query "INSERT INTO c VALUES ('VALUE', 1, '{a,A}', 'abc', 'a', '1', 'a', '{1}'), ('x', -1, '{a}', 'ab', NULL, '-1', 'b', '{1,2}'),
  >     (NULL, 0, NULL, NULL, 'b', 'x', NULL, NULL)"
  >   cat >schema.sql <<-'END'
  > 	CREATE SEQUENCE seen; CREATE FUNCTION note(t text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_catalog.nextval('public.seen'); RETURN true; END $$;
  > 	CREATE DOMAIN word AS text CHECK (VALUE = 'VALUE') CHECK (length(VALUE) > 1); CREATE DOMAIN above AS bigint CHECK (VALUE > 0);
  > 	CREATE DOMAIN lower_word AS text CHECK (VALUE = lower(VALUE)); CREATE DOMAIN three AS char(5) CHECK (length(VALUE) = 3);
  > 	CREATE DOMAIN given AS text NOT NULL; CREATE DOMAIN far_above AS above CHECK (VALUE > 5 OR VALUE = 1);
  > 	CREATE DOMAIN noted AS text CHECK (note(VALUE)); CREATE DOMAIN one AS int[] CHECK (VALUE[1] = 1 AND array_length(VALUE, 1) = 1);
  > 	CREATE TABLE c (a word, b far_above, c lower_word[], d three, e given, f above, g noted, h one);
  > 	END
  >   auto --rev-id b >out 2>&1; grep warning out | grep -v 'c\.f'; query 'SELECT is_called FROM seen' 2>&1 | grep -c exist
  >   known=$(query "SELECT (current_setting('server_version_num')::int >= 160000)::int")
  >   [ "$(grep -c 'c\.f .*(2 rows' out)" = "$known" ] || grep 'c\.f' out; grep 'may fail.*c\.g' migrations/versions/b_x.up.sql
  >   query "UPDATE c SET a = 'VALUE', b = 7, c = '{a}', d = 'abc', e = 'e', f = 1, h = '{1}'"
  >   run upgrade -q head; run check
  > }
  $ on postgresql domain_conditions
  warning: the script will fail: column c.b does not take every value any more (2 rows in the way)
  warning: the script will fail: column c.e does not take every value any more (1 row in the way)
  warning: the script will fail: column c.c does not take every value any more (1 row in the way)
  warning: the script will fail: column c.d does not take every value any more (1 row in the way)
  warning: the script will fail: column c.a does not take every value any more (1 row in the way)
  1
  /* may fail: column c.g does not take every value any more */
  No new upgrade operations detected.

What a newer pg_dump writes that is no schema, a timeout and the planner's statistics, is left out: an older server does not know it.

  $ newer_dump()
  > {
  >   cat >schema.sql <<-'END'
  > 	SET statement_timeout = 0;
  > 	SET transaction_timeout = 0;
  > 	SELECT pg_catalog.set_config('search_path', '', false);
  > 	CREATE TABLE public.t (a integer);
  > 	SELECT * FROM pg_catalog.pg_restore_relation_stats('version', '180004'::integer, 'schemaname', 'public', 'relname', 't', 'relpages', '1'::integer);
  > 	SELECT * FROM pg_catalog.pg_restore_attribute_stats('version', '180004'::integer, 'schemaname', 'public', 'relname', 't', 'attname', 'a',
  > 		'inherited', 'f'::boolean, 'null_frac', '0'::real);
  > 	END
  >   auto --rev-id a; run upgrade -q head; run check
  > }
  $ on postgresql newer_dump
  Detected added table 't'
  No new upgrade operations detected.

A column that comes to number itself goes on behind its values: those that are outside of the bounds of its sequence are in the way.

  $ values_outside_of_bounds()
  > {
  >   echo 'CREATE TABLE t (a int NOT NULL, b int NOT NULL, c int NOT NULL);' >schema.sql; auto --rev-id a >/dev/null; run upgrade -q head
  >   query 'INSERT INTO t VALUES (500, -500, 500), (101, -100, 7), (100, 1, 1)'
  >   cat >schema.sql <<-'END'
  > 	CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (MAXVALUE 100),
  > 	  b int GENERATED ALWAYS AS IDENTITY (INCREMENT BY -1 MINVALUE -100), c int GENERATED ALWAYS AS IDENTITY);
  > 	END
  >   auto --rev-id b 2>&1 | grep -v ^Detected; query 'UPDATE t SET a = 100, b = -100'; run upgrade -q head; run check
  > }
  $ on postgresql values_outside_of_bounds
  warning: the script will fail: the sequence of t.a has to go on behind its values, within its bounds (2 rows in the way)
  warning: the script will fail: the sequence of t.b has to go on behind its values, within its bounds (1 row in the way)
  No new upgrade operations detected.

Counting the rows in the way of a check calls its function: what that writes is not written.

  $ counting_only_reads()
  > {
  >   cat >schema.sql <<-'END'
  > 	CREATE SEQUENCE seen; CREATE TABLE t (a int);
  > 	CREATE FUNCTION note(n int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_catalog.nextval('public.seen'); RETURN true; END $$;
  > 	END
  >   auto --rev-id a >/dev/null; run upgrade -q head; query "INSERT INTO t VALUES (1)"
  >   sed -i 's/CREATE TABLE t (a int);//; $a CREATE TABLE t (a int CHECK (note(a)));' schema.sql
  >   auto --rev-id b; query "SELECT is_called FROM seen"
  > }
  $ on postgresql counting_only_reads
  Detected added check constraint 't.t_a_check'
  f

A wanted schema of thousands of statements is loaded in more than one transaction: a server has no room for so many locks.

  $ long_schemas()
  > {
  >   echo 'CREATE TABLE a ();' >long.sql; printf "SELECT '%0200d';\n" $(seq 1001) >>long.sql
  >   echo 'CREATE TABLE b ();' >>long.sql
  >   echo "DO 'BEGIN IF (SELECT count(DISTINCT xmin::text) FROM pg_class WHERE relname IN (''a'', ''b'')) > 1 THEN
  >     CREATE TABLE by_parts (); END IF; END';" >>long.sql
  >   echo >empty.sql; run diff empty.sql long.sql | grep -o by_parts
  > }
  $ on postgresql long_schemas
  by_parts

A type whose name one of another kind takes waits under another one until the columns that have it have the new one. A
range type does not: the functions that make its values would keep the other name.

  $ swap()
  > {
  >   echo "-- $1 to $2"; rm -f migrations/versions/*; query "DROP SCHEMA public CASCADE; CREATE SCHEMA public; $3; $5; INSERT INTO t VALUES (1, $6, ARRAY[$6]::d[])" 2>&1
  >   run dump >b.sql; printf -- '-- revision: a\n-- down_revision:\n' >migrations/versions/a.up.sql; cat b.sql >>migrations/versions/a.up.sql; run stamp -q a
  >   printf '%s;\n' "$4" "$5" >schema.sql; auto --rev-id b 2>&1 | grep -v Detected; run upgrade -q head && run check
  >   query "SELECT x, pg_typeof(x), y, typtype FROM t JOIN pg_type ON pg_type.oid = pg_typeof(x)::oid"
  >   run downgrade -q a && run diff b.sql live; query "SELECT x, y, typtype FROM t JOIN pg_type ON pg_type.oid = pg_typeof(x)::oid"
  >   query "SELECT typname FROM pg_type WHERE typname LIKE 'sqlembic_old%'"
  > }
  $ swaps()
  > {
  >   t="CREATE TABLE t (id int, x d, y d[]); CREATE VIEW v AS SELECT x FROM t; CREATE FUNCTION f(d) RETURNS d LANGUAGE sql AS 'SELECT \$1'"
  >   e="CREATE TYPE d AS ENUM ('a', 'b')" n="CREATE DOMAIN d AS text CHECK (VALUE IN ('a', 'b')) DEFAULT 'b'"
  >   swap domain enum "$n; COMMENT ON DOMAIN d IS 'q'" "$e" "$t" "'a'"
  >   swap enum domain "$e" "$n" "$t" "'a'"
  >   swap composite domain "CREATE TYPE d AS (p int, q text)" "CREATE DOMAIN d AS varchar(20)" "$t" "ROW(1,'z')::d"
  >   swap enum composite "CREATE TYPE d AS ENUM ('(1)', '(2)')" "CREATE TYPE d AS (p int)" "$t" "'(1)'"
  >   swap enum range "CREATE TYPE d AS ENUM ('[1,2)', 'empty')" "CREATE TYPE d AS RANGE (SUBTYPE = int)" "CREATE TABLE t (id int, x d, y d[])" "'[1,2)'"
  >   swap range enum "CREATE TYPE d AS RANGE (SUBTYPE = int)" "CREATE TYPE d AS ENUM ('[1,2)', 'empty')" "CREATE TABLE t (id int, x d, y d[])" "'[1,2)'"
  > }
  $ on postgresql swaps
  -- domain to enum
  No new upgrade operations detected.
  a|d|{a}|e
  The schemas are equal.
  a|{a}|d
  -- enum to domain
  No new upgrade operations detected.
  a|d|{a}|d
  The schemas are equal.
  a|{a}|e
  -- composite to domain
  No new upgrade operations detected.
  (1,z)|d|{"(1,z)"}|d
  The schemas are equal.
  (1,z)|{"(1,z)"}|c
  -- enum to composite
  No new upgrade operations detected.
  (1)|d|{(1)}|c
  The schemas are equal.
  (1)|{(1)}|e
  -- enum to range
  No new upgrade operations detected.
  [1,2)|d|{"[1,2)"}|r
  The schemas are equal.
  [1,2)|{"[1,2)"}|e
  -- range to enum
  sqlembic: column t.x cannot be dropped and made again, and range type d, which it uses, has to be
    detail: enum d takes the name of range type d, which has no other one meanwhile
    state: no file was written; the database was not touched
    next: its rows would be lost: write this change by hand, in a revision of its own
  [1]
  added enum 'd'
  removed range type 'd'
  sqlembic: New upgrade operations detected.
    next: sqlembic revision --autogenerate -m "..."
  [3]
  [1,2)|d|{"[1,2)"}|r
  The schemas are equal.
  [1,2)|{"[1,2)"}|r

The lists of names mean the name that it had: nothing is left of it.

  $ named()
  > {
  >   query "CREATE TYPE d AS ENUM ('a'); CREATE TABLE t (x d); CREATE TABLE u (y int)"
  >   printf '%s;\n' "CREATE DOMAIN d AS text" "CREATE TABLE t (x d)" >schema.sql
  >   export ALEMBIC_INCLUDE_NAME='d t'; auto --rev-id a; run upgrade -q head; run check
  >   query "SELECT typname FROM pg_type WHERE typname LIKE 'sqlembic_old%'"; run downgrade -q base; run diff live schema.sql | head -3
  > }
  $ on postgresql named
  Detected removed enum 'd'
  Detected added domain 'd'
  No new upgrade operations detected.
  ALTER TYPE public.d RENAME TO "sqlembic_old_d";
  CREATE DOMAIN public.d AS text;
  ALTER TABLE public.t ALTER COLUMN x TYPE public.d;

A materialized view that cannot read the rows of a trial: the scripts are proven without rows.

  $ readings() {
  >   local table='CREATE TABLE letter (id int PRIMARY KEY, body text NOT NULL);'
  >   echo "$table" >schema.sql; auto --rev-id a; run upgrade -q head
  >   echo "$table CREATE MATERIALIZED VIEW told AS SELECT id, body::date AS a FROM letter;" >schema.sql; auto --rev-id b
  >   query "INSERT INTO letter VALUES (1, '2026-01-02')"; run upgrade -q head; query 'SELECT a FROM told'; run check
  > }
  $ on postgresql readings
  Detected added table 'letter'
  Detected added primary key 'letter.letter_pkey'
  Detected added materialized view 'told'
  2026-01-02
  No new upgrade operations detected.
