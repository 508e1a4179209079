PostgreSQL: what state the server is in is said, with what to do about it.

A server of its own, since it is stopped and put into states that would disturb others.

  $ since 14 || exit 80
  $ top=$(mktemp -d -p /tmp); chmod 755 $top
  $ support=$SQLEMBIC_SOURCE/test/support/server-postgresql
  $ place=$($support start $top/server) || exit
  $ eval "$place"; eval "$(pgdb)"
  $ control() { $support control $top/server "$@" >/dev/null; }
  $ q() { psql -qAtX "$@"; }
  $ await() { for _ in {1..500}; do eval "$1" && return; sleep 0.01; done; echo "in vain: $1"; return 1; }
  $ as() { ALEMBIC_SQLALCHEMY_URL="postgresql://$1@127.0.0.1:$PGPORT/${2-$PGDATABASE}" sqlembic "${@:3}" 2>&1 |
  >   sed -E "s/$PGPORT/PORT/g; s/cli_[0-9_]+/DB/g"; return ${PIPESTATUS[0]}; }
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer);
  > END
  $ mkrev b2 a1 "slow" <<'END'
  > CREATE TABLE u (id integer);
  > SELECT pg_sleep(300);
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ q -c "CREATE ROLE app LOGIN" -c "CREATE ROLE password_user LOGIN PASSWORD 'right'"
  $ q -c "REVOKE CREATE ON SCHEMA public FROM PUBLIC"

Who connects, and whereto:

  $ as nobody_here postgres current
  sqlembic: cannot connect to postgresql://nobody_here@127.0.0.1:PORT/postgres: connection to server at "127.0.0.1", port PORT failed: FATAL: role "nobody_here" does not exist
    next: create the role, for example with createuser, or let it log in; or check the user of ALEMBIC_SQLALCHEMY_URL
  [1]
  $ as app nowhere current
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/nowhere: connection to server at "127.0.0.1", port PORT failed: FATAL: database "nowhere" does not exist
    next: create the database first, for example with createdb, or check its name in ALEMBIC_SQLALCHEMY_URL
  [5]
  $ as password_user:wrong postgres current
  sqlembic: cannot connect to postgresql://password_user:***@127.0.0.1:PORT/postgres: connection to server at "127.0.0.1", port PORT failed: FATAL: password authentication failed for user "password_user"
    next: check user and password of ALEMBIC_SQLALCHEMY_URL
  [1]
  $ PGPASSFILE=/nonexistent as password_user postgres current
  sqlembic: cannot connect to postgresql://password_user@127.0.0.1:PORT/postgres: connection to server at "127.0.0.1", port PORT failed: fe_sendauth: no password supplied
    next: put the password into ALEMBIC_SQLALCHEMY_URL, PGPASSWORD or ~/.pgpass
  [1]
  $ q -c "REVOKE CONNECT ON DATABASE $PGDATABASE FROM public"; as app $PGDATABASE current
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: FATAL: permission denied for database "DB" DETAIL: User does not have CONNECT privilege.
    next: let its owner GRANT CONNECT ON DATABASE to "app"
  [1]
  $ q -c "GRANT CONNECT ON DATABASE $PGDATABASE TO app"
  $ PGOPTIONS='-c log_statement=all' as app $PGDATABASE current
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: FATAL: permission denied to set parameter "log_statement"
    next: take that setting out of the options of ALEMBIC_SQLALCHEMY_URL, or of PGOPTIONS; or, from PostgreSQL 15 on, let a superuser GRANT SET ON PARAMETER to "app"
  [1]
  $ mv $top/server/data/pg_hba.conf $top/server/data/pg_hba.all
  $ (umask 022; echo 'local all all trust' >$top/server/data/pg_hba.conf); control reload
  $ await '! as app postgres current >out'; cat out
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/postgres: connection to server at "127.0.0.1", port PORT failed: FATAL: no pg_hba.conf entry for host "127.0.0.1", user "app", database "postgres", SSL encryption connection to server at "127.0.0.1", port PORT failed: FATAL: no pg_hba.conf entry for host "127.0.0.1", user "app", database "postgres", no encryption
    next: the server's pg_hba.conf decides who may connect from here, and whether with TLS
  $ mv $top/server/data/pg_hba.all $top/server/data/pg_hba.conf; control reload
  $ await 'as app postgres current'

