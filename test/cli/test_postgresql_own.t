Scripts with a transaction of their own, on PostgreSQL.

  $ since 12 || exit 80
  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ revision() # ID PARENT UP DOWN: both with a transaction of their own
  > {
  >   printf -- '-- %s\n-- revision: %s\n-- down_revision: %s\n-- transaction: own\n%s\n' "about $1" "$1" "$2" "$3" >$versions/$1.up.sql
  >   printf -- '-- transaction: own\n%s\n' "$4" >$versions/$1.down.sql
  > }
  $ log=$SQLEMBIC_SERVER_POSTGRESQL_DIR/log
  $ test_counted() # ID ...: how often a mark in each up script was run, and in how many databases
  > {
  >   local id
  >   for id; do sed -i "6s,^[A-Z]*,& /* $database $id */," $versions/$id.up.sql; done
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" run test | sed "s,$PWD/,,"
  >   for id; do echo "$id $(grep -c "LOG:  statement: .*/\* $database $id \*/" "$log")"; done
  >   echo "databases: $(sed -n "s/.*\[\([0-9]*\)\] LOG:  statement: .*\/\* $database .*/\1/p" "$log" | sort -u | wc -l)"
  > }

One that is a transaction as a whole runs as often as one in ours; what fails in it is not in effect, and the database goes on, as
does that without rows.

  $ whole()
  > {
  >   revision a1 '' $'BEGIN;\nCREATE TABLE t (id int PRIMARY KEY, n int);\nCOMMIT;' 'BEGIN; DROP TABLE t; COMMIT;'
  >   revision b2 a1 $'START TRANSACTION;\nCREATE TABLE b (x int);\nEND;' 'begin work; DROP TABLE b; end work;'
  >   revision c3 b2 $'BEGIN;\nCREATE TABLE c (x int);\nCOMMIT;' 'BEGIN; DROP TABLE c; SELECT missing; COMMIT;'
  >   revision d4 c3 $'BEGIN;\nCREATE TABLE d (x int);\nCOMMIT;' 'BEGIN; SELECT 1; COMMIT;'
  >   revision e5 d4 $'BEGIN;\nCREATE TABLE e (x int);\nCOMMIT;' 'BEGIN; DROP TABLE e, missing; COMMIT;'
  >   revision f6 e5 $'BEGIN;\nCREATE INDEX f ON t (n);\nCOMMIT;' 'BEGIN; DROP INDEX f; COMMIT;'
  >   test_counted a1 b2 c3 d4 e5 f6
  > }
  $ on postgresql whole
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      down: the down script fails: column "missing" does not exist
        at migrations/versions/c3.down.sql:2:29
  failed  d4, about d4
      down: the down script does not lead back: leaves table 'd'
        at migrations/versions/d4.down.sql
      again: the up script fails after the down script: relation "d" already exists
        at migrations/versions/d4.up.sql:6:1
  failed  e5, about e5
      down: the down script fails: table "missing" does not exist
        at migrations/versions/e5.down.sql:2:8
  passed  f6, about f6
  sqlembic: 3 of 6 failed
    next: correct the scripts, then: sqlembic test
  [3]
  a1 2
  b2 2
  c3 4
  d4 3
  e5 2
  f6 1
  databases: 2

