scratch_url = local: scratch databases on a private server, which is started for the command and ends with it.
It is of the same version as the test server, of which PG_BINDIR may name the programs.  Before version 13 initdb does not say
what keeps a file from growing.

  $ since 13 || exit 80
  $ PATH=${PG_BINDIR:+$PG_BINDIR:}$PATH
  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ sqlembic -q init migrations; sed -i /^sqlalchemy.url/d alembic.ini
  $ export ALEMBIC_SCRATCH_URL=local ALEMBIC_TARGET_METADATA=schema.sql

A file needs no server.

  $ echo 'CREATE TABLE t (id INTEGER);' >schema.sql
  $ DATABASE_URL=sqlite:///a.db sqlembic check
  sqlembic: scratch_url = local: sqlite needs no server
    next: leave scratch_url empty
  [1]

Who may make no database on the server needs none there.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ plain=$PGDATABASE; q "CREATE ROLE $plain LOGIN; ALTER DATABASE $PGDATABASE OWNER TO $plain"
  $ export ALEMBIC_SQLALCHEMY_URL=$(echo "$ALEMBIC_SQLALCHEMY_URL" | sed -E "s,//[^@/]*@,//$plain@,")
  $ ALEMBIC_SCRATCH_URL= sqlembic check 2>&1 | head -1
  sqlembic: permission denied to create database
  $ printf '%s;\n' 'CREATE TABLE t (id int PRIMARY KEY, name text)' 'CREATE VIEW v AS SELECT name FROM t' >schema.sql
  $ sqlembic -q revision --autogenerate -m first --rev-id a1; sqlembic -q upgrade head; sqlembic check
  No new upgrade operations detected.

A target that fails is an error as elsewhere.

  $ echo 'CREATE TABLE u (id nosuchtype);' >>schema.sql; sqlembic check
  sqlembic: type "nosuchtype" does not exist
    at schema.sql:3:20
    | CREATE TABLE u (id nosuchtype)
    |                    ^
    state: this is the wanted schema; the database was not touched
    next: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  [1]

Nothing is left.  A run that is stopped, or killed, takes its server with it; the directory of one that was killed is removed by
the next, whoever's that is.

  $ sed -i '$d' schema.sql; echo 'SELECT pg_sleep(600);' >>schema.sql
  $ sleeping() {
  >   sqlembic check >out 2>&1 & pid=$!
  >   until server=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v parent=$pid '$4 == parent { print $1 }') &&
  >     [ -n "$server" ] && directory=$(tr '\0' '\n' 2>/dev/null <"/proc/$server/cmdline" | sed -n 's,/data$,,p') &&
  >     psql -h "$directory" -p 5432 -U postgres -AtXc "SELECT query FROM pg_stat_activity" postgres 2>/dev/null | grep -q 'pg_sleep(600)'; do
  >     kill -0 $pid || break; sleep 0.05
  >   done
  > }
  $ sleeping; kill -TERM $pid; wait $pid; head -1 out; [ -e "$directory" ]
  sqlembic: interrupted
  [1]
  $ sleeping; kill -KILL $pid; wait $pid 2>/dev/null; while kill -0 $server 2>/dev/null; do sleep 0.05; done
  $ sed -i '$d' schema.sql; sqlembic check; [ -e "$directory" ]
  No new upgrade operations detected.
  [1]

So is that of one that was killed before it had its lock, and that of none that runs.

  $ empty=$(mktemp -d /tmp/sqlembic_server_XXXXXX); held=$(mktemp -d /tmp/sqlembic_server_XXXXXX)
  $ exec 9>"$held/lock"; flock 9; touch "$held/data"; sqlembic check; [ -e "$held/data" ]
  No new upgrade operations detected.
  $ [ -e "$empty" ]
  [1]
  $ exec 9>&-; sqlembic check; [ -e "$held" ]
  No new upgrade operations detected.
  [1]

PATH may name its programs from where the command is run.

  $ ln -s "$(dirname "$(command -v postgres || ls -d /usr/lib/postgresql/*/bin/postgres | sort -V | tail -1)")" bin
  $ PATH=bin:$PATH sqlembic check
  No new upgrade operations detected.

It runs in its own directory, and makes its temporary files beside its data, wherever TMPDIR is: the account that it runs as may
not enter or write there.  One that does not start says what kept it, by the first error of what its program said.

  $ unset ALEMBIC_SQLALCHEMY_URL
  $ elsewhere()
  > {
  >   printf -- '-- revision: a1\n-- down_revision:\nCREATE TABLE t (x INT);\n' >migrations/versions/a1.up.sql
  >   echo 'DROP TABLE t;' >migrations/versions/a1.down.sql
  >   TMPDIR=/nowhere run test
  >   (ulimit -f 200 && run test)
  > }
  $ on postgresql mysql elsewhere
  postgresql:
  passed  a1
  All pass.
  sqlembic: scratch_url = local: initdb has failed
    detail: *File too large (glob)
    state: the database was not touched
    next: mend what keeps the server from starting, or let scratch_url name one that runs
  [1]
  mysql:
  passed  a1
  All pass.
  sqlembic: scratch_url = local: mariadb-install-db has failed
    detail: File size limit exceeded* (glob)
    state: the database was not touched
    next: mend what keeps the server from starting, or let scratch_url name one that runs
  [1]
