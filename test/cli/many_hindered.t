many_hindered: targets that are locked, down or frozen hinder no others.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ script() { mkrev a1 "" "first" < <([ "$1" != gated ] || gated; echo 'CREATE TABLE a (x int);'; echo '--- down'; echo 'DROP TABLE a;'); }
  $ others() {
  >   local each
  >   main=$database
  >   for each; do query "CREATE DATABASE ${main}_$each"; done
  >   { for each; do echo "${DATABASE_URL/$main/${main}_$each}"; done; echo "$DATABASE_URL"; } >list
  > }
  $ drop_others() { local each; for each; do query "DROP DATABASE ${main}_$each"; done; }
  $ outcome() { sed -E 's/^[a-z]*:[^ ]*_([a-z]+)[?][^ ]*:/\1:/; s/^[a-z]*:[^ ]*t[0-9_]+[?][^ ]*:/main:/; s/(pid|connection) [0-9]+ [^;,]*/HOLDER/g; s/HOLDER.*(; nothing.*)/HOLDER\1/; s/(Waiting for HOLDER).*/\1/; s/[0-9.]+ (ms|s)\.$/TIME/'; }

One that another run has locked, by several kinds of patience.

  $ locked() {
  >   script gated
  >   others x
  >   close_gate
  >   sqlembic -q upgrade head & local runner=$!
  >   wait_for_gate 1
  >   sqlembic upgrade head --targets list --jobs 2 --lock-timeout 20ms --max-failures 0 >out 2>&1; echo "[$?]"; outcome <out | grep -v Waiting | LC_ALL=C sort
  >   sqlembic upgrade head --targets list --jobs 2 --lock-timeout 10min --deadline 300ms >out 2>&1; echo "[$?]"; outcome <out | grep -v Waiting
  >   sqlembic upgrade head --targets list --jobs 2 --lock-timeout 10min >out 2>&1 & local waiter=$!
  >   for _ in {1..400}; do grep -q Waiting out && break; sleep 0.05; done
  >   open_gate
  >   wait $runner; echo "[$?]"
  >   wait $waiter; echo "[$?]"; outcome <out
  >   drop_others x
  > }
  $ on postgresql mysql locked
  [4]
    next: correct what failed, then: sqlembic upgrade head --targets list
    state: 1 done
  Ended: 2 targets, 1 done, 1 failed; TIME
  main: failed: the migration lock was not obtained within 0.02 s: still waiting for HOLDER; nothing was changed; next: wait for that process to finish, or raise lock_timeout, then run the command again
  sqlembic: 1 of 2 targets failed
  x: 1 revision, 2 statements; now at a1 (head)
  [7]
  main: failed: interrupted while waiting for the lock; the deadline has passed; nothing was changed
  Ended: 2 targets, 1 done (1 had nothing to do), 1 failed; TIME
  sqlembic: the deadline has passed: 1 of 2 targets failed
    state: 1 done
    next: sqlembic upgrade head --targets list
  [0]
  [0]
  main: Waiting for HOLDER
  Done: 2 targets, 2 done (2 had nothing to do); TIME

One that is down is the only one that fails; its password is in no message and no file.

  $ down() {
  >   script
  >   others x
  >   { echo "${DATABASE_URL%%:*}://app:hush@127.0.0.1:1/down"; cat list; } >all
  >   sqlembic upgrade head --targets all --jobs 1 --max-failures 0 --report r --junit j --json >out 2>&1; echo "[$?]"
  >   grep -h '"event": "target_done"' out | cut -d, -f3 | sort | uniq -c | tr -s ' '
  >   sqlembic upgrade head --targets all --jobs 1 >out 2>&1; echo "[$?]"
  >   sqlembic wait --targets all --timeout 0 2>>out; echo "[$?]"
  >   sqlembic status --targets all 2>>out | tail -n +2 | awk '{ $1 = ""; print }'
  >   grep -c hush out r j
  >   drop_others x
  > }
  $ on postgresql mysql down
  [5]
   2 "status": 0
   1 "status": 5
  [5]
  [5]
   - - unreachable
   a1 (head) 0
   a1 (head) 0
  out:0
  r:0
  j:0

