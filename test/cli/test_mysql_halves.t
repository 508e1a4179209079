On MySQL and MariaDB, and with more than one processor, a history in one line is tested in two halves at the same time.  What is
found is what is found by one processor, which tests one revision after the other.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ . "$SQLEMBIC_SOURCE/test/support/halves.bash"
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

Where a script names what is one for the whole server, all is tested one after the other.

  $ takes_a_lock()
  > {
  >   line
  >   rewrite r03.up.sql "CREATE TABLE t03 (id int); DO GET_LOCK('$database', -1);"
  >   timeout 300 sqlembic test 2>&1 | tail -n 1
  > }
  $ on mysql takes_a_lock
  All pass.

A signal ends both; the program's own thread gets it.

  $ sleep=SLEEP; on mysql is_interrupted
  threads that take signals: 1
  [7]
  sqlembic: interrupted
    state: the database was not touched
  left: 0
