On PostgreSQL a revision goes up and down in one transaction, and what it leaves is seen by the rows of the catalog that it has
changed.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ test_() { run test "$@" | sed "s,$PWD/,,"; }

What comes back is not blamed: by itself, made anew, as a column at the end, with other rows.

  $ comes_back()
  > {
  >   revision a1 '' "CREATE TYPE mood AS ENUM ('sad', 'ok');
  > CREATE TABLE old (id serial PRIMARY KEY, mood mood DEFAULT 'ok', note text, n varchar(10));
  > CREATE TABLE other (id int PRIMARY KEY, old_id int REFERENCES old);
  > CREATE INDEX ix ON old (mood);
  > CREATE VIEW v AS SELECT id, mood FROM old;
  > CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';" \
  >     'DROP FUNCTION f(); DROP VIEW v; DROP TABLE other, old; DROP TYPE mood;'
  >   revision b2 a1 'CREATE TABLE new (id serial PRIMARY KEY, old_id int REFERENCES old); ALTER TABLE other ADD COLUMN t text;' \
  >     'DROP TABLE new; ALTER TABLE other DROP COLUMN t;'
  >   revision c3 b2 'DROP INDEX ix; DROP VIEW v;' 'CREATE INDEX ix ON old (mood); CREATE VIEW v AS SELECT id, mood FROM old;'
  >   revision d4 c3 'ALTER TABLE old ALTER COLUMN n TYPE varchar(20);' 'ALTER TABLE old ALTER COLUMN n TYPE varchar(10);'
  >   revision e5 d4 'ALTER TABLE old DROP COLUMN n;' 'ALTER TABLE old ADD COLUMN n varchar(20);'
  >   revision f6 e5 "UPDATE old SET note = 'x';" '-- what it was nobody knows'
  >   revision g7 f6 "INSERT INTO old (id, note) VALUES (7, 'seven');" "DELETE FROM old WHERE note = 'seven';"
  >   revision h8 g7 "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';" \
  >     "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
  >   revision i9 h8 "DO 'BEGIN CREATE TABLE old (x int); EXCEPTION WHEN duplicate_table THEN NULL; END';" '-- nothing'
  >   test_
  > }
  $ on postgresql comes_back
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  passed  e5, about e5
  passed  f6, about f6
  passed  g7, about g7
  passed  h8, about h8
  passed  i9, about i9
  All pass.

Columns that are made anew may stand at another place; they may not be others.

  $ columns()
  > {
  >   revision a1 '' "CREATE TABLE one (id int PRIMARY KEY, a int, b text NOT NULL DEFAULT 'x', c int);
  > CREATE TABLE two (LIKE one INCLUDING ALL);
  > CREATE TABLE three (LIKE one INCLUDING ALL);
  > CREATE TABLE four (LIKE one INCLUDING ALL);
  > CREATE TABLE five (LIKE one INCLUDING ALL);" \
  >     'DROP TABLE one, two, three, four, five;'
  >   revision b2 a1 'ALTER TABLE one DROP b, DROP c;' "ALTER TABLE one ADD b text NOT NULL DEFAULT 'x', ADD c int;"
  >   revision c3 b2 'ALTER TABLE two DROP b, DROP c;' "ALTER TABLE two ADD c int, ADD b text NOT NULL DEFAULT 'x';"
  >   revision d4 c3 'ALTER TABLE three DROP a;' 'ALTER TABLE three ADD a int;'
  >   revision e5 d4 'ALTER TABLE four DROP b, DROP c;' "ALTER TABLE four ADD b text NOT NULL DEFAULT 'y', ADD c int;"
  >   revision f6 e5 'ALTER TABLE five DROP c;' 'ALTER TABLE five ADD d int;'
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql columns
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  failed  e5, about e5
      down: the down script does not lead back: differs in server default on column 'four.b'
  failed  f6, about f6
      down: the down script does not lead back: leaves column 'five.d'; does not bring back column 'five.c'
      again: the up script fails after the down script: column "c" of relation "five" does not exist
  sqlembic: 2 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]

