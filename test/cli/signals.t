SIGINT, SIGTERM, SIGHUP and SIGQUIT stop a run; nothing is lost, the next run goes on.

  $ q() { sqlite3 app.db "$@"; }

  $ await() { for _ in {1..1000}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }

without_place shows what is the same wherever the signal hits: at the statement or just before it.

  $ without_place() { grep -v '^  at \|^  |\|^  detail:'; }
  $ until_says() { await "grep -qs '$1' out"; }

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x);
  > END
  $ mkrev b2 a1 "never ends" <<'END'
  > CREATE TABLE b (x);
  > INSERT INTO b WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > END

  $ sqlembic -q upgrade a1

In a transaction: rolled back, status 7.  A program in the background ignores SIGINT, as it should; env has it listen.

  $ for signal in TERM INT; do
  >   rm -f out; env --default-signal=INT sqlembic upgrade head >out 2>&1 &
  >   until_says "Running upgrade a1 -> b2"
  >   kill -$signal $!; wait $!; echo "status $?"
  >   without_place <out
  >   q 'SELECT version_num FROM alembic_version'; tables app.db
  > done
  status 7
  Running upgrade a1 -> b2, never ends
  sqlembic: interrupted
    state: upgrade of b2 was rolled back; the database is at a1
    next: sqlembic upgrade head
  a1
  a
  alembic_version
  sqlembic_log
  status 7
  Running upgrade a1 -> b2, never ends
  sqlembic: interrupted
    state: upgrade of b2 was rolled back; the database is at a1
    next: sqlembic upgrade head
  a1
  a
  alembic_version
  sqlembic_log

A terminal that goes away and an orchestrator's SIGQUIT do the same, also as the first process of a container, which
the kernel lets no signal kill that is not caught.  Where no namespace can be made, an ordinary process stands in.

  $ alone() { if unshare -rpf true 2>/dev/null; then exec unshare -rpf "$@"; else exec "$@"; fi; }
  $ first_of() { pgrep -P $1 || echo $1; }
  $ for signal in HUP QUIT TERM INT; do
  >   rm -f out; alone env --default-signal=INT,QUIT sqlembic upgrade head >out 2>&1 &
  >   until_says "Running upgrade a1 -> b2"
  >   kill -$signal $(first_of $!); wait $!; echo "status $?"
  >   without_place <out | grep state
  > done
  status 7
    state: upgrade of b2 was rolled back; the database is at a1
  status 7
    state: upgrade of b2 was rolled back; the database is at a1
  status 7
    state: upgrade of b2 was rolled back; the database is at a1
  status 7
    state: upgrade of b2 was rolled back; the database is at a1

The parent of a job that nohup has started does not hear of the terminal.

  $ rm -f out; nohup sqlembic upgrade head >out 2>&1 &
  $ until_says "Running upgrade a1 -> b2"
  $ kill -HUP $!; sleep 0.05; kill -0 $! && echo "still there"
  still there
  $ kill -TERM $!; wait $!
  [7]

Being told to stop is no failure of the script.

  $ q "SELECT revision, status FROM sqlembic_log"
  a1|done
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    a1
  heads      b2 (head)
  pending    a1 -> b2, never ends
  lock       free
  [3]

SIGINT that the parent has switched off stays off.

  $ rm -f out; (trap '' INT; sqlembic upgrade head >out 2>&1 & echo $! >pid; wait)& 
  $ until_says "Running upgrade a1 -> b2"; await '[ -s pid ]'
  $ kill -INT $(cat pid); sleep 0.05; kill -0 $(cat pid) && echo "still there"
  still there
  $ kill -TERM $(cat pid); wait

Statement by statement: what is done is kept, status 8, the next run goes on.

  $ rm app.db migrations/versions/b2.*
  $ mkrev b2 a1 "half" "transaction: off" <<'END'
  > CREATE TABLE b (x);
  > INSERT INTO b VALUES (0);
  > INSERT INTO b WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > INSERT INTO b VALUES (2);
  > END
  $ rm -f out; sqlembic upgrade head >out 2>&1 &
  $ await "[ \"\$(q 'SELECT statements_done FROM sqlembic_log ORDER BY id DESC LIMIT 1' 2>/dev/null)\" = 2 ]"
  $ kill -TERM $!; wait $!
  [8]
  $ without_place <out
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, half
  sqlembic: interrupted
    state: 2 of 4 statements of the upgrade of b2 are committed; the next run goes on with statement 3
    next: sqlembic upgrade head
  $ sqlembic status --exit-code
  database   sqlite:///app.db
  current    a1
  heads      b2 (head)
  pending    a1 -> b2, half
  lock       free
  half done  upgrade of b2: 2 of 4 statements, begun * by tester on * (glob)
             interrupted
  [8]
  $ sed -i 's/FROM n)/FROM n WHERE i < 9)/' migrations/versions/b2.up.sql
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, half
  Resuming b2 at statement 3 of 4
  Done: 1 revision, 4 statements, * ms; now at b2 (head). (glob)
  $ q 'SELECT group_concat(x) FROM b'
  0,9,2

