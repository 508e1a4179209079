What goes wrong while migrations run, and does not here.  (pitfalls.t says how to read this.)  pg_dump refuses a server that
is newer than itself.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ pg_dump -s -d "$SQLEMBIC_SERVER_POSTGRESQL" >/dev/null 2>&1 || [ -n "${CI:-}" ] || exit 80
  $ one_table()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(99));
  > --- down
  > DROP TABLE one;
  > END
  > }
  $ statuses() { query "SELECT revision, direction, status FROM sqlembic_log ORDER BY id"; }

Failures.

  $ what_was_rolled_back_is_not_called_dirty()
  > {
  >   one_table
  >   mkrev b2 a1 second <<'END'
  > INSERT INTO one VALUES (1, 'one');
  > INSERT INTO nowhere VALUES (1);
  > END
  >   run upgrade head | grep -v 'LINE\|detail:'
  >   query 'SELECT count(*) FROM one'
  >   run status | grep -E '^(current|pending|half)'
  >   sed -i /nowhere/d migrations/versions/b2.up.sql
  >   run upgrade head
  >   statuses
  > }
  $ on sqlite postgresql what_was_rolled_back_is_not_called_dirty
  sqlite:
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, second
  sqlembic: no such table: nowhere
    at ./migrations/versions/b2.up.sql:7:1
    | INSERT INTO nowhere VALUES (1)
    state: upgrade of b2 was rolled back; the database is at a1
    next: correct it, then: sqlembic upgrade head
  [1]
  0
  current    a1
  pending    a1 -> b2, second
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  a1|upgrade|done
  b2|upgrade|failed
  b2|upgrade|done
  postgresql:
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, second
  sqlembic: relation "nowhere" does not exist
    at ./migrations/versions/b2.up.sql:7:13
    | INSERT INTO nowhere VALUES (1)
    |             ^
    state: upgrade of b2 was rolled back; the database is at a1
    next: correct it, then: sqlembic upgrade head
  [1]
  0
  current    a1
  pending    a1 -> b2, second
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  a1|upgrade|done
  b2|upgrade|failed
  b2|upgrade|done

  $ a_file_that_failed_half_way_goes_on_where_it_stopped()
  > {
  >   mkrev a1 '' first 'transaction: off' <<'END'
  > CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY);
  > INSERT INTO one VALUES (1);
  > CREATE TABLE two (id INTEGER);
  > INSERT INTO nowhere VALUES (1);
  > CREATE TABLE three (id INTEGER);
  > END
  >   run upgrade head | grep -v 'LINE\|detail:\|sqlembic:'
  >   run status | sed -n '/^half/s/, begun.*//p'
  >   sed -i 's/nowhere/two/' migrations/versions/a1.up.sql
  >   run upgrade head
  >   query 'SELECT count(*) FROM one' 'SELECT count(*) FROM two' 'SELECT count(*) FROM three'
  >   statuses
  > }
  $ everywhere a_file_that_failed_half_way_goes_on_where_it_stopped
  sqlite:
  Running upgrade  -> a1, first
    at ./migrations/versions/a1.up.sql:10:1
    | INSERT INTO nowhere VALUES (1)
    state: 3 of 5 statements of the upgrade of a1 are committed; the next run goes on with statement 4
    next: correct it, then: sqlembic upgrade head
  [8]
  half done  upgrade of a1: 3 of 5 statements
  Running upgrade  -> a1, first
  Resuming a1 at statement 4 of 5
  Done: 1 revision, 5 statements, N ms; now at a1 (head).
  1
  1
  0
  a1|upgrade|done
  postgresql:
  Running upgrade  -> a1, first
    at ./migrations/versions/a1.up.sql:10:13
    | INSERT INTO nowhere VALUES (1)
    |             ^
    state: 3 of 5 statements of the upgrade of a1 are committed; the next run goes on with statement 4
    next: correct it, then: sqlembic upgrade head
  [8]
  half done  upgrade of a1: 3 of 5 statements
  Running upgrade  -> a1, first
  Resuming a1 at statement 4 of 5
  Done: 1 revision, 5 statements, N ms; now at a1 (head).
  1
  1
  0
  a1|upgrade|done
  mysql:
  Running upgrade  -> a1, first
    at ./migrations/versions/a1.up.sql:10:13
    | INSERT INTO nowhere VALUES (1)
    |             ^
    state: 3 of 5 statements of the upgrade of a1 are committed; the next run goes on with statement 4
    next: correct it, then: sqlembic upgrade head
  [8]
  half done  upgrade of a1: 3 of 5 statements
  Running upgrade  -> a1, first
  Resuming a1 at statement 4 of 5
  Done: 1 revision, 5 statements, N ms; now at a1 (head).
  1
  1
  0
  a1|upgrade|done

  $ what_is_done_must_not_be_edited_before_going_on()
  > {
  >   mkrev a1 '' first 'transaction: off' <<'END'
  > CREATE TABLE one (id INTEGER);
  > CREATE TABLE one (id INTEGER);
  > END
  >   run -q upgrade head >/dev/null
  >   sed -i '0,/INTEGER/s//BIGINT/' migrations/versions/a1.up.sql
  >   run upgrade head | grep -v next:
  > }
  $ everywhere what_is_done_must_not_be_edited_before_going_on
  Running upgrade  -> a1, first
  Resuming a1 at statement 2 of 2
  sqlembic: the script has changed: its first 1 statement is not what has been run
    at ./migrations/versions/a1.up.sql
    state: 1 of 2 statements of the upgrade of a1 are committed
  [6]

  $ a_backup_of_a_half_applied_database_goes_on_where_it_was()
  > {
  >   mkrev a1 '' first 'transaction: off' <<'END'
  > CREATE TABLE one (id INTEGER NOT NULL PRIMARY KEY);
  > INSERT INTO nowhere VALUES (1);
  > END
  >   run -q upgrade head >/dev/null
  >   original=$database
  >   another
  >   case $engine in
  >   sqlite) cp "$original.db" "$database.db" ;;
  >   postgresql) pg_dump -d "${SQLEMBIC_SERVER_POSTGRESQL/\/postgres\?//$original?}" | psql_on "$database" >/dev/null ;;
  >   mysql) mariadb-dump --no-defaults --skip-ssl -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" "$original" | mariadb_on "$database" ;;
  >   esac
  >   sed -i 's/nowhere/one/' migrations/versions/a1.up.sql
  >   run upgrade head
  >   query 'SELECT count(*) FROM one'
  > }
  $ everywhere a_backup_of_a_half_applied_database_goes_on_where_it_was
  Running upgrade  -> a1, first
  Resuming a1 at statement 2 of 2
  Done: 1 revision, 2 statements, N ms; now at a1 (head).
  1

  $ a_failed_commit_takes_the_version_row_with_it()
  > {
  >   one_table
  >   mkrev b2 a1 child <<'END'
  > CREATE TABLE child (one_id INTEGER REFERENCES one (id) DEFERRABLE INITIALLY DEFERRED);
  > INSERT INTO child VALUES (7);
  > END
  >   run -q upgrade head | grep -E 'state|^\['
  >   version_rows
  >   statuses
  > }
  $ on sqlite postgresql a_failed_commit_takes_the_version_row_with_it
    state: upgrade of b2 was rolled back; the database is at a1
  [1]
  a1
  a1|upgrade|done
  b2|upgrade|failed

  $ an_unbalanced_begin_does_not_undo_the_revision()
  > {
  >   one_table
  >   mkrev b2 a1 begins <<'END'
  > BEGIN;
  > INSERT INTO one VALUES (1, 'one');
  > END
  >   run -q upgrade head | grep -v '^  |'
  >   [ $engine = mysql ] || mkrev b2 a1 begins 'transaction: own' <<'END'
  > BEGIN;
  > INSERT INTO one VALUES (1, 'one');
  > END
  >   run -q upgrade head
  >   echo 'COMMIT;' >>migrations/versions/b2.up.sql
  >   run -q upgrade head
  >   version_rows
  >   query 'SELECT count(*) FROM one'
  > }
  $ everywhere an_unbalanced_begin_does_not_undo_the_revision
  sqlite:
  sqlembic: the script begins or ends a transaction by itself (BEGIN)
    at ./migrations/versions/b2.up.sql:6:1
    state: nothing was changed
    next: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  [1]
  sqlembic: the script has left its transaction open
    at ./migrations/versions/b2.up.sql
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  b2
  1
  postgresql:
  sqlembic: the script begins or ends a transaction by itself (BEGIN)
    at ./migrations/versions/b2.up.sql:6:1
    state: nothing was changed
    next: take the statement out, since the script runs in a transaction anyway, or add the header line "-- transaction: own"
  [1]
  sqlembic: the script has left its transaction open
    at ./migrations/versions/b2.up.sql
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  b2
  1
  mysql:
  sqlembic: the script has left its transaction open
    at ./migrations/versions/b2.up.sql
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  sqlembic: the script has left its transaction open
    at ./migrations/versions/b2.up.sql
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: end the script with COMMIT, then: sqlembic upgrade head
  [1]
  b2
  1

