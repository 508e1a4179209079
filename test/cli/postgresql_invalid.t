PostgreSQL: the INVALID index that an interrupted CREATE INDEX CONCURRENTLY leaves is found, reported and built again.

  $ since 12 || exit 80
  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ await() { for _ in {1..500}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }
  $ state() { q "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  >   WHERE i.indrelid = to_regclass('t') ORDER BY 1"; }

hold keeps a transaction open that CREATE INDEX CONCURRENTLY waits for, after it has made its index.

  $ hold()
  > {
  >   rm -f gate held; mkfifo gate
  >   psql -qAtX <gate >held & holder=$!
  >   exec 9>gate
  >   echo "BEGIN; INSERT INTO t VALUES (0, 0); SELECT 'held';" >&9
  >   await 'grep -qs held held'
  > }
  $ release() { echo 'ROLLBACK;' >&9; exec 9>&-; wait "$holder"; }
  $ is_waiting() { [ "$(q "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
  >   AND query ~ '^$1' AND wait_event_type = 'Lock'")" = 1 ]; }
  $ ends() { await "[ \"\$(q \"SELECT count(*) FROM pg_stat_activity WHERE query ~ '^$1' AND datname = current_database()
  >   AND pid <> pg_backend_pid()\")\" = 0 ]"; }

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer, x integer);
  > INSERT INTO t SELECT i, i FROM generate_series(1, 100) AS i;
  > END
  $ mkrev b2 a1 "index" "transaction: off" <<'END'
  > CREATE TABLE side (id integer);
  > CREATE INDEX CONCURRENTLY t_x ON t (x);
  > COMMENT ON INDEX t_x IS 'found';
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ sqlembic -q upgrade a1

Stopped by a signal: the error says what is left, the next run deals with it.

  $ hold
  $ env --default-signal=INT sqlembic upgrade head >out 2>&1 9>&- & runner=$!
  $ await 'is_waiting "CREATE INDEX"'; kill -INT $runner; wait $runner; echo "status $?"; cat out
  status 8
  Running upgrade a1 -> b2, index
  sqlembic: interrupted
    at */b2.up.sql:8:1 (glob)
    | CREATE INDEX CONCURRENTLY t_x ON t (x)
    detail: left behind: the INVALID index public.t_x, which the next run drops before it runs the statement again
    state: 1 of 3 statements of the upgrade of b2 are committed; the next run goes on with statement 2
    next: sqlembic upgrade head
  $ state
  t_x|f
  $ release
  $ sqlembic upgrade head 2>&1 | sed 's/[0-9]* ms/N ms/'
  Running upgrade a1 -> b2, index
  Resuming b2 at statement 2 of 3
  warning: the index public.t_x is INVALID, left by a run that was stopped: it is dropped and built again
  Done: 1 revision, 3 statements, N ms; now at b2 (head).
  $ state
  t_x|t

Killed, and the server's process with it: what was running is known not to have taken effect.

  $ again() { q "DROP INDEX IF EXISTS t_x; DROP TABLE side"; sqlembic -q stamp a1; hold; }
  $ killed() { sqlembic upgrade head >out 2>&1 9>&- & runner=$!; await 'is_waiting "CREATE "'
  >   kill -KILL $runner; { wait $runner; } 2>/dev/null; true; }
  $ again; killed
  $ q "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^CREATE' AND datname = current_database()" >ended
  $ ends CREATE; state
  t_x|f
  $ release
  $ sqlembic upgrade head 2>&1 | grep -v Done
  Running upgrade a1 -> b2, index
  Resuming b2 at statement 2 of 3
  warning: the index public.t_x is INVALID, left by a run that was stopped: it is dropped and built again
  $ state
  t_x|t

Killed, while the server goes on: that is waited for, and what it has done is not done again.  (On a busy machine a server that looks
for its client has ended it meanwhile: then it is done again, and the lock that is not obtained is that of the table.)

  $ again; killed
  $ (ALEMBIC_LOCK_TIMEOUT=20ms sqlembic upgrade head 9>&-) 2>&1 | grep -o 'lock was not obtained'
  lock was not obtained
  $ release
  $ ends CREATE; state >built
  $ sqlembic upgrade head 2>&1 | grep -v Done >said; grep -v INVALID said
  Running upgrade a1 -> b2, index
  Resuming b2 at statement 2 of 3
  $ [ "$(grep -c INVALID said)" = "$(grep -cF 't_x|f' built)" ] || cat built said
  $ state; q "SELECT obj_description('t_x'::regclass)"
  t_x|t
  found

