#!/bin/bash
# A client that looks into information_schema.INNODB_TRX more often than every 0.1 seconds sees what it has seen first, for as
# long as it goes on: a transaction that waits for a lock since then is not shown as waiting.
#
# Found with MariaDB 11.4.5, and so on 10.11.19.  The table, like INNODB_LOCKS and INNODB_LOCK_WAITS, is read from a copy, which
# is made anew where nobody has read it for 0.1 seconds, and not where it is older than that.  Tests and monitors that poll until
# somebody waits for a lock wait in vain on a quiet machine, where a question takes a millisecond, and succeed on a busy one.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

waiting="SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'"
sql -e 'CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 0)'
sql -e 'BEGIN; UPDATE t SET n = 1; DO SLEEP(8); ROLLBACK' &
holder=$!
sleep 1
{ sleep 1; sql -e 'UPDATE t SET n = 2'; } &
waiter=$!
{
	for _ in {1..150}; do
		echo "$waiting; DO SLEEP(0.02);"
	done
	echo "DO SLEEP(0.3); $waiting;"
} | sql -N | uniq | tee out
wait "$holder" "$waiter"
diff - out <<'END'
0
1
END
