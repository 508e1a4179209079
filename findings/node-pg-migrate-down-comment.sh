#!/bin/bash
# node-pg-migrate takes any comment that begins with "Down Migration" for the mark that ends the statements of "up", however
# the line goes on: what stands below it is never applied, and the migration is recorded as done.
#
# Found with node-pg-migrate 9.0.0 and pg 8.16.3 (npm), on PostgreSQL 18.6.  A sentence such as "Down migration is not needed"
# above a statement is enough, in any case of letters.  There is no warning; the statements run on the way back instead.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

mkdir node migrations
(cd node && npm install --silent --no-audit --no-fund node-pg-migrate@9.0.0 pg@8.16.3 >/dev/null)
cat >migrations/1700000000000_a.sql <<'END'
-- Up Migration
CREATE TABLE a (x int);
-- down migration is not needed: these are new tables
CREATE TABLE b (x int);
END
migrate()
{
	DATABASE_URL="postgres://postgres@localhost/postgres?host=$PGHOST" \
		node/node_modules/.bin/node-pg-migrate "$1" -m migrations >said 2>&1 || { cat said; exit 1; }
	echo "$1:"
	sql -c "SELECT name FROM pgmigrations" -c "SELECT tablename FROM pg_tables WHERE tablename IN ('a', 'b') ORDER BY 1"
}
{ migrate up; migrate down; } | tee out
diff - out <<END
up:
1700000000000_a
a
down:
a
b
END