The second up meets columns whose values are gone, where that is what the first has done: whether they come back where they were,
or at another place, and with rows of other tables or without.

  $ values()
  > {
  >   revision a1 '' "CREATE TABLE one (id int PRIMARY KEY, mail text);
  > CREATE TABLE two (mail text, id int PRIMARY KEY);
  > CREATE TABLE three (id int PRIMARY KEY, mail text);
  > CREATE TABLE copies (id int, mail text NOT NULL);" \
  >     'DROP TABLE one, two, three, copies;'
  >   revision b2 a1 "CREATE TABLE mails (id int, mail text NOT NULL);
  > INSERT INTO mails SELECT * FROM one;
  > ALTER TABLE one DROP mail;" "ALTER TABLE one ADD mail text;
  > DROP TABLE mails;"
  >   revision c3 b2 "CREATE TABLE more (id int, mail text NOT NULL);
  > INSERT INTO more SELECT id, mail FROM two;
  > ALTER TABLE two DROP mail;" "ALTER TABLE two ADD mail text;
  > DROP TABLE more;"
  >   revision d4 c3 "DELETE FROM copies;
  > INSERT INTO copies SELECT * FROM three;
  > ALTER TABLE three DROP mail;" "ALTER TABLE three ADD mail text;"
  >   test_ | grep -v ' at migrations' | sed 's/ of relation "[a-z]*"//'
  > }
  $ on postgresql values
  passed  a1, about a1
  passed  b2, about b2
      note: again: where tables have rows: the up script fails after the down script: null value in column "mail" violates not-null constraint
        detail: Failing row contains (1, null).
  passed  c3, about c3
      note: again: where tables have rows: the up script fails after the down script: null value in column "mail" violates not-null constraint
        detail: Failing row contains (1, null).
  passed  d4, about d4
      note: again: where tables have rows: the up script fails after the down script: null value in column "mail" violates not-null constraint
        detail: Failing row contains (1, null).
  All pass.

