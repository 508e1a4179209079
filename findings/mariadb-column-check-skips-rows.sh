#!/bin/bash
# ALTER TABLE ... ADD COLUMN with a CHECK does not look at the rows on MariaDB; the row that violates it fails at its next
# UPDATE, of whatever column.
#
# Found with MariaDB 11.4.5.  The same condition as ADD CONSTRAINT is checked, as it is in both spellings on MySQL and
# PostgreSQL.  CHECK TABLE finds nothing.  A migration that adds a column with a default that its own CHECK forbids succeeds,
# and the application's updates of old rows stop with error 4025.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

sql -e 'CREATE TABLE t (id INT PRIMARY KEY, note TEXT); INSERT INTO t VALUES (1, "old")'
sql -e 'ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT 0 CHECK (n > 0)'
sql -e 'SELECT * FROM t; CHECK TABLE t' | tee out
grep -q '^d.t.*OK$' out
if sql -e 'UPDATE t SET note = "new" WHERE id = 1' 2>error; then
	echo 'the row can be changed now' >&2
	exit 1
fi
cat error
grep -q 'ERROR 4025 .*`t`.`n`\|ERROR 4025 .*t.n' error
sql -e 'ALTER TABLE t DROP COLUMN n, ADD COLUMN n INT NOT NULL DEFAULT 0'
if sql -e 'ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0)' 2>error; then
	echo 'ADD CONSTRAINT does not look at the rows now' >&2
	exit 1
fi
cat error
