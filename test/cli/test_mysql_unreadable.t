A schema that the server cannot read itself: a MERGE table that does not fit what it is of.  Whoever reads the schema is told which
table it is, and what to do.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ look() { run "$@" | sed "s,$PWD/,,; s/: Unable to open.*/: REASON/"; }
  $ merge='CREATE TABLE m (x int) ENGINE=MERGE UNION=(a, b);'
  $ tables='CREATE TABLE a (x int) ENGINE=MyISAM; CREATE TABLE b (x int) ENGINE=MyISAM;'
  $ live()
  > {
  >   query "$tables $merge ALTER TABLE b ADD y int"
  >   echo 'CREATE TABLE t (a int);' >s.sql
  >   look diff s.sql live
  >   look dump | tail -2
  >   look test --from live | tail -2
  >   ALEMBIC_TARGET_METADATA=s.sql look revision --autogenerate -m x | tail -3
  >   DATABASE_URL=${DATABASE_URL/$database/} look dump | grep -v state:
  > }
  $ on mysql live
  sqlembic: table m cannot be read: REASON
    detail: error 1168 of the server
    state: the database was not touched
    next: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  [1]
    next: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  [1]
    next: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  [1]
    state: no file was written; the database was not touched
    next: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  [1]
  sqlembic: the URL names no database, and a schema is one
    next: let the name of the database stand behind the host: mysql://USER@HOST/DATABASE
  [1]

In a test it is the revision behind which it cannot be read that fails, up or down, and what needs it is not tested; the rest is.

  $ tested()
  > {
  >   revision a1 '' "$tables" 'DROP TABLE a, b;'
  >   revision b2 a1 "$merge" 'DROP TABLE m;'
  >   revision c3 b2 'ALTER TABLE b ADD y int;' 'ALTER TABLE b DROP y;'
  >   revision d4 c3 'CREATE TABLE d (x int);' 'DROP TABLE d;'
  >   revision e5 b2 'CREATE TABLE e (x int);' '-- nothing'
  >   revision f6 b2 'CREATE TABLE f (x int);' 'DROP TABLE f, b;'
  >   look test | grep -v -e detail: -e again:
  > }
  $ on mysql tested
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      up: what it leads to cannot be compared: table m cannot be read: REASON
        at migrations/versions/c3.up.sql
      note: up: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  skipped d4, about d4
      note: up: not tested, since an ancestor fails: what it leads to cannot be compared: table m cannot be read: REASON
        at migrations/versions/c3.up.sql
  failed  e5, about e5
      down: the down script does nothing: leaves table 'e'
        at migrations/versions/e5.down.sql
        at migrations/versions/e5.up.sql:4:14
  failed  f6, about f6
      down: what it leads to cannot be compared: table m cannot be read: REASON
        at migrations/versions/f6.down.sql
      note: down: CHECK TABLE `m` says why: mend it or drop it, then run the same command again
  passed  e5 and f6 in both orders
  sqlembic: 3 of 7 failed, 1 could not be tested
    next: correct the scripts, then: sqlembic test
  [3]

What somebody drops between its name and its definition is gone, and there is nothing to mend: a table that a statement makes and fills
is there by name, and gone when its rows do not fit.

  $ vanishing()
  > {
  >   close_gate
  >   query "CREATE TABLE z (x int PRIMARY KEY) AS SELECT GET_LOCK(CONCAT('gate ', DATABASE()), 600) x UNION ALL SELECT 1" >said 2>&1 &
  >   maker=$!
  >   wait_for_gate 1
  >   look dump >out &
  >   reader=$!
  >   until_true "SELECT COUNT(*) = 1 FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND STATE LIKE 'Waiting for table metadata%'"
  >   open_gate
  >   wait $maker $reader
  >   cat out
  > }
  $ on mysql vanishing
  sqlembic: table z cannot be read: Table 'DB.z' doesn't exist
    detail: error 1146 of the server
    state: the database was not touched
    next: it was dropped meanwhile: run the same command again
  [1]
