PostgreSQL: statements that cannot run in a transaction.

  $ since 14 || exit 80
  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer);
  > CREATE INDEX t_id ON t (id);
  > CREATE TYPE mood AS ENUM ('sad');
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ sqlembic -q upgrade head

In a script that runs in one they are refused before anything runs, with the header line to add.

  $ refuse()
  > {
  >   mkrev b2 a1 "plain" <<END
  > CREATE TABLE never (id integer);
  > $1;
  > END
  >   sqlembic upgrade head 2>&1 | sed -n '1p; s,at .*/,at ,p; /state:\|next:/p'
  > }
  $ refuse "VACUUM t"
  sqlembic: VACUUM t cannot run inside a transaction
    at b2.up.sql:7:1
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  $ refuse "/* slow */ create unique index concurrently on t (id)"
  sqlembic: create unique index concurrently on t cannot run inside a transaction
    at b2.up.sql:7:12
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  $ for sql in "DROP INDEX CONCURRENTLY t_id" "REINDEX TABLE CONCURRENTLY t" "REINDEX (VERBOSE) INDEX CONCURRENTLY t_id" \
  >   "REINDEX (CONCURRENTLY) TABLE t" "REINDEX DATABASE" "VACUUM (ANALYZE) t" "CREATE DATABASE x" "DROP DATABASE x" \
  >   "ALTER SYSTEM SET work_mem = '8MB'" "CREATE TABLESPACE x LOCATION '/x'" "CLUSTER" \
  >   "ALTER TABLE t DETACH PARTITION u CONCURRENTLY" "COMMIT PREPARED 'x'" "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p"
  > do refuse "$sql" | head -1; done
  sqlembic: DROP INDEX CONCURRENTLY t_id cannot run inside a transaction
  sqlembic: REINDEX TABLE CONCURRENTLY t cannot run inside a transaction
  sqlembic: REINDEX VERBOSE INDEX CONCURRENTLY t_id cannot run inside a transaction
  sqlembic: REINDEX CONCURRENTLY TABLE t cannot run inside a transaction
  sqlembic: REINDEX DATABASE cannot run inside a transaction
  sqlembic: VACUUM ANALYZE t cannot run inside a transaction
  sqlembic: CREATE DATABASE x cannot run inside a transaction
  sqlembic: DROP DATABASE x cannot run inside a transaction
  sqlembic: ALTER SYSTEM SET work_mem cannot run inside a transaction
  sqlembic: CREATE TABLESPACE x LOCATION cannot run inside a transaction
  sqlembic: CLUSTER cannot run inside a transaction
  sqlembic: ALTER TABLE t DETACH PARTITION u CONCURRENTLY cannot run inside a transaction
  sqlembic: COMMIT PREPARED cannot run inside a transaction
  sqlembic: CREATE SUBSCRIPTION s CONNECTION cannot run inside a transaction
  $ q "SELECT to_regclass('never') IS NULL"
  t

With the header line they run.

  $ cat >migrations/versions/b2.up.sql <<END
  > -- each by itself
  > --
  > -- revision: b2
  > -- down_revision: a1
  > -- transaction: off
  > VACUUM t;
  > VACUUM (ANALYZE) t;
  > CREATE UNIQUE INDEX CONCURRENTLY t_unique ON t (id);
  > DROP INDEX CONCURRENTLY t_id;
  > REINDEX TABLE CONCURRENTLY t;
  > REINDEX INDEX CONCURRENTLY t_unique;
  > REINDEX (CONCURRENTLY) TABLE t;
  > REINDEX DATABASE "$PGDATABASE";
  > CREATE DATABASE ${PGDATABASE}_other TEMPLATE template0;
  > DROP DATABASE ${PGDATABASE}_other;
  > ALTER SYSTEM RESET work_mem;
  > CLUSTER;
  > ALTER TYPE mood ADD VALUE 'ok';
  > INSERT INTO t SELECT 1 FROM (SELECT 'ok'::mood) AS m;
  > CREATE TABLE p (id integer) PARTITION BY RANGE (id);
  > CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
  > ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;
  > END
  $ sqlembic upgrade head 2>&1 | sed 's/[0-9.]* m*s;/N ms;/'
  Running upgrade a1 -> b2, each by itself
  Done: 1 revision, 17 statements, N ms; now at b2 (head).
  $ q "SELECT enum_range(NULL::mood), count(*) FROM t"
  {sad,ok}|1

A new value of an enum may be added in a transaction, and used once that is committed: in a later revision.

  $ mkrev c3 b2 "value" <<'END'
  > ALTER TYPE mood ADD VALUE 'happy';
  > END
  $ mkrev d4 c3 "used" <<'END'
  > CREATE TABLE m (m mood DEFAULT 'happy');
  > END
  $ sqlembic -q upgrade head
  $ mkrev e5 d4 "at once" <<'END'
  > ALTER TYPE mood ADD VALUE 'glad';
  > ALTER TABLE m ALTER m SET DEFAULT 'glad';
  > END
  $ sqlembic upgrade head 2>&1 | grep -v '^  at'
  Running upgrade d4 -> e5, at once
  sqlembic: unsafe use of new value "glad" of enum type mood
    | ALTER TABLE m ALTER m SET DEFAULT 'glad'
    detail: hint: New enum values must be committed before they can be used.
    state: upgrade of e5 was rolled back; the database is at d4
    next: a new enum value can be used once it is committed: use it in a later revision, or add the header line "-- transaction: off"

