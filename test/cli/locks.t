Other processes at the same database.

  $ q() { sqlite3 app.db "$@"; }
  $ runs() { q "SELECT revision, direction, status, statements, statements_done FROM sqlembic_log ORDER BY id"; }

  $ await() { for _ in {1..1000}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }

hold keeps a shell of SQLite inside what it is told to do, release ends it.

  $ hold()
  > {
  >   rm -f gate held
  >   mkfifo gate
  >   sqlite3 -cmd '.timeout 60000' app.db <gate &
  >   holder=$!
  >   exec 9>gate
  >   printf '%s\n' "$@" '.shell touch held' >&9
  >   await '[ -e held ]'
  > }
  $ release() { exec 9>&-; wait "$holder"; }

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" <<'END'
  > CREATE TABLE b (x);
  > --- down
  > DROP TABLE b;
  > END
  $ sqlembic -q upgrade a1

A writer: it is waited for and named, for as long as lock_timeout says.

  $ hold 'BEGIN IMMEDIATE;'
  $ ALEMBIC_LOCK_TIMEOUT=1100ms sqlembic upgrade head 2>&1 | sed "s/pid $holder /pid HOLDER /"
  Waiting for pid HOLDER (sqlite3), which has the database locked
  sqlembic: the migration lock was not obtained within 1.1 s: still waiting for pid HOLDER (sqlite3), which has the database locked
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  $ ALEMBIC_LOCK_TIMEOUT=0 sqlembic upgrade head
  sqlembic: the migration lock was not obtained within 0 s: still waiting for pid * (sqlite3), which has the database locked (glob)
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  $ export ALEMBIC_LOCK_TIMEOUT=20ms
  $ sqlembic stamp b2 2>&1 | cut -d: -f2
   the migration lock was not obtained within 0.02 s
   nothing was changed
   wait for that process to finish, or raise lock_timeout, then run the command again
  $ sqlembic ensure_version
  $ sqlembic downgrade base 2>/dev/null
  [4]

With lock_retries it is tried again, after pauses.

  $ ALEMBIC_LOCK_RETRY_DELAY=10ms sqlembic upgrade head --lock-retries 2 2>&1 | cut -d: -f1,2
  Retry 1 of 2 in 10 ms: the migration lock was not obtained within 0.02 s
  Retry 2 of 2 in 20 ms: the migration lock was not obtained within 0.02 s
  sqlembic: the migration lock was not obtained within 0.02 s
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again

Reading goes on, and status tells.

  $ sqlembic current
  a1
  $ sqlembic status
  database   sqlite:///app.db
  current    a1
  heads      b2 (head)
  pending    a1 -> b2, second
  lock       held by pid * (sqlite3) (glob)
  $ sqlembic upgrade a1
  Nothing to do: already at a1.
  $ release
  $ sqlembic status | grep lock
  lock       free

It lets go while it is waited for.

  $ unset ALEMBIC_LOCK_TIMEOUT
  $ hold 'BEGIN IMMEDIATE;'
  $ sqlembic upgrade head >waited 2>&1 9>&- & waiter=$!
  $ sleep 0.05
  $ release
  $ wait $waiter; cat waited
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, * ms; now at b2 (head). (glob)

What it did meanwhile counts: the plan is made under the lock.

  $ sqlembic -q downgrade a1
  $ hold 'BEGIN IMMEDIATE;' "UPDATE alembic_version SET version_num = 'b2';" 'CREATE TABLE b (x);'
  $ sqlembic upgrade head >waited 2>&1 9>&- & waiter=$!
  $ sleep 0.05
  $ echo 'COMMIT;' >&9; release
  $ wait $waiter; cat waited
  Nothing to do: already at b2 (head).
  $ sqlembic -q downgrade a1

An exclusive lock stops reading too.

  $ export ALEMBIC_LOCK_TIMEOUT=20ms
  $ hold 'BEGIN EXCLUSIVE;'
  $ sqlembic current
  sqlembic: the database could not be read within 0.02 s: still waiting for pid * (sqlite3), which has the database locked (glob)
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  $ sqlembic upgrade head
  sqlembic: the database could not be read within 0.02 s: still waiting for pid * (sqlite3), which has the database locked (glob)
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  $ sqlembic log 2>/dev/null
  [4]
  $ release

