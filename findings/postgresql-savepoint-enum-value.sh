#!/bin/bash
# A value that ALTER TYPE ... ADD VALUE has added inside of a savepoint cannot be used in that transaction, not even when
# the type was made in it and the savepoint was released.
#
# Found with PostgreSQL 18.6.  A type that was created in the transaction may grow and the new value be used at once.  With
# SAVEPOINT in front of the ALTER TYPE and RELEASE behind it, which are meant to change nothing, the same statements end
# with "unsafe use of new value" (55P04): type and value then belong to different subtransactions.  A tool that puts each
# statement or each file into a savepoint of its own breaks scripts that psql --single-transaction runs.
set -euo pipefail
. "$(dirname "$0")/support/postgresql.bash"

add="ALTER TYPE mood ADD VALUE 'ok';"
script="BEGIN;
CREATE TYPE mood AS ENUM ('sad');
$add
SELECT 'ok'::mood;
COMMIT;
DROP TYPE mood;"
[ "$(sql <<<"$script")" = ok ]
if sql <<<"${script/"$add"/"SAVEPOINT s; $add RELEASE s;"}" 2>error; then
	echo 'with a released savepoint round it, it passes now' >&2
	exit 1
fi
cat error
grep -q 'unsafe use of new value "ok" of enum type mood' error
