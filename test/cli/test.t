The command test: each revision up, down and up again in scratch databases.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ test_() { run test "$@" | sed "s,$PWD/,,"; }

What comes back passes. The database itself is not connected to.

  $ comes_back()
  > {
  >   revision a1 '' 'CREATE TABLE account (id INTEGER PRIMARY KEY, email VARCHAR(80));' 'DROP TABLE account;'
  >   revision b2 a1 'CREATE INDEX ix_email ON account (email);' 'DROP INDEX ix_email;'
  >   test_
  > }
  $ on sqlite postgresql comes_back
  passed  a1, about a1
  passed  b2, about b2
  All pass.

What the server prints otherwise when it is loaded again is compared by what it makes of it, which takes more of the
catalog than all others need; what does differ is found then, too.

  $ printed_otherwise()
  > {
  >   revision a1 '' "CREATE TABLE t (s varchar(9) CONSTRAINT c CHECK (s IN ('a', 'b')), d text DEFAULT 'x'::varchar(9));
  > CREATE VIEW v AS SELECT s FROM t WHERE s IN ('a', 'b');" 'DROP VIEW v; DROP TABLE t;'
  >   revision b2 a1 'ALTER TABLE t DROP CONSTRAINT c; DROP VIEW v;' "ALTER TABLE t ADD CONSTRAINT c CHECK
  > (((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])));
  > CREATE VIEW v AS SELECT s FROM t WHERE (s)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]);"
  >   revision c3 b2 'CREATE TABLE u (x int);' 'DROP TABLE u;'
  >   revision d4 c3 'ALTER TABLE t DROP CONSTRAINT IF EXISTS c;' "ALTER TABLE t ADD CONSTRAINT c CHECK (s IN ('a', 'c'));"
  >   test_ | sed '/^ *at /d'
  > }
  $ on postgresql printed_otherwise
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  failed  d4, about d4
      down: the down script does not lead back: leaves check constraint 't.c'
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test d4
  [3]

A routine that a script calls can drop what the connection has prepared, unseen: the catalog is read all the same.

  $ forgets()
  > {
  >   revision a1 '' "CREATE TABLE t (x int);
  > CREATE FUNCTION forget() RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''DEALL'' || ''OCATE ALL''; END';" \
  >     'DROP TABLE t; DROP FUNCTION forget();'
  >   revision b2 a1 'CREATE TABLE u (x int); SELECT forget();' 'SELECT forget(); DROP TABLE u;'
  >   revision c3 b2 'SELECT forget(); CREATE INDEX i ON u (x);' 'DROP INDEX i;'
  >   revision d4 c3 'CREATE TABLE d (x int);' 'SELECT forget(); SELECT 1 / 0; DROP TABLE d;'
  >   revision e5 d4 'CREATE TABLE e (x int);' 'DROP TABLE e;'
  >   test_
  > }
  $ on postgresql forgets
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  failed  d4, about d4
      down: the down script fails: division by zero
        at migrations/versions/d4.down.sql:1:18
  passed  e5, about e5
  sqlembic: 1 of 5 failed
    next: correct the scripts, then: sqlembic test d4
  [3]

Behind each revision that leaves something the place is what the revisions before it have made: rows that a second up has put there
twice are not found in the next.

  $ one_after_the_other()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER NOT NULL); INSERT INTO a (x) VALUES (7);' 'DROP TABLE a;'
  >   revision b2 a1 'INSERT INTO a (x) VALUES (8); CREATE TABLE b (x INTEGER);' 'DROP TABLE b; CREATE TABLE left_by_b (x INTEGER);'
  >   revision c3 b2 'INSERT INTO a (x) VALUES (9); CREATE TABLE c (x INTEGER);' 'DROP TABLE c; CREATE TABLE left_by_c (x INTEGER);'
  >   revision d4 c3 'INSERT INTO a (x) VALUES (10);
  > CREATE TABLE d (x INTEGER);' '-- nothing'
  >   revision e5 d4 'CREATE UNIQUE INDEX once ON a (x);' '-- nothing'
  >   revision f6 e5 'CREATE TABLE left_by_b (x INTEGER);
  > CREATE TABLE left_by_c (x INTEGER);' 'DROP TABLE left_by_b;'
  >   test_ | sed -e '/^ *at /d' -e '/^ *detail: /d' -e 's/script: .*/script/' -e 's/index/key/' -e 's/a\.once/once/'
  > }
  $ on sqlite postgresql mysql one_after_the_other
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does not lead back: leaves table 'left_by_b'
      again: the second up does not lead where the first has led: leaves table 'left_by_b'
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'left_by_c'
      again: the second up does not lead where the first has led: leaves table 'left_by_c'
  failed  d4, about d4
      down: the down script does nothing: leaves table 'd'
      again: the up script fails after the down script
  failed  e5, about e5
      down: the down script does nothing: leaves key 'once'
      again: the up script fails after the down script
  failed  f6, about f6
      down: the down script does not lead back: leaves table 'left_by_c'
      again: the up script fails after the down script
  sqlembic: 5 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]

