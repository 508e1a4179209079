#!/bin/bash
# SET NOT NULL reads the whole table, if the CHECK that proves it is dropped in the same ALTER TABLE, in whatever order.
#
# Found with PostgreSQL 18.6.  A valid CHECK (c IS NOT NULL) spares SET NOT NULL the scan under its exclusive lock; the CHECK
# is then of no use and goes.  ALTER TABLE does all its drops before anything else: merged into one statement "so that the
# lock is taken once", the proof is gone when it is asked for.  Two statements in one transaction do not scan.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

sql -c 'CREATE TABLE t (c int CONSTRAINT has_c CHECK (c IS NOT NULL))'
# said STATEMENTS: what the server says of its reading the table for NOT NULL.
said() { sql -c 'SET client_min_messages = debug1' -c "BEGIN; $1; ROLLBACK" 2>&1 | grep -o 'verifying table.*\|existing constraints on.*'; }
for one in 'ALTER COLUMN c SET NOT NULL, DROP CONSTRAINT has_c' 'DROP CONSTRAINT has_c, ALTER COLUMN c SET NOT NULL'; do
	said "ALTER TABLE t $one" | tee out
	grep -q 'verifying table "t"' out
done
said 'ALTER TABLE t ALTER COLUMN c SET NOT NULL; ALTER TABLE t DROP CONSTRAINT has_c' | tee out
grep -q 'existing constraints on column "t.c" are sufficient' out
if grep -q verifying out; then
	echo 'two statements scan now' >&2
	exit 1
fi