What is not one transaction as a whole may be in effect in part, behind a failure, and is not gone on with; nor is one whose COMMIT
fails taken for one that was never begun.

  $ parts()
  > {
  >   revision a1 '' 'BEGIN; CREATE TABLE t (id int PRIMARY KEY, n int); COMMIT;' 'BEGIN; DROP TABLE t; COMMIT;'
  >   revision b2 a1 'CREATE TABLE b (x int);' 'DROP TABLE b; BEGIN; SELECT missing; COMMIT;'
  >   revision c3 b2 'BEGIN; CREATE TABLE c (x int); COMMIT;' 'BEGIN; DROP TABLE c; COMMIT; SELECT missing;'
  >   revision d4 c3 'BEGIN; CREATE TABLE d (x int); COMMIT;' 'BEGIN; DROP TABLE d; COMMIT AND CHAIN; SELECT missing; COMMIT;'
  >   revision e5 d4 'BEGIN; CREATE TABLE e (x int); COMMIT;' 'BEGIN; DROP TABLE e; ROLLBACK;'
  >   revision f6 e5 'BEGIN; CREATE TABLE f (x int UNIQUE DEFERRABLE INITIALLY DEFERRED); COMMIT;' \
  >     'BEGIN; INSERT INTO f VALUES (7), (7); DROP TABLE b; COMMIT;'
  >   revision g7 f6 'BEGIN ISOLATION LEVEL SERIALIZABLE; CREATE TABLE g (x int); COMMIT;' 'BEGIN READ ONLY; DROP TABLE g; COMMIT;'
  >   revision h8 g7 'BEGIN; SAVEPOINT a; CREATE TABLE h (x int); ROLLBACK TO a; CREATE TABLE h (y int); COMMIT;' \
  >     'BEGIN; DROP TABLE h; SAVEPOINT a; DROP TABLE b; ROLLBACK TO a; COMMIT;'
  >   revision i9 h8 'BEGIN; CREATE TABLE i (x int); COMMIT;' 'BEGIN; DROP TABLE i; COMMIT:'
  >   revision j10 i9 'BEGIN; CREATE TABLE j (x int); COMMIT /* all */;' 'BEGIN TRANSACTION; DROP TABLE j; COMMIT 1;'
  >   run test | sed "s,$PWD/,,"
  > }
  $ on postgresql parts
  passed  a1, about a1
  failed  b2, about b2
      down: the down script fails: column "missing" does not exist
        at migrations/versions/b2.down.sql:2:29
  failed  c3, about c3
      down: the down script fails: column "missing" does not exist
        at migrations/versions/c3.down.sql:2:37
  failed  d4, about d4
      down: the down script fails: column "missing" does not exist
        at migrations/versions/d4.down.sql:2:47
  failed  e5, about e5
      down: the down script does not lead back: leaves table 'e'
        at migrations/versions/e5.down.sql
      again: the up script fails after the down script: relation "e" already exists
        at migrations/versions/e5.up.sql:5:8
  failed  f6, about f6
      down: the down script fails: duplicate key value violates unique constraint "f_x_key"
        detail: Key (x)=(7) already exists.
        at migrations/versions/f6.down.sql:2:53
  failed  g7, about g7
      down: the down script fails: cannot execute DROP TABLE in a read-only transaction
        at migrations/versions/g7.down.sql:2:18
  passed  h8, about h8
  failed  i9, about i9
      down: the down script fails: syntax error at or near ":"
        at migrations/versions/i9.down.sql:2:28
  failed  j10, about j10
      down: the down script fails: syntax error at or near "1"
        at migrations/versions/j10.down.sql:2:41
  sqlembic: 8 of 10 failed
    next: correct the scripts, then: sqlembic test
  [3]

Several transactions, all of which commit, are run as one first, where nothing depends on where one ends: of them, too, each script
runs as often as one in ours.

  $ several()
  > {
  >   revision a1 '' $'BEGIN;\nCREATE TABLE t (id int PRIMARY KEY); COMMIT AND CHAIN; CREATE TABLE u (x int);' 'DROP TABLE u; COMMIT AND CHAIN; DROP TABLE t;'
  >   revision b2 a1 $'BEGIN;\nCREATE TABLE b (x int);\nCOMMIT;\nBEGIN;\nCREATE INDEX i ON b (x);\nCOMMIT;' 'DROP INDEX i; DROP TABLE b;'
  >   revision c3 b2 $'BEGIN;\nCREATE TABLE c (x int); COMMIT; SELECT 1;' 'SELECT 1; COMMIT AND CHAIN;'
  >   revision d4 c3 $'BEGIN;\nCREATE SEQUENCE d; COMMIT; SELECT nextval(\'d\');' 'DROP SEQUENCE d;'
  >   revision e5 d4 $'BEGIN;\nCREATE TABLE IF NOT EXISTS t (x int); SELECT setval(\'d\', 7); COMMIT;' 'SELECT 1;'
  >   test_counted a1 b2 c3 d4 e5
  > }
  $ on postgresql several
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      down: the down script does not lead back: leaves table 'c'
        at migrations/versions/c3.down.sql
      again: the up script fails after the down script: relation "c" already exists
        at migrations/versions/c3.up.sql:6:1
  passed  d4, about d4
  passed  e5, about e5
  sqlembic: 1 of 5 failed
    next: correct the scripts, then: sqlembic test c3
  [3]
  a1 1
  b2 1
  c3 3
  d4 1
  e5 2
  databases: 1