What a down script leaves, does not bring back or brings back otherwise is named; so is one that is missing, that is
empty, or that fails.

  $ bad_downs()
  > {
  >   revision a1 '' 'CREATE TABLE account (id INTEGER PRIMARY KEY, email VARCHAR(80) DEFAULT '"'x'"' NOT NULL);
  > CREATE INDEX ix_email ON account (email);' 'DROP TABLE account;'
  >   revision b2 a1 'CREATE TABLE person (id INTEGER PRIMARY KEY);
  > DROP INDEX ix_email;' '-- nothing'
  >   revision c3 b2 'CREATE TABLE a (x INTEGER); CREATE TABLE b (x INTEGER);' 'DROP TABLE a;'
  >   revision d4 c3 'CREATE VIEW v AS SELECT id FROM account;'
  >   revision e5 d4 'CREATE TABLE c (x INTEGER);' 'DROP TABLE cc;'
  >   revision f6 e5 'CREATE TABLE d (x INTEGER);' 'DROP TABLE d;'
  >   test_ 2>&1 | grep -v 'detail:'
  > }
  $ on sqlite bad_downs
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does nothing: leaves table 'person'; does not bring back index 'ix_email'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: table person already exists
        at migrations/versions/b2.up.sql:4:14
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'b'
        at migrations/versions/c3.down.sql
      again: the up script fails after the down script: table b already exists
        at migrations/versions/c3.up.sql:4:42
  failed  d4, about d4
      down: there is no down script: leaves view 'v'
        at migrations/versions/d4.up.sql:2
  failed  e5, about e5
      down: the down script fails: no such table: cc
        at migrations/versions/e5.down.sql:1:1
  passed  f6, about f6
  sqlembic: 4 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]
  $ on postgresql bad_downs
  passed  a1, about a1
  failed  b2, about b2
      down: the down script does nothing: leaves table 'person', primary key 'person.person_pkey'; does not bring back index 'ix_email'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: relation "person" already exists
        at migrations/versions/b2.up.sql:4:1
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'b'
        at migrations/versions/c3.down.sql
      again: the up script fails after the down script: relation "b" already exists
        at migrations/versions/c3.up.sql:4:29
  failed  d4, about d4
      down: there is no down script: leaves view 'v'
        at migrations/versions/d4.up.sql:2
  failed  e5, about e5
      down: the down script fails: table "cc" does not exist
        at migrations/versions/e5.down.sql:1:1
  passed  f6, about f6
  sqlembic: 4 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]

One revision, or a range, is tested where its ancestors have built the database.

  $ some()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);'
  >   revision b2 a1 'CREATE TABLE b (x INTEGER);' 'DROP TABLE b;'
  >   revision c3 b2 'CREATE TABLE c (x INTEGER);' 'DROP TABLE c;'
  >   test_ b2
  >   test_ b2:head
  >   test_ nowhere | head -1
  >   test_ current:head
  > }
  $ on sqlite postgresql some
  passed  b2, about b2
  All pass.
  passed  b2, about b2
  passed  c3, about c3
  All pass.
  sqlembic: Can't locate revision identified by 'nowhere'
  sqlembic: 'current' needs a database and cannot be used here
    next: name the revision itself, as this shows it: sqlembic current
  [1]

What cannot be applied is named once; what follows it is not tested.

  $ broken()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   revision b2 a1 'INSERT INTO missing VALUES (1);' '-- nothing'
  >   revision c3 b2 'CREATE TABLE c (x INTEGER);' 'DROP TABLE c;'
  >   revision d4 a1 'CREATE TABLE d (x INTEGER); COMMIT;' 'DROP TABLE d;'
  >   revision e5 a1 'CREATE TABLE e (x INTEGER);' 'BEGIN; DROP TABLE e;'
  >   revision f6 e5 'CREATE TABLE f (x INTEGER);' 'DROP TABLE f;'
  >   test_; test_ c3
  > }
  $ on sqlite broken | grep -v detail:
  passed  a1, about a1
  failed  b2, about b2
      up: the up script fails: no such table: missing
        at migrations/versions/b2.up.sql:4:1
  skipped c3, about c3
      note: up: not tested, since an ancestor fails: the up script fails: no such table: missing
        at migrations/versions/b2.up.sql:4:1
  failed  d4, about d4
      up: the up script is refused: the script begins or ends a transaction by itself (COMMIT)
        at migrations/versions/d4.up.sql:4:29
      note: up: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  failed  e5, about e5
      down: the down script is refused: the script begins or ends a transaction by itself (BEGIN)
        at migrations/versions/e5.down.sql:1:1
      note: down: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  passed  f6, about f6
  sqlembic: 3 of 6 failed, 1 could not be tested
    next: correct the scripts, then: sqlembic test
  [3]
  skipped c3, about c3
      note: up: not tested, since an ancestor fails: the up script fails: no such table: missing
        at migrations/versions/b2.up.sql:4:1
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: test its ancestors first: sqlembic test base:c3
  [3]