What does not is blamed, however small it is, and where as many rows are gone as have come.

  $ stays()
  > {
  >   revision a1 '' "CREATE TABLE old (id serial PRIMARY KEY, note text);
  > CREATE TABLE twin (id serial PRIMARY KEY, note text);
  > CREATE INDEX ix ON old (note);
  > CREATE FUNCTION depends() RETURNS int LANGUAGE sql AS 'SELECT 1';
  > COMMENT ON TABLE old IS 'one';" 'DROP FUNCTION depends(); DROP TABLE old, twin;'
  >   revision b2 a1 'CREATE TABLE new (id serial PRIMARY KEY, note text);' 'DROP TABLE twin;'
  >   revision c3 b2 'DROP INDEX ix;' 'CREATE INDEX ix ON old (note DESC);'
  >   revision d4 c3 "COMMENT ON TABLE old IS 'two';" "COMMENT ON TABLE old IS 'three';"
  >   revision e5 d4 'GRANT SELECT, INSERT ON old TO PUBLIC;' 'REVOKE SELECT ON old FROM PUBLIC;'
  >   revision f6 e5 'ALTER TABLE old ALTER COLUMN note SET DEFAULT 1;' '-- nothing'
  >   revision g7 f6 "INSERT INTO old (id, note) VALUES (77, 'seven');" '-- nothing'
  >   revision h8 g7 'ALTER SEQUENCE old_id_seq INCREMENT 5;' 'ALTER SEQUENCE old_id_seq INCREMENT 2;'
  >   revision i9 h8 "DO 'BEGIN CREATE TABLE passing (x int); RAISE division_by_zero; EXCEPTION WHEN division_by_zero THEN NULL; END';
  > CREATE DOMAIN lasting AS int;" '-- nothing'
  >   revision j10 i9 'ALTER TABLE old SET (toast.autovacuum_enabled = off);' '-- nothing'
  >   revision k11 j10 'ALTER FUNCTION depends() DEPENDS ON EXTENSION plpgsql;' '-- nothing'
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql stays
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves sequence 'new_id_seq', table 'new', sequence owner 'new_id_seq', primary key 'new.new_pkey'; does not bring back sequence 'twin_id_seq', table 'twin', sequence owner 'twin_id_seq', primary key 'twin.twin_pkey'
      again: the up script fails after the down script: relation "new" already exists
  failed  c3, about c3
      down: the down script does not lead back: differs in changed definition on index 'ix'
  failed  d4, about d4
      down: the down script does not lead back: differs in changed text on comment 'TABLE public.old'
  failed  e5, about e5
      down: the down script does not lead back: leaves privilege 'TABLE public.old TO PUBLIC'
  failed  f6, about f6
      down: the down script does nothing: differs in server default on column 'old.note'
  failed  g7, about g7
      again: the up script fails after the down script: duplicate key value violates unique constraint "old_pkey"
        detail: Key (id)=(77) already exists.
  failed  h8, about h8
      down: the down script does not lead back: differs in changed increment on sequence 'old_id_seq'
  failed  i9, about i9
      down: the down script does nothing: leaves domain 'lasting'
      again: the up script fails after the down script: type "lasting" already exists
  failed  j10, about j10
      down: the down script does nothing: differs in changed storage parameters on table 'old'
  failed  k11, about k11
      down: the down script does nothing: leaves dependency of function public.depends() on extension plpgsql
  sqlembic: 10 of 11 failed
    next: correct the scripts, then: sqlembic test
  [3]

A materialized view from which nothing can be read any more is no schema, but is left so; one that was so before may be filled.

  $ emptied()
  > {
  >   local was="CHECK (s IN ('a', 'b'))" is="CHECK (s::text = ANY (ARRAY['a'::character varying::text, 'b'::character varying::text]))"
  >   revision a1 '' "CREATE TABLE t (s varchar(9) CONSTRAINT k $was); CREATE MATERIALIZED VIEW n AS SELECT s FROM t WITH NO DATA;
  > CREATE FUNCTION depends() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE MATERIALIZED VIEW m AS SELECT s FROM t;" \
  >     'DROP FUNCTION depends(); DROP MATERIALIZED VIEW m, n; DROP TABLE t;'
  >   revision b2 a1 'DROP MATERIALIZED VIEW m;' 'CREATE MATERIALIZED VIEW m AS SELECT s FROM t WITH NO DATA;'
  >   revision c3 b2 'CREATE MATERIALIZED VIEW m AS SELECT s FROM t;' 'DROP MATERIALIZED VIEW m;'
  >   revision d4 c3 'CREATE TABLE d (x int);' 'DROP TABLE d; REFRESH MATERIALIZED VIEW m WITH NO DATA;'
  >   revision e5 d4 'DROP MATERIALIZED VIEW n;' 'CREATE MATERIALIZED VIEW n AS SELECT s FROM t;'
  >   revision f6 d4 'REFRESH MATERIALIZED VIEW n;' 'REFRESH MATERIALIZED VIEW n WITH NO DATA;'
  >   revision g7 d4 "ALTER TABLE t DROP CONSTRAINT k;" "ALTER TABLE t ADD CONSTRAINT k $is;"
  >   revision h8 g7 "ALTER TABLE t ADD CONSTRAINT k $was; REFRESH MATERIALIZED VIEW m;" "ALTER TABLE t DROP CONSTRAINT k;"
  >   revision i9 h8 "ALTER TABLE t DROP CONSTRAINT k;" "ALTER TABLE t ADD CONSTRAINT k $is;
  > REFRESH MATERIALIZED VIEW m WITH NO DATA; ALTER FUNCTION depends() DEPENDS ON EXTENSION plpgsql;"
  >   for id in a1 b2 c3 d4 e5 f6 g7 h8 i9; do test_ $id | grep -e '^[pf]' -e down:; done
  > }
  $ on postgresql emptied
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves materialized view 'm' without data
  passed  c3, about c3
  failed  d4, about d4
      down: the down script does not lead back: leaves materialized view 'm' without data
  passed  e5, about e5
  passed  f6, about f6
  passed  g7, about g7
  passed  h8, about h8
  failed  i9, about i9
      down: the down script does not lead back: leaves materialized view 'm' without data, dependency of function public.depends() on extension plpgsql

What ALTER DEFAULT PRIVILEGES gives, and each object that was there has not, is told before these objects are.

  $ default_privileges()
  > {
  >   revision a1 '' "$(printf 'CREATE TABLE t%s (x int);' 1 2 3 4 5 6 7 8 9)" "DROP TABLE $(echo t{1..9} | tr ' ' ,);"
  >   revision b2 a1 'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;' '-- nothing'
  >   test_ b2 | grep -o -e 'down: .* TABLES PUBLIC.' -e 'and [0-9]* more'
  > }
  $ on postgresql default_privileges
  down: the down script does nothing: leaves default privilege 'postgres TABLES PUBLIC'
  and 2 more

Rows of the catalog that are gone are told from new ones that stand in their place, where one catalog has as many as before, and
where a part of a script was undone.

  $ exchanges()
  > {
  >   revision a1 '' "CREATE TABLE old (id int PRIMARY KEY, a int, b int NOT NULL); CREATE TABLE twin (id int);
  > COMMENT ON TABLE old IS 'one';" 'DROP TABLE old, twin;'
  >   revision b2 a1 'ALTER TABLE old ADD COLUMN c int;' 'ALTER TABLE old DROP COLUMN a;'
  >   revision c3 b2 "COMMENT ON TABLE twin IS 'one';" 'COMMENT ON TABLE old IS NULL;'
  >   revision d4 c3 "ALTER TABLE old ADD CONSTRAINT k CHECK (id > 0);
  > DO 'BEGIN DROP TABLE twin; RAISE division_by_zero; EXCEPTION WHEN division_by_zero THEN NULL; END';" \
  >     "ALTER TABLE old DROP CONSTRAINT k; ALTER TABLE old DROP CONSTRAINT old_pkey;"
  >   revision e5 d4 "DO 'BEGIN CREATE TABLE t (); DROP TABLE twin; RAISE division_by_zero; EXCEPTION WHEN division_by_zero THEN NULL; END';
  > ALTER TABLE old ADD COLUMN d int DEFAULT 1;" 'ALTER TABLE old DROP COLUMN d;'
  >   revision f6 e5 'ALTER TABLE old ALTER b DROP NOT NULL; ALTER TABLE twin ADD x int;' 'ALTER TABLE old ALTER b SET NOT NULL; ALTER TABLE twin DROP x;'
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql exchanges
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves column 'old.c'; does not bring back column 'old.a'
      again: the up script fails after the down script: column "c" of relation "old" already exists
  failed  c3, about c3
      down: the down script does not lead back: leaves comment 'TABLE public.twin'; does not bring back comment 'TABLE public.old'
      again: the second up does not lead where the first has led: does not bring back comment 'TABLE public.old'
  failed  d4, about d4
      down: the down script does not lead back: does not bring back primary key 'old.old_pkey'
      again: the second up does not lead where the first has led: does not bring back primary key 'old.old_pkey'
  passed  e5, about e5
  passed  f6, about f6
  sqlembic: 3 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]

No COMMIT in a scratch database waits for the disk.

  $ waits_not()
  > {
  >   revision a1 '' "CREATE TABLE t (v text CHECK (v = 'off')); INSERT INTO t SELECT current_setting('synchronous_commit');" 'DROP TABLE t;'
  >   test_
  > }
  $ on postgresql waits_not
  passed  a1, about a1
  All pass.

What is made anew in the same words costs one run of either script, and so does what is left: no script runs for nothing, and no
database is made but the first.

  $ runs_once()
  > {
  >   local log=$SQLEMBIC_SERVER_POSTGRESQL_DIR/log id
  >   revision a1 '' "CREATE TABLE t (id int PRIMARY KEY, n int CONSTRAINT k CHECK (n > 0), u int CONSTRAINT uq UNIQUE);
  > CREATE INDEX ix ON t (n) WHERE n > 1; COMMENT ON INDEX ix IS 'x'; CREATE TABLE r (t int CONSTRAINT fk REFERENCES t (u));
  > CREATE TYPE e AS ENUM ('a', 'b'); CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  > CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.n > 0) EXECUTE PROCEDURE g();
  > CREATE POLICY po ON t USING (n > 0);" 'DROP TABLE r, t; DROP FUNCTION g; DROP TYPE e;'
  >   revision b2 a1 'DROP INDEX ix;' "CREATE INDEX ix ON t (n) WHERE n > 1; COMMENT ON INDEX ix IS 'x';"
  >   revision c3 b2 'ALTER TABLE t DROP CONSTRAINT k;' 'ALTER TABLE t ADD CONSTRAINT k CHECK (n > 0);'
  >   revision d4 c3 'ALTER TABLE r DROP CONSTRAINT fk;' 'ALTER TABLE r ADD CONSTRAINT fk FOREIGN KEY (t) REFERENCES t (u);'
  >   revision e5 d4 'DROP TYPE e;' "CREATE TYPE e AS ENUM ('a', 'b');"
  >   revision f6 e5 'DROP TRIGGER tr ON t;' 'CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.n > 0) EXECUTE PROCEDURE g();'
  >   revision g7 f6 'DROP POLICY po ON t;' 'CREATE POLICY po ON t USING (n > 0);'
  >   revision h8 g7 'CREATE TABLE h (id int);' '-- nothing'
  >   revision i9 h8 'DROP FUNCTION g;' "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
  >   for id in b2 c3 d4 e5 f6 g7 h8 i9; do sed -i "4s,^[A-Z]*,& /* $database $id */," $versions/$id.up.sql; done
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" test_ | grep -v ' at migrations'
  >   for id in b2 c3 d4 e5 f6 g7 h8 i9; do echo "$id $(grep -c "LOG:  statement: .*/\* $database $id \*/" "$log")"; done
  >   echo "databases: $(sed -n "s/.*\[\([0-9]*\)\] LOG:  statement: .*\/\* $database .*/\1/p" "$log" | sort -u | wc -l)"
  > }
  $ on postgresql runs_once
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  passed  e5, about e5
  passed  f6, about f6
  passed  g7, about g7
  failed  h8, about h8
      down: the down script does nothing: leaves table 'h'
      again: the up script fails after the down script: relation "h" already exists
  passed  i9, about i9
  sqlembic: 1 of 9 failed
    next: correct the scripts, then: sqlembic test h8
  [3]
  b2 1
  c3 1
  d4 1
  e5 1
  f6 1
  g7 1
  h8 3
  i9 1
  databases: 1