Transactions.

  $ files_with_and_without_a_transaction_go_in_one_run()
  > {
  >   one_table
  >   mkrev b2 a1 alone 'transaction: off' <<<"INSERT INTO one VALUES (2, 'b');"
  >   mkrev c3 b2 fails <<'END'
  > INSERT INTO one VALUES (3, 'c');
  > INSERT INTO one VALUES (3, 'again');
  > END
  >   for per_migration in true false; do
  >     ALEMBIC_TRANSACTION_PER_MIGRATION=$per_migration run -q upgrade head | grep -E 'state|^\['
  >     query 'SELECT count(*) FROM one'
  >     version_rows
  >     another
  >   done
  > }
  $ on sqlite postgresql files_with_and_without_a_transaction_go_in_one_run
    state: upgrade of c3 was rolled back; the database is at b2
  [1]
  1
  b2
    state: upgrade of c3 was rolled back; the database is at b2
  [1]
  1
  b2

  $ statements_that_refuse_transactions_run_in_both_directions()
  > {
  >   one_table
  >   if [ $engine = sqlite ]; then
  >     mkrev b2 a1 alone 'transaction: off' 'down transaction: off' <<'END'
  > PRAGMA journal_mode = WAL;
  > VACUUM;
  > --- down
  > PRAGMA journal_mode = DELETE;
  > VACUUM;
  > END
  >   else
  >     mkrev b2 a1 alone 'transaction: off' 'down transaction: off' <<'END'
  > CREATE INDEX CONCURRENTLY by_name ON one (name);
  > CREATE TYPE mood AS ENUM ('sad');
  > ALTER TYPE mood ADD VALUE 'glad';
  > INSERT INTO one VALUES (1, 'glad'::mood);
  > VACUUM one;
  > REINDEX INDEX CONCURRENTLY by_name;
  > --- down
  > DROP INDEX CONCURRENTLY by_name;
  > VACUUM one;
  > DROP TYPE mood;
  > END
  >   fi
  >   run -q upgrade head
  >   run -q downgrade a1
  >   statuses
  > }
  $ on sqlite postgresql statements_that_refuse_transactions_run_in_both_directions
  a1|upgrade|done
  b2|upgrade|done
  b2|downgrade|done

  $ what_refuses_a_transaction_is_found_before_anything_runs()
  > {
  >   one_table
  >   case $engine in
  >   sqlite) set -- 'VACUUM' 'PRAGMA journal_mode = WAL' ;;
  >   postgresql) set -- 'VACUUM one' 'CREATE INDEX CONCURRENTLY i ON one (name)' 'CREATE DATABASE other' ;;
  >   esac
  >   for statement; do
  >     mkrev b2 a1 alone <<<"SELECT 1; $statement;"
  >     run upgrade head
  >   done
  >   version_rows 2>&1 | grep -o 'no such table\|does not exist'
  > }
  $ on sqlite postgresql what_refuses_a_transaction_is_found_before_anything_runs
  sqlite:
  sqlembic: VACUUM cannot run inside a transaction
    at ./migrations/versions/b2.up.sql:6:11
    | VACUUM
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  sqlembic: PRAGMA journal_mode WAL cannot run inside a transaction
    at ./migrations/versions/b2.up.sql:6:11
    | PRAGMA journal_mode = WAL
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  no such table
  postgresql:
  sqlembic: VACUUM one cannot run inside a transaction
    at ./migrations/versions/b2.up.sql:6:11
    | VACUUM one
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  sqlembic: CREATE INDEX CONCURRENTLY i ON one cannot run inside a transaction
    at ./migrations/versions/b2.up.sql:6:11
    | CREATE INDEX CONCURRENTLY i ON one (name)
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  sqlembic: CREATE DATABASE other cannot run inside a transaction
    at ./migrations/versions/b2.up.sql:6:11
    | CREATE DATABASE other
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  does not exist

