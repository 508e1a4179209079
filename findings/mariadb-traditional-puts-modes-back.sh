#!/bin/bash
# SET sql_mode = REPLACE(@@sql_mode, 'NO_ZERO_DATE', '') takes nothing out on MariaDB and MySQL where the mode is TRADITIONAL.
#
# Found with MariaDB 11.4.5, and with MySQL 9.7.  @@sql_mode lists the modes that TRADITIONAL is made of, and TRADITIONAL itself
# behind them: set again, that word sets all of them.  It has to be taken out as well; the modes beside it stay.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

sql -N -e "SET sql_mode = 'TRADITIONAL'; SET sql_mode = REPLACE(@@sql_mode, 'NO_ZERO_DATE', '');
	SELECT @@sql_mode LIKE '%NO_ZERO_DATE%';
	SET sql_mode = REPLACE(REPLACE(@@sql_mode, 'NO_ZERO_DATE', ''), 'TRADITIONAL', '');
	SELECT @@sql_mode LIKE '%NO_ZERO_DATE%', @@sql_mode LIKE '%NO_ZERO_IN_DATE%'" | tr '\t' ' ' | tee out
diff - out <<'END'
1
0 1
END