To see whether two prints are of one expression a copy of both schemas is made, in one database for all of them; none is where
nothing can be printed in two ways.

  $ prints()
  > {
  >   local log=$SQLEMBIC_SERVER_POSTGRESQL_DIR/log
  >   revision a1 '' "CREATE TABLE t (a int DEFAULT 1, b text CONSTRAINT k CHECK (b IN ('x', 'y')), c text CONSTRAINT q UNIQUE);
  > CREATE INDEX ix ON t (a, b); COMMENT ON TABLE t IS 'mark of $database';" "DROP TABLE t;"
  >   revision b2 a1 'DROP INDEX ix;' "CREATE INDEX ix ON t (b DESC, a);"
  >   revision c3 b2 "ALTER TABLE t ALTER a SET DEFAULT 2;" '-- nothing'
  >   revision d4 c3 "ALTER TABLE t DROP CONSTRAINT q;" "ALTER TABLE t ADD CONSTRAINT q UNIQUE (c, b);"
  >   if [ "${prints_two_ways-}" ]; then
  >     revision e5 d4 "ALTER TABLE t DROP CONSTRAINT k;" "ALTER TABLE t ADD CONSTRAINT k CHECK (b IN ('x', 'z'));"
  >     revision f6 e5 "ALTER TABLE t ALTER c SET DEFAULT lower('x');" "ALTER TABLE t ALTER c SET DEFAULT upper('x');"
  >     revision g7 f6 "ALTER TABLE t ALTER c SET DEFAULT lower('x');" "ALTER TABLE t ALTER c SET DEFAULT 'y';"
  >   fi
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" test_ | grep -v ' at migrations'
  >   awk -v mark="mark of $database" 'match($0, / \[[0-9]+\] /) { session = substr($0, RSTART, RLENGTH) }
  >     index($0, mark) && !seen[session]++ { n++ } END { print "databases:", n }' "$log"
  > }
  $ on postgresql prints
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: differs in changed definition on index 'ix'
  failed  c3, about c3
      down: the down script does nothing: differs in server default on column 't.a'
  failed  d4, about d4
      down: the down script does not lead back: differs in changed definition on unique constraint 't.q'
  sqlembic: 3 of 4 failed
    next: correct the scripts, then: sqlembic test
  [3]
  databases: 1
  $ prints_two_ways=1 on postgresql prints
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: differs in changed definition on index 'ix'
  failed  c3, about c3
      down: the down script does nothing: differs in server default on column 't.a'
  failed  d4, about d4
      down: the down script does not lead back: differs in changed definition on unique constraint 't.q'
  failed  e5, about e5
      down: the down script does not lead back: differs in changed definition on check constraint 't.k'
  failed  f6, about f6
      down: the down script does not lead back: differs in server default on column 't.c'
  failed  g7, about g7
      down: the down script does not lead back: differs in server default on column 't.c'
  sqlembic: 6 of 7 failed
    next: correct the scripts, then: sqlembic test
  [3]
  databases: 2

