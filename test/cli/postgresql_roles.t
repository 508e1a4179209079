PostgreSQL: roles that come with a connection, policies that hide rows, scripts that release locks.

  $ eval "$(pgdb)"
  $ q() { psql -qAtX -c "$1" | sed "s/$PGDATABASE/DB/g"; }
  $ as() { PGUSER=$1 ALEMBIC_SQLALCHEMY_URL=${ALEMBIC_SQLALCHEMY_URL/postgres@} sqlembic -q "${@:2}" 2>&1 | sed "s/$PGDATABASE/DB/g"; }
  $ owner=owner_$PGDATABASE; user=user_$PGDATABASE
  $ mkrev a1 "" "first" <<'END'
  > CREATE TABLE one (id integer);
  > END
  $ mkrev b2 a1 "second" "transaction: off" <<END
  > CREATE TABLE two (id integer);
  > SET ROLE NONE;
  > SELECT 1;
  > SET ROLE $owner;
  > CREATE TABLE three (id integer);
  > END
  $ mkrev c3 b2 "third" <<'END'
  > SET ROLE NONE;
  > SELECT current_user;
  > END
  $ sed -i /sqlalchemy.url/d alembic.ini
  $ q "CREATE ROLE $owner; CREATE ROLE $user LOGIN NOINHERIT IN ROLE $owner; GRANT CREATE, USAGE ON SCHEMA public TO $owner"
  $ q "REVOKE CREATE ON SCHEMA public FROM PUBLIC"

A role that comes with the connection, by ALTER ROLE, the database, or an option: our tables belong to it, and are written
as it, whatever the script does.

  $ q "ALTER ROLE $user SET role = '$owner'"
  $ as $user upgrade a1; as $user current
  a1
  $ as $user upgrade c3; as $user current
  c3 (head)
  $ owned() { q "SELECT relname, pg_get_userbyid(relowner) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"; }
  $ owned
  alembic_version|owner_DB
  one|owner_DB
  sqlembic_log|owner_DB
  three|owner_DB
  two|owner_DB
  $ as $user status | grep lock
  lock       free
  $ q "ALTER ROLE $user RESET role; ALTER ROLE $user IN DATABASE $PGDATABASE SET role = '$owner'; DROP OWNED BY $owner; GRANT CREATE, USAGE ON SCHEMA public TO $owner"
  $ as $user upgrade head; owned | grep -c owner_DB
  5
  $ q "ALTER ROLE $user IN DATABASE $PGDATABASE RESET role; DROP OWNED BY $owner; GRANT CREATE, USAGE ON SCHEMA public TO $owner"
  $ PGOPTIONS="-c role=$owner" as $user upgrade head; owned | grep -c owner_DB
  5

Policies that hide rows of our tables are said to, before anything else is.

  $ q "CREATE ROLE reader_$PGDATABASE LOGIN; GRANT $owner TO reader_$PGDATABASE; GRANT ALL ON alembic_version, sqlembic_log TO $user; ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY"
  $ for command in current "upgrade head" "stamp head" status "wait --revision head" "downgrade base"; do as $user $command | sed -n '1s/^/'"$command"': /p'; done
  current: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  upgrade head: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  stamp head: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  status: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  wait --revision head: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  downgrade base: sqlembic: query would be affected by row-level security policy for table "alembic_version"
  $ as $user current | grep next:
    next: row-level security would hide rows: turn it off for the tables of sqlembic (ALTER TABLE ... DISABLE ROW LEVEL SECURITY), or use a user with BYPASSRLS
  $ q "ALTER TABLE alembic_version DISABLE ROW LEVEL SECURITY; ALTER TABLE sqlembic_log ENABLE ROW LEVEL SECURITY"
  $ as $user upgrade head | head -1; as $user log | head -1
  sqlembic: query would be affected by row-level security policy for table "sqlembic_log"
  sqlembic: query would be affected by row-level security policy for table "sqlembic_log"
  $ PGOPTIONS="-c role=$owner" as $user current
  c3 (head)
  $ q "ALTER TABLE sqlembic_log FORCE ROW LEVEL SECURITY"
  $ PGOPTIONS="-c role=$owner" as $user log | grep 'sqlembic:\|next:'
  sqlembic: query would be affected by row-level security policy for table "sqlembic_log"
    next: row-level security would hide rows: turn it off for the tables of sqlembic (ALTER TABLE ... DISABLE ROW LEVEL SECURITY), or use a user with BYPASSRLS
  $ q "ALTER TABLE sqlembic_log NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY"

The policies of a script's own tables hold for the script.

  $ mkrev d4 c3 "policy" <<END
  > ALTER TABLE one ENABLE ROW LEVEL SECURITY;
  > INSERT INTO one VALUES (1);
  > GRANT SELECT ON one TO $user;
  > SET ROLE $user;
  > CREATE TEMPORARY TABLE seen AS SELECT count(*) AS n FROM one;
  > END
  $ sqlembic -q upgrade head

A script that says that it releases all locks has ours taken again; from one that hides it in a function, the run stops.

  $ mkrev e5 d4 "says" "transaction: off" <<'END'
  > SELECT pg_advisory_unlock_all();
  > CREATE TABLE held AS SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();
  > DISCARD ALL;
  > INSERT INTO held SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid();
  > END
  $ mkrev f6 e5 "says in a transaction" <<'END'
  > SELECT pg_advisory_unlock_all();
  > END
  $ sqlembic -q upgrade head; q "SELECT n FROM held"; sqlembic current
  1
  1
  f6 (head)
  $ q "CREATE FUNCTION hidden() RETURNS void LANGUAGE sql AS 'SELECT pg_advisory_unlock_all()'"
  $ mkrev g7 f6 "hides" <<'END'
  > SELECT hidden();
  > END
  $ sqlembic -q upgrade head 2>&1 | grep -v '^  at\|^warning'
  sqlembic: the script has released the migration lock: another process may have migrated meanwhile
    state: upgrade of g7 was rolled back; the database is at f6
    next: take pg_advisory_unlock_all() out of what the script calls, then run the command again
  $ mkrev g7 f6 "hides" "transaction: off" <<'END'
  > SELECT hidden();
  > END
  $ sqlembic -q upgrade head 2>&1 | grep 'sqlembic:\|state:'
  sqlembic: the script has released the migration lock: another process may have migrated meanwhile
    state: * (glob)

  $ q "DROP OWNED BY $owner, $user; DROP ROLE $owner, $user, reader_$PGDATABASE"
