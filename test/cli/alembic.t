One database, two programs: Python's Alembic and sqlembic take turns with one alembic_version table.  Each has its own
scripts, with the same revision ids.

  $ . "$SQLEMBIC_SOURCE/test/support/alembic.bash"
  $ revision aaa1 '' 'create authors' 'CREATE TABLE authors (id INTEGER PRIMARY KEY)' 'DROP TABLE authors'
  $ revision bbb1 aaa1 'create books' 'CREATE TABLE books (id INTEGER PRIMARY KEY)' 'DROP TABLE books'
  $ revision ccc1 aaa1 'create members' 'CREATE TABLE members (id INTEGER PRIMARY KEY)' 'DROP TABLE members' \
  >   branch_labels lending
  $ revision mmm1 'bbb1, ccc1' 'merge books and members' 'SELECT 1' 'SELECT 1'
  $ revision ddd1 '' 'create an audit trail' 'CREATE TABLE trail (id INTEGER PRIMARY KEY)' 'DROP TABLE trail' \
  >   branch_labels audit depends_on bbb1
  $ revision eee1 ddd1 'say who it was' 'ALTER TABLE trail ADD COLUMN who TEXT' 'ALTER TABLE trail DROP COLUMN who'
  $ ls versions/ddd1
  ddd1.down.sql
  ddd1.py
  ddd1.up.sql

Both see the same graph: `same` shows what both print, or how they differ.  Alembic lists the children of a branch point
and the rows of `current` in an order that changes from run to run; their scripts' names and comments differ by nature.

  $ comparable() { sed 's/\.py$//; s/\.up\.sql$//' | grep -vE '^    ((Revision ID|revision|down_revision|depends_on|branch_labels):|$)' | ${sort:-cat}; }
  $ same() { alembic "$@" | comparable >theirs; sqlembic "$@" 2>/dev/null | comparable >ours; diff -u theirs ours && cat ours; }

  $ same history
  bbb1, ccc1 -> mmm1 (lending) (head) (mergepoint), merge books and members
  ddd1 -> eee1 (audit) (head), say who it was
  <base> (bbb1) -> ddd1 (audit), create an audit trail
  aaa1 -> bbb1, create books
  aaa1 -> ccc1 (lending), create members
  <base> -> aaa1 (branchpoint), create authors
  $ same history -r audit@base:audit@head
  ddd1 -> eee1 (audit) (head), say who it was
  <base> (bbb1) -> ddd1 (audit), create an audit trail
  aaa1 -> bbb1, create books
  <base> -> aaa1 (branchpoint), create authors
  $ same heads
  mmm1 (lending) (head)
  eee1 (audit) (head)
  $ sort=sort same branches
  
       -> bbb1
       -> ccc1 (lending)
  aaa1 (branchpoint)
  $ same heads -v | sed "s,$PWD/,,"
  Rev: mmm1 (head) (mergepoint)
  Merges: bbb1, ccc1
  Branch names: lending
  Path: versions/mmm1/mmm1
  
      merge books and members
  
  Rev: eee1 (head)
  Parent: ddd1
  Branch names: audit
  Path: versions/eee1/eee1
  
      say who it was
  
  $ for id in bbb1 ccc1 ddd1 lending audit@head base; do same show $id >/dev/null || echo "show $id differs"; done

Alembic begins.  sqlembic finds its rows, and goes on along a branch that Alembic has not touched.  Nothing that is done
is done again: a second CREATE TABLE would fail.

  $ alembic upgrade bbb1
  $ same current
  bbb1
  $ same history -i | grep current
  aaa1 -> bbb1 (current), create books
  $ sqlembic upgrade audit@head
  Running upgrade  -> ddd1, create an audit trail
  Running upgrade ddd1 -> eee1, say who it was
  Done: 2 revisions, 2 statements, * ms; now at bbb1, eee1 (head). (glob)

`bbb1` is implied by what depends on it, and is a row no more.  Alembic agrees, and goes on.

  $ rows() { sqlite3 app.db "SELECT group_concat(version_num, ' ') FROM (SELECT * FROM alembic_version ORDER BY 1)"; }
  $ rows
  eee1
  $ sort=sort same current
  bbb1
  eee1 (head)
  $ alembic upgrade ccc1
  $ rows
  ccc1 eee1
  $ sort=sort same current
  bbb1
  ccc1
  eee1 (head)
  $ sqlembic upgrade heads
  Running upgrade bbb1, ccc1 -> mmm1, merge books and members
  Done: 1 revision, 1 statement, * ms; now at mmm1 (head) (mergepoint), eee1 (head). (glob)
  $ alembic upgrade heads
  $ sort=sort same current
  eee1 (head)
  mmm1 (head) (mergepoint)
  $ sqlembic current --check-heads >/dev/null
  $ tables app.db
  alembic_version
  authors
  books
  members
  sqlembic_log
  trail