What a script leaves in its session is no fault of the next one, which would have a session of its own: what the second up fails
by is what the down script has left.

  $ leftovers()
  > {
  >   revision a1 '' 'CREATE TABLE t (x int);' 'DROP TABLE t;'
  >   revision b2 a1 'PREPARE p AS SELECT 1; CREATE TABLE b (x int);' 'DROP TABLE b;'
  >   revision c3 b2 'PREPARE p AS SELECT 1; CREATE TABLE c (x int);' '-- nothing'
  >   revision d4 c3 "DO 'BEGIN EXECUTE ''PREPARE p AS SELECT 1''; END'; CREATE OR REPLACE VIEW d AS SELECT 1 AS x;" '-- nothing'
  >   revision e5 d4 "CREATE TEMPORARY TABLE t (y int); DECLARE c CURSOR WITH HOLD FOR SELECT 1; SET search_path = pg_temp;
  > LISTEN x; SELECT pg_advisory_lock(7); ALTER TABLE public.c ADD e int DEFAULT 5;" 'ALTER TABLE c DROP e; ALTER TABLE c ALTER x SET DEFAULT 1;'
  >   revision f6 e5 "-- transaction: off
  > PREPARE p AS SELECT 1; CREATE TEMPORARY TABLE t (y int); ALTER TABLE c ADD f int;" 'ALTER TABLE c DROP f;'
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql leftovers
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      down: the down script does nothing: leaves table 'c'
      again: the up script fails after the down script: relation "c" already exists
  failed  d4, about d4
      down: the down script does nothing: leaves view 'd'
  failed  e5, about e5
      down: the down script does not lead back: differs in server default on column 'c.x'
      again: the second up does not lead where the first has led: differs in server default on column 'c.x'
  passed  f6, about f6
  sqlembic: 3 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]

