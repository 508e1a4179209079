#!/bin/bash
# RENAME INDEX i TO k fails with "duplicate key in table 'mysql.innodb_index_stats'" though the table has no index k, and again
# however often it is tried, also behind ANALYZE TABLE.
#
# Found with MariaDB 10.11.19, and so on 11.4 and 11.8 (10.5 warns; MySQL 9.7 does neither).  The thread that writes statistics in
# the background may do so behind a statement that has just dropped or renamed an index; here a row is put there by hand.
# ANALYZE TABLE writes statistics of the indexes that there are, and deletes none.  ALTER TABLE ... FORCE makes the table
# anew, and takes them away.  A DELETE does, too, but is a change of rows in the binary log, of which a replica has none.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

sql -e 'CREATE TABLE t (a INT, KEY i (a)); INSERT INTO t VALUES (1)'
sql -N -e 'ANALYZE TABLE t' >/dev/null
sql -e "INSERT INTO mysql.innodb_index_stats SELECT database_name, table_name, 'k', last_update, stat_name, stat_value, sample_size,
	stat_description FROM mysql.innodb_index_stats WHERE database_name = DATABASE() AND table_name = 't' AND index_name = 'i'"
{
	sql -e 'ALTER TABLE t RENAME INDEX i TO k' 2>&1 || true
	sql -N -e 'ANALYZE TABLE t' | cut -f 4
	sql -e 'ALTER TABLE t RENAME INDEX i TO k' 2>&1 || true
	sql -e 'ALTER TABLE t FORCE; ALTER TABLE t RENAME INDEX i TO k'
	sql -N -e 'SELECT index_name FROM information_schema.STATISTICS WHERE table_schema = DATABASE()'
} | sed -n '/ERROR\|^OK\|^k$/p' | tee out
diff - out <<'END'
ERROR 1022 (23000) at line 1: Can't write; duplicate key in table 'mysql.innodb_index_stats'
OK
ERROR 1022 (23000) at line 1: Can't write; duplicate key in table 'mysql.innodb_index_stats'
k
END