Heads that do not depend on each other are applied in both orders.

  $ orders()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INTEGER); ALTER TABLE a ADD COLUMN b INTEGER;' 'DROP TABLE b; ALTER TABLE a DROP COLUMN b;'
  >   revision c3 a1 'CREATE TABLE c (x INTEGER); ALTER TABLE a ADD COLUMN c INTEGER;' 'DROP TABLE c; ALTER TABLE a DROP COLUMN c;'
  >   test_
  >   revision c3 a1 'CREATE TABLE IF NOT EXISTS b (x INTEGER, y INTEGER);' 'DROP TABLE b;'
  >   test_
  > }
  $ on sqlite orders
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  b2 and c3 in both orders
  All pass.
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
      note: down: where other branches are applied: the down script does not lead back: does not bring back table 'b'
        at migrations/versions/c3.down.sql
      note: again: where other branches are applied: the second up does not lead where the first has led: leaves column 'b.y'
        at migrations/versions/c3.up.sql
  failed  b2 and c3 in both orders
      order: c3 before b2: the up script fails: table b already exists
        detail: SQLITE_ERROR: table b already exists
        at migrations/versions/b2.up.sql:4:14
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test
  [3]

So are they where the second up of a head fails: an upgrade runs its first one.

  $ orders_of_bad_downs()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INT);' '-- nothing'
  >   revision c3 a1 'CREATE TABLE c (x INT); CREATE TABLE IF NOT EXISTS b (x BIGINT);' '-- nothing'
  >   test_ | grep -e ^failed -e again: -e order: | sed -e 's/fails: .*/fails/' -e 's/script: .*/script/'
  > }
  $ on sqlite postgresql mysql orders_of_bad_downs
  failed  b2, about b2
      again: the up script fails after the down script
  failed  c3, about c3
      again: the up script fails after the down script
  failed  b2 and c3 in both orders
      order: c3 before b2: the up script fails

Rows that were in a table survive what does not say that it changes them.

  $ rows()
  > {
  >   revision a1 '' 'CREATE TABLE parent (id INTEGER PRIMARY KEY);
  > CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE, note TEXT);
  > CREATE TABLE toy (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);' \
  >     'DROP TABLE child; DROP TABLE toy; DROP TABLE parent;'
  >   revision b2 a1 'DELETE FROM child;' '-- nothing'
  >   revision c3 b2 'DELETE FROM parent WHERE id > 0;' '-- nothing'
  >   test_
  > }
  $ on postgresql rows
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      rows: the up script loses rows or values of table 'child', table 'toy', and does not say so
        at migrations/versions/c3.up.sql
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test c3
  [3]

A cascade goes through all tables: it is one line, with the first of them; the report has all.

  $ cascade()
  > {
  >   local up='CREATE TABLE parent (id INTEGER PRIMARY KEY);' down='' i
  >   for i in {1..11}; do
  >     up+=" CREATE TABLE c$i (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);" down+=" DROP TABLE c$i;"
  >   done
  >   revision a1 '' "$up" "$down DROP TABLE parent;"
  >   revision b2 a1 'DELETE FROM parent;' '-- nothing'
  >   test_ b2 | grep rows:
  >   sqlembic --json test b2 2>/dev/null | python3 -c 'import json, sys
  > f = json.load(sys.stdin)["cases"][0]["findings"]; print(len(f), len(f[0]["objects"]), f[0]["objects"][0])'
  > }
  $ on postgresql cascade
      rows: the up script loses rows or values of table 'c1', table 'c10', table 'c11', table 'c2', table 'c3', table 'c4', table 'c5', table 'c6' and 3 more tables, and does not say so
  1 11 {'state': 'rows', 'kind': 'table', 'object': 'c1', 'text': "table 'c1'"}

With --kill each script is stopped behind each of its statements, too, and goes on.

  $ killed()
  > {
  >   revision a1 '' '-- transaction: off
  > CREATE TABLE a (x INTEGER);
  > CREATE INDEX ia ON a (x);
  > INSERT INTO a VALUES (1);' '-- transaction: off
  > DROP INDEX ia;
  > DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INTEGER); CREATE TABLE c (x INTEGER);' 'DROP TABLE c; DROP TABLE b;'
  >   test_ --kill
  >   revision c3 b2 '-- transaction: off
  > CREATE TEMPORARY TABLE t AS SELECT 1 AS x;
  > CREATE TABLE d (x INTEGER);
  > INSERT INTO d SELECT x FROM t;' 'DROP TABLE d;'
  >   test_ c3
  >   test_ c3 --kill | grep -v detail:
  >   test_ --kill --from live | tail -2
  > }
  $ on sqlite killed
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  passed  c3, about c3
  All pass.
  failed  c3, about c3
      kill: the up script, stopped behind statement 1 of 3, cannot go on: no such table: t
        at migrations/versions/c3.up.sql:7:1
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test c3 --kill
  [3]
  sqlembic: --kill and --from exclude each other
  [2]
  $ on postgresql killed | sed -n '/^failed/,/kill:/p'
  failed  c3, about c3
      kill: the up script, stopped behind statement 1 of 3, cannot go on: relation "t" does not exist

A second root is stopped in the place of the first one, where nothing is applied then.

  $ roots()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER); CREATE TABLE b (x INTEGER);' 'DROP TABLE b; DROP TABLE a;'
  >   revision b2 '' 'CREATE TABLE c (x INTEGER); CREATE TABLE d (x INTEGER);' 'DROP TABLE d; DROP TABLE c;'
  >   test_ --kill
  > }
  $ on sqlite postgresql roots
  passed  a1, about a1
  passed  b2, about b2
  passed  a1 and b2 in both orders
  All pass.