What is made anew keeps another moment, which is no difference; another time of a day before is one.

  $ moments()
  > {
  >   view="CREATE VIEW v AS SELECT x FROM t WHERE at > 'now'::timestamptz - '1 mon'::interval"
  >   revision a1 '' "CREATE TABLE t (x int, at timestamptz DEFAULT 'now'::timestamptz); $view;" 'DROP VIEW v; DROP TABLE t;'
  >   revision b2 a1 "ALTER TABLE t ADD y timestamp DEFAULT 'now'::timestamp;" "ALTER TABLE t DROP y; DROP VIEW v; $view;"
  >   revision c3 b2 "-- transaction: off
  > DROP VIEW v; $view AND x > 1;" "DROP VIEW v; $view;"
  >   revision d4 c3 "ALTER TABLE t ALTER at SET DEFAULT '2001-01-01 03:04:05.6';" "ALTER TABLE t ALTER at SET DEFAULT '2001-01-01 04:04:05.6';"
  >   test_ | grep -v ' at migrations' | sed "s/'[^']*'::/'...'::/"
  > }
  $ on postgresql moments
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  failed  d4, about d4
      down: the down script does not lead back: differs in server default on column 't.at'
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test d4
  [3]

What the server prints anew has no blanks of its own; the body of a routine keeps them.

  $ blanks()
  > {
  >   revision a1 '' "CREATE TABLE t (x int, CONSTRAINT k CHECK (x > 0)); CREATE VIEW v AS SELECT x FROM t;
  > CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';" \
  >     'DROP FUNCTION f; DROP FUNCTION g; DROP VIEW v; DROP TABLE t;'
  >   revision b2 a1 'DROP VIEW v; ALTER TABLE t DROP CONSTRAINT k; DROP FUNCTION f;' "CREATE VIEW v AS /* anew */ SELECT  x
  > FROM t; ALTER TABLE t ADD CONSTRAINT k CHECK (x  >  0); CREATE  FUNCTION f()  RETURNS int  LANGUAGE sql AS 'SELECT 1';"
  >   revision c3 b2 'DROP FUNCTION g;' "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT  1';"
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql blanks
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      down: the down script does not lead back: differs in changed definition on function 'g()'
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test c3
  [3]

Tables that need one another's rows, looked at when the transaction ends, have some, too.

  $ circle()
  > {
  >   revision a1 '' 'CREATE TABLE p (id int PRIMARY KEY, q int NOT NULL); CREATE TABLE v (id int PRIMARY KEY);
  > CREATE TABLE q (id int PRIMARY KEY, p int NOT NULL REFERENCES p DEFERRABLE INITIALLY DEFERRED);
  > ALTER TABLE p ADD FOREIGN KEY (q) REFERENCES q ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;' 'DROP TABLE p, q, v CASCADE;'
  >   revision b2 a1 'DELETE FROM q; CREATE TABLE b (x int);' 'DROP TABLE b;'
  >   test_ b2 | grep rows:
  > }
  $ on postgresql circle
      rows: the up script loses rows or values of table 'p', and does not say so

Deferred constraints are looked at behind each script, and are as deferred for the second up as for the first.

  $ deferred()
  > {
  >   revision a1 '' 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED);' \
  >     'DROP TABLE c, p;'
  >   revision b2 a1 'INSERT INTO c VALUES (500); INSERT INTO p VALUES (500); CREATE OR REPLACE VIEW v AS SELECT 1 AS x;' \
  >     'DELETE FROM c WHERE id = 500; DELETE FROM p WHERE id = 500;'
  >   revision c3 b2 "INSERT INTO c SELECT CASE WHEN to_regclass('k') IS NULL THEN 500 ELSE 501 END; CREATE OR REPLACE VIEW w AS SELECT 1 AS x;" \
  >     'DELETE FROM c WHERE id = 500; CREATE TABLE k ();'
  >   test_ | grep -v ' at migrations'
  > }
  $ on postgresql deferred
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves view 'v'
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'k', view 'w'
      again: the up script fails after the down script: insert or update on table "c" violates foreign key constraint "c_id_fkey"
        detail: Key (id)=(501) is not present in table "p".
  sqlembic: 2 of 3 failed
    next: correct the scripts, then: sqlembic test
  [3]