What makes a difference does so: settings and tables that end with a transaction, in a routine as well, and constraints that are
looked at there.

  $ ends()
  > {
  >   revision a1 '' 'CREATE TABLE t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);' 'DROP TABLE t;'
  >   revision b2 a1 'CREATE TABLE b (x int);' 'CREATE TEMP TABLE a (x int) ON COMMIT DROP; COMMIT AND CHAIN; SELECT x FROM a; DROP TABLE b;'
  >   revision c3 b2 'CREATE SCHEMA s; COMMIT AND CHAIN; CREATE TABLE s.c (x int);' \
  >     'SET LOCAL search_path = s; COMMIT AND CHAIN; DROP TABLE c; DROP SCHEMA s;'
  >   revision d4 c3 'CREATE TABLE d (x int);' 'INSERT INTO t VALUES (7), (7); COMMIT AND CHAIN; DELETE FROM t; DROP TABLE d;'
  >   revision e5 d4 'ALTER TABLE t DROP CONSTRAINT t_id_key;' 'ALTER TABLE t ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED;'
  >   revision f6 e5 "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT set_config(''search_path'', ''s'', true)';" 'DROP FUNCTION f;'
  >   revision g7 f6 'CREATE TABLE s.g (x int);' 'BEGIN; SELECT f(); COMMIT; DROP TABLE g;'
  >   run test | sed "s,$PWD/,,"
  > }
  $ on postgresql ends
  passed  a1, about a1
  failed  b2, about b2
      down: the down script fails: relation "a" does not exist
        at migrations/versions/b2.down.sql:2:77
  failed  c3, about c3
      down: the down script fails: table "c" does not exist
        at migrations/versions/c3.down.sql:2:46
  failed  d4, about d4
      down: the down script fails: duplicate key value violates unique constraint "t_id_key"
        detail: Key (id)=(7) already exists.
        at migrations/versions/d4.down.sql:2:32
  passed  e5, about e5
  passed  f6, about f6
  failed  g7, about g7
      down: the down script fails: table "g" does not exist
        at migrations/versions/g7.down.sql:2:28
  sqlembic: 4 of 7 failed
    next: correct the scripts, then: sqlembic test
  [3]

So does what is refused outside of a transaction, or behind the one that has made a thing, what is still open at the end, and what
asks which transaction it is.

  $ behind()
  > {
  >   revision a1 '' 'CREATE TABLE a (x int);' 'LOCK TABLE a; DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x int);' 'CREATE TABLE z (x int UNIQUE INITIALLY DEFERRED); BEGIN; INSERT INTO z VALUES (7), (7); COMMIT;
  > BEGIN; DELETE FROM z; SET CONSTRAINTS ALL IMMEDIATE; COMMIT; DROP TABLE z, b;'
  >   revision c3 b2 'CREATE TABLE c (x int);' $'BEGIN; CREATE TABLE z (x int); COMMIT; BEGIN; COPY z FROM stdin (FREEZE);\n1\n\\.\nCOMMIT; DROP TABLE z, c;'
  >   revision d4 c3 'CREATE TABLE d (x int);' "BEGIN; CREATE TYPE z AS ENUM ('a'); COMMIT; BEGIN; ALTER TYPE z ADD VALUE 'b';
  > CREATE TABLE y (z z DEFAULT 'b'); COMMIT; DROP TABLE y, d; DROP TYPE z;"
  >   revision e5 d4 'CREATE TABLE e (x int);' 'BEGIN; SELECT 1; COMMIT; BEGIN; DROP TABLE e;'
  >   revision f6 e5 'CREATE TABLE f (x int);' 'SET default_transaction_read_only = on; DROP TABLE f;'
  >   revision g7 f6 'CREATE TABLE g (x int);' "BEGIN; CREATE TABLE z AS SELECT txid_current() AS id; COMMIT;
  > DO 'BEGIN IF (SELECT id FROM z) <> txid_current() THEN CREATE TABLE left_by_g (); END IF; END'; DROP TABLE z, g;"
  >   run test | sed "s,$PWD/,,"
  > }
  $ on postgresql behind
  failed  a1, about a1
      down: the down script fails: LOCK TABLE can only be used in transaction blocks
        at migrations/versions/a1.down.sql:2:1
  failed  b2, about b2
      down: the down script fails: duplicate key value violates unique constraint "z_x_key"
        detail: Key (x)=(7) already exists.
        at migrations/versions/b2.down.sql:2:89
  failed  c3, about c3
      down: the down script fails: cannot perform COPY FREEZE because the table was not created or truncated in the current subtransaction
        at migrations/versions/c3.down.sql:2:47
  failed  d4, about d4
      down: the down script fails: unsafe use of new value "b" of enum type z
        detail: hint: New enum values must be committed before they can be used.
        at migrations/versions/d4.down.sql:3:29
  failed  e5, about e5
      down: the down script fails: the script has left its transaction open
        at migrations/versions/e5.down.sql
  failed  f6, about f6
      down: the down script fails: cannot execute DROP TABLE in a read-only transaction
        at migrations/versions/f6.down.sql:2:41
  failed  g7, about g7
      down: the down script does not lead back: leaves table 'left_by_g'
        at migrations/versions/g7.down.sql
      again: the second up does not lead where the first has led: leaves table 'left_by_g'
        at migrations/versions/g7.up.sql
  sqlembic: 7 of 7 failed
    next: correct the scripts, then: sqlembic test
  [3]