One of another engine reads the scripts in its own way; one with rows of another project is told of, and left alone.

  $ strangers() {
  >   mkrev a1 "" "first" <<<"CREATE TABLE a (x varchar(9)); INSERT INTO a VALUES ('a\\'';');"
  >   others x
  >   (database=${main}_x; query 'CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)' "INSERT INTO alembic_version VALUES ('zz')")
  >   { cat list; echo "sqlite:///$PWD/one.db"; } >all
  >   sqlembic upgrade head --targets all --jobs 1 --max-failures 0 >out 2>&1; echo "[$?]"; sed "s,$PWD/,," out | outcome
  >   (database=${main}_x; query 'SELECT version_num FROM alembic_version')
  >   drop_others x
  > }
  $ on postgresql mysql strangers
  postgresql:
  [1]
  x: failed: Can't locate revision identified by 'zz'; the version table holds 'zz', and no script has this revision; nothing was changed; next: use newer scripts if these are older than the database; if zz was squashed away, upgrade first with the release that has it
  main: 1 revision, 2 statements; now at a1 (head)
  sqlite:///one.db: 1 revision, 2 statements; now at a1 (head)
  Ended: 3 targets, 2 done, 1 failed; TIME
  sqlembic: 1 of 3 targets failed
    state: 2 done
    next: correct what failed, then: sqlembic upgrade head --targets all
  zz
  mysql:
  [1]
  x: failed: Can't locate revision identified by 'zz'; the version table holds 'zz', and no script has this revision; nothing was changed; next: use newer scripts if these are older than the database; if zz was squashed away, upgrade first with the release that has it
  main: failed: migrations/versions/a1.up.sql:6:60: the quote opened here has no end; nothing was changed
  sqlite:///one.db: 1 revision, 2 statements; now at a1 (head)
  Ended: 3 targets, 1 done, 2 failed; TIME
  sqlembic: 2 of 3 targets failed
    state: 1 done
    next: correct what failed, then: sqlembic upgrade head --targets all
  zz

A server process that is frozen: one signal asks, and a second one ends the program at once.  What ran is not half done.

  $ frozen() {
  >   script gated
  >   others x
  >   close_gate
  >   sqlembic upgrade head --targets list --jobs 2 >out 2>&1 & local runner=$!
  >   wait_for_gate 1
  >   for _ in {1..400}; do grep -q 'now at' out && break; sleep 0.05; done
  >   local backend=$(query "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 1 AND
  >     database = (SELECT oid FROM pg_database WHERE datname = current_database())")
  >   kill -STOP $backend
  >   kill -TERM $runner
  >   until grep -q '^ShdPnd:.*0000000000000000' /proc/$runner/status; do :; done
  >   kill -TERM $runner
  >   wait $runner; echo "[$?]"
  >   kill -CONT $backend
  >   open_gate
  >   until_true "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = $backend"
  >   sqlembic upgrade head --targets list --jobs 1 2>&1 | tail -1 | sed 's/ (.*)//; s/;.*//'
  >   query "SELECT revision, status FROM sqlembic_log" 'SELECT version_num FROM alembic_version' 'SELECT count(*) FROM a'
  >   drop_others x
  > }
  $ on postgresql frozen
  [143]
  Done: 2 targets, 2 done
  a1|done
  a1
  0

check compares each tenant's schema with that of the scripts, and not with another tenant's.

  $ tenants() {
  >   script
  >   query 'CREATE SCHEMA one' 'CREATE SCHEMA "Two 2"' 'CREATE SCHEMA three'
  >   printf '%s\n' '[alembic]' 'script_location = %(here)s/migrations' "sqlalchemy.url = $DATABASE_URL" \
  >     "targets_query = SELECT nspname FROM pg_namespace WHERE nspname IN ('one', 'Two 2', 'three') ORDER BY 1" 'target_schema = ${tenant}' >alembic.ini
  >   unset DATABASE_URL
  >   sqlembic -q upgrade head --all
  >   sqlembic check --all --drift --jobs 1
  >   query 'ALTER TABLE "Two 2".a ADD y int' 'DROP TABLE three.a'
  >   sqlembic check --all --drift --jobs 1
  > }
  $ on postgresql tenants
  Two 2: failed: the database is not as its revisions have made it
  three: failed: the database is not as its revisions have made it
  2 failed alike: the database is not as its revisions have made it
      Two 2, three
  Two 2: added column '"Two 2".a.y'
  Two 2:     database: type: integer
  three: removed table 'a'
  three:     revisions: word: TABLE
  sqlembic: 2 of 3 targets are not as they are asked to be
    state: 1 done
