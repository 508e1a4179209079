PostgreSQL: behind pgbouncer, which pools transactions.  What is killed is in test/support/cases-pooler.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1"; }
  $ pooler=$(mktemp -d "${SQLEMBIC_SERVER_POSTGRESQL_DIR%/*}/pooler.XXXXXX"); chmod 755 "$pooler"; pooler=$pooler/pooler
  $ eval "$("$SQLEMBIC_SOURCE/test/support/server-pgbouncer" start "$pooler")"
  $ trap '"$SQLEMBIC_SOURCE/test/support/server-pgbouncer" stop "$pooler"; rmdir "${pooler%/*}"' EXIT
  $ through() { ALEMBIC_SQLALCHEMY_URL="postgresql://postgres@127.0.0.1:$SQLEMBIC_SERVER_PGBOUNCER_PORT/$PGDATABASE" sqlembic "$@"; }
  $ plain() { sed -E "s/pid [0-9]+/pid N/g; s/for [0-9]+ s/for N s/; s/[0-9]+ ms/N ms/; s/:[0-9]{5}/:PORT/; s/pool:[^ ]*/pool:N/; /^  at/d"; }

  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE t (id integer);
  > SET search_path = nowhere;
  > CREATE TEMP TABLE copied (id integer);
  > INSERT INTO copied SELECT 1;
  > INSERT INTO public.t SELECT id FROM copied;
  > END
  $ mkrev b2 a1 "index" "transaction: off" <<'END'
  > CREATE INDEX CONCURRENTLY t_id ON t (id);
  > INSERT INTO t VALUES (2);
  > END
  $ mkrev c3 b2 "data" <<'END'
  > COPY t FROM stdin;
  > 3
  > \.
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini

A run works as on a direct connection, and says what it does not cover.

  $ through status | plain | tail -n 1
  lock       free
  $ through upgrade head 2>&1 | plain
  Running upgrade  -> a1, first
  Running upgrade a1 -> b2, index
  Behind the connection pooler a statement outside of transactions is not covered by the migration lock while it runs: it was looked at just before
  Running upgrade b2 -> c3, data
  Done: 3 revisions, 8 statements, N ms; now at c3 (head).
  $ q 'SELECT string_agg(id::text, $$ $$ ORDER BY id) FROM t'
  1 2 3
  $ through current
  c3 (head)
  $ through upgrade head
  Nothing to do: already at c3 (head).

  $ mkrev d4 c3 "settings" "transaction: off" <<'END'
  > SET statement_timeout = 0;
  > CREATE INDEX CONCURRENTLY t_again ON t (id);
  > END

What a statement outside of transactions does to its session would be somebody else's: refused before anything runs.

  $ through upgrade head 2>&1 | plain
  sqlembic: what the statement does to the session is gone behind it: a connection pooler gives each transaction another connection to the server
    | SET statement_timeout = 0
    state: nothing was changed
    next: put it into one transaction with what needs it ("-- transaction: own", BEGIN and COMMIT); or let ALEMBIC_SQLALCHEMY_URL name the server itself, or a pool in session mode
  $ sqlembic -q upgrade head
  $ q 'SELECT version_num FROM alembic_version'
  d4
  $ through downgrade c3 2>&1 | plain
  sqlembic: revision d4 cannot be downgraded: it has no down script
    state: nothing was changed
    next: write its .down.sql, or restore a backup; a .down.sql of comments only is a downgrade that does nothing

Pools that cannot hold the lock say what they would need.

  $ through_pool() { ALEMBIC_SQLALCHEMY_URL="postgresql://postgres@127.0.0.1:$SQLEMBIC_SERVER_PGBOUNCER_PORT/$1" sqlembic "${@:2}"; }
  $ through_pool by_statement upgrade head 2>&1 | plain
  sqlembic: a connection pooler gives each statement another connection to the server, and allows no transactions: the migration lock cannot be held
    state: nothing was changed
    next: let ALEMBIC_SQLALCHEMY_URL name the server itself, or a pool in session or transaction mode
  $ through_pool by_transaction_of_one upgrade head --lock-timeout 1s 2>&1 | plain
  sqlembic: the connection pooler gave no second connection to the server within 1 s: one holds the migration lock, another runs the revisions
    state: nothing was changed
    next: give the pool at least two connections a run (pool_size, default_pool_size), or let ALEMBIC_SQLALCHEMY_URL name the server itself, or a pool in session mode
