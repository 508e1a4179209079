#!/bin/bash
# DROP DATABASE ... WITH (FORCE) fails where DROP DATABASE without it succeeds: for an owner who is no superuser, while an
# autovacuum worker is in the database.
#
# Found with PostgreSQL 15.20 and 18.6.  FORCE asks for the right to end each process that is there, and a worker has no
# role that the owner could be a member of: "permission denied to terminate process" (42501).  Without FORCE the server
# ends workers for whoever may drop the database.  It happens to those who make a database for a test and drop it
# behind many changed rows, and then once in a thousand times.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

sql <<'END_OF_SQL'
ALTER SYSTEM SET autovacuum_naptime = 1;
SELECT pg_reload_conf();
CREATE ROLE owner CREATEDB;
SET ROLE owner;
CREATE DATABASE test;
END_OF_SQL
# A vacuum that takes its time.
database=test sql <<'END_OF_SQL'
CREATE TABLE t WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1) AS
	SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n;
DELETE FROM t WHERE n % 2 = 0;
END_OF_SQL
for _ in $(seq 600); do
	worker=$(sql -c "SELECT backend_type FROM pg_stat_activity WHERE datname = 'test' AND query LIKE '%public.t%'")
	[ -z "$worker" ] || break
	sleep 0.1
done
[ "$worker" = 'autovacuum worker' ]

sql -c 'SET ROLE owner' -c 'DROP DATABASE test WITH (FORCE)' 2>error && exit 1
cat error
grep -q 'ERROR:  permission denied to terminate process' error
sql -c 'SET ROLE owner' -c 'DROP DATABASE test'
[ "$(sql -c "SELECT count(*) FROM pg_database WHERE datname = 'test'")" = 0 ]
