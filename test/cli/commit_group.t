Revisions that share a commit on SQLite: each counts alone, and "done" is said when it is true.

How many of them share one depends on the time they take, so that what is asked here is true of every number.

  $ q() { sqlite3 app.db "$@"; }
  $ await() { for _ in {1..1000}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }
  $ runs() { q "SELECT revision, direction, status FROM sqlembic_log ORDER BY id"; }

commits is the file's change counter: one for each commit that has written.

  $ commits() { od -An -t u1 -j 24 -N 4 app.db | awk '{ print (($1 * 256 + $2) * 256 + $3) * 256 + $4 }'; }
  $ committed_by() { local before=$(commits); "$@"; echo "$(($(commits) - before)) commits"; }

consistent: tables, version row and done rows of the log tell of the same revisions r1, r2 ...

  $ consistent()
  > {
  >   local tables=$(q "SELECT count(*) FROM sqlite_schema WHERE name GLOB 't[0-9]*' AND type = 'table'")
  >   local logged=0 version
  >   [ "$tables" = 0 ] && ! q 'SELECT 1 FROM sqlembic_log' >/dev/null 2>&1 && return
  >   logged=$(q "SELECT count(*) FROM sqlembic_log WHERE status = 'done'")
  >   version=$(q 'SELECT version_num FROM alembic_version')
  >   [ "$tables $logged r$tables" = "$logged $tables ${version:-r0}" ] || echo "$tables tables, $logged log rows, at $version"
  > }

line N: revisions r1 to rN, a table each.

  $ line()
  > {
  >   local i
  >   for ((i = 1; i <= $1; i++)); do
  >     mkrev r$i "$([ $i -eq 1 ] || echo r$((i - 1)))" "step $i" <<-DONE
  > 	CREATE TABLE t$i (x INTEGER PRIMARY KEY);
  > 	--- down
  > 	DROP TABLE t$i;
  > 	DONE
  >   done
  > }

Sharing, and not: with commit_group = 1 each revision has its own.

  $ line 30; sqlembic -q ensure_version; cp app.db empty.db
  $ ALEMBIC_COMMIT_GROUP=1 committed_by sqlembic -q upgrade head; consistent
  30 commits
  $ cp app.db whole.db; cp empty.db app.db
  $ committed_by sqlembic -q upgrade head | awk '{ print ($1 < 30) }'; consistent
  1
  $ state() { sqlite3 $1 .schema 'SELECT * FROM alembic_version' 'SELECT id, revision, status, moved_from, moved_to, checksum FROM sqlembic_log'; }
  $ state app.db >shared; state whole.db | diff - shared
  $ committed_by sqlembic -q downgrade base | awk '{ print ($1 < 30) }'
  1
  $ runs | sort | uniq -c | awk '{ print $1, $2 }' | grep -v '^1 '
  [1]
  $ runs | sed -n '30p; 31p; 60p'
  r30|upgrade|done
  r30|downgrade|done
  r1|downgrade|done
  $ cp empty.db app.db
  $ ALEMBIC_COMMIT_GROUP=7 committed_by sqlembic -q upgrade head | awk '{ print ($1 >= 5 && $1 < 30) }'; consistent
  1
  $ ALEMBIC_COMMIT_GROUP=0 sqlembic upgrade head
  sqlembic: commit_group: "0" is less than 1
    detail: the value is from environment ALEMBIC_COMMIT_GROUP
    next: set ALEMBIC_COMMIT_GROUP to a number from 1 on
  [1]
  $ ALEMBIC_COMMIT_GROUP=many sqlembic upgrade head 2>&1 | head -1
  sqlembic: commit_group: "many" is not a whole number

A script for others to run knows nothing of it.

  $ script() { sqlembic -q upgrade r3 --sql | sed -E "s/'[0-9a-f]{12}'/RUN/"; }
  $ script >shared.sql; ALEMBIC_COMMIT_GROUP=1 script | diff - shared.sql
  $ grep -c SAVEPOINT shared.sql
  0
  [1]

