A node of a Galera cluster, where GET_LOCK excludes the sessions of one node only.  A cluster of one node shows it.

  $ library=/usr/lib/galera/libgalera_smm.so
  $ [ -e "$library" ] || [ -n "${CI:-}" ] || exit 80
  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ two_nodes_of_a_cluster_do_not_migrate_at_once()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INT PRIMARY KEY);'
  >   node=$SQLEMBIC_TEST_MYSQL_DIR/galera-$BASHPID
  >   options="--wsrep-on=1 --wsrep-provider=$library --wsrep-cluster-address=gcomm:// --wsrep-node-address=127.0.0.1"
  >   options+=" --wsrep-provider-options=gcache.size=1M;gmcast.listen_addr=tcp://127.0.0.1:$((20000 + RANDOM % 20000))"
  >   where=$(TMPDIR=$SQLEMBIC_TEST_MYSQL_DIR MYSQL_OPTIONS="$options --binlog-format=ROW" \
  >     "$SQLEMBIC_SOURCE/test/support/server-mariadb" start "$node") || return
  >   (
  >     eval "$where"
  >     mariadb_on '' -e 'CREATE DATABASE cluster'
  >     DATABASE_URL="mysql://root@localhost/cluster?unix_socket=$SQLEMBIC_TEST_MYSQL_SOCKET&read_default_file=/dev/null"
  >     run upgrade head
  >     run current
  >     run status | grep ^lock
  >     echo 'CREATE VIEW v AS SELECT 1 AS x;' > v.sql
  >     run diff live v.sql
  >     sqlembic -q upgrade head --sql | mariadb_on cluster
  >     run current
  >   )
  >   "$SQLEMBIC_SOURCE/test/support/server-mariadb" stop "$node"
  > }
  $ on mysql two_nodes_of_a_cluster_do_not_migrate_at_once
  sqlembic: the server is a node of a Galera cluster, where GET_LOCK excludes the sessions of one node only: two runs on two nodes would both migrate
    state: nothing was changed
    next: print the script with --sql and run it with the mysql client, when nobody else migrates
  [1]
  lock       held by nobody, and cannot be: the server is a node of a Galera cluster, where GET_LOCK excludes the sessions of one node only: two runs on two nodes would both migrate
  CREATE VIEW `v` AS select 1 AS `x`;
  a1 (head)