Privileges that are missing:

  $ as app $PGDATABASE upgrade a1
  sqlembic: permission denied for schema public
    state: upgrade of a1 was rolled back; the database is at base (no revision applied)
    next: let the owner GRANT CREATE, USAGE ON SCHEMA "public" TO "app" (since PostgreSQL 15 nobody but the owner may create in "public")
  [1]
  $ sqlembic -q upgrade a1
  $ as app $PGDATABASE upgrade head
  sqlembic: permission denied for table alembic_version
    state: nothing was changed
    next: let its owner GRANT SELECT on it TO app, and to migrate INSERT, UPDATE, DELETE, too
  [1]
  $ as app $PGDATABASE current
  sqlembic: permission denied for table alembic_version
    next: let its owner GRANT SELECT on it TO app, and to migrate INSERT, UPDATE, DELETE, too
  [1]
  $ q -c 'CREATE SCHEMA "The closed one"'
  $ ALEMBIC_VERSION_TABLE_SCHEMA='The closed one' as app $PGDATABASE current
  sqlembic: permission denied for schema The closed one
    next: let the owner GRANT CREATE, USAGE ON SCHEMA "The closed one" TO "app"
  [1]
  $ q -c "CREATE SCHEMA closed"
  $ ALEMBIC_VERSION_TABLE_SCHEMA=closed as app $PGDATABASE current
  sqlembic: permission denied for schema closed
    next: let the owner GRANT CREATE, USAGE ON SCHEMA "closed" TO "app"
  [1]
  $ q -c "GRANT SELECT ON alembic_version, sqlembic_log TO app"
  $ as app $PGDATABASE upgrade head
  Running upgrade a1 -> b2, slow
  sqlembic: permission denied for schema public
    at */migrations/versions/b2.up.sql:6:14 (glob)
    | CREATE TABLE u (id integer)
    |              ^
    state: upgrade of b2 was rolled back; the database is at a1
    next: let the owner GRANT CREATE, USAGE ON SCHEMA "public" TO "app" (since PostgreSQL 15 nobody but the owner may create in "public")
  [1]

Rights that GRANT does not give are said to be that.

  $ q -c "GRANT ALL ON alembic_version, sqlembic_log TO app; GRANT CREATE ON SCHEMA public TO app"
  $ cp migrations/versions/b2.up.sql b2.saved
  $ mkrev b2 a1 "rights" <<'END'
  > CREATE EXTENSION pageinspect;
  > END
  $ as app $PGDATABASE upgrade head 2>&1 | grep 'sqlembic:\|next:'
  sqlembic: permission denied to create extension "pageinspect"
    next: GRANT does not give that right: let a superuser, or a role that the detail names, run the statement
  $ sed -i 's/^CREATE EXT.*/ALTER TABLE alembic_version ADD x int;/' migrations/versions/b2.up.sql
  $ as app $PGDATABASE upgrade head 2>&1 | grep 'sqlembic:\|next:'
  sqlembic: must be owner of table alembic_version
    next: GRANT does not give that right: connect as the owner, or let it make "app" the owner (ALTER ... OWNER TO), or a member of its role
  $ sed -i 's/^ALTER.*/ALTER SYSTEM SET work_mem = 1;/; s/^-- down_revision/-- transaction: off\n&/' migrations/versions/b2.up.sql
  $ as app $PGDATABASE upgrade head 2>&1 | grep 'next:'
    next: GRANT does not give that right: let a superuser, or a role that the detail names, run the statement
  $ q -c "REVOKE ALL ON alembic_version, sqlembic_log FROM app; REVOKE CREATE ON SCHEMA public FROM app"
  $ cp b2.saved migrations/versions/b2.up.sql; q -c "GRANT SELECT ON alembic_version, sqlembic_log TO app"

A session that may only read, and a standby:

  $ q -c "ALTER DATABASE $PGDATABASE SET default_transaction_read_only = on"
  $ sqlembic upgrade head
  Running upgrade a1 -> b2, slow
  sqlembic: cannot execute CREATE TABLE in a read-only transaction
    at */migrations/versions/b2.up.sql:6:1 (glob)
    | CREATE TABLE u (id integer)
    state: upgrade of b2 was rolled back; the database is at a1
    next: default_transaction_read_only is on: ALTER DATABASE or ALTER ROLE ... RESET default_transaction_read_only undoes that; or use another user
  [1]
  $ sqlembic current
  a1
  $ q -c "SET default_transaction_read_only = off" -c "ALTER DATABASE $PGDATABASE RESET default_transaction_read_only"
  $ q -c "ALTER SYSTEM SET wal_level = replica" -c "ALTER SYSTEM SET max_connections = 6"; control restart; control stop
  $ touch $top/server/data/standby.signal; control start
  $ q -c "SELECT pg_is_in_recovery()"
  t
  $ sqlembic current
  a1
  $ sqlembic upgrade head
  warning: the server is a standby: it may not have got yet what the primary has committed
  Running upgrade a1 -> b2, slow
  sqlembic: cannot execute CREATE TABLE in a read-only transaction
    at */migrations/versions/b2.up.sql:6:1 (glob)
    | CREATE TABLE u (id integer)
    state: upgrade of b2 was rolled back; the database is at a1
    next: the server is a standby: point ALEMBIC_SQLALCHEMY_URL at the primary, or give it all hosts and target_session_attrs=read-write
  [1]
  $ sqlembic ensure_version
  warning: the server is a standby: it may not have got yet what the primary has committed
  $ sqlembic stamp b2
  warning: the server is a standby: it may not have got yet what the primary has committed
  Running stamp_revision a1 -> b2
  sqlembic: cannot execute SELECT in a read-only transaction
    state: nothing was changed
    next: the server is a standby: point ALEMBIC_SQLALCHEMY_URL at the primary, or give it all hosts and target_session_attrs=read-write
  [1]
  $ rm $top/server/data/standby.signal; control restart