A revision that fails is undone, those before it are committed and said to be done.

  $ rm -r app.db migrations/versions/*; line 6
  $ mkrev r7 r6 "step 7" <<'DONE'
  > CREATE TABLE t7 (x INTEGER PRIMARY KEY);
  > INSERT INTO t1 VALUES (1);
  > INSERT INTO nowhere VALUES (1);
  > DONE
  $ sqlembic --json upgrade head 2>err >out; echo "[$?]"
  [1]
  $ cat out err | sed -nE 's/.*"event": "(step_done|step)", "revision": "(..)".*/\1 \2/p' | sort
  step r1
  step r2
  step r3
  step r4
  step r5
  step r6
  step r7
  step_done r1
  step_done r2
  step_done r3
  step_done r4
  step_done r5
  step_done r6
  $ cat out err | grep -o '"state": "[^"]*"'
  "state": "upgrade of r7 was rolled back; the database is at r6"
  $ consistent; runs | tail -2; q 'SELECT count(*) FROM t1'
  r6|upgrade|done
  r7|upgrade|failed
  0

So it is where the statement undoes the whole transaction: what came before is run again, and not announced again.

  $ rm app.db
  $ for end in 'INSERT OR ROLLBACK INTO t1 VALUES (1), (1)' \
  >   'CREATE TRIGGER no BEFORE INSERT ON t2 BEGIN SELECT RAISE(ROLLBACK, "no"); END; INSERT INTO t2 VALUES (1)'
  > do
  >   rm -f app.db; printf -- '-- step 7\n-- revision: r7\n-- down_revision: r6\nCREATE TABLE t7 (x);\n%s;\n' "$end" >migrations/versions/r7.up.sql
  >   sqlembic upgrade head >out 2>&1; echo "[$?]"
  >   grep -c '^Running' out; grep '^sqlembic:\|detail\|state' out
  >   consistent; runs | tail -2
  > done
  [1]
  7
  sqlembic: UNIQUE constraint failed: t1.x
    detail: SQLITE_CONSTRAINT_PRIMARYKEY: UNIQUE constraint failed: t1.x; SQLite has rolled the transaction back
    state: upgrade of r7 was rolled back; the database is at r6
  r6|upgrade|done
  r7|upgrade|failed
  [1]
  7
  sqlembic: no
    detail: SQLITE_CONSTRAINT_TRIGGER: no; SQLite has rolled the transaction back
    state: upgrade of r7 was rolled back; the database is at r6
  r6|upgrade|done
  r7|upgrade|failed

The same for a time limit, which SQLite keeps by undoing the transaction.

  $ rm -f app.db
  $ mkrev r7 r6 "step 7" <<'DONE'
  > CREATE TABLE t7 (x);
  > INSERT INTO t7 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > DONE
  $ sqlembic upgrade head --statement-timeout 50ms 2>&1 | grep -c '^Running'
  7
  $ consistent; sqlembic current
  r6

