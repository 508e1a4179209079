#!/bin/bash
# WHERE CAST(x AS DECIMAL(65,30)) <> CAST(x AS DECIMAL(65,2)) finds no row on MariaDB and MySQL, where the same condition in
# the list of SELECT is true.
#
# Found with MariaDB 11.4.5, and with 10.11.  Two casts of one column to types that differ in their digits alone are taken for
# one expression, and its comparison with itself for false.  So it is with DATETIME(6) and DATETIME(0), and on MySQL 9.7, too.
# A query that counts the values which a narrower type would change finds none; beside ROUND() of the first cast it finds them.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

sql -e 'CREATE TABLE t (x VARCHAR(9)); INSERT INTO t VALUES ("1.239")'
different='CAST(x AS DECIMAL(65,30)) <> CAST(x AS DECIMAL(65,2))'
sql -N -e "SELECT $different FROM t; SELECT count(*) FROM t WHERE $different" | tee out
diff - out <<'END'
1
0
END
