wait: until a database answers, or a revision is applied.

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE a (x INT);
  > --- down
  > DROP TABLE a;
  > END
  $ mkrev b2 a1 "second" <<'END'
  > CREATE TABLE b (x INT);
  > --- down
  > DROP TABLE b;
  > END

`later COMMAND...` runs it in the background until it says that it waits; `wait` then gives its exit status.

  $ later()
  > {
  >     : >out
  >     "$@" >out 2>&1 & waiter=$!
  >     until grep -qs '^Waiting for the database' out; do kill -0 $waiter || break; sleep 0.02; done
  > }

SQLite has no server: what can be opened or made is there.  Nothing is made by waiting.

  $ sqlembic wait
  The database accepts connections.
  $ sqlembic -q wait
  $ ls
  alembic.ini
  migrations

A revision: one try, some time, a typing error, which is not waited for.

  $ sqlembic wait --revision head --timeout 0
  sqlembic: revision b2 is not applied to sqlite:///app.db
    state: the database is at base
    next: sqlembic upgrade head
  [3]
  $ sqlembic wait --revision a1 --timeout 150ms
  Waiting for the database: revision a1 is not applied to sqlite:///app.db
  sqlembic: revision a1 is not applied to sqlite:///app.db
    state: the database is at base, after 0.15 s of waiting
    next: sqlembic upgrade a1
  [3]
  $ sqlembic wait --revision a3
  sqlembic: Can't locate revision identified by 'a3'
    next: did you mean a1?
  [1]
  $ sqlembic wait --revision a1:b2
  sqlembic: Range revision not allowed
    next: name the revision that is to be applied
  [1]
  $ sqlembic wait --timeout soon
  usage: sqlembic wait [--timeout TIME] [--revision REVISION] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE]
  sqlembic: option --timeout wants a time such as 500ms, 30s, 5min or 2h, not 'soon'
  [2]
  $ ls
  alembic.ini
  migrations

The file appears, then the revision; ancestors of what is applied are applied, too.

  $ later sqlembic wait --revision head
  $ sqlembic -q upgrade a1
  $ kill -0 $waiter
  $ sqlembic -q upgrade head
  $ wait $waiter
  $ cat out
  Waiting for the database: revision b2 is not applied to sqlite:///app.db
  head is applied.
  $ for target in a1 b2 heads base head-1; do sqlembic wait --timeout 0 --revision $target; done
  a1 is applied.
  b2 is applied.
  heads is applied.
  base is applied.
  head-1 is applied.

What is counted from where the database is means what it means at the first look.

  $ sqlembic -q downgrade base
  $ later sqlembic wait --revision +1
  $ sqlembic -q upgrade head
  $ wait $waiter

Several heads are several revisions.

  $ mkrev c3 a1 "side" <<'END'
  > CREATE TABLE c (x INT);
  > END
  $ sqlembic wait --revision heads --timeout 0 2>&1 | head -1
  sqlembic: revision c3 is not applied to sqlite:///app.db
  $ sqlembic wait --revision head --timeout 0 2>&1 | grep -c 'Multiple head'
  1
  $ sqlembic wait --revision b2 --timeout 0
  b2 is applied.
  $ rm migrations/versions/c3.*

A newer release has moved the database beyond the scripts of this one: the log knows what is below.

  $ mkrev d4 b2 "newer" </dev/null
  $ sqlembic -q upgrade d4
  $ rm migrations/versions/d4.*
  $ sqlembic wait --revision head
  head is applied.
  $ ALEMBIC_LOG_TABLE= sqlembic wait --revision head
  sqlembic: Can't locate revision identified by 'd4'
    detail: the version table holds 'd4', and no script has this revision
    next: use newer scripts if these are older than the database; if d4 was squashed away, upgrade first with the release that has it
  [1]
  $ sqlite3 app.db "UPDATE sqlembic_log SET direction = 'downgrade' WHERE revision = 'b2'"
  $ sqlembic wait --revision head 2>&1 | head -1
  sqlembic: Can't locate revision identified by 'd4'
  $ sqlembic -q stamp --purge b2

