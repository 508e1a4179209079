On PostgreSQL, and with more than one processor, a history in one line is tested in two halves at the same time.  What is found is what
is found by one processor, which tests one revision after the other.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ line()
  > {
  >   local i before=
  >   for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16; do
  >     revision r$i "$before" "CREATE TABLE t$i (id int PRIMARY KEY, word text NOT NULL);" "DROP TABLE t$i;"
  >     before=r$i
  >   done
  > }
  $ rewrite() { sed -i '/^[^-]/d' "migrations/versions/$1"; echo "$2" >> "migrations/versions/$1"; }
  $ told() { sed "s,$PWD/,,; s/\"milliseconds\": [0-9.]*/MS/"; }
  $ left() { query "SELECT 'left: ' || count(*) FROM pg_database WHERE datname LIKE 'sqlembic\_scratch\_%' AND pg_get_userbyid(datdba) = '${1:-$database}'"; }
  $ compares()
  > {
  >   line
  >   rewrite r02.down.sql 'DROP TABLE t02; CREATE TABLE rest (x int);'
  >   rewrite r05.up.sql 'CREATE TABLE t05 (id int PRIMARY KEY); ALTER TABLE t04 ADD COLUMN more int NOT NULL DEFAULT 1;'
  >   rewrite r05.down.sql 'DROP TABLE t05;'
  >   rewrite r10.up.sql "ALTER TABLE t03 ADD CHECK (word <> ''); CREATE TYPE t10 AS ENUM ('a');"
  >   rewrite r10.down.sql 'DROP TYPE t10;'
  >   rewrite r16.down.sql 'DROP TABLE t17;'
  >   sqlembic test --json 2>&1 | told > two
  >   taskset -c 0 sqlembic test --json 2>&1 | told > one
  >   cmp one two
  >   run -q test
  > }
  $ on postgresql compares
  failed  r02, about r02
      down: the down script does not lead back: leaves table 'rest'
        at ./migrations/versions/r02.down.sql
      again: the second up does not lead where the first has led: leaves table 'rest'
        at ./migrations/versions/r02.up.sql
  failed  r05, about r05
      down: the down script does not lead back: leaves column 't04.more'
        at ./migrations/versions/r05.down.sql
      again: the up script fails after the down script: column "more" of relation "t04" already exists
        at ./migrations/versions/r05.up.sql:4:40
  failed  r10, about r10
      down: the down script does not lead back: leaves check constraint 't03.t03_word_check'
        at ./migrations/versions/r10.down.sql
      again: the second up does not lead where the first has led: leaves check constraint 't03.t03_word_check1'
        at ./migrations/versions/r10.up.sql
  failed  r16, about r16
      down: the down script fails: table "t17" does not exist
        at ./migrations/versions/r16.down.sql:1:1
  sqlembic: 4 of 16 failed
    next: correct the scripts, then: sqlembic test
  [3]

Where one may fail for what the other one does, all is tested once more, one after the other.

  $ as_owner()
  > {
  >   query "CREATE ROLE $database LOGIN PASSWORD 'x' CREATEDB $1"
  >   export DATABASE_URL="$(echo "$DATABASE_URL" | sed "s,//[^@]*@,//$database:x@,")"
  > }
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
  $ has_few_connections()
  > {
  >   line
  >   as_owner 'CONNECTION LIMIT 3'
  >   run test | tail -n 1
  >   left
  > }
  $ on postgresql has_few_connections
  All pass.
  left: 0

A signal ends both; the program's own thread gets it.

  $ threads_that_take_signals()
  > {
  >   local n=0 blocked
  >   while read -r _ blocked; do
  >     (( 0x$blocked & 1 << 14 )) || n=$((n + 1))
  >   done <<<"$(grep -h ^SigBlk "/proc/$1/task/"*/status)"
  >   echo "threads that take signals: $n"
  > }
  $ is_interrupted()
  > {
  >   line
  >   as_owner
  >   rewrite r14.up.sql "CREATE TABLE t14 (id int); SELECT pg_sleep(600);"
  >   sqlembic test >said 2>&1 &
  >   until [ "$(query "SELECT count(*) FROM pg_stat_activity WHERE usename = '$database' AND wait_event = 'PgSleep'")" != 0 ]; do sleep 0.1; done # both may be there
  >   threads_that_take_signals $!
  >   kill -TERM $!
  >   wait $! || echo "[$?]"
  >   sed 's/interrupted .*/interrupted/' said # the other half may be connecting
  >   left
  > }
  $ on postgresql is_interrupted
  threads that take signals: 1
  [7]
  sqlembic: interrupted
    state: the database was not touched
  left: 0
