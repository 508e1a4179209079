#!/bin/bash
# ALTER TABLE t MODIFY n BIGINT makes 9223372036854775807 of a FLOAT of 1e30 on MariaDB in strict mode, without an error or a
# warning; MySQL makes -9223372036854775808 of it, as of -1e30.
#
# Found with MariaDB 11.4.5, and with 10.11; on MySQL with 9.7.  A DOUBLE of 1e30 stops the same statement, a FLOAT stops a
# MODIFY n INT, and UPDATE t SET other = n is refused.  So a test with DOUBLE, or with a smaller integer, finds nothing: too large
# values have to be looked for before.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

sql -e 'CREATE TABLE t (n FLOAT, other BIGINT); INSERT INTO t VALUES (1e30, 0); SELECT @@sql_mode' | tee mode
grep -q STRICT mode
for statement in 'ALTER TABLE t MODIFY n INT' 'UPDATE t SET other = n'; do
	if sql -e "$statement" 2>error; then
		echo "not refused now: $statement" >&2
		exit 1
	fi
	cat error
	grep -q 'ERROR 1264' error
done
sql -e 'ALTER TABLE t MODIFY n BIGINT; SHOW WARNINGS; SELECT n FROM t' | tee out
diff - out <<<9223372036854775807

sql -e 'CREATE TABLE d (n DOUBLE); INSERT INTO d VALUES (1e30)'
if sql -e 'ALTER TABLE d MODIFY n BIGINT' 2>error; then
	echo 'a DOUBLE is replaced, too, now' >&2
	exit 1
fi
cat error
