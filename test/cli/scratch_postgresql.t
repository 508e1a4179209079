A scratch database is dropped while the server's own autovacuum is at work in it, too, by a role that is no superuser.

  $ eval "$(pgdb)"
  $ role=$PGDATABASE; psql -qX -c "CREATE ROLE $role LOGIN CREATEDB; ALTER DATABASE $PGDATABASE OWNER TO $role"
  $ export ALEMBIC_SQLALCHEMY_URL=$(echo "$ALEMBIC_SQLALCHEMY_URL" | sed -E "s,//[^@/]*@,//$role@,")
  $ sqlembic init -q migrations; sed -i /^sqlalchemy.url/d alembic.ini
  $ mkrev a1 '' t 'transaction: off' <<'END'
  > CREATE TABLE t WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1) AS
  >   SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n;
  > DELETE FROM t WHERE n % 2 = 0;
  > SELECT pg_sleep(1.1);
  > SELECT 'what was done is reported between two statements';
  > DO $$
  > DECLARE end_of_patience timestamptz := clock_timestamp() + interval '2 minutes';
  > BEGIN
  >   WHILE NOT EXISTS (SELECT FROM pg_locks WHERE relation = 't'::regclass AND mode = 'ShareUpdateExclusiveLock') LOOP
  >     IF clock_timestamp() > end_of_patience THEN RAISE 'no autovacuum worker has come'; END IF;
  >     PERFORM pg_sleep(0.02);
  >   END LOOP;
  > END $$;
  > END
  $ sqlembic diff history live
  /* loses data: drops table t */
  DROP TABLE public.t;
  $ psql -qXAt -c "SELECT datname FROM pg_database WHERE datdba = '$role'::regrole"
  cli_* (glob)