The lock.

  $ gated_revision()
  > {
  >   one_table
  >   { gated; echo "INSERT INTO one VALUES (1, 'one');"; } | mkrev b2 a1 gated
  >   run -q upgrade a1
  >   close_gate
  > }
  $ who_is_at_the_target_does_not_wait_for_the_lock()
  > {
  >   gated_revision
  >   sqlembic -q upgrade head & 
  >   wait_for_gate 1
  >   ALEMBIC_LOCK_TIMEOUT=1ms run upgrade a1
  >   run current
  >   open_gate
  >   wait $!; echo "[$?]"
  >   version_rows
  > }
  $ on postgresql mysql who_is_at_the_target_does_not_wait_for_the_lock
  Nothing to do: already at a1.
  a1
  [0]
  b2

  $ who_waits_too_long_names_the_holder()
  > {
  >   gated_revision
  >   sqlembic -q upgrade head &
  >   wait_for_gate 1
  >   ALEMBIC_LOCK_TIMEOUT=300ms run upgrade head | sed -E 's/(pid|connection) [0-9]+/\1 N/; s/waiting for .*(connection N|pid N).*/waiting for \1 (...)/'
  >   open_gate
  >   wait $!; echo "[$?]"
  >   statuses
  > }
  $ on postgresql mysql who_waits_too_long_names_the_holder
  postgresql:
  sqlembic: the migration lock was not obtained within 0.3 s: still waiting for pid N (...)
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  [0]
  a1|upgrade|done
  b2|upgrade|done
  mysql:
  sqlembic: the migration lock was not obtained within 0.3 s: still waiting for connection N (...)
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  [0]
  a1|upgrade|done
  b2|upgrade|done

  $ a_killed_run_leaves_no_lock_and_nothing_is_run_twice()
  > {
  >   gated_revision
  >   sqlembic -q upgrade head >/dev/null 2>&1 &
  >   wait_for_gate 1
  >   { kill -KILL $!; wait $!; } 2>/dev/null
  >   open_gate
  >   run -q upgrade head
  >   query 'SELECT count(*) FROM one'
  >   version_rows
  > }
  $ on postgresql mysql a_killed_run_leaves_no_lock_and_nothing_is_run_twice
  1
  b2

  $ a_stopped_run_cancels_its_statement_and_lets_go()
  > {
  >   gated_revision
  >   sqlembic upgrade head >out 2>&1 &
  >   wait_for_gate 1
  >   kill -TERM $!
  >   wait $!; echo "[$?]"
  >   grep -vE '^  (at|\|)' out
  >   wait_for_gate 0
  >   run status | grep -E '^(lock|half)'
  >   open_gate
  >   run -q upgrade head
  >   query 'SELECT count(*) FROM one'
  > }
  $ on postgresql mysql a_stopped_run_cancels_its_statement_and_lets_go
  postgresql:
  [7]
  Running upgrade a1 -> b2, gated
  sqlembic: interrupted
    state: upgrade of b2 was rolled back; the database is at a1
    next: sqlembic upgrade head
  lock       free
  1
  mysql:
  [7]
  Running upgrade a1 -> b2, gated
  sqlembic: interrupted
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: sqlembic upgrade head
  lock       free
  1

  $ a_waiting_runner_does_not_stop_create_index_concurrently()
  > {
  >   one_table
  >   { gated; echo 'CREATE INDEX CONCURRENTLY by_name ON one (name);'; } | mkrev b2 a1 gated 'transaction: off'
  >   run -q upgrade a1
  >   close_gate
  >   sqlembic -q upgrade head & first=$!
  >   wait_for_gate 1
  >   sqlembic -q upgrade head & second=$!
  >   until_true "SELECT count(*) = 2 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'sqlembic%'"
  >   until_true "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'sqlembic%' AND
  >     (state LIKE 'idle in transaction%' OR wait_event_type = 'Lock' AND query NOT LIKE '%lock_shared%')"
  >   open_gate
  >   wait $first; echo "[$?]"
  >   wait $second; echo "[$?]"
  >   query "SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_name'::regclass"
  >   statuses
  > }
  $ on postgresql a_waiting_runner_does_not_stop_create_index_concurrently
  [0]
  [0]
  t
  a1|upgrade|done
  b2|upgrade|done

  $ first_runs_at_once_make_the_tables_once_and_run_each_revision_once()
  > {
  >   one_table
  >   mkrev b2 a1 second <<<"INSERT INTO one VALUES (1, 'one');"
  >   mkrev c3 b2 third <<<"$([ $engine = postgresql ] && echo 'CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS '"'SELECT 1'"';')"
  >   pids=()
  >   for _ in 1 2 3 4 5 6; do
  >     sqlembic -q upgrade head &
  >     pids+=($!)
  >   done
  >   for pid in ${pids[*]}; do
  >     wait $pid || echo "[$?]"
  >   done
  >   statuses
  > }
  $ everywhere first_runs_at_once_make_the_tables_once_and_run_each_revision_once
  a1|upgrade|done
  b2|upgrade|done
  c3|upgrade|done