Rows of a file are loaded as soon as their tables are there, instead of rows that are made up.

  $ data()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INTEGER);' 'DROP TABLE b;'
  >   revision c3 b2 'ALTER TABLE b ADD COLUMN y INTEGER NOT NULL DEFAULT 1;
  > CREATE UNIQUE INDEX ib ON b (x);' 'DROP INDEX ib;
  > ALTER TABLE b DROP COLUMN y;'
  >   echo 'INSERT INTO b VALUES (7), (7);' >rows.sql
  >   test_ --data rows.sql | grep -v -e detail: -e '  at'
  >   echo 'INSERT INTO absent VALUES (7);' >none.sql
  >   test_ --data rows.sql --data none.sql | grep -v detail:
  >   test_ --data rows.sql --data missing.sql
  > }
  $ on sqlite data
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
      note: up: where tables have rows: the up script fails: UNIQUE constraint failed: b.x
  All pass.
  sqlembic: no such table: absent
    at none.sql:1:1
    | INSERT INTO absent VALUES (7)
    state: these rows could be loaded behind none of the revisions; the database was not touched
    next: correct none.sql, then run the same command again
  [1]
  sqlembic: cannot read missing.sql: No such file or directory
    state: nothing was tested; the database was not touched
    next: let --data name a file that can be read, then run the same command again
  [1]

--from takes the schema of a database, never its rows, and tests what is not applied there.

  $ from()
  > {
  >   query 'CREATE TABLE old (x INTEGER)' 'INSERT INTO old VALUES (1)'
  >   revision a1 '' 'CREATE UNIQUE INDEX io ON old (x);' 'DROP INDEX io;'
  >   revision b2 a1 'ALTER TABLE old ADD COLUMN y INTEGER;' 'ALTER TABLE old DROP COLUMN y;'
  >   test_ | grep -e ^failed -e ^skipped
  >   test_ --from live
  >   run -q upgrade a1
  >   test_ --from "$DATABASE_URL"
  >   test_ a1 --from live
  >   query 'SELECT count(*) FROM old'
  > }
  $ on sqlite postgresql from
  failed  a1, about a1
  skipped b2, about b2
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  passed  b2, about b2
  All pass.
  skipped a1, about a1
      note: up: not tested, since it is applied in the schema that --from takes
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: without --from it is tested: sqlembic test a1
  [3]
  1

Once the schema is read, no session stays in that database: nobody who wants to drop or rename it waits for the test.

  $ is_left()
  > {
  >   from=$database url=$DATABASE_URL; another
  >   case $engine in
  >   postgresql) revision a1 '' "DO \$\$ BEGIN
  >   FOR i IN 1..200 LOOP
  >     PERFORM pg_sleep(0.05), pg_stat_clear_snapshot();
  >     IF NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '$from' AND backend_type = 'client backend') THEN RETURN; END IF;
  >   END LOOP;
  >   RAISE 'a session is in it';
  > END \$\$;" '' ;;
  >   mysql) revision a1 '' "DELIMITER //
  > CREATE PROCEDURE p() BEGIN
  >   DECLARE i INT DEFAULT 0;
  >   WHILE EXISTS (SELECT 1 FROM information_schema.PROCESSLIST WHERE DB = '$from') DO
  >     IF i = 200 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a session is in it'; END IF;
  >     SET i = i + 1;
  >     DO SLEEP(0.05);
  >   END WHILE;
  > END //
  > DELIMITER ;
  > CALL p(); DROP PROCEDURE p;" '' ;;
  >   esac
  >   test_ --from "$url"
  > }
  $ on postgresql mysql is_left
  passed  a1, about a1
  All pass.

What it has without saying so is no fault of the script; a folder has no rows.

  $ unsaid()
  > {
  >   query 'CREATE TABLE a (x INTEGER)'
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   test_ --from live | grep -v -i -e detail: -e exists -e ' at '
  >   run -q stamp a1
  >   test_ --from live
  >   test_ --data migrations
  > }
  $ everywhere unsaid
  failed  a1, about a1
      note: up: where the database of --from has the schema of this revision without saying so, say of which it has all: sqlembic stamp REVISION
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test a1 --from live
  [3]
  Nothing to test.
  sqlembic: cannot read migrations: Is a directory
    state: nothing was tested; the database was not touched
    next: let --data name a file that can be read, then run the same command again
  [1]

