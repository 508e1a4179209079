On PostgreSQL, and with more than one processor, a history in one line is tested in two halves at the same time.  What is found is what
is found by one processor, which tests one revision after the other.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ . "$SQLEMBIC_SOURCE/test/support/halves.bash"
  $ compares()
  > {
  >   line
  >   rewrite r02.down.sql 'DROP TABLE t02; CREATE TABLE rest (x int);'
  >   rewrite r05.up.sql 'CREATE TABLE t05 (id int PRIMARY KEY); ALTER TABLE t04 ADD COLUMN more int NOT NULL DEFAULT 1;'
  >   rewrite r05.down.sql 'DROP TABLE t05;'
  >   rewrite r10.up.sql "ALTER TABLE t03 ADD CHECK (word <> ''); CREATE TYPE t10 AS ENUM ('a');"
  >   rewrite r10.down.sql 'DROP TYPE t10;'
  >   rewrite r16.down.sql 'DROP TABLE t17;'
  >   as_one
  > }
  $ on postgresql compares
  failed  r02, about r02
      down: the down script does not lead back: leaves table 'rest'
        at migrations/versions/r02.down.sql
      again: the second up does not lead where the first has led: leaves table 'rest'
        at migrations/versions/r02.up.sql
  failed  r05, about r05
      down: the down script does not lead back: leaves column 't04.more'
        at migrations/versions/r05.down.sql
      again: the up script fails after the down script: column "more" of relation "t04" already exists
        at migrations/versions/r05.up.sql:4:40
  failed  r10, about r10
      down: the down script does not lead back: leaves check constraint 't03.t03_word_check'
        at migrations/versions/r10.down.sql
      again: the second up does not lead where the first has led: leaves check constraint 't03.t03_word_check1'
        at migrations/versions/r10.up.sql
  failed  r16, about r16
      down: the down script fails: table "t17" does not exist
        at migrations/versions/r16.down.sql:1:1
  sqlembic: 4 of 16 failed
    next: correct the scripts, then: sqlembic test
  [3]

Where one may fail for what the other one does, all is tested once more, one after the other.

  $ looks_round()
  > {
  >   line
  >   as_owner
  >   rewrite r16.up.sql "DO \$\$ BEGIN
  > IF (SELECT count(*) FROM pg_database WHERE datname LIKE 'sqlembic\_scratch\_%' AND pg_get_userbyid(datdba) = current_user) > 1 THEN
  >   RAISE 'there is another one' USING ERRCODE = 'object_in_use';
  > END IF; CREATE TABLE t16 (id int); END \$\$;"
  >   run -q test
  >   left
  > }
  $ on postgresql looks_round
  left: 0
  $ on postgresql has_few_connections
  All pass.
  left: 0

A signal ends both; the program's own thread gets it.

  $ sleep=pg_sleep; on postgresql is_interrupted
  threads that take signals: 1
  [7]
  sqlembic: interrupted
    state: the database was not touched
  left: 0
