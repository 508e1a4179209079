PostgreSQL: procedures and blocks that commit.

  $ since 11 || exit 80
  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer PRIMARY KEY, filled boolean);
  > INSERT INTO t SELECT generate_series(1, 10);
  > CREATE PROCEDURE fill(most integer) LANGUAGE plpgsql AS $$
  > BEGIN
  >   FOR n IN 1..most LOOP
  >     UPDATE t SET filled = true WHERE id = n;
  >     COMMIT;
  >   END LOOP;
  > END $$;
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ sqlembic -q upgrade head

Inside a transaction they cannot run; the error names the header.

  $ mkrev b2 a1 "fill" <<'END'
  > CALL fill(10);
  > END
  $ sqlembic -q upgrade head 2>&1 | grep -v '^  at\|detail:'
  sqlembic: invalid transaction termination
    | CALL fill(10)
    state: upgrade of b2 was rolled back; the database is at a1
    next: a CALL or DO that commits has to be a statement of a script with the header line "-- transaction: off", outside of functions
  $ mkrev b2 a1 "fill" <<'END'
  > DO $$ BEGIN DELETE FROM t; COMMIT; END $$;
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'state:\|next:'
    state: upgrade of b2 was rolled back; the database is at a1
    next: a CALL or DO that commits has to be a statement of a script with the header line "-- transaction: off", outside of functions

By themselves they run, in scripts that run statement by statement and in those that begin and commit on their own.

  $ mkrev b2 a1 "fill" "transaction: off" <<'END'
  > CALL fill(5);
  > DO $$ BEGIN FOR n IN 6..8 LOOP UPDATE t SET filled = true WHERE id = n; COMMIT; END LOOP; END $$;
  > DO $$ BEGIN CALL fill(9); END $$;
  > DO 'BEGIN DELETE FROM t; ROLLBACK; END';
  > DO $$ BEGIN PERFORM 1; END $$;
  > END
  $ mkrev c3 b2 "own" "transaction: own" <<'END'
  > BEGIN;
  > INSERT INTO t VALUES (11);
  > COMMIT;
  > CALL fill(11);
  > DO $x$ BEGIN UPDATE t SET filled = NULL; COMMIT; UPDATE t SET filled = false; ROLLBACK; END $x$;
  > END
  $ sqlembic -q upgrade b2; q "SELECT count(*), count(filled) FROM t"
  10|9
  $ sqlembic -q upgrade c3; q "SELECT count(*), count(filled) FROM t"
  11|0
  $ q "SELECT revision, status, statements_done, statements FROM sqlembic_log WHERE status = 'done' ORDER BY id"
  a1|done|3|3
  b2|done|5|5
  c3|done|5|5

One that fails keeps what it has committed, and says so.

  $ mkrev d4 c3 "fails" "transaction: off" <<'END'
  > DO $$ BEGIN INSERT INTO t VALUES (12); COMMIT; INSERT INTO t VALUES (12); END $$;
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'detail:' | sed 's/.*; what/what/'
  what it committed before it failed stays
  $ q "DELETE FROM t WHERE id = 12"
  $ mkrev d4 c3 "called" "transaction: off" <<'END'
  > CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CALL fill(1); END $$;
  > SELECT f();
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'next:'
    next: a CALL or DO that commits has to be a statement of a script with the header line "-- transaction: off", outside of functions
  $ sqlembic -q resolve d4 --all-undone

Killed in the middle, nobody knows how far it came, and the next run asks: here the journal is made to say so.

  $ mkrev d4 c3 "killed" "transaction: off" <<'END'
  > CALL fill(11);
  > CALL missing();
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'sqlembic:'
  sqlembic: procedure missing() does not exist
  $ q "UPDATE sqlembic_log SET statement_intended = 2 WHERE status = 'running'"
  $ sqlembic -q upgrade head 2>&1 | grep 'sqlembic:\|next:'
  sqlembic: statement 2 was running when an earlier run died: it may or may not have taken effect
    next: look at the database; if the statement is in effect: sqlembic resolve d4 --done; if it is not: sqlembic resolve d4 --retry

A subscription that makes no slot may stand in a transaction; the server decides by its options.

  $ sqlembic -q resolve d4 --done; sqlembic -q upgrade head
  $ mkrev e5 d4 "subscription" <<'END'
  > CREATE SUBSCRIPTION one CONNECTION 'dbname=none' PUBLICATION p WITH (connect = false, slot_name = NONE);
  > ALTER SUBSCRIPTION one DISABLE;
  > DROP SUBSCRIPTION one;
  > END
  $ sqlembic -q upgrade head 2>/dev/null; sqlembic current
  e5 (head)
  $ mkrev f6 e5 "slot" <<'END'
  > CREATE SUBSCRIPTION one CONNECTION 'dbname=none' PUBLICATION p WITH (connect = true);
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'sqlembic:\|next:\|state:'
  sqlembic: CREATE SUBSCRIPTION ... WITH (create_slot = true) cannot run inside a transaction block
    state: upgrade of f6 was rolled back; the database is at e5
    next: add the header line "-- transaction: off" to run the script statement by statement

A procedure may drop prepared statements, which ours are as well: behind a statement outside of transactions they are not
called by the names that they have had.  What has taken effect stays, and is not to be followed by a failure.

  $ eval "$(pgdb)"
  $ rm migrations/versions/*
  $ off() { mkrev "$1" "$2" "$1" "transaction: off"; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer PRIMARY KEY);
  > CREATE PROCEDURE forget() LANGUAGE plpgsql AS $$ BEGIN DEALLOCATE ALL; INSERT INTO t SELECT count(*) FROM t; END $$;
  > END
  $ off a2 a1 <<<'VACUUM t; INSERT INTO t VALUES (100); VACUUM t; INSERT INTO t VALUES (101); VACUUM t;'
  $ off a3 a2 <<<'VACUUM t; INSERT INTO t VALUES (200); VACUUM t; INSERT INTO t VALUES (201); VACUUM t;'
  $ off b2 a3 <<<'CALL forget();'
  $ off b3 b2 <<<'CALL forget(); VACUUM t;'
  $ off b4 b3 <<<'CALL forget(); CREATE INDEX CONCURRENTLY i ON t (id); CALL forget();'
  $ mkrev b5 b4 "own" "transaction: own" <<'END'
  > BEGIN; INSERT INTO t VALUES (300); COMMIT;
  > CALL forget();
  > BEGIN; INSERT INTO t VALUES (400); COMMIT;
  > END
  $ mkrev b6 b5 "last" <<<'INSERT INTO t VALUES (500);'
  $ sqlembic -q upgrade b2; sqlembic -q upgrade --verbose b4; sqlembic -q upgrade head
  $ q "SELECT revision, status, statements_done, statements FROM sqlembic_log ORDER BY id DESC LIMIT 5"
  b6|done|1|1
  b5|done|7|7
  b4|done|3|3
  b3|done|2|2
  b2|done|1|1