The command that is next finds again what this one has found: it begins with the same schema and the same rows, stops where this
one has stopped, and tests all that an order needs.

  $ next_() # types what is next, and prints it with the line that says why the revision fails
  > {
  >   test_ "$@" >said; grep -h -e next: said
  >   eval "run $(sed -n 's/.*next: .*: sqlembic //p' said)" | sed "s,$PWD/,," >again
  >   grep -h -x -F -f <(grep -e '^    [a-z]*: ' said) again | sed 's/from .* on/on/'
  > }
  $ again()
  > {
  >   revision a1 '' 'CREATE TABLE parent (id INTEGER PRIMARY KEY); CREATE TABLE child (parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);' \
  >     'DROP TABLE child; DROP TABLE parent;'
  >   revision b2 a1 'DELETE FROM parent;' '-- nothing'
  >   echo 'INSERT INTO parent VALUES (7); INSERT INTO child VALUES (7);' >'two words.sql'
  >   next_ --data 'two words.sql'
  >   query 'CREATE TABLE old (x INTEGER)'
  >   revision b2 '' 'ALTER TABLE old ADD COLUMN y INTEGER;' '-- nothing'
  >   next_ b2 --from live
  > }
  $ on postgresql again
    next: correct the scripts, then: sqlembic test b2 --data 'two words.sql'
      rows: the up script loses rows or values of table 'child', and does not say so
    next: correct the scripts, then: sqlembic test b2 --from live
      down: the down script does nothing: leaves column 'old.y'
      again: the up script fails after the down script: column "y" of relation "old" already exists
  $ again_in_order()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE IF NOT EXISTS b (x BIGINT);' 'DROP TABLE b;'
  >   revision c3 a1 'CREATE TABLE IF NOT EXISTS b (x INT); CREATE TABLE c (x INT);' 'DROP TABLE c;'
  >   next_ heads
  >   revision d4 'b2, c3' 'CREATE TABLE d (x INT);' 'DROP TABLE d;'
  >   next_
  > }
  $ on sqlite postgresql again_in_order
    next: correct the scripts, then: sqlembic test heads
      order: c3 before b2 does not lead where b2 before c3 does: differs in type change on column 'b.x'
    next: correct the scripts, then: sqlembic test
      order: the order of upgrade heads does not lead where that of the files does: differs in type change on column 'b.x'

Of a revision whose ancestor fails nothing is known: what is next names the ancestor.

  $ ancestor()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE a (x INT);' 'DROP TABLE b;'
  >   revision c3 b2 'CREATE TABLE c (x INT);' 'DROP TABLE c;'
  >   test_ c3 | sed -n 's/^ *next: .*: sqlembic //p' >next; cat next
  >   run $(cat next) | grep -e ^passed -e ^failed -e ^skipped -e next:
  > }
  $ on sqlite postgresql mysql ancestor
  test base:c3
  passed  a1, about a1
  failed  b2, about b2
  skipped c3, about c3
    next: correct the scripts, then: sqlembic test b2

Roles, databases and files are no scratch database's: what reaches for them is left out, and named.

  $ beyond()
  > {
  >   revision a1 '' "CREATE ROLE $database; CREATE TABLE a (x INTEGER);" "DROP TABLE a; DROP ROLE $database;"
  >   revision b2 a1 "GRANT SELECT ON a TO $database;" "REVOKE ALL ON a FROM $database;"
  >   test_ | sed "s/$database/NAME/g"
  >   query "CREATE ROLE $database"
  >   test_ b2
  >   query "SELECT count(*) FROM pg_roles WHERE rolname = '$database'" "DROP ROLE $database"
  > }
  $ on postgresql beyond
  passed  a1, about a1
      note: up: left out: CREATE ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      note: down: left out: DROP ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
  skipped b2, about b2
      note: up: left out: GRANT SELECT ON a TO NAME is for the role 'NAME', which is not there
        at migrations/versions/b2.up.sql:4
      note: down: left out: REVOKE ALL ON a FROM NAME is for the role 'NAME', which is not there
        at migrations/versions/b2.down.sql:1
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  sqlembic: 0 of 2 failed, 1 could not be tested
    next: try b2 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  passed  b2, about b2
  All pass.
  1
  $ files()
  > {
  >   revision a1 '' "CREATE TABLE a (x TEXT); COPY a TO '/tmp/$database.txt'; COPY a TO PROGRAM 'cat >/tmp/$database.txt';" 'DROP TABLE a;'
  >   revision b2 a1 "CREATE TABLE b (x TEXT PRIMARY KEY); COPY b FROM '/nowhere/$database.txt';" 'DROP TABLE b;'
  >   revision c3 b2 "CREATE TABLE c (x TEXT REFERENCES b); COPY c FROM stdin;
  > one
  > \\." 'DROP TABLE c;'
  >   test_; ls /tmp/$database.txt 2>/dev/null
  > }
  $ on postgresql files
  passed  a1, about a1
      note: up: left out: COPY a TO reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
  passed  b2, about b2
      note: up: left out: COPY b FROM reaches beyond the scratch database
        at migrations/versions/b2.up.sql:4
  skipped c3, about c3
      note: up: it may need what is left out of b2: the up script fails: insert or update on table "c" violates foreign key constraint "c_x_fkey"
        detail: Key (x)=(one) is not present in table "b".
        at migrations/versions/c3.up.sql:4:39
  sqlembic: 0 of 3 failed, 1 could not be tested
    next: try c3 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  $ attached()
  > {
  >   revision a1 '' "-- transaction: off
  > ATTACH 'other.db' AS other;
  > CREATE TABLE other.a (x INTEGER);" "-- nothing"
  >   revision b2 '' "-- transaction: off
  > ATTACH 'other.db' AS other;
  > CREATE TABLE b (x INTEGER);" "DROP TABLE b;"
  >   test_ --kill; ls other.db 2>&1
  > }
  $ on sqlite attached
  skipped a1, about a1
      note: up: left out: ATTACH reaches beyond the scratch database
        at migrations/versions/a1.up.sql:5
      note: up: it may need what is left out of a1: the up script fails: unknown database other
        detail: SQLITE_ERROR: unknown database other
        at migrations/versions/a1.up.sql:6:14
  passed  b2, about b2
      note: up: left out: ATTACH reaches beyond the scratch database
        at migrations/versions/b2.up.sql:5
  sqlembic: 0 of 2 failed, 1 could not be tested
    next: try a1 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  ls: cannot access 'other.db': No such file or directory

