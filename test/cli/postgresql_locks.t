PostgreSQL: locks that others hold: who is in the way, trying again, and time limits from the command line.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ await() { for _ in {1..500}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }

hold keeps a table locked, release ends that.

  $ hold()
  > {
  >   rm -f gate; : >held; : >out; mkfifo gate
  >   PGAPPNAME=report psql -qAtX <gate >held & holder=$!
  >   exec 9>gate
  >   echo "BEGIN; $1; SELECT 'held';" >&9
  >   await 'grep -qs held held'
  > }
  $ release() { echo 'ROLLBACK;' >&9; exec 9>&-; wait "$holder"; }
  $ plain() { sed -E "s/pid [0-9]+/pid N/g; s/for [0-9]+ s/for N s/; s/[0-9]+ statements?, [0-9]+ ms/N statements, N ms/; /^  at/d"; }
  $ short() { plain | sed 's/; in the way: .*;)//'; }

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer);
  > END
  $ mkrev b2 a1 "column" <<'END'
  > CREATE TABLE u (id integer);
  > ALTER TABLE t ADD note text;
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ sqlembic -q upgrade a1

Who is in the way is listed, and nothing is tried again unless that is configured.

  $ hold 'SELECT * FROM t'
  $ (sqlembic upgrade head --lock-timeout 1s 9>&-; echo "status $?") 2>&1 | plain
  Running upgrade a1 -> b2, column
  sqlembic: a lock was not obtained within 1 s, which is the lock_timeout
    | ALTER TABLE t ADD note text
    detail: in the way: pid N (report, user postgres, idle in transaction for N s: SELECT 'held';)
    state: upgrade of b2 was rolled back; the database is at a1
    next: run the command again when those sessions are done, or let it try again by itself with --lock-retries
  status 4

Each time the revision begins anew, and the pause doubles.

  $ export ALEMBIC_LOCK_RETRY_DELAY=20ms
  $ (sqlembic upgrade head --lock-timeout 200ms --lock-retries 2 9>&-; echo "status $?") 2>&1 | short | grep -v '^  '
  Running upgrade a1 -> b2, column
  Retry 1 of 2 in 20 ms: a lock was not obtained within 0.2 s, which is the lock_timeout
  Running upgrade a1 -> b2, column
  Retry 2 of 2 in 40 ms: a lock was not obtained within 0.2 s, which is the lock_timeout
  Running upgrade a1 -> b2, column
  sqlembic: a lock was not obtained within 0.2 s, which is the lock_timeout
  status 4
  $ sqlembic --json upgrade head --lock-timeout 200ms --lock-retries 1 9>&- 2>/dev/null | grep retry | short
  {"event": "retry", "retry": 1, "retries": 1, "milliseconds": 20.0, "text": "a lock was not obtained within 0.2 s, which is the lock_timeout"}

It gets through once the lock is free.

  $ export ALEMBIC_LOCK_RETRIES=500
  $ sqlembic upgrade head --lock-timeout 50ms >out 2>&1 9>&- & runner=$!
  $ await 'grep -qs "Retry 2" out'; release; wait $runner; tail -1 out | plain
  Done: 1 revision, N statements, N ms; now at b2 (head).
  $ q "SELECT count(*) FROM t WHERE note IS NULL"
  0

Statement by statement it is the statement that is tried again, not the script.

  $ mkrev c3 b2 "statements" "transaction: off" <<'END'
  > CREATE TABLE v (id integer);
  > CREATE INDEX CONCURRENTLY t_id ON t (id);
  > ALTER TABLE t ADD more text;
  > END
  $ hold 'INSERT INTO t VALUES (1)'
  $ sqlembic upgrade head --lock-timeout 50ms >out 2>&1 9>&- & runner=$!
  $ await 'grep -qs "Retry 2" out'; release
  $ wait $runner; echo "status $?"; grep -c 'is INVALID' out; tail -1 out | plain
  status 0
  [1-9]* (re)
  Done: 1 revision, N statements, N ms; now at c3 (head).
  $ q "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass"
  t
  $ q "SELECT status, statements_done FROM sqlembic_log WHERE revision = 'c3'"
  done|3