Data that breaks a unique index: the first statement, so that nothing is half applied but the index.

  $ mkrev c3 b2 "unique" "transaction: off" <<'END'
  > CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "T ""u""" ON public.t (x);
  > END
  $ q "INSERT INTO t VALUES (1, 1)"
  $ sqlembic upgrade head
  Running upgrade b2 -> c3, unique
  sqlembic: could not create unique index "T "u""
    at */c3.up.sql:7:1 (glob)
    | CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "T ""u""" ON public.t (x)
    detail: Key (x)=(1) is duplicated.; left behind: the INVALID index public."T ""u""", which the next run drops before it runs the statement again
    state: no statement of the upgrade of c3 has taken effect; the database is at b2
    next: correct it, then: sqlembic upgrade head
  [1]
  $ q "DELETE FROM t WHERE id = 1"
  $ sqlembic upgrade head 2>&1 | grep -v Done
  Running upgrade b2 -> c3, unique
  warning: the index public."T ""u""" is INVALID, left by a run that was stopped: it is dropped and built again
  $ state
  T "u"|t
  t_x|t

A valid index of that name is nothing to drop, nor is an INVALID one of another table or another name.

  $ q "CREATE TABLE other (x integer); INSERT INTO other VALUES (1), (1)"
  $ q "CREATE UNIQUE INDEX CONCURRENTLY other_x ON other (x)" 2>/dev/null
  [1]
  $ mkrev d4 c3 "others" "transaction: off" <<'END'
  > CREATE INDEX CONCURRENTLY IF NOT EXISTS t_x ON t (x);
  > CREATE INDEX CONCURRENTLY other_x ON t (x);
  > END
  $ sqlembic upgrade head 2>&1 | head -2
  Running upgrade c3 -> d4, others
  sqlembic: relation "other_x" already exists
  $ q "SELECT indisvalid FROM pg_index WHERE indexrelid = 'other_x'::regclass"
  f
  $ sqlembic -q stamp d4

Without a name the server chooses one: which index is left is said, and left to the user.

  $ q "DROP TABLE other; INSERT INTO t VALUES (2, 0)"
  $ mkrev e5 d4 "no name" "transaction: off" <<'END'
  > CREATE UNIQUE INDEX CONCURRENTLY ON t (id);
  > END
  $ sqlembic upgrade head 2>&1 | grep detail
    detail: Key (id)=(2) is duplicated.; left behind: the INVALID index public.t_id_idx, which you have to drop: the next run cannot know it without a name
  $ q "DELETE FROM t WHERE x = 0"
  $ sqlembic upgrade head 2>&1 | grep -v Done
  Running upgrade d4 -> e5, no name
  warning: the index public.t_id_idx is INVALID; if a CREATE INDEX without a name has left it, drop it
  $ q "DROP INDEX t_id_idx"

REINDEX CONCURRENTLY leaves the index that it was building.

  $ mkrev f6 e5 "reindex" "transaction: off" <<'END'
  > REINDEX INDEX CONCURRENTLY t_x;
  > REINDEX (VERBOSE) TABLE CONCURRENTLY t;
  > END
  $ hold
  $ sqlembic upgrade head >out 2>&1 9>&- & runner=$!
  $ await 'is_waiting REINDEX'; kill -TERM $runner; wait $runner; echo "status $?"; grep detail out
  status 7
    detail: left behind: the INVALID index public.t_x_ccnew, which the next run drops before it runs the statement again
  $ release
  $ state | grep t_x
  t_x|t
  t_x_ccnew|f
  $ sqlembic upgrade head 2>&1 | grep -v Done
  Running upgrade e5 -> f6, reindex
  warning: the index public.t_x_ccnew is INVALID, left by a run that was stopped: it is dropped and built again
  $ state | grep t_x
  t_x|t

Somebody else may be building that very index: it is not taken away from him.

  $ q "DROP INDEX t_x"
  $ hold
  $ psql -qX -c "CREATE INDEX CONCURRENTLY t_x ON t (x)" 9>&- & other=$!
  $ await 'is_waiting CREATE'
  $ mkrev g7 f6 "contested" "transaction: off" <<'END'
  > CREATE INDEX CONCURRENTLY IF NOT EXISTS t_x ON t (x);
  > END
  $ (sqlembic upgrade head 9>&-; echo "status $?") 2>&1 | sed 's/pid [0-9]*/pid N/; s/backend([0-9]*/backend(N/; /^  at/d'
  Running upgrade f6 -> g7, contested
  sqlembic: the index public.t_x is being built by another session: pid N
    | CREATE INDEX CONCURRENTLY IF NOT EXISTS t_x ON t (x)
    state: no statement of the upgrade of g7 has taken effect; the database is at f6
    next: wait until it is done, or end it with pg_terminate_backend(N), then run the command again
  status 4
  $ release; wait $other
  $ sqlembic -q upgrade head
  $ state | grep t_x
  t_x|t