Down again, a step each.

  $ same history -r ccc1:mmm1
  bbb1, ccc1 -> mmm1 (lending) (head) (mergepoint), merge books and members
  aaa1 -> ccc1 (lending), create members
  $ alembic downgrade audit@-1
  $ rows
  ddd1 mmm1
  $ sqlembic downgrade lending@bbb1
  Running downgrade mmm1 -> bbb1, ccc1, merge books and members
  Done: 1 revision, 1 statement, * ms; now at bbb1, ccc1, ddd1. (glob)
  $ rows
  ccc1 ddd1
  $ sort=sort same current
  bbb1
  ccc1
  ddd1
  $ alembic downgrade aaa1
  $ rows
  aaa1
  $ sqlembic downgrade base
  Running downgrade aaa1 -> , create authors
  Done: 1 revision, 1 statement, * ms; now at base. (glob)
  $ same current
  $ tables app.db
  alembic_version
  sqlembic_log

Stamps are the same rows, too.

  $ sqlembic stamp mmm1 2>/dev/null
  $ same current
  mmm1 (head) (mergepoint)
  $ alembic stamp heads
  $ rows
  eee1 mmm1
  $ sqlembic stamp aaa1 2>/dev/null
  $ rows
  aaa1
  $ alembic stamp --purge bbb1 ccc1
  $ rows
  bbb1 ccc1
  $ sqlembic stamp base 2>/dev/null
  $ same current

A revision that only the other has: both say so, and stop.

  $ sqlite3 app.db "INSERT INTO alembic_version VALUES ('fff9')"
  $ alembic current
  FAILED: Can't locate revision identified by 'fff9'
  [255]
  $ sqlembic current 2>&1 | head -2
  sqlembic: Can't locate revision identified by 'fff9'
    detail: the version table holds 'fff9', and no script has this revision
  $ alembic history -i >theirs; sqlembic history -i 2>/dev/null | diff theirs -
  $ alembic stamp --purge base
  $ rows
  

Offline scripts: the same transactions, and in them the same changes of the version table in the same order.  The log table
is ours alone.  (With Alembic since 1.12 INSERT returns the row, which no script reads.)

  $ skeleton() { sed 's/alembic_version\.//; s/^BEGIN IMMEDIATE/BEGIN/; s/ RETURNING version_num;$/;/' | grep -E '^(BEGIN|COMMIT|CREATE|DROP|ALTER|SELECT|INSERT INTO alembic|UPDATE|DELETE|-- )' | grep -v sqlembic_log; }
  $ same_script() { alembic "$@" | skeleton >theirs; sqlembic "$@" 2>/dev/null | skeleton | diff -u theirs -; }
  $ same_script upgrade base:audit@head --sql
  $ cat theirs
  BEGIN;
  CREATE TABLE alembic_version (
  -- Running upgrade  -> aaa1
  CREATE TABLE authors (id INTEGER PRIMARY KEY);
  INSERT INTO alembic_version (version_num) VALUES ('aaa1');
  COMMIT;
  BEGIN;
  -- Running upgrade aaa1 -> bbb1
  CREATE TABLE books (id INTEGER PRIMARY KEY);
  UPDATE alembic_version SET version_num='bbb1' WHERE version_num = 'aaa1';
  COMMIT;
  BEGIN;
  -- Running upgrade  -> ddd1
  CREATE TABLE trail (id INTEGER PRIMARY KEY);
  UPDATE alembic_version SET version_num='ddd1' WHERE version_num = 'bbb1';
  COMMIT;
  BEGIN;
  -- Running upgrade ddd1 -> eee1
  ALTER TABLE trail ADD COLUMN who TEXT;
  UPDATE alembic_version SET version_num='eee1' WHERE version_num = 'ddd1';
  COMMIT;
  $ same_script upgrade heads --sql
  $ same_script upgrade ccc1:heads --sql
  $ same_script downgrade mmm1:aaa1 --sql

Alembic 1.8 drops the version table at base, which later versions leave, and stamps each row in a transaction of its own.

  $ same_script downgrade audit@head:base --sql
  --- theirs* (glob)
  +++ -* (glob)
  @@ -18,4 +18,3 @@
   DROP TABLE authors;
   DELETE FROM alembic_version WHERE version_num = 'aaa1';
   COMMIT;
  -DROP TABLE alembic_version;
  [1]
  $ same_script stamp aaa1:mmm1 --sql | grep '^[-+][A-Z]'
  [1]
  $ same_script stamp heads --sql | grep '^[-+][A-Z]'
  -COMMIT;
  -BEGIN;

The table itself is made alike, so that either program may be the one that makes it.

  $ rm app.db && alembic stamp bbb1 && sqlite3 app.db '.schema alembic_version' >theirs
  $ rm app.db && sqlembic stamp bbb1 2>/dev/null && sqlite3 app.db '.schema alembic_version' | diff -w theirs - && cat theirs
  CREATE TABLE alembic_version (
  \tversion_num VARCHAR(32) NOT NULL,  (esc)
  \tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) (esc)
  );
