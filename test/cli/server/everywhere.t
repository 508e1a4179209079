What is the same on every server.  SQLEMBIC_SERVER names it; `make check` runs this on PostgreSQL and MariaDB, `make
check-matrix` on all others.

  $ db=sqlembic_cli_$$
  $ trap 'server sql "" "DROP DATABASE $db"' EXIT
  $ server sql "" "CREATE DATABASE $db"
  $ q() { server sql $db "$@"; }
  $ unset PGOPTIONS
  $ mkrev a1 "" "create account table" <<'END'
  > CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL);
  > INSERT INTO account VALUES (1, 'root'), (2, 'guest; -- no end');
  > --- down
  > DROP TABLE account;
  > END
  $ mkrev b2 a1 "add a column, größer" <<'END'
  > ALTER TABLE account ADD COLUMN note VARCHAR(40);
  > --- down
  > ALTER TABLE account DROP COLUMN note;
  > END
  $ mkrev c3 b2 "rows" <<'END'
  > UPDATE account SET note = 'größer' WHERE id = 1;
  > DELETE FROM account WHERE id = 2;
  > --- down
  > INSERT INTO account VALUES (2, 'guest', NULL);
  > UPDATE account SET note = NULL;
  > END
  $ export ALEMBIC_SQLALCHEMY_URL=$(server url $db)

Looking makes nothing.

  $ sqlembic current
  $ sqlembic current --check-heads 2>/dev/null
  [3]
  $ sqlembic status --exit-code | tail -n +2
  current    base
  heads      c3 (head)
  pending    <base> -> a1, create account table
             a1 -> b2, add a column, größer
             b2 -> c3, rows
  lock       free
  $ q "SELECT COUNT(*) FROM information_schema.tables WHERE table_name IN ('alembic_version', 'sqlembic_log') AND table_schema IN ('public', '$db')"
  0

Up and down.

  $ sqlembic upgrade +1
  Running upgrade  -> a1, create account table
  Done: 1 revision, 2 statements, * ms; now at a1. (glob)
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, add a column, größer
  Running upgrade b2 -> c3, rows
  Done: 2 revisions, 3 statements, * ms; now at c3 (head). (glob)
  $ q 'SELECT id, name, note FROM account'
  1|root|größer
  $ q 'SELECT version_num FROM alembic_version'
  c3
  $ sqlembic upgrade head
  Nothing to do: already at c3 (head).
  $ sqlembic current
  c3 (head)
  $ sqlembic downgrade -2
  Running downgrade c3 -> b2, rows
  Running downgrade b2 -> a1, add a column, größer
  Done: 2 revisions, 3 statements, * ms; now at a1. (glob)
  $ q 'SELECT * FROM account ORDER BY id'
  1|root
  2|guest
  $ q 'SELECT id, revision, direction, status, moved_from, moved_to, statements, statements_done, error FROM sqlembic_log ORDER BY id' | sed 's/NULL$//'
  1|a1|upgrade|done||a1|2|2|
  2|b2|upgrade|done|a1|b2|1|1|
  3|c3|upgrade|done|b2|c3|2|2|
  4|c3|downgrade|done|c3|b2|2|2|
  5|b2|downgrade|done|b2|a1|1|1|

Text goes in and comes out as it was written, whatever the database's character set.

  $ mkrev d4 a1 "a text" <<'END'
  > SELECT 'π';
  > INSERT INTO nowhere VALUES ('größer π 表 😀');
  > END
  $ rm migrations/versions/b2.* migrations/versions/c3.*
  $ sqlembic upgrade head >out 2>&1
  [1]
  $ grep -A 2 'd4.up.sql' out
    at */migrations/versions/d4.up.sql:7:13 (glob)
    | INSERT INTO nowhere VALUES ('größer π 表 😀')
    |             ^
  $ q 'SELECT version_num FROM alembic_version'
  a1
  $ q "SELECT revision, status FROM sqlembic_log WHERE id > 5"
  d4|failed
  $ sed -i 's/nowhere.*/account VALUES (3, "x");/; s/"/'"'"'/g' migrations/versions/d4.up.sql
  $ sqlembic upgrade head 2>&1 | tail -1
  Done: 1 revision, 2 statements, * ms; now at d4 (head). (glob)

The version table is Alembic's, and can be in another place.

  $ sqlembic stamp a1
  Running stamp_revision d4 -> a1
  Done, nothing was run: now at a1.
  $ q "SELECT column_name, data_type, character_maximum_length, is_nullable FROM information_schema.columns WHERE table_name = 'alembic_version' AND table_schema IN ('public', '$db')" | sed 's/character varying/varchar/'
  version_num|varchar|32|NO
  $ ALEMBIC_VERSION_TABLE='our "order"' sqlembic stamp a1
  Running stamp_revision  -> a1
  Done, nothing was run: now at a1.
  $ ALEMBIC_VERSION_TABLE='our "order"' sqlembic current
  a1
  $ ALEMBIC_VERSION_TABLE='our "order"' ALEMBIC_LOG_TABLE='select' sqlembic stamp head
  Running stamp_revision a1 -> d4
  Done, nothing was run: now at d4 (head).

Printed and run by the server's own client, a plan leaves the rows that running it leaves.

  $ q 'DROP TABLE account; DROP TABLE alembic_version; DROP TABLE sqlembic_log'
  $ sqlembic upgrade --sql base:a1 2>/dev/null >offline.sql
  $ q <offline.sql
  $ q 'SELECT version_num FROM alembic_version'
  a1
  $ q 'SELECT id, name FROM account ORDER BY id'
  1|root
  2|guest; -- no end
  $ q 'SELECT id, revision, direction, status FROM sqlembic_log'
  1|a1|upgrade|done
  $ sqlembic upgrade head 2>&1 | tail -1
  Done: 1 revision, 2 statements, * ms; now at d4 (head). (glob)