Rows of a table that gets another name, and gives its own to a new one, are not lost as long as they are there.

  $ moved()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER, y VARCHAR(20));' 'DROP TABLE a;'
  >   revision b2 a1 'ALTER TABLE a RENAME TO b; CREATE TABLE a (x INTEGER);' 'DROP TABLE a; ALTER TABLE b RENAME TO a;'
  >   revision c3 b2 'ALTER TABLE a RENAME TO c; CREATE TABLE a (x INTEGER); DROP TABLE c;' '-- nothing'
  >   test_ | grep -v ' at '
  > }
  $ on sqlite postgresql mysql moved
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      rows: the up script loses rows or values of table 'a', and does not say so
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test c3
  [3]

Something that is no statement needs nothing that was left out: it is blamed.  What code puts together may.

  $ malformed()
  > {
  >   case $engine in
  >     sqlite) aside="ATTACH 'other.db' AS other" off='-- transaction: off' ;;
  >     mysql) aside="CREATE USER $database" off= ;;
  >     postgresql) aside="CREATE ROLE $database" off= ;;
  >   esac
  >   revision a1 '' "$off
  > $aside; CREATE TABLE a (x INTEGER);" "$off
  > DROP TABLE a TABLE;"
  >   revision b2 a1 'CREATE TABLE b (x INTEGER);' 'DROP TABLE b'
  >   test_ | grep -v -e 'left out: [AC]' -e '^ *at ' -e detail: | sed 's/fails: .*/fails: .../'
  > }
  $ on sqlite postgresql mysql malformed
  failed  a1, about a1
      down: the down script fails: ...
  passed  b2, about b2
  sqlembic: 1 of 2 failed
    next: correct the scripts, then: sqlembic test a1
  [3]
  $ assembled()
  > {
  >   revision a1 '' "CREATE USER $database; CREATE TABLE a (x INTEGER);" "PREPARE s FROM 'SELECT'; EXECUTE s; DROP TABLE a;"
  >   test_ | grep -v -e 'left out: [AC]' -e '^ *at ' -e detail: | sed 's/fails: .*/fails: .../'
  > }
  $ on mysql assembled
  skipped a1, about a1
      note: down: it may need what is left out of a1: the down script fails: ...
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: try a1 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]

A role that may make no databases, and a target for another engine, are refused with what to do.

  $ no_right()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   query "CREATE ROLE $database LOGIN"
  >   DATABASE_URL=$(sed -E "s,//[^@/]*@,//$database@," <<<"$DATABASE_URL") test_ | grep -v detail: | sed "s/$database/NAME/"
  >   test_ --from sqlite:///nothing.db
  >   query "DROP ROLE $database"
  > }
  $ on postgresql no_right
  sqlembic: permission denied to create database
    state: the database was not touched
    next: let an administrator run: ALTER ROLE "NAME" CREATEDB; or set scratch_url to a server where a role has that right
  [1]
  sqlembic: sqlite:///nothing.db is no postgresql database, as DATABASE_URL is
    next: schemas are compared within one kind: name another URL, or set DATABASE_URL to one of that kind
  [1]

A test that is interrupted leaves no scratch database.

  $ interrupted()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER); SELECT pg_sleep(600);' 'DROP TABLE a;'
  >   env --default-signal=INT sqlembic test 2>said & pid=$!
  >   until_true "SELECT count(*) > 0 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND datname LIKE 'sqlembic_scratch%'"
  >   scratch=$(query "SELECT datname FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)%' AND datname LIKE 'sqlembic_scratch%'")
  >   kill -INT $pid; wait $pid; echo "[$?]"; head -1 said
  >   query "SELECT count(*) FROM pg_database WHERE datname = '$scratch'"
  > }
  $ on postgresql interrupted
  [7]
  sqlembic: interrupted
  0

Quiet: what does not pass, and why.  JSON is whole.

  $ quiet()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INTEGER);' '-- nothing'
  >   revision c3 b2 "CREATE TABLE c (x INTEGER); ATTACH 'x.db' AS y;" 'DROP TABLE c;'
  >   test_ -q | grep -v detail:
  >   test_ -q a1
  >   sqlembic test -q --json 2>said | grep -c '"outcome": "passed"'
  > }
  $ on sqlite quiet
  failed  b2, about b2
      down: the down script does nothing: leaves table 'b'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: table b already exists
        at migrations/versions/b2.up.sql:4:14
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  2

