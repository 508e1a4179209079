#!/bin/bash
# What SHOW CREATE TABLE prints of a table that has lost its history makes another table: a column is printed WITHOUT SYSTEM
# VERSIONING, the words are read without a warning, and are not kept.
#
# Found with MariaDB 11.4.5, and with 10.11 and 11.8.  DROP SYSTEM VERSIONING leaves the words at the column, and CREATE TABLE forgets
# them where the table has no history.  Nobody sees a difference in rows; but the next ADD SYSTEM VERSIONING leaves the column out in
# the original, and not in a copy that was made of its dump: the same migration has two outcomes.
set -euo pipefail
. "$(dirname "$0")/support/mariadb.bash"

left_out() # TABLE
{
	sql -e "SHOW CREATE TABLE $1" | grep -c 'WITHOUT SYSTEM VERSIONING' || true
}

sql -e 'CREATE TABLE original (id INT PRIMARY KEY, a INT WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
	ALTER TABLE original DROP SYSTEM VERSIONING'
sql --raw -e 'SHOW CREATE TABLE original' | sed '1s/^original\t//; 1s/`original`/copy/' >dump
sql --show-warnings <dump
for table in original copy; do
	echo "$table: printed with the words: $(left_out $table)"
	sql -e "ALTER TABLE $table ADD SYSTEM VERSIONING"
	echo "$table: with the next history: $(left_out $table)"
done | tee out
diff - out <<'END'
original: printed with the words: 1
original: with the next history: 1
copy: printed with the words: 0
copy: with the next history: 0
END
