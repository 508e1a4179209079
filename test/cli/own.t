Scripts that begin and commit by themselves say so: `-- transaction: own`.

  $ query() { sqlite3 app.db "$@"; }
  $ mkrev a1 '' 'two transactions' 'transaction: own' 'down transaction: own' <<'SQL'
  > BEGIN;
  > CREATE TABLE t (x INT);
  > INSERT INTO t VALUES (1);
  > COMMIT;
  > INSERT INTO t VALUES (2);
  > BEGIN IMMEDIATE;
  > INSERT INTO t VALUES (3);
  > END TRANSACTION;
  > --- down
  > DROP TABLE t;
  > SQL
  $ sq upgrade head
  Running upgrade  -> a1, two transactions
  Done: 1 revision, 8 statements, N ms; now at a1 (head).
  $ query 'SELECT group_concat(x) FROM t'
  1,2,3
  $ sqlembic upgrade base:head --sql 2>/dev/null | grep -vE '^(    |\)|$|VALUES)' | cut -c1-72
  PRAGMA foreign_keys = OFF;
  -- Running upgrade  -> a1
  BEGIN;
  CREATE TABLE t (x INT);
  INSERT INTO t VALUES (1);
  COMMIT;
  INSERT INTO t VALUES (2);
  BEGIN IMMEDIATE;
  INSERT INTO t VALUES (3);
  END TRANSACTION;
  BEGIN IMMEDIATE;
  CREATE TABLE alembic_version (
  CREATE TABLE IF NOT EXISTS sqlembic_log (
  INSERT INTO alembic_version (version_num) VALUES ('a1');
  INSERT INTO sqlembic_log (id, format, run, revision, direction, status, 
  COMMIT;

Scripts that were written for a tool that wraps them commit what they have not begun.  They are begun for them, then, online
and in the offline script.

  $ mkrev b1 a1 'in the middle' 'transaction: own' <<'SQL'
  > INSERT INTO t VALUES (4);
  > COMMIT;
  > INSERT INTO t VALUES (5);
  > BEGIN;
  > INSERT INTO t VALUES (6);
  > COMMIT;
  > SQL
  $ sq upgrade head
  Running upgrade a1 -> b1, in the middle
  Done: 1 revision, 6 statements, N ms; now at b1 (head).
  $ query 'SELECT group_concat(x) FROM t'
  1,2,3,4,5,6
  $ sqlembic upgrade a1:b1 --sql 2>/dev/null | grep -E '^(BEGIN|COMMIT|INSERT INTO t|UPDATE)'
  BEGIN IMMEDIATE;
  INSERT INTO t VALUES (4);
  COMMIT;
  INSERT INTO t VALUES (5);
  BEGIN;
  INSERT INTO t VALUES (6);
  COMMIT;
  BEGIN IMMEDIATE;
  UPDATE alembic_version SET version_num='b1' WHERE version_num = 'a1';
  COMMIT;

Where the last one chains another, it holds the version row, too.

  $ mkrev c1 b1 'chained' 'transaction: own' <<'SQL'
  > UPDATE t SET x = x + 1 WHERE x < 3;
  > COMMIT AND CHAIN;
  > UPDATE t SET x = x + 1 WHERE x >= 3;
  > SQL
  $ ALEMBIC_SQLALCHEMY_URL=postgresql:// sqlembic upgrade b1:c1 --sql 2>/dev/null | grep -E '^(BEGIN|COMMIT|UPDATE)'
  BEGIN;
  UPDATE t SET x = x + 1 WHERE x < 3;
  COMMIT AND CHAIN;
  UPDATE t SET x = x + 1 WHERE x >= 3;
  UPDATE alembic_version SET version_num='c1' WHERE version_num = 'b1';
  COMMIT;
  $ rm migrations/versions/c1.*

A failure in the first transaction leaves nothing.  A failure in the second leaves the first, and the next run goes on
behind it.

  $ mkrev d1 b1 'fails early' 'transaction: own' <<'SQL'
  > BEGIN;
  > INSERT INTO t VALUES (7);
  > INSERT INTO nowhere VALUES (7);
  > COMMIT;
  > SQL
  $ sq upgrade head
  Running upgrade b1 -> d1, fails early
  sqlembic: no such table: nowhere
    at ./migrations/versions/d1.up.sql:9:1
    | INSERT INTO nowhere VALUES (7)
    detail: SQLITE_ERROR: no such table: nowhere
    state: no statement of the upgrade of d1 has taken effect; the database is at b1
    next: correct it, then: sqlembic upgrade head
  [1]
  $ query 'SELECT group_concat(x) FROM t'
  1,2,3,4,5,6
  $ mkrev d1 b1 'fails late' 'transaction: own' <<'SQL'
  > INSERT INTO t VALUES (7);
  > COMMIT;
  > BEGIN;
  > INSERT INTO t VALUES (8);
  > INSERT INTO nowhere VALUES (8);
  > COMMIT;
  > SQL
  $ sq upgrade head
  Running upgrade b1 -> d1, fails late
  sqlembic: no such table: nowhere
    at ./migrations/versions/d1.up.sql:11:1
    | INSERT INTO nowhere VALUES (8)
    detail: SQLITE_ERROR: no such table: nowhere
    state: 2 of 6 statements of the upgrade of d1 are committed; the next run goes on with statement 3
    next: correct it, then: sqlembic upgrade head
  [8]
  $ query 'SELECT group_concat(x) FROM t'
  1,2,3,4,5,6,7
  $ sed -i 's/nowhere/t/' migrations/versions/d1.up.sql
  $ sq upgrade head
  Running upgrade b1 -> d1, fails late
  Resuming d1 at statement 3 of 6
  Done: 1 revision, 6 statements, N ms; now at d1 (head).
  $ query 'SELECT group_concat(x) FROM t'
  1,2,3,4,5,6,7,8,8

A setting of the session is nothing that lasts.

  $ mkrev e1 d1 'settings' 'transaction: own' <<'SQL'
  > PRAGMA foreign_keys = OFF;
  > BEGIN;
  > INSERT INTO nowhere VALUES (9);
  > COMMIT;
  > SQL
  $ sq upgrade head
  Running upgrade d1 -> e1, settings
  sqlembic: no such table: nowhere
    at ./migrations/versions/e1.up.sql:9:1
    | INSERT INTO nowhere VALUES (9)
    detail: SQLITE_ERROR: no such table: nowhere
    state: no statement of the upgrade of e1 has taken effect; the database is at d1
    next: correct it, then: sqlembic upgrade head
  [1]

A script that leaves open what it has begun is rolled back.

  $ mkrev e1 d1 'forgets' 'transaction: own' <<'SQL'
  > BEGIN;
  > INSERT INTO t VALUES (9);
  > SQL
  $ sq upgrade head
  Running upgrade d1 -> e1, forgets
  sqlembic: the script has left its transaction open
    at ./migrations/versions/e1.up.sql
    state: no statement of the upgrade of e1 has taken effect; the database is at d1
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  $ query 'SELECT max(x) FROM t'
  8