Nothing is printed to standard output; JSON goes to standard error, too.

  $ sqlembic wait --json --revision b2 --timeout 0
  $ rm app.db
  $ sqlembic --json wait --revision b2 --timeout 1s 2>err
  [3]
  $ cut -c 1-70 err
  {"event": "info", "text": "Waiting for the database: revision b2 is no
  {"error": "pending", "status": 3, "message": "revision b2 is not appli

A directory that is not mounted yet, and SIGTERM.

  $ DATABASE_URL=sqlite:///data/app.db later sqlembic wait
  $ mkdir data
  $ wait $waiter
  $ cat out
  Waiting for the database: cannot open sqlite:///data/app.db: there is no directory data
  The database accepts connections.
  $ rmdir data
  $ DATABASE_URL=sqlite:///data/app.db later sqlembic upgrade head --wait 1min
  $ mkdir data
  $ wait $waiter
  $ sed 's/[0-9]* ms/N ms/' out
  Waiting for the database: cannot open sqlite:///data/app.db: there is no directory data
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, second
  Done: 2 revisions, 2 statements, N ms; now at b2 (head).
  $ later sqlembic wait --revision head
  $ kill $waiter; wait $waiter
  [7]
  $ tail -2 out
  sqlembic: interrupted while waiting for the database
    detail: revision b2 is not applied to sqlite:///app.db

--wait of the other commands that write, and of a dry run.

  $ sqlembic upgrade head --wait 5s --dry-run
  <base> -> a1, first
  a1 -> b2, second
  $ sqlembic -q stamp head --wait 5s; sqlembic -q stamp base --wait 0
  $ DATABASE_URL=sqlite:///none/app.db sqlembic downgrade base --wait 10ms 2>&1 | grep -v ^Waiting; echo "[${PIPESTATUS[0]}]"
  sqlembic: cannot open sqlite:///none/app.db: there is no directory none
    detail: SQLITE_CANTOPEN
    state: still so after 0.01 s of waiting
    next: check the path in DATABASE_URL: three slashes begin a relative path, four an absolute one
  [5]
  $ DATABASE_URL=sqlite:///none/app.db sqlembic -q upgrade head --wait 10ms --dry-run 2>&1 | head -1
  sqlembic: cannot open sqlite:///none/app.db: there is no directory none
  $ sqlembic upgrade head --sql --wait 5s 2>&1 | tail -1
  sqlembic: --wait and --sql exclude each other
  $ sqlembic stamp head --wait soon 2>&1 | tail -1
  sqlembic: option --wait wants a time such as 500ms, 30s, 5min or 2h, not 'soon'

PostgreSQL: a server that comes later, here a socket; then a database that is created later.

  $ place=${SQLEMBIC_SERVER_POSTGRESQL#*host=}; port=${place#*port=}; place=${place%%&*}
  $ sql() { psql -X -q -h "$place" -p "$port" -U postgres -c "$*"; }
  $ name=sqlembic_wait_$$
  $ export DATABASE_URL="postgresql://postgres:s3cret@/$name?host=$PWD/pg&port=$port"
  $ mkdir pg
  $ sqlembic -q wait --timeout 1s 2>err
  [5]
  $ grep -c s3cret err
  0
  [1]
  $ later sqlembic upgrade head --wait 60s
  $ ln -s "$place/.s.PGSQL.$port" pg/
  $ until grep -qs 'does not exist' out; do kill -0 $waiter || break; sleep 0.02; done
  $ sql "CREATE DATABASE $name"
  $ wait $waiter
  $ grep -v '^Waiting' out | head -1
  Running upgrade  -> a1, first
  $ sqlembic wait
  The database accepts connections.
  $ sqlembic -q downgrade a1
  $ later sqlembic wait --revision b2
  $ sqlembic -q upgrade head
  $ wait $waiter

A role that may read the version table, and nothing else; one that may not is told so at once.

  $ sql "CREATE ROLE $name LOGIN"
  $ export DATABASE_URL="postgresql://$name@/$name?host=$place&port=$port"
  $ sqlembic wait --revision head 2>&1 | head -1
  sqlembic: permission denied for table alembic_version
  $ psql -X -q -h "$place" -p "$port" -U postgres -d $name -c "GRANT SELECT ON alembic_version TO $name"
  $ sqlembic wait --revision head
  head is applied.

What waiting does not heal is not waited for: a role that does not exist.

  $ DATABASE_URL="postgresql://nobody_here@/$name?host=$place&port=$port" sqlembic wait 2>&1 | sed 's/.*FATAL: *//' | head -1
  role "nobody_here" does not exist
  $ sql "DROP DATABASE $name"; sql "DROP ROLE $name"

MySQL: the same, and a wrong password.

  $ sql() { mariadb --no-defaults --skip-ssl -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" -e "$*"; }
  $ export DATABASE_URL="mysql://root@localhost/$name?unix_socket=$PWD/my.sock&read_default_file=/dev/null"
  $ sqlembic -q wait --timeout 1s 2>/dev/null
  [5]
  $ later sqlembic upgrade head --wait 60s
  $ ln -s "$SQLEMBIC_TEST_MYSQL_SOCKET" my.sock
  $ until grep -qs 'Unknown database' out; do kill -0 $waiter || break; sleep 0.02; done
  $ sql "CREATE DATABASE $name"
  $ wait $waiter
  $ grep -v '^Waiting' out | head -1
  Running upgrade  -> a1, first
  $ sqlembic -q downgrade a1
  $ later sqlembic wait --revision b2
  $ sqlembic -q upgrade head
  $ wait $waiter
  $ DATABASE_URL="mysql://root:wrong@localhost/$name?unix_socket=$PWD/my.sock&read_default_file=/dev/null" sqlembic wait 2>&1 | head -1
  sqlembic: cannot connect to mysql://root:***@localhost/*: Access denied for user 'root'@'localhost' (using password: YES) (glob)
  $ sql "DROP DATABASE $name"