Killed while it ran, it is known whether it took effect: here the journal is made to say so.

  $ mkrev e5 d4 "two" "transaction: off" <<'END'
  > ALTER TYPE mood ADD VALUE 'glad';
  > ALTER TYPE mood ADD VALUE 'glad';
  > END
  $ sqlembic upgrade head 2>&1 | sed -n 2p
  sqlembic: enum label "glad" already exists
  $ q "UPDATE sqlembic_log SET statement_intended = 2 WHERE status = 'running'"
  $ sqlembic -q upgrade head; sqlembic current
  e5 (head)
  $ q "SELECT enum_range(NULL::mood)"
  {sad,ok,happy,glad}

A role or a user that a script becomes need not know our tables, and stays the script's.

  $ q "CREATE ROLE plain_$PGDATABASE; GRANT CREATE ON SCHEMA public TO plain_$PGDATABASE"
  $ with_role()
  > {
  >   mkrev "$1" "$2" "role" "transaction: $3" <<END
  > CREATE TABLE $3_before (id integer);
  > ${5:-SET ROLE} plain_$PGDATABASE;
  > CREATE TABLE $3_one (id integer);
  > INSERT INTO $3_one VALUES (1);
  > CREATE INDEX CONCURRENTLY $3_id ON $3_one (id);
  > $4
  > CREATE TABLE $3_two (id integer);
  > END
  >   sqlembic -q upgrade "$1"
  >   q "SELECT relname, replace(pg_get_userbyid(relowner), current_database(), 'DB') FROM pg_class
  >      WHERE relname IN ('$3_before', '$3_one', '$3_id', '$3_two') ORDER BY 1"
  >   q "SELECT status, statements_done = statements FROM sqlembic_log ORDER BY id DESC LIMIT 1"
  > }
  $ with_role f6 e5 off
  off_before|postgres
  off_id|plain_DB
  off_one|plain_DB
  off_two|plain_DB
  done|t
  $ with_role g7 f6 own "BEGIN; INSERT INTO own_one VALUES (2); COMMIT;"
  own_before|postgres
  own_id|plain_DB
  own_one|plain_DB
  own_two|plain_DB
  done|t
  $ q "DROP TABLE off_before, off_one, off_two"
  $ with_role h8 g7 off "" "SET SESSION AUTHORIZATION"
  off_before|postgres
  off_id|plain_DB
  off_one|plain_DB
  off_two|plain_DB
  done|t
  $ q "DROP TABLE off_before, off_one, off_two; CREATE ROLE other_$PGDATABASE IN ROLE plain_$PGDATABASE"
  $ with_role i9 h8 off "" "SET SESSION AUTHORIZATION other_$PGDATABASE; SET ROLE"
  off_before|postgres
  off_id|plain_DB
  off_one|plain_DB
  off_two|plain_DB
  done|t

What the last transaction takes back, it takes back of the role, too: we still read our tables.

  $ mkrev j1 i9 "spoils" "transaction: off" <<END
  > DO 'BEGIN DELETE FROM alembic_version; END';
  > SET ROLE plain_$PGDATABASE;
  > CREATE TABLE j1 (id integer);
  > END
  $ sqlembic -q upgrade j1
  sqlembic: expected to match one row when updating 'i9' in 'public.alembic_version'; 0 found
    state: every statement of the upgrade of j1 is committed, but the version table does not say so yet
    next: correct it, then: sqlembic upgrade j1
  [8]
  $ q "DROP TABLE off_before; DROP OWNED BY plain_$PGDATABASE; DROP ROLE plain_$PGDATABASE, other_$PGDATABASE"

Revisions share the wait for the disk: the last of a run waits, and makes those before it last; they are done then.

  $ q "CREATE TABLE how (n integer, waits text)"
  $ noting() { mkrev "$1" "$2" "notes" "${3:-transaction: on}" <<< "INSERT INTO how SELECT ${1#k}, current_setting('synchronous_commit');"; }
  $ at=$(sqlembic heads | cut -d' ' -f1); sqlembic -q stamp $at
  $ noting k1 $at; noting k2 k1; noting k3 k2 "transaction: off"; noting k4 k3; noting k5 k4
  $ sqlembic --json upgrade head | sed -n 's/{"event": "\(step[^"]*\)", "revision": "\([^"]*\).*/\1 \2/p'
  step k1
  step k2
  step_done k1
  step_done k2
  step k3
  step_done k3
  step k4
  step k5
  step_done k4
  step_done k5
  $ q "SELECT string_agg(waits, ' ' ORDER BY n) FROM how"
  off on on off on
  $ q "TRUNCATE how"; noting k6 k5; noting k7 k6; ALEMBIC_COMMIT_GROUP=1 sqlembic -q upgrade head
  $ q "SELECT string_agg(waits, ' ' ORDER BY n) FROM how"
  on on

A script that changes its session may have chosen not to wait: those before it do not rely on its COMMIT.

  $ q "TRUNCATE how"; noting k71 k7; mkrev k72 k71 "sets" <<< "SET synchronous_commit = off;"
  $ sqlembic --json upgrade head | sed -n 's/{"event": "\(step[^"]*\)", "revision": "\([^"]*\).*/\1 \2/p'
  step k71
  step_done k71
  step k72
  step_done k72
  $ q "SELECT string_agg(waits, ' ' ORDER BY n) FROM how"
  on

One that fails has those before it last.

  $ q "TRUNCATE how"; noting k8 k72; mkrev k9 k8 "fails" <<< "SELECT 1 / 0;"
  $ sqlembic --json upgrade head 2>&1 | grep -o '"event": "step[^,]*, "revision": "..\|"state": [^,]*'
  "event": "step", "revision": "k8
  "event": "step", "revision": "k9
  "event": "step_done", "revision": "k8
  "state": "upgrade of k9 was rolled back; the database is at k8"
