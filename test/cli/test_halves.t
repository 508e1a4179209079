With more than one processor a history in one line is tested in two halves at the same time.  What is found is what is found by one
processor, which tests one revision after the other.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ line()
  > {
  >   local i before=
  >   for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16; do
  >     revision r$i "$before" "CREATE TABLE t$i (id int PRIMARY KEY, word varchar(20) NOT NULL);" "DROP TABLE t$i;"
  >     before=r$i
  >   done
  > }
  $ rewrite() { sed -i '/^[^-]/d' "migrations/versions/$1"; echo "$2" >> "migrations/versions/$1"; }
  $ told() { sed -E "s,$PWD/,,; s/\"milliseconds\": [0-9.]*/MS/; s/sqlembic_scratch_[0-9a-f_]+/SCRATCH/"; }
  $ as_one()
  > {
  >   sqlembic test --json 2>&1 | told > two
  >   taskset -c 0 sqlembic test --json 2>&1 | told > one
  >   cmp one two
  >   run -q test | told
  > }
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

  $ compares_plain()
  > {
  >   line
  >   rewrite r02.down.sql 'DROP TABLE t02; CREATE TABLE rest (x int);'
  >   rewrite r05.up.sql 'CREATE TABLE t05 (id int PRIMARY KEY); ALTER TABLE t04 ADD COLUMN more int NOT NULL DEFAULT 1;'
  >   rewrite r05.down.sql 'DROP TABLE t05;'
  >   rewrite r10.up.sql "CREATE INDEX x10 ON t03 (word); CREATE VIEW v10 AS SELECT word FROM t03;"
  >   rewrite r10.down.sql 'DROP VIEW v10;'
  >   rewrite r16.down.sql 'DROP TABLE t17;'
  >   as_one
  > }
  $ on sqlite compares_plain
  failed  r02, about r02
      down: the down script does not lead back: leaves table 'rest'
        at migrations/versions/r02.down.sql
      again: the second up does not lead where the first has led: leaves table 'rest'
        at migrations/versions/r02.up.sql
  failed  r05, about r05
      down: the down script does not lead back: leaves column 't04.more'
        at migrations/versions/r05.down.sql
      again: the up script fails after the down script: duplicate column name: more
        detail: SQLITE_ERROR: duplicate column name: more
        at migrations/versions/r05.up.sql:4:40
  failed  r10, about r10
      down: the down script does not lead back: leaves index 'x10'
        at migrations/versions/r10.down.sql
      again: the up script fails after the down script: index x10 already exists
        detail: SQLITE_ERROR: index x10 already exists
        at migrations/versions/r10.up.sql:4:1
  failed  r16, about r16
      down: the down script fails: no such table: t17
        detail: SQLITE_ERROR: no such table: t17
        at migrations/versions/r16.down.sql:1:1
  sqlembic: 4 of 16 failed
    next: correct the scripts, then: sqlembic test
  [3]
  $ on mysql compares_plain
  failed  r02, about r02
      down: the down script does not lead back: leaves table 'rest'
        at migrations/versions/r02.down.sql
      again: the second up does not lead where the first has led: leaves table 'rest'
        at migrations/versions/r02.up.sql
  failed  r05, about r05
      down: the down script does not lead back: leaves column 't04.more'
        at migrations/versions/r05.down.sql
      again: the up script fails after the down script: Duplicate column name 'more'
        detail: error 1060 of the server
        at migrations/versions/r05.up.sql:4:67
  failed  r10, about r10
      down: the down script does not lead back: leaves key 't03.x10'
        at migrations/versions/r10.down.sql
      again: the up script fails after the down script: Duplicate key name 'x10'
        detail: error 1061 of the server
        at migrations/versions/r10.up.sql:4:14
  failed  r16, about r16
      down: the down script fails: Unknown table 'SCRATCH.t17'
        detail: error 1051 of the server
        at migrations/versions/r16.down.sql:1:12
  sqlembic: 4 of 16 failed
    next: correct the scripts, then: sqlembic test
  [3]

