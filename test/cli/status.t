status: one screen about a database, in every state it can be in.

  $ q() { sqlite3 app.db "$@"; }

Nothing there yet, not even scripts: nothing is made by looking.

  $ mkdir -p migrations/versions; cat >alembic.ini <<'END'
  > [alembic]
  > script_location = migrations
  > sqlalchemy.url = sqlite:///app.db
  > END
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    base
  heads      none
  pending    nothing
  lock       free
  [1]
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" "branch_labels: main" <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > END
  $ sqlembic status
  database   sqlite:///app.db
  current    base
  heads      b2 (main) (head)
  pending    <base> -> a1, first
             a1 -> b2, second
  lock       free
  $ sqlembic status --exit-code >/dev/null
  [3]
  $ ls
  alembic.ini
  migrations

In the middle, and at the end.

  $ sqlembic -q upgrade a1
  $ sqlembic status
  database   sqlite:///app.db
  current    a1
  heads      b2 (main) (head)
  pending    a1 -> b2, second
  lock       free
  $ sqlembic -q upgrade head
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2 (head)
  heads      b2 (main) (head)
  pending    nothing
  lock       free

Two branches; one of them applied.

  $ mkrev c3 a1 "side" <<'END'
  > CREATE TABLE c (x);
  > --- down
  > DROP TABLE c;
  > END
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2 (head)
  heads      b2 (main) (head)
             c3 (head)
  pending    a1 -> c3, side
  lock       free
  [3]
  $ sqlembic -q upgrade heads
  $ sqlembic status --exit-code | sed -n 2,3p
  current    b2 (head)
             c3 (head)

An applied script has changed; comments and blank lines between statements do not count.

  $ sed -i '6i -- a remark' migrations/versions/a1.up.sql; echo >>migrations/versions/a1.up.sql
  $ sqlembic status --exit-code | grep changed
  [1]
  $ sed -i 's/b (x)/b (x, y)/' migrations/versions/b2.up.sql
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2 (head)
             c3 (head)
  heads      b2 (main) (head)
             c3 (head)
  pending    nothing
  lock       free
  changed    b2: */migrations/versions/b2.up.sql (glob)
  [6]

Taken back and applied anew it is what ran.

  $ sqlembic -q downgrade a1
  $ sqlembic -q upgrade heads
  $ sqlembic status --exit-code >/dev/null

Half applied.

  $ mkrev d4 "b2, c3" "third" "transaction: off" <<'END'
  > CREATE TABLE d (x);
  > INSERT INTO nope VALUES (1);
  > END
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2
             c3
  heads      d4 (main) (head)
  pending    b2, c3 -> d4, third
  lock       free
  half done  upgrade of d4: 1 of 2 statements, begun ????-??-??T??:??:??.???Z by tester on * (glob)
             no such table: nope
  [8]
  $ sqlembic status --json | python3 -c '
  > import json, sys
  > s = json.load(sys.stdin)
  > print(list(s))
  > print(sorted(s["rows"]), s["at_heads"], s["unknown"], s["lock_holder"])
  > print([r["id"] for k in ("current", "heads", "pending", "changed") for r in s[k]])
  > h = s["half_done"]; print(h["revision"], h["direction"], h["status"], h["statements_done"], h["statements"], h["error"])'
  ['url', 'current', 'rows', 'unknown', 'at_heads', 'heads', 'pending', 'lock_holder', 'half_done', 'changed']
  ['b2', 'c3'] False [] None
  ['b2', 'c3', 'd4', 'd4']
  d4 upgrade running 1 2 no such table: nope

The database is newer than the scripts.

  $ sqlembic -q stamp base
  $ rm migrations/versions/*
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > END
  $ q "INSERT INTO alembic_version VALUES ('zz')"
  $ sqlembic status
  database   sqlite:///app.db
  current    unknown
  unknown    zz: in the version table, but in no script
  heads      a1 (head)
  pending    unknown
  lock       free
  $ q "UPDATE alembic_version SET version_num = 'y' || char(27) || '[31m'"
  $ sqlembic status | grep unknown
  current    unknown
  unknown    y?[31m: in the version table, but in no script
  pending    unknown
  $ echo sqlite:///app.db | sqlembic status --targets -
  target            current  pending  remarks
  sqlite:///app.db  unknown  unknown  in no script: y?[31m
  $ sqlembic status --exit-code >/dev/null
  [1]

Without a log it knows less, and says nothing false.

  $ rm app.db
  $ export ALEMBIC_LOG_TABLE=
  $ sqlembic -q upgrade head
  $ sed -i 's/a (x)/a (x, y)/' migrations/versions/a1.up.sql
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    a1 (head)
  heads      a1 (head)
  pending    nothing
  lock       free
  $ unset ALEMBIC_LOG_TABLE

No password is ever printed; no database is an error.

  $ DATABASE_URL=sqlite:///none/app.db sqlembic status
  sqlembic: cannot open sqlite:///none/app.db: there is no directory none
    detail: SQLITE_CANTOPEN
    next: check the path in DATABASE_URL: three slashes begin a relative path, four an absolute one
  [5]
