#!/bin/bash
# What SHOW CREATE TABLE prints, and a dump is made of, has a question mark where a default or a label of ENUM has a character of
# four bytes: loaded again, the column gives new rows '?', and its own old values are refused.
#
# Found with MariaDB 11.4.5.  Everything here is utf8mb4: the connection, the database, the table; and the server knows the
# default, since an INSERT gets it, and prints such characters in expressions as they are.  Only texts of the table's definition
# that are no expressions go through utf8mb3.  No warning is given when the table is made, printed, or made again; so a tool that
# compares what is printed finds no difference either.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

utf8() { sql --default-character-set=utf8mb4 "$@"; }
utf8 -e "CREATE TABLE t (id INT, icon VARCHAR(9) DEFAULT '😀', mood ENUM('x😀', 'y') DEFAULT 'x😀', said VARCHAR(9) DEFAULT (CONCAT('😀')))
	CHARACTER SET utf8mb4; SHOW WARNINGS; INSERT INTO t (id) VALUES (1)"
[ "$(utf8 -e 'SELECT HEX(icon), HEX(mood), HEX(said) FROM t')" = $'F09F9880\t78F09F9880\tF09F9880' ]
utf8 -r -e 'SHOW CREATE TABLE t' | tee printed
sed '1s/^t\t//; 1s/`t`/`u`/' printed >copy
utf8 <copy
utf8 -e 'INSERT INTO u (id) VALUES (1)'
[ "$(utf8 -e 'SELECT HEX(icon), HEX(mood), HEX(said) FROM u')" = $'3F\t783F\tF09F9880' ]
if utf8 -e 'INSERT INTO u SELECT * FROM t' 2>error; then
	echo 'the rows fit the copy now' >&2
	exit 1
fi
cat error