Where one may fail for what the other one does, all is tested once more, one after the other.

  $ left()
  > {
  >   case $DATABASE_URL in
  >   postgresql*) query "SELECT 'left: ' || count(*) FROM pg_database WHERE datname LIKE 'sqlembic\_scratch\_%' AND pg_get_userbyid(datdba) = '$database'" ;;
  >   *) query "SELECT CONCAT('left: ', COUNT(DISTINCT DB)) FROM information_schema.PROCESSLIST WHERE USER = '$database'" ;;
  >   esac
  > }
  $ as_owner()
  > {
  >   case $DATABASE_URL in
  >   postgresql*) query "CREATE ROLE $database LOGIN PASSWORD 'x' CREATEDB ${1:+CONNECTION LIMIT $1}" ;;
  >   *) query "CREATE USER $database@localhost IDENTIFIED BY 'x' ${1:+WITH MAX_USER_CONNECTIONS $1}; GRANT ALL ON *.* TO $database@localhost" ;;
  >   esac
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
  >   as_owner 3
  >   run test | tail -n 1
  >   left
  > }
  $ on postgresql has_few_connections
  All pass.
  left: 0
  $ on mysql has_few_connections
  All pass.
  left: 0
  $ waits_for_the_other()
  > {
  >   line
  >   as_owner
  >   rewrite r16.up.sql "CREATE TABLE t16 (id int);
  > DELIMITER //
  > CREATE PROCEDURE look() BEGIN
  >   IF (SELECT COUNT(DISTINCT DB) FROM information_schema.PROCESSLIST WHERE USER = '$database' AND DB LIKE 'sqlembic\_scratch\_%') > 1 THEN
  >     SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'there is another one';
  >   END IF; END//
  > DELIMITER ;
  > CALL look(); DROP PROCEDURE look;"
  >   run -q test
  > }
  $ on mysql waits_for_the_other

Where a script takes a lock that is one of the whole server, one half would wait for the other one.

  $ takes_a_lock()
  > {
  >   line
  >   rewrite r03.up.sql "CREATE TABLE t03 (id int); DO GET_LOCK('$database', -1);"
  >   timeout 300 sqlembic test 2>&1 | tail -n 1
  > }
  $ on mysql takes_a_lock
  All pass.

A signal ends both; the program's own thread gets it.

  $ threads_that_take_signals()
  > {
  >   local n=0 blocked
  >   while read -r _ blocked; do
  >     (( 0x$blocked & 1 << 14 )) || n=$((n + 1))
  >   done <<<"$(grep -h ^SigBlk "/proc/$1/task/"*/status)"
  >   echo "threads that take signals: $n"
  > }
  $ sleepers()
  > {
  >   case $DATABASE_URL in
  >   postgresql*) query "SELECT count(*) FROM pg_stat_activity WHERE usename = '$database' AND wait_event = 'PgSleep'" ;;
  >   *) query "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '$database' AND STATE = 'User sleep'" ;;
  >   esac
  > }
  $ is_interrupted()
  > {
  >   line
  >   as_owner
  >   rewrite r14.up.sql "CREATE TABLE t14 (id int); SELECT $sleep(600);"
  >   sqlembic test >said 2>&1 &
  >   until [ "$(sleepers)" != 0 ]; do sleep 0.1; done # both may be there
  >   threads_that_take_signals $!
  >   kill -TERM $!
  >   wait $! || echo "[$?]"
  >   sed -n 's/interrupted .*/interrupted/; /^sqlembic:/p; /state:/p' said # either half may be asleep, and the other one connecting
  >   left
  > }
  $ sleep=pg_sleep; on postgresql is_interrupted
  threads that take signals: 1
  [7]
  sqlembic: interrupted
    state: the database was not touched
  left: 0
  $ sleep=SLEEP; on mysql is_interrupted
  threads that take signals: 1
  [7]
  sqlembic: interrupted
    state: the database was not touched
  left: 0