A reader does not stop the scripts, but the commit.

  $ hold 'BEGIN;' 'SELECT count(*) > 0 FROM sqlite_schema;'
  1
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, second
  sqlembic: the transaction could not be committed within 0.02 s: still waiting for pid * (sqlite3), which has the database locked (glob)
    state: upgrade of b2 was rolled back; the database is at a1
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  $ unset ALEMBIC_LOCK_TIMEOUT
  $ sqlembic upgrade head >waited 2>&1 9>&- & waiter=$!
  $ sleep 0.05
  $ release
  $ wait $waiter; cat waited
  Running upgrade a1 -> b2, second
  Done: 1 revision, 1 statement, * ms; now at b2 (head). (glob)

A step that runs statement by statement belongs to its process while that lives.

  $ mkrev c3 b2 "third" "transaction: off" <<'END'
  > CREATE TABLE c (x);
  > INSERT INTO c VALUES (1);
  > INSERT INTO nope VALUES (2);
  > END
  $ sqlembic -q upgrade head 2>/dev/null
  [8]
  $ sed -i 's/nope/c/' migrations/versions/c3.up.sql
  $ sleep 60 & owner=$!
  $ q "UPDATE sqlembic_log SET os_user = 'jane', connection =
  >    '$owner@$(hostname) $(head -c 8 /proc/sys/kernel/random/boot_id) $(cut -d' ' -f22 /proc/$owner/stat)' WHERE status = 'running'"
  $ export ALEMBIC_LOCK_TIMEOUT=20ms
  $ sqlembic upgrade head
  sqlembic: another run did not end within 0.02 s: still waiting for jane on * (*@*), who is running the upgrade of c3 (glob)
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  $ sqlembic stamp c3 2>&1 | head -1
  sqlembic: another run did not end within 0.02 s: still waiting for jane on * (*@*), who is running the upgrade of c3 (glob)
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    b2
  heads      c3 (head)
  pending    b2 -> c3, third
  lock       held by jane on * (*@*), who is running the upgrade of c3 (glob)
  [3]
  $ kill $owner; wait $owner 2>/dev/null
  [143]
  $ sqlembic upgrade head
  Running upgrade b2 -> c3, third
  Resuming c3 at statement 3 of 3
  Done: 1 revision, 3 statements, * ms; now at c3 (head). (glob)
  $ unset ALEMBIC_LOCK_TIMEOUT

Sixteen containers start at once on a new file: each revision runs once, and nobody fails.

  $ rm -f app.db migrations/versions/*
  $ parent=
  $ for i in 1 2 3 4 5 6 7 8 9; do
  >   mode=on; [ $((i % 3)) -ne 0 ] || mode=off
  >   mkrev r$i "$parent" "revision $i" "transaction: $mode" "down transaction: $mode" <<END
  > CREATE TABLE t$i (x);
  > INSERT INTO t$i VALUES (1);
  > INSERT INTO t$i VALUES (2);
  > --- down
  > DELETE FROM t$i;
  > DROP TABLE t$i;
  > END
  >   parent=r$i
  > done
  $ all_at_once()
  > {
  >   pids=()
  >   for i in $(seq 16); do sqlembic "$@" >out.$i 2>&1 & pids+=($!); done
  >   for i in $(seq 16); do wait ${pids[i - 1]} || { echo "number $i: $?"; cat out.$i; }; done
  >   cat out.* | grep -c "^Running"
  > }
  $ all_at_once upgrade head
  9
  $ runs
  r1|upgrade|done|3|3
  r2|upgrade|done|3|3
  r3|upgrade|done|3|3
  r4|upgrade|done|3|3
  r5|upgrade|done|3|3
  r6|upgrade|done|3|3
  r7|upgrade|done|3|3
  r8|upgrade|done|3|3
  r9|upgrade|done|3|3
  $ for i in 1 2 3 4 5 6 7 8 9; do q "SELECT group_concat(x) FROM t$i"; done | uniq -c | tr -s ' '
   9 1,2
  $ all_at_once downgrade base
  9
  $ tables app.db
  alembic_version
  sqlembic_log
  $ q "SELECT count(*), count(DISTINCT revision) FROM sqlembic_log WHERE direction = 'downgrade' AND status = 'done'"
  9|9

The same in WAL mode.

  $ q 'PRAGMA journal_mode = wal'
  wal
  $ all_at_once upgrade head
  9
  $ q "SELECT count(*) FROM sqlembic_log WHERE direction = 'upgrade' AND status = 'done'"
  18