No connection is left:

  $ fds=()
  $ until ! as app $PGDATABASE current >out; do
  >   n=${#fds[@]}; mkfifo gate$n
  >   psql -U app -h 127.0.0.1 -qX <gate$n 2>/dev/null &
  >   exec {fd}>gate$n; fds+=($fd)
  > done
  $ cat out
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: FATAL: remaining connection slots are reserved for * (glob)
    next: all connections of the server are taken: try again later, or raise max_connections
  $ for fd in ${fds[@]}; do exec {fd}>&-; done; wait
  $ q -c 'ALTER ROLE app CONNECTION LIMIT 0'; as app $PGDATABASE current
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: FATAL: too many connections for role "app"
    next: all connections that the role may have are taken: try again later, or let an administrator raise that (ALTER ROLE ... CONNECTION LIMIT n)
  [5]
  $ q -c 'ALTER ROLE app CONNECTION LIMIT -1' -c "ALTER DATABASE $PGDATABASE CONNECTION LIMIT 0"; as app $PGDATABASE current
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/DB: connection to server at "127.0.0.1", port PORT failed: FATAL: too many connections for database "DB"
    next: all connections that the database may have are taken: try again later, or raise that (ALTER DATABASE ... CONNECTION LIMIT n)
  [5]
  $ q -c "ALTER DATABASE $PGDATABASE CONNECTION LIMIT -1"

The server goes away in the middle of a script, by an administrator and by a crash of another process:

  $ is_asleep() { [ "$(q -c "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND wait_event = 'PgSleep'")" = 1 ]; }
  $ sqlembic upgrade head >out 2>&1 & runner=$!
  $ await is_asleep; control stop -m fast; wait $runner; echo "status $?"; cat out
  status 5
  Running upgrade a1 -> b2, slow
  sqlembic: terminating connection due to administrator command
    at */migrations/versions/b2.up.sql:7:1 (glob)
    | SELECT pg_sleep(300)
    state: upgrade of b2 was rolled back; the database is at a1
    next: when the server answers: sqlembic upgrade head
  $ sqlembic upgrade head 2>&1 | sed "s,$top,TOP,g; s/$PGPORT/PORT/g; s/cli_[0-9_]*/DB/g"
  sqlembic: cannot connect to postgresql+psycopg://postgres@/DB?host=TOP/server&port=PORT: connection to server on socket "TOP/server/.s.PGSQL.PORT" failed: No such file or directory Is the server running locally and accepting connections on that socket?
    state: nothing was changed
    next: check that the server runs, and host and port of ALEMBIC_SQLALCHEMY_URL
  $ control start; sqlembic current
  a1
  $ sqlembic upgrade head >out 2>&1 & runner=$!
  $ await is_asleep
  $ q -c "SELECT pg_backend_pid()" -c "SELECT pg_sleep(300)" >other 2>/dev/null & other=$!
  $ await '[ -s other ]'; kill -KILL $(cat other); wait $other
  [2]
  $ wait $runner; echo "status $?"; grep -v "^warning\|^  detail" out
  status 5
  Running upgrade a1 -> b2, slow
  sqlembic: the connection to the server was lost
    at */migrations/versions/b2.up.sql (glob)
    state: upgrade of b2 was rolled back; the database is at a1
    next: run the command again: sqlembic upgrade head

While it is shutting down it says so, and that waiting helps:

  $ await 'q -c "SELECT 1" >/dev/null 2>&1'
  $ mkfifo gate; psql -qX <gate & exec 9>gate
  $ await '[ "$(q -c "SELECT count(*) FROM pg_stat_activity WHERE application_name = '"'psql'"'")" = 2 ]'
  $ control stop -m smart -W
  $ await '! as app postgres current >out'; cat out
  sqlembic: cannot connect to postgresql://app@127.0.0.1:PORT/postgres: connection to server at "127.0.0.1", port PORT failed: FATAL: the database system is shutting down
    next: the server is starting or stopping: try again in a moment
  $ exec 9>&-; wait
  $ $support stop $top/server; rm -rf $top