A lock that the COMMIT itself waits for is like any other: the transaction is gone, and begins anew.

  $ q "CREATE TABLE parent (id integer PRIMARY KEY); INSERT INTO parent VALUES (1)"
  $ q "CREATE TABLE child (id integer REFERENCES parent DEFERRABLE INITIALLY DEFERRED)"
  $ mkrev c4 c3 "deferred" <<'END'
  > INSERT INTO child VALUES (1);
  > END
  $ hold 'UPDATE parent SET id = 2'
  $ (sqlembic upgrade head --lock-timeout 200ms --lock-retries 1 9>&-; echo "status $?") 2>&1 | sed 's/; where: .*//' | grep -v '^  '
  Running upgrade c3 -> c4, deferred
  Retry 1 of 1 in 20 ms: a lock was not obtained within 0.2 s, which is the lock_timeout
  Running upgrade c3 -> c4, deferred
  sqlembic: a lock was not obtained within 0.2 s, which is the lock_timeout
  status 4
  $ release
  $ q "SELECT version_num, (SELECT count(*) FROM child) FROM alembic_version"
  c3|0
  $ sqlembic -q upgrade head
  $ q "SELECT version_num, (SELECT count(*) FROM child) FROM alembic_version"
  c4|1

A signal ends the waiting.

  $ mkrev d4 c4 "more" <<'END'
  > ALTER TABLE t ADD yet_more text;
  > END
  $ hold 'SELECT * FROM t'
  $ ALEMBIC_LOCK_RETRY_DELAY=1h sqlembic upgrade head --lock-timeout 50ms >out 2>&1 9>&- & runner=$!
  $ await 'grep -qs "Retry 1" out'; kill -TERM $runner; wait $runner; echo "status $?"; tail -3 out
  status 7
  sqlembic: interrupted while waiting to try again
    state: nothing was changed
    next: sqlembic upgrade head
  $ release

The statement_timeout of the command line wins, too, and is no reason to try again.

  $ mkrev d4 c4 "slow" <<'END'
  > SELECT pg_sleep(300);
  > END
  $ ALEMBIC_STATEMENT_TIMEOUT=1h sqlembic upgrade head --statement-timeout 50ms 2>&1 | grep -v '^  at'
  Running upgrade c4 -> d4, slow
  sqlembic: stopped after 50 ms, which is the statement_timeout
    | SELECT pg_sleep(300)
    state: upgrade of d4 was rolled back; the database is at c4
    next: make the statement faster, or raise statement_timeout
  $ sqlembic upgrade head --lock-timeout soon
  sqlembic: lock_timeout: "soon" is not a time such as 500ms, 30s, 5min or 2h
    detail: the value is from command line
    next: set lock_timeout to a whole number with ms, s, min or h; without one it is of seconds
  [1]
  $ sqlembic upgrade head --lock-retries many
  sqlembic: lock_retries: "many" is not a whole number
    detail: the value is from command line
    next: set lock_retries to a number of digits only
  [1]

A limit that is not ours, and a statement that another session cancels.

  $ stopped()
  > {
  >   mkrev d4 c4 "slow" <<<"$1"
  >   sqlembic upgrade head --lock-retries 0 "${@:2}" 2>&1 | grep -E '^(sqlembic:|  next:)'
  > }
  $ stopped "SET statement_timeout = '50ms'; SELECT pg_sleep(300);"
  sqlembic: canceling statement due to statement timeout
    next: statement_timeout is set by the script, or for the role, the database or the server (SELECT setting, source FROM pg_settings WHERE name = 'statement_timeout'): raise it there, or set statement_timeout in alembic.ini
  $ stopped "SET statement_timeout = '50ms'; SELECT pg_sleep(300);" --statement-timeout 1h
  sqlembic: canceling statement due to statement timeout
    next: statement_timeout is set by the script, or for the role, the database or the server (SELECT setting, source FROM pg_settings WHERE name = 'statement_timeout'): raise it there, or set statement_timeout in alembic.ini
  $ hold 'SELECT * FROM t'
  $ stopped "SET lock_timeout = '50ms'; LOCK TABLE t;"
  sqlembic: canceling statement due to lock timeout
    next: lock_timeout is set by the script, or for the role, the database or the server (SELECT setting, source FROM pg_settings WHERE name = 'lock_timeout'): raise it there, or set lock_timeout in alembic.ini
  $ release
  $ stopped 'SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(300);'
  sqlembic: canceling statement due to user request
    next: another session has cancelled the statement (pg_cancel_backend): run the command again