The database in which expressions are printed alike is made anew where its session is lost, and none is left behind; nor is one where
scripts are stopped.

  $ test_alone() # as a user whose databases and sessions are this test's
  > {
  >   query "CREATE ROLE r_$database SUPERUSER LOGIN"
  >   DATABASE_URL=${DATABASE_URL/postgres@/r_$database@} test_ "$@" | grep -v ' at migrations'
  >   query "SELECT 'left: ' || count(*) FROM pg_database WHERE pg_get_userbyid(datdba) = 'r_$database'"
  > }
  $ ends_session()
  > {
  >   local end="SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user
  >     AND datname LIKE 'sqlembic_scratch%' AND datname <> current_database();"
  >   revision a1 '' "CREATE TABLE t (b varchar CONSTRAINT k CHECK (b IN ('x', 'y'))); CREATE TABLE u (LIKE t INCLUDING ALL);" 'DROP TABLE t, u;'
  >   revision b2 a1 'ALTER TABLE u DROP CONSTRAINT k;' "ALTER TABLE u ADD CONSTRAINT k CHECK (b IN ('x', 'z'));"
  >   revision c3 b2 'ALTER TABLE t DROP CONSTRAINT k;' \
  >     "ALTER TABLE t ADD CONSTRAINT k CHECK (b::text = ANY (ARRAY['x'::varchar::text, 'y'::varchar::text])); $end"
  >   test_alone
  > }
  $ on postgresql ends_session
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: differs in changed definition on check constraint 'u.k'
  passed  c3, about c3
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  left: 0
  $ stops()
  > {
  >   revision a1 '' "-- transaction: off
  > CREATE TABLE t (a int);
  > CREATE TABLE seen AS SELECT pg_backend_pid() AS pid;
  > DO 'DECLARE n text := (SELECT CASE WHEN pid = pg_backend_pid() THEN 1 ELSE 2 END FROM seen);
  > BEGIN EXECUTE ''ALTER TABLE t ADD CONSTRAINT k CHECK (a IN (0, '' || n || ''))''; END';" 'DROP TABLE t, seen;'
  >   test_alone --kill
  > }
  $ on postgresql stops
  failed  a1, about a1
      kill: the up script, stopped behind statement 2 of 3, does not lead where it does without a stop: differs in changed definition on check constraint 't.k'
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test a1 --kill
  [3]
  left: 0

