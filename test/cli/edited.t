A script that was edited after it was applied: upgrade says so, once, and does what it is told.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ edited_scripts_are_named()
  > {
  >   for n in 1 2 3 4 5; do
  >     mkrev a$n "${last:-}" "number $n" <<END
  > CREATE TABLE t$n (x INT);
  > END
  >     last=a$n
  >   done
  >   run -q upgrade a4
  >   echo '-- a comment changes nothing' >>migrations/versions/a1.up.sql
  >   echo 'INSERT INTO t2 VALUES (1);' >>migrations/versions/a2.up.sql
  >   { head -c 9000 /dev/zero | tr '\0' ' '; echo 'INSERT INTO t3 VALUES (1);'; } >>migrations/versions/a3.up.sql
  >   sed -i 's/^CREATE.*/CREATE TABLE t4 (y INT);/' migrations/versions/a4.up.sql
  >   run upgrade a4
  >   run upgrade head
  >   mkrev b6 a5 last <<'END'
  > CREATE TABLE t6 (x INT);
  > --- down
  > DROP TABLE t6;
  > END
  >   for n in 1 5; do echo 'INSERT INTO t1 VALUES (1);' >>migrations/versions/a$n.up.sql; done
  >   run --json upgrade head | sed -n '/"event": *"warning"/s/.*"text": *"\([^"]*\)".*/\1/p' | sed "s|$PWD|HERE|"
  >   run downgrade a5 | grep -c 'was edited'
  >   ALEMBIC_LOG_TABLE= run upgrade head
  > }
  $ everywhere edited_scripts_are_named
  Nothing to do: already at a4.
  warning: a2 was edited after it was applied, and is not run again: ./migrations/versions/a2.up.sql
  warning: a3 was edited after it was applied, and is not run again: ./migrations/versions/a3.up.sql
  warning: a4 was edited after it was applied, and is not run again: ./migrations/versions/a4.up.sql
  Running upgrade a4 -> a5, number 5
  Done: 1 revision, 1 statement, N ms; now at a5 (head).
  a1 was edited after it was applied, and is not run again: HERE/migrations/versions/a1.up.sql
  a2 was edited after it was applied, and is not run again: HERE/migrations/versions/a2.up.sql
  a3 was edited after it was applied, and is not run again: HERE/migrations/versions/a3.up.sql
  so were 2 others: sqlembic status lists them
  0
  Running upgrade a5 -> b6, last
  Done: 1 revision, 1 statement, N ms; now at b6 (head).

A database that is not as its revisions make it may be so because one of them was edited: said, once, before the difference.

  $ edited_is_no_drift()
  > {
  >   mkrev a1 "" first <<'END'
  > CREATE TABLE t (x INT, CHECK (x > 0));
  > END
  >   run -q upgrade head
  >   run check --drift
  >   sed -i 's/x INT,/x INT, y INT,/' migrations/versions/a1.up.sql
  >   run check --drift | grep -v '^    revisions:'
  > }
  $ everywhere edited_is_no_drift
  No drift detected.
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
  removed column 't.y'
  sqlembic: the database is not as its revisions have made it
    next: restore what was edited; what still differs then was changed in the database: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
