Savepoints in scripts that begin and commit by themselves.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ a_script_of_its_own_may_roll_back_to_a_savepoint()
  > {
  >   mkrev a1 '' savepoints 'transaction: own' <<'END'
  > CREATE TABLE t (x INT PRIMARY KEY);
  > BEGIN;
  > INSERT INTO t VALUES (1);
  > SAVEPOINT s;
  > INSERT INTO t VALUES (2);
  > INSERT INTO t VALUES (3);
  > ROLLBACK TO s;
  > INSERT INTO t VALUES (4);
  > COMMIT;
  > INSERT INTO t VALUES (5);
  > END
  >   run upgrade head
  >   query 'SELECT x FROM t ORDER BY x'
  >   query 'SELECT status, statements, statements_done FROM sqlembic_log'
  > }
  $ everywhere a_script_of_its_own_may_roll_back_to_a_savepoint
  Running upgrade  -> a1, savepoints
  Done: 1 revision, 10 statements, N ms; now at a1 (head).
  1
  4
  5
  done|10|10

  $ savepoints_may_be_nested_released_and_rolled_back_to_twice()
  > {
  >   mkrev a1 '' savepoints 'transaction: own' <<'END'
  > CREATE TABLE t (x INT PRIMARY KEY);
  > BEGIN;
  > SAVEPOINT outer_one;
  > INSERT INTO t VALUES (1);
  > SAVEPOINT inner_one;
  > INSERT INTO t VALUES (2);
  > RELEASE SAVEPOINT inner_one;
  > ROLLBACK TO SAVEPOINT outer_one;
  > INSERT INTO t VALUES (3);
  > ROLLBACK TO SAVEPOINT outer_one;
  > COMMIT;
  > BEGIN;
  > SAVEPOINT s;
  > INSERT INTO t VALUES (4);
  > ROLLBACK TO s;
  > ROLLBACK;
  > INSERT INTO t VALUES (5);
  > END
  >   run upgrade head
  >   query 'SELECT x FROM t ORDER BY x'
  >   query 'SELECT status, statements, statements_done FROM sqlembic_log'
  > }
  $ everywhere savepoints_may_be_nested_released_and_rolled_back_to_twice
  Running upgrade  -> a1, savepoints
  Done: 1 revision, 17 statements, N ms; now at a1 (head).
  5
  done|17|17

A failure behind a savepoint is a failure of the transaction; the step goes on in front of it.

  $ a_step_goes_on_in_front_of_the_transaction_with_savepoints()
  > {
  >   mkrev a1 '' savepoints 'transaction: own' <<'END'
  > CREATE TABLE t (x INT PRIMARY KEY);
  > BEGIN;
  > INSERT INTO t VALUES (1);
  > SAVEPOINT s;
  > INSERT INTO t VALUES (2);
  > ROLLBACK TO s;
  > INSERT INTO nowhere VALUES (4);
  > COMMIT;
  > END
  >   run upgrade head | grep 'state:\|\['
  >   sed -i s/nowhere/t/ migrations/versions/a1.up.sql
  >   run upgrade head | tail -1
  >   query 'SELECT x FROM t ORDER BY x'
  > }
  $ everywhere a_step_goes_on_in_front_of_the_transaction_with_savepoints
    state: 1 of 8 statements of the upgrade of a1 are committed; the next run goes on with statement 2
  [8]
  Done: 1 revision, 8 statements, N ms; now at a1 (head).
  1
  4

A savepoint outside of a transaction is found before anything runs: SQLite would begin one with it, PostgreSQL refuses it
half way.

  $ a_savepoint_outside_of_a_transaction_is_found_before_the_run()
  > {
  >   mkrev a1 '' outside 'transaction: own' <<<'CREATE TABLE t (x INT); SAVEPOINT s; INSERT INTO t VALUES (1); RELEASE SAVEPOINT s;'
  >   mkrev b2 a1 behind 'transaction: own' <<<'BEGIN; SAVEPOINT s; COMMIT; ROLLBACK TO SAVEPOINT s; CREATE TABLE u (x INT);'
  >   mkrev c3 b2 before 'transaction: own' <<<'SAVEPOINT s; BEGIN; RELEASE SAVEPOINT s; COMMIT;'
  >   mkrev d4 c3 inside 'transaction: own' <<<'SAVEPOINT s; RELEASE SAVEPOINT s; COMMIT; BEGIN; SAVEPOINT s; COMMIT;'
  >   run upgrade head
  >   run current
  > }
  $ on sqlite postgresql a_savepoint_outside_of_a_transaction_is_found_before_the_run
  warning: ./migrations/versions/b2.up.sql:7:29: ROLLBACK TO SAVEPOINT s stands outside of a transaction
  warning: ./migrations/versions/c3.up.sql:7:1: SAVEPOINT s stands outside of a transaction
  sqlembic: SAVEPOINT s stands outside of a transaction
    at ./migrations/versions/a1.up.sql:7:25
    | SAVEPOINT s
    detail: 2 more to correct: see the warnings above
    state: nothing was changed
    next: begin one before the first savepoint, with BEGIN, and end it with COMMIT
  [1]