Foreign keys are checked for each revision: what a later one would repair is a fault of the earlier one.

  $ rm -f app.db migrations/versions/*
  $ mkrev a1 "" tables <<<'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER REFERENCES p (id));'
  $ mkrev b2 a1 violation <<<'INSERT INTO c VALUES (1);'
  $ mkrev c3 b2 repair <<<'INSERT INTO p VALUES (1);'
  $ sqlembic upgrade head 2>&1 | grep '^sqlembic\|state'
  sqlembic: the script adds 1 foreign key violation to table c
    state: upgrade of b2 was rolled back; the database is at a1
  $ sed -i 's/INSERT/INSERT INTO p VALUES (1); INSERT/' migrations/versions/b2.up.sql
  $ sed -i 's/^INSERT/DELETE FROM p; INSERT/' migrations/versions/c3.up.sql
  $ sqlembic -q upgrade head; runs
  a1|upgrade|done
  b2|upgrade|failed
  b2|upgrade|done
  c3|upgrade|done

What changes the session, or has no transaction, shares none: it is as if each script were the first.

  $ rm -f app.db migrations/versions/*
  $ mkrev a1 "" table <<<'CREATE TABLE t1 (x, y);'
  $ mkrev b2 a1 pragma <<<'PRAGMA case_sensitive_like = ON; INSERT INTO t1 VALUES (2, '"'a' LIKE 'A');"
  $ mkrev c3 b2 temporary <<<'CREATE TEMP TABLE aside (x); INSERT INTO t1 VALUES (3, '"'a' LIKE 'A');"
  $ mkrev d4 c3 temporary <<<'CREATE TEMP TABLE aside (x); INSERT INTO t1 VALUES (4, 1);'
  $ mkrev e5 d4 attached <<<"ATTACH 'other.db' AS other; CREATE TABLE other.t (x); INSERT INTO t1 VALUES (5, 1);"
  $ mkrev f6 e5 "no longer" <<<"ATTACH ':memory:' AS other; CREATE TABLE other.t (x); INSERT INTO t1 VALUES (6, 1);"
  $ mkrev g7 f6 steps 'transaction: off' <<<'VACUUM; INSERT INTO t1 VALUES (7, 1);'
  $ mkrev h8 g7 own 'transaction: own' <<<'BEGIN; INSERT INTO t1 VALUES (8, 1); COMMIT;'
  $ mkrev i9 h8 last <<<'PRAGMA user_version = 9; INSERT INTO t1 VALUES (9, 1);'
  $ sqlembic -q upgrade head; q 'SELECT x, y FROM t1' 'PRAGMA user_version' | paste -s -d' '
  2|0 3|1 4|1 5|1 6|1 7|1 8|1 9|1 9
  $ runs | paste -s -d' '
  a1|upgrade|done b2|upgrade|done c3|upgrade|done d4|upgrade|done e5|upgrade|done f6|upgrade|done g7|upgrade|done h8|upgrade|done i9|upgrade|done
  $ rm -f app.db other.db migrations/versions/*
  $ mkrev a1 "" first <<<'CREATE TABLE t1 (x);'
  $ mkrev b2 a1 pragma <<<'PRAGMA recursive_triggers = ON; CREATE TABLE t2 (x);'
  $ mkrev c3 b2 last <<<'CREATE TABLE t3 (x);'
  $ sqlembic -q ensure_version; committed_by sqlembic -q upgrade head
  3 commits

Killed in the middle: whole revisions are lost, and the next run goes on from what is there.

  $ rm -f app.db migrations/versions/*; line 6
  $ mkrev r7 r6 "never ends" <<'DONE'
  > CREATE TABLE t7 (x);
  > INSERT INTO t7 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > DONE
  $ sqlembic --json upgrade head >out 2>&1 & pid=$!
  $ await 'grep -qs "\"step\", \"revision\": \"r7\"" out'
  $ kill -KILL $pid; wait $pid 2>/dev/null; echo "[$?]"
  [137]
  $ consistent
  $ sed -i 's/^INSERT.*/INSERT INTO t7 VALUES (7);/' migrations/versions/r7.up.sql
  $ sqlembic -q upgrade head; consistent; runs | paste -s -d' '
  r1|upgrade|done r2|upgrade|done r3|upgrade|done r4|upgrade|done r5|upgrade|done r6|upgrade|done r7|upgrade|done

Only what is committed was said to be done, also where a signal ends the run.

  $ rm -f app.db out
  $ mkrev r7 r6 "never ends" <<'DONE'
  > CREATE TABLE t7 (x);
  > INSERT INTO t7 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
  > DONE
  $ sqlembic --json upgrade head >out 2>&1 & pid=$!
  $ await 'grep -qs "\"step\", \"revision\": \"r7\"" out'
  $ kill -TERM $pid; wait $pid
  [7]
  $ consistent
  $ said=$(grep -c '"step_done"' out); [ "$said" = "$(q "SELECT count(*) FROM sqlembic_log WHERE status = 'done'" 2>/dev/null || echo 0)" ]
