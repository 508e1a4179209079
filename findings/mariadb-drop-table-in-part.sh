#!/bin/bash
# A DROP TABLE of several tables that fails on MariaDB has dropped those that exist, and CREATE OR REPLACE TABLE that fails
# has dropped the table that it was to replace.
#
# Found with MariaDB 11.4.5, whose DDL is crash-safe ("atomic" since 10.6).  That says what a crash leaves, statement by
# table; it is not the rule of MySQL 8, where a DROP TABLE with a missing name drops nothing.  A tool that takes "the statement
# has failed" for "the statement did nothing" repeats it behind the cause, and stops at the tables that are gone.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

refused()
{
	if sql -e "$1" 2>error; then
		echo "accepted now: $1" >&2
		exit 1
	fi
	cat error
}
sql -e 'CREATE TABLE a (id INT); CREATE TABLE b (id INT); CREATE TABLE c (id INT)'
refused 'DROP TABLE a, missing, b'
[ "$(sql -e 'SHOW TABLES')" = c ]
refused 'CREATE OR REPLACE TABLE c (id INT, FOREIGN KEY (id) REFERENCES missing (id))'
[ -z "$(sql -e 'SHOW TABLES')" ]