Where the server does not count rows it is not taken for one that has counted none.

  $ uncounted()
  > {
  >   revision a1 '' 'CREATE TABLE t (x int);' 'DROP TABLE t;'
  >   revision b2 a1 'CREATE TABLE b (x int);' '-- nothing'
  >   DATABASE_URL="$DATABASE_URL&options=-c%20track_counts%3Doff" test_ | grep -v ' at migrations'
  > }
  $ on postgresql uncounted
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does nothing: leaves table 'b'
      again: the up script fails after the down script: relation "b" already exists
  sqlembic: 1 of 2 failed
    next: correct the scripts, then: sqlembic test b2
  [3]

What else than a table a scratch database lacks is told with what to do about it.

  $ lacks()
  > {
  >   local up
  >   for up in 'x nowhere.mood);' 'x mood);' 'x text); CREATE INDEX ix ON t USING gin (x gin_trgm_ops);' 'x date DEFAULT today());' \
  >     'x int); GRANT SELECT ON t TO sqlembic_nobody;' 'x int);'; do
  >     revision a1 '' 'CREATE TABLE a (x int);' 'DROP TABLE a;'
  >     revision b2 a1 "CREATE TABLE t ($up" 'DROP TABLE t;'
  >     test_ b2 | grep -e up: -e All
  >   done
  > }
  $ on postgresql lacks
      up: the up script fails: schema "nowhere" does not exist
      note: up: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
      up: the up script fails: type "mood" does not exist
      note: up: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
      up: the up script fails: operator class "gin_trgm_ops" does not exist for access method "gin"
      note: up: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
      up: the up script fails: function today() does not exist
      note: up: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
      up: the up script fails: role "sqlembic_nobody" does not exist
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  All pass.