The report as JSON and as JUnit's XML.

  $ reports()
  > {
  >   revision a1 '' 'CREATE TABLE "a&b" (x INTEGER);' '-- nothing'
  >   revision b2 '' "ATTACH 'x.db' AS y;" ''
  >   sqlembic test --json --junit report.xml 2>/dev/null | python3 -c 'import json, sys
  > r = json.load(sys.stdin)
  > print(r["tests"], r["failed"], r["skipped"], [(c["revision"], c["outcome"], c["milliseconds"] > 0) for c in r["cases"]])
  > f = r["cases"][0]["findings"][0]
  > print(f["stage"], f["is_failure"], f["text"], f["path"].endswith("a1.down.sql"), f["objects"])'
  >   python3 -c 'import xml.etree.ElementTree as x
  > s = x.parse("report.xml").getroot().find("testsuite")
  > print({k: v for k, v in s.attrib.items() if k != "time"})
  > for c in s:
  >   print(c.attrib["name"], [(e.tag, e.attrib.get("type"), e.attrib.get("message"), e.text[-20:]) for e in c])'
  >   test_ a1 --junit missing/report.xml | grep -v -e ' again:' -e ' at ' -e detail:
  >   test_ a1 --junit /dev/full | tail -n 4
  > }
  $ on sqlite reports
  3 1 0 [('a1', 'failed', True), ('b2', 'passed', True), ('a1', 'passed', True)]
  down True the down script does nothing: leaves table 'a&b' True [{'state': 'left', 'kind': 'table', 'object': 'a&b', 'text': "table 'a&b'"}]
  {'name': 'sqlembic test', 'tests': '3', 'failures': '1', 'errors': '0', 'skipped': '0'}
  a1 about a1 [('failure', 'down', "the down script does nothing: leaves table 'a&b'", 'versions/a1.down.sql'), ('failure', 'again', 'the up script fails after the down script: table "a&b" already exists', '"a&b" already exists')]
  b2 about b2 [('system-out', None, None, 'the scratch database')]
  a1 and b2 in both orders []
  failed  a1, about a1
      down: the down script does nothing: leaves table 'a&b'
  sqlembic: cannot write missing/report.xml: No such file or directory
    state: the revisions were tested: 1 of 1 failed
    next: name a file in a directory that is there and can be written to
  [1]
  sqlembic: cannot write /dev/full: No space left on device
    state: the revisions were tested: 1 of 1 failed
    next: free space on that disk
  [1]

A file that is mounted by itself, as a container has it, cannot be replaced: it is written to.

  $ mounted()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' '-- nothing'
  >   touch report.xml; echo old >host.xml
  >   in_container() { unshare -rm bash -c 'mount --bind host.xml report.xml && sqlembic "$@"' x "$@" --junit report.xml; }
  >   unshare -rm mount -t tmpfs none /mnt 2>/dev/null || in_container() { sqlembic "$@" --junit host.xml; }
  >   in_container test >said 2>&1; echo "[$?]"
  >   grep -c -e old -e '<testcase' host.xml; ls -A | grep -v -e migrations -e '\.ini$'
  > }
  $ on sqlite mounted
  [3]
  1
  host.xml
  report.xml
  said

A terminal gets lines that are broken between words.

  $ on_terminal()
  > {
  >   revision a1 '' "$(printf 'CREATE TABLE IF NOT EXISTS some_table_%s (x INT); ' 1 2 3 4)" '-- nothing'
  >   NO_COLOR=1 script -qec 'stty cols 60; sqlembic test' /dev/null </dev/null | tr -d '\r' | grep -v '^ *at '
  > }
  $ on sqlite on_terminal
  failed  a1, about a1
      down: the down script does nothing: leaves table
        'some_table_1', table 'some_table_2', table
        'some_table_3', table 'some_table_4'
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test a1

A comment says that data is lost, as those do that a comparison writes: it has to name the table, or the column.

  $ comments()
  > {
  >   revision a1 '' "CREATE TABLE t (id INT PRIMARY KEY, c $decimal); CREATE TABLE u (id INT PRIMARY KEY); INSERT INTO t VALUES (1, 1.55);" \
  >     'DROP TABLE t; DROP TABLE u;'
  >   revision b2 a1 "DROP TABLE u; ALTER TABLE t $alter INT;" "CREATE TABLE u (id INT PRIMARY KEY); ALTER TABLE t $alter $decimal;"
  >   test_ b2 | grep rows:
  >   sed -i '4i /* loses data: column t.c is rounded (1 row) */' $versions/b2.up.sql; test_ b2
  >   sed -i '4d' $versions/b2.up.sql; sed -i '1i -- loses data: T' $versions/b2.down.sql; test_ b2
  >   sed -i '1s/T/tt/' $versions/b2.down.sql; test_ b2 | grep rows:
  >   sed -i '1s/tt/column t.id/' $versions/b2.down.sql; test_ b2 | grep rows:
  > }
  $ comments_postgresql() { decimal='NUMERIC(9,2)' alter='ALTER c TYPE' comments; }
  $ comments_mysql() { decimal='DECIMAL(9,2)' alter='MODIFY c' comments; }
  $ on postgresql comments_postgresql; on mysql comments_mysql
      rows: the down script loses rows or values of column 't.c', and does not say so
  passed  b2, about b2
  All pass.
  passed  b2, about b2
  All pass.
      rows: the down script loses rows or values of column 't.c', and does not say so
      rows: the down script loses rows or values of column 't.c', and does not say so
      rows: the down script loses rows or values of column 't.c', and does not say so
  passed  b2, about b2
  All pass.
  passed  b2, about b2
  All pass.
      rows: the down script loses rows or values of column 't.c', and does not say so
      rows: the down script loses rows or values of column 't.c', and does not say so

