The command test: each revision up, down and up again in scratch databases.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ revision() # ID PARENT UP DOWN; no DOWN: no down script
  > {
  >   printf -- '-- %s\n-- revision: %s\n-- down_revision: %s\n%s\n' "about $1" "$1" "$2" "$3" >$versions/$1.up.sql
  >   if [ $# -gt 3 ]; then printf -- '%s\n' "$4" >$versions/$1.down.sql; fi
  > }
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
    next: correct the scripts, then: sqlembic test b2
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
    next: correct the scripts, then: sqlembic test b2
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
  >   test_ current:head | head -1
  > }
  $ on sqlite postgresql some
  passed  b2, about b2
  All pass.
  passed  b2, about b2
  passed  c3, about c3
  All pass.
  sqlembic: Can't locate revision identified by 'nowhere'
  sqlembic: 'current' needs a database and cannot be used here

What cannot be applied is named once; what follows it is not tested.

  $ broken()
  > {
  >   revision a1 '' 'CREATE TABLE a (x INTEGER);' 'DROP TABLE a;'
  >   revision b2 a1 'INSERT INTO missing VALUES (1);' '-- nothing'
  >   revision c3 b2 'CREATE TABLE c (x INTEGER);' 'DROP TABLE c;'
  >   revision d4 a1 'CREATE TABLE d (x INTEGER); COMMIT;' 'DROP TABLE d;'
  >   revision e5 a1 'CREATE TABLE e (x INTEGER);' 'BEGIN; DROP TABLE e;'
  >   revision f6 e5 'CREATE TABLE f (x INTEGER);' 'DROP TABLE f;'
  >   test_
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
  failed  e5, about e5
      down: the down script is refused: the script begins or ends a transaction by itself (BEGIN)
        at migrations/versions/e5.down.sql:1:1
  passed  f6, about f6
  sqlembic: 3 of 6 failed, 1 could not be tested
    next: correct the scripts, then: sqlembic test b2
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
      note: down: where other branches are applied, or tables have rows: the down script does not lead back: does not bring back table 'b'
        at migrations/versions/c3.down.sql
      note: again: where other branches are applied, or tables have rows: the second up does not lead where the first has led: leaves column 'b.y'
        at migrations/versions/c3.up.sql
  failed  b2 and c3 in both orders
      order: c3 before b2: the up script fails: table b already exists
        detail: SQLITE_ERROR: table b already exists
        at migrations/versions/b2.up.sql:4:14
  sqlembic: 1 of 4 failed
    next: correct the scripts, then: sqlembic test b2
  [3]

Rows that were in a table survive what does not say that it changes them.

  $ rows()
  > {
  >   revision a1 '' 'CREATE TABLE parent (id INTEGER PRIMARY KEY);
  > CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE, note TEXT);' \
  >     'DROP TABLE child; DROP TABLE parent;'
  >   revision b2 a1 'DELETE FROM child;' '-- nothing'
  >   revision c3 b2 'DELETE FROM parent WHERE id > 0;' '-- nothing'
  >   test_
  > }
  $ on postgresql rows
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      rows: the up script loses rows or values of table 'child', and does not say so
        at migrations/versions/c3.up.sql
  sqlembic: 1 of 3 failed
    next: correct the scripts, then: sqlembic test c3
  [3]
