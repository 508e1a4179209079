The script that begins where the database is: it is asked, and only read.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ project()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE a (x INT);
  > --- down
  > DROP TABLE a;
  > END
  >   mkrev b2 a1 second <<'END'
  > CREATE TABLE b (x INT);
  > --- down
  > DROP TABLE b;
  > END
  >   mkrev c3 a1 third <<'END'
  > CREATE TABLE c (x INT);
  > --- down
  > DROP TABLE c;
  > END
  > }

The pending SQL, of an empty database and of one that is at one of two heads, brings it to both.

  $ the_pending_sql_is_printed()
  > {
  >   project
  >   sqlembic -q upgrade current:a1 --sql >a.sql; grep '^CREATE TABLE a ' a.sql
  >   run current
  >   run -q upgrade c3
  >   sqlembic upgrade current:heads --sql >heads.sql
  >   grep -E '^CREATE TABLE [abc] ' heads.sql
  >   sqlembic -q upgrade --dry-run --sql heads >same.sql
  >   diff <(sed 's/[0-9].*//' heads.sql) <(sed 's/[0-9].*//' same.sql) && echo same
  >   run current
  >   feed heads.sql
  >   run current
  >   sqlembic -q downgrade current:b2@-1 --sql >down.sql
  >   grep -E '^DROP' down.sql
  >   sqlembic -q downgrade --dry-run --sql base >down.sql
  >   feed down.sql
  >   run current
  >   run upgrade heads
  > }
  $ everywhere the_pending_sql_is_printed
  CREATE TABLE a (x INT);
  Running upgrade a1 -> b2, second
  CREATE TABLE b (x INT);
  same
  c3 (head)
  b2 (head)
  c3 (head)
  DROP TABLE b;
  Running upgrade  -> a1, first
  Running upgrade a1 -> c3, third
  Running upgrade a1 -> b2, second
  Done: 3 revisions, 3 statements, N ms; now at b2 (head), c3 (head).

What stops the run stops the script, too.

  $ a_script_from_here_can_fail()
  > {
  >   project
  >   run -q upgrade b2
  >   run upgrade --dry-run --sql a1:heads | tail -2
  >   run upgrade --dry-run --sql nope | head -1
  >   run upgrade current:a1:b2 --sql | head -1
  >   run upgrade current: --sql | head -1
  >   rm migrations/versions/b2.*
  >   run upgrade current:heads --sql
  > }
  $ everywhere a_script_from_here_can_fail
  sqlembic: --dry-run begins where the database is: give a revision, not a range
  [2]
  sqlembic: Can't locate revision identified by 'nope'
  sqlembic: Range revision not allowed
  sqlembic: offline range 'current:' is not START:END
  sqlembic: Can't locate revision identified by 'b2'
    detail: the version table holds 'b2', and no script has this revision
    next: use newer scripts if these are older than the database; if b2 was squashed away, upgrade first with the release that has it
  [1]