What a comparison has written passes, each column by its own comment.

  $ written()
  > {
  >   revision a1 '' "CREATE TABLE t (id INT PRIMARY KEY, c $decimal, d $decimal); CREATE TABLE u (id INT PRIMARY KEY);
  > INSERT INTO t VALUES (1, 1.55, 2.55);" 'DROP TABLE t; DROP TABLE u;'
  >   run -q upgrade head
  >   echo 'CREATE TABLE t (id INT PRIMARY KEY, c INT, d INT);' >b.sql
  >   ALEMBIC_TARGET_METADATA=b.sql run -q revision --autogenerate -m about --rev-id b2 >/dev/null
  >   grep -h loses $versions/b2*.up.sql
  >   test_ b2
  >   sed -i '/ t\.c is/d' $versions/b2*.sql; test_ b2 | grep rows:
  >   sed -i 's/ t\.d is/ t.c is/' $versions/b2*.sql; test_ b2 | grep rows:
  > }
  $ written_postgresql() { decimal='NUMERIC(9,2)' written; }
  $ written_mysql() { decimal='DECIMAL(9,2)' written; }
  $ on postgresql written_postgresql; on mysql written_mysql
  /* loses data: drops table u */
  /* loses data: column t.c is rounded (1 row) */
  /* loses data: column t.d is rounded (1 row) */
  passed  b2, about
  All pass.
      rows: the down script loses rows or values of column 't.c', and does not say so
      rows: the down script loses rows or values of column 't.d', and does not say so
  /* loses data: drops table u */
  /* loses data: column t.c is rounded (1 row) */
  /* loses data: column t.d is rounded (1 row) */
  passed  b2, about
  All pass.
      rows: the down script loses rows or values of column 't.c', and does not say so
      rows: the down script loses rows or values of column 't.d', and does not say so

What `upgrade heads` builds an empty database by is the order of its plan, where branches that are merged need not follow the names of
files: that order is tried, too, when all are tested.

  $ planned()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INT);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x INT);' 'DROP TABLE b;'
  >   revision c3 a1 'CREATE TABLE c (x INT); DROP TABLE b; CREATE TABLE b (x INT);' 'DROP TABLE c;'
  >   revision d4 'b2, c3' 'CREATE TABLE d (x INT);' 'DROP TABLE d;'
  >   test_ | grep -e ^failed -e order: | sed 's/fails: .*/fails/'
  >   revision b2 a1 'CREATE TABLE b (x INT); ALTER TABLE a ADD COLUMN b INT;' 'DROP TABLE b; ALTER TABLE a DROP COLUMN b;'
  >   revision c3 a1 'CREATE TABLE c (x INT); ALTER TABLE a ADD COLUMN c INT;' 'DROP TABLE c; ALTER TABLE a DROP COLUMN c;'
  >   test_ | tail -1
  >   revision b2 a1 'CREATE TABLE IF NOT EXISTS b (x BIGINT);' 'DROP TABLE b;'
  >   revision c3 a1 'CREATE TABLE IF NOT EXISTS b (x INT); CREATE TABLE c (x INT);' 'DROP TABLE c;'
  >   test_ | grep -e ^failed -e order: | sed 's/from .* on/on/'
  >   test_ d4
  >   revision d4 'b2, c3' 'CREATE TABLE IF NOT EXISTS d (x INT);' '-- nothing'
  >   test_ | grep -e ^failed -e down: -e order: | sed 's/from .* on/on/'
  >   revision d4 'b2, c3' 'CREATE TABLE d (x INT);' '-- nothing'
  >   test_ | grep -e ^failed -e again: -e order: | sed -e 's/from .* on/on/' -e 's/script: .*/script/'
  > }
  $ on sqlite postgresql mysql planned
  failed  c3, about c3
      order: upgrade heads runs it behind a1, and there the up script fails
  All pass.
  failed  d4, about d4
      order: the order of upgrade heads does not lead where that of the files does: differs in type change on column 'b.x'
  passed  d4, about d4
  All pass.
  failed  d4, about d4
      down: the down script does nothing: leaves table 'd'
      order: the order of upgrade heads does not lead where that of the files does: differs in type change on column 'b.x'
  failed  d4, about d4
      again: the up script fails after the down script
      order: the order of upgrade heads does not lead where that of the files does: differs in type change on column 'b.x'

A history that begins in a database that has tables already is told how to begin there.

  $ beginning()
  > {
  >   revision a1 '' 'ALTER TABLE account ADD COLUMN x INT;' 'ALTER TABLE account DROP COLUMN x;'
  >   revision b2 a1 'CREATE TABLE b (x INT);' 'DROP TABLE b;'
  >   test_ | sed -n -e 's/fails: .*/fails/' -e '/note: up: where/p' -e '/^skipped/p'
  > }
  $ on sqlite postgresql mysql beginning
      note: up: where no revision makes that table, begin with a schema that has it (--from live, or --from URL), or have scratch_setup make it
  skipped b2, about b2