Before its first statement is done such a script is not half anything.

  $ rm app.db
  $ mkrev b2 a1 "none" "transaction: off" <<'END'
  > CREATE TABLE b AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > END
  $ rm -f out; sqlembic upgrade head >out 2>&1 &
  $ until_says "Running upgrade a1 -> b2"
  $ kill -TERM $!; wait $!
  [7]
  $ without_place <out
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, none
  sqlembic: interrupted
    state: no statement of the upgrade of b2 has taken effect; the database is at a1
    next: sqlembic upgrade head

Killed while it waits for the lock.

  $ mkfifo gate; sqlite3 app.db <gate & holder=$!
  $ exec 9>gate; printf '%s\n' 'BEGIN IMMEDIATE;' '.shell touch held' >&9
  $ await '[ -e held ]'
  $ rm -f out; sqlembic upgrade head >out 2>&1 9>&- & waiter=$!
  $ until_says "Waiting for"; kill -TERM $waiter; wait $waiter
  [7]
  $ tail -3 out
  sqlembic: interrupted while waiting for the lock
    state: nothing was changed
    next: sqlembic upgrade head
  $ exec 9>&-; wait $holder

A killed process leaves nothing that stops the next one.

  $ rm -f out; sqlembic upgrade head >out 2>&1 & victim=$!
  $ until_says "Running upgrade a1 -> b2"
  $ kill -KILL $victim; wait $victim 2>/dev/null
  [137]
  $ sqlembic status | tail -2
  lock       free
  half done  upgrade of b2: 0 of 1 statements, begun * by tester on * (glob)
  $ sed -i 's/FROM n)/FROM n WHERE i < 9)/' migrations/versions/b2.up.sql
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, none
  Done: 1 revision, 1 statement, * ms; now at b2 (head). (glob)
  $ sqlembic upgrade head
  Nothing to do: already at b2 (head).

Files that are read at the start may be pipes that keep it waiting: a signal ends that, too.

  $ mkfifo pipe
  $ stop_while_reading() {
  >   "$@" >out 2>&1 &
  >   exec 3>pipe; kill -TERM $!; exec 3>&-
  >   wait $!; echo "status $?"; cat out
  > }
  $ stop_while_reading sqlembic -c pipe config
  status 7
  sqlembic: interrupted while reading pipe
    detail: this configuration file is named by -c
  $ DATABASE_URL_FILE=pipe stop_while_reading sqlembic current
  status 7
  sqlembic: interrupted while reading pipe
    detail: this file is named by DATABASE_URL_FILE
  $ ALEMBIC_ENV_FILE=pipe stop_while_reading sqlembic config
  status 7
  sqlembic: interrupted while reading pipe
    detail: this file is named by env_file (environment ALEMBIC_ENV_FILE)

A program that is asked for the wanted schema, and Python where it reads models or Alembic's revisions, may take as long or
hang: a signal ends it with the command.  What does not end when it is asked to is killed.

  $ stop_while_asking() {
  >   rm -f asked; "$@" >out 2>&1 &
  >   await 'test -s asked'; kill -TERM $!; wait $!; echo "status $?"; cat out
  >   await '! kill -0 $(cat asked) 2>/dev/null'
  > }
  $ cat >program <<'END'
  > #!/bin/sh
  > echo $$ >asked
  > exec sleep 1000
  > END
  $ sed 's/^exec.*/trap "" TERM; while :; do sleep 0.1; done/' program >deaf; chmod +x program deaf
  $ ALEMBIC_TARGET_METADATA='exec:exec ./program' stop_while_asking sqlembic check
  status 7
  sqlembic: interrupted
    state: this is the wanted schema; the database was not touched
  $ ALEMBIC_TARGET_METADATA='exec:exec ./deaf' stop_while_asking sqlembic check | head -1
  status 7
  $ ALEMBIC_TARGET_METADATA='exec:exec >&-; exec ./program' stop_while_asking sqlembic check | head -1
  status 7
  $ ALEMBIC_TARGET_METADATA=models:metadata ALEMBIC_PYTHON=./program stop_while_asking sqlembic check
  status 7
  sqlembic: interrupted
    state: the database was not touched
  $ mkdir -p theirs/versions; touch theirs/env.py theirs/script.py.mako
  $ ALEMBIC_PYTHON=./program stop_while_asking sqlembic import theirs
  status 7
  sqlembic: interrupted
    state: nothing was written

Where the parent ignores SIGCHLD the system forgets how children have ended.  What a program that failed has written is no schema:
what it does not name would be dropped.

  $ env --ignore-signal=CHLD sqlembic diff live 'exec:echo "CREATE TABLE a (x);"; exit 3'
  sqlembic: the program of the target has ended with status 3: echo "CREATE TABLE a (x);"; exit 3
    state: this is the wanted schema; the database was not touched
    next: correct it, then run the same command again
  [1]
