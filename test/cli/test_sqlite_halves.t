On SQLite, and with more than one processor, a history in one line is tested in two halves at the same time.  What is found is what
is found by one processor, which tests one revision after the other.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ . "$SQLEMBIC_SOURCE/test/support/halves.bash"
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
