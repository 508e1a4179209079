A Galera cluster of two nodes, both of which are written to.  The lock is a row there; an ordinary user migrates.

  $ [ -e /usr/lib/galera/libgalera_smm.so ] || [ -n "${CI:-}" ] || exit 80
  $ support=$SQLEMBIC_SOURCE/test/support
  $ where=$(mktemp -d "${SQLEMBIC_TEST_MYSQL_DIR:-$TMPDIR}/galera.XXXXXX")
  $ chmod 755 "$where"
  $ started=$(GALERA_PATIENCE=30 "$support/server-galera" start "$where/cluster") || exit 1
  $ eval "$started"
  $ trap '"$support/server-galera" stop "$where/cluster"; rm -rf "$where"' EXIT
  $ read -r port1 port2 <<<"$SQLEMBIC_TEST_GALERA_PORTS"
  $ at() { mariadb --no-defaults --skip-ssl -u root -S "$where/cluster/$1/sock" -N -B shop "${@:2}"; }
  $ node() { DATABASE_URL="mysql://app:secret@127.0.0.1:$(eval "echo \$port$1")/shop" sqlembic "${@:2}"; }
  $ told() { sed -E 's/connection [0-9]+/connection N/; s/127\.0\.0\.1:[0-9]+/HERE/; s,(node[12])[^ ]*,\1,; s/for [0-9]+ s/for N s/; s/[0-9.]+ (ms|s);/N ms;/'; }
  $ mariadb --no-defaults --skip-ssl -u root -S "$where/cluster/1/sock" -e "CREATE DATABASE shop;
  >   CREATE USER app@'%' IDENTIFIED BY 'secret'; GRANT ALL ON shop.* TO app@'%';
  >   GRANT ALL ON \`sqlembic\_scratch\_%\`.* TO app@'%'"
  $ sqlembic init migrations >/dev/null 2>&1
  $ mkrev() { { printf -- '-- %s\n-- revision: %s\n-- down_revision: %s\n' "$1" "$1" "$2"; cat; } >"migrations/versions/$1.up.sql"; }

Two runners on two nodes at once: each revision runs once, and each node knows all of them.

  $ two_runners_on_two_nodes_run_each_revision_once()
  > {
  >   before=
  >   for i in 1 2 3 4 5 6 7 8; do
  >     mkrev "r$i" "$before" <<<"CREATE TABLE t$i (id INT PRIMARY KEY); INSERT INTO t$i VALUES ($i); INSERT INTO t$i VALUES (-$i);"
  >     before=r$i
  >   done
  >   (node 1 upgrade head >one 2>&1; echo "$?" >status1) & (node 2 upgrade head >two 2>&1; echo "$?" >status2) & wait
  >   cat status1 status2
  >   grep -h ^Running one two | sort | uniq -c | sed 's/^ *//'
  >   for i in 1 2; do node $i current; node $i status | grep ^lock; done
  > }
  $ two_runners_on_two_nodes_run_each_revision_once
  0
  0
  1 Running upgrade  -> r1, r1
  1 Running upgrade r1 -> r2, r2
  1 Running upgrade r2 -> r3, r3
  1 Running upgrade r3 -> r4, r4
  1 Running upgrade r4 -> r5, r5
  1 Running upgrade r5 -> r6, r6
  1 Running upgrade r6 -> r7, r7
  1 Running upgrade r7 -> r8, r8
  r8 (head)
  lock       free
  r8 (head)
  lock       free

The lock's table is one of ours: it is compared with nothing, and no script may make it.

  $ the_table_of_the_lock_is_one_of_ours()
  > {
  >   node 1 dump | grep -c sqlembic_lock
  >   mkrev s1 r8 <<<'CREATE TABLE sqlembic_lock (id INT PRIMARY KEY);'
  >   node 1 upgrade head 2>&1 | sed "s,$PWD/,,"
  > }
  $ the_table_of_the_lock_is_one_of_ours
  0
  sqlembic: the script makes, drops or changes sqlembic_lock, the table in which sqlembic keeps who migrates this database
    at migrations/versions/s1.up.sql:4:1
    | CREATE TABLE sqlembic_lock (id INT PRIMARY KEY)
    state: nothing was changed
    next: take the statements out; a dump without them: mysqldump --ignore-table=shop.alembic_version --ignore-table=shop.sqlembic_log --ignore-table=shop.sqlembic_lock

Who holds the lock is said by both nodes; a run of the other node is waited for.

  $ both_nodes_name_the_holder()
  > {
  >   mkrev s1 r8 <<<"INSERT INTO t1 SELECT 100 + GET_LOCK('gate', 100) + RELEASE_LOCK('gate');"
  >   gate() { mkfifo gate; at "$1" --unbuffered <gate >held & holder=$!; exec 9>gate; echo "SELECT GET_LOCK('gate', 0);" >&9; for _ in {1..200}; do ! grep -qs 1 held || break; sleep 0.05; done; rm gate; }
  >   stopped() { for _ in {1..200}; do ! at "$1" -e "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'INSERT INTO t1%' AND USER = 'app'" | grep . || break; sleep 0.05; done; }
  >   gate 1
  >   node 1 upgrade head >one 2>&1 9>&- & runner=$!
  >   stopped 1 >connection
  >   node 1 status | grep ^lock | told
  >   node 2 status | grep ^lock | told
  >   ALEMBIC_LOCK_TIMEOUT=1s node 2 upgrade head 2>&1 | told
  >   exec 9>&-; wait $holder $runner; told <one
  > }
  $ both_nodes_name_the_holder
  lock       held by connection N (app@HERE, busy for N s: INSERT INTO t1 SELECT 100 + GET_LOCK('gate', 100) + RELEASE_LOCK('gate'))
  lock       held by connection N of node node1 (app@127.0.0.1)
  Waiting for connection N of node node1 (app@127.0.0.1), which has the database locked
  sqlembic: the migration lock was not obtained within 1 s: still waiting for connection N of node node1 (app@127.0.0.1), which has the database locked
    state: nothing was changed
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  Running upgrade r8 -> s1, s1
  Done: 1 revision, 1 statement, N ms; now at s1 (head).

A run that was killed: its node knows at once, the other one when it has been silent for the lease.

  $ a_killed_run_is_followed_at_once_on_its_node_and_after_the_lease_on_another()
  > {
  >   mkrev u1 s1 <<<"INSERT INTO t1 SELECT 200 + GET_LOCK('gate', 100) + RELEASE_LOCK('gate');"
  >   killed() { gate 1; ALEMBIC_LOCK_LEASE=$1 node 1 upgrade head 9>&- & runner=$!; stopped 1 >connection; kill -KILL $runner; wait $runner; at 1 -e "KILL $(cat connection)"; exec 9>&-; wait $holder; } 2>/dev/null
  >   killed 1h
  >   node 1 upgrade head 2>&1 | told
  >   mkrev v1 u1 <<<"INSERT INTO t1 SELECT 300 + GET_LOCK('gate', 100) + RELEASE_LOCK('gate');"
  >   killed 1s
  >   node 2 upgrade head 2>&1 | told | grep -v ^Waiting
  >   at 1 -e 'SELECT id FROM t1 WHERE id > 100 ORDER BY 1'
  > }
  $ a_killed_run_is_followed_at_once_on_its_node_and_after_the_lease_on_another
  Running upgrade s1 -> u1, u1
  Done: 1 revision, 1 statement, N ms; now at u1 (head).
  Running upgrade u1 -> v1, v1
  Done: 1 revision, 1 statement, N ms; now at v1 (head).
  102
  202
  302
