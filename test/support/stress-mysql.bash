# stress-mysql.bash: what test/support/stress-server has to know of MySQL and MariaDB.  It is sourced.

directory=${SQLEMBIC_TEST_MYSQL_DIR:?start a server with test/support/with-server mariadb}
port=$SQLEMBIC_TEST_MYSQL_PORT
direct_url="mysql://root@localhost/$database?unix_socket=$directory/sock&read_default_file=/dev/null"
proxied_url="mysql://root@127.0.0.1:\${PROXY_PORT}/$database?ssl_disabled=true&read_default_file=/dev/null"
connection=(--no-defaults --skip-ssl -u root -S "$directory/sock")

sql()
{
	mariadb "${connection[@]}" -N -B "$database" -e "$1"
}

control_server()
{
	"$support/server-mariadb" "$1" "$directory"
}

drop_database()
{
	mariadb "${connection[@]}" -e "DROP DATABASE IF EXISTS $database"
}

make_database()
{
	drop_database && mariadb "${connection[@]}" -e "CREATE DATABASE $database CHARACTER SET utf8mb4" &&
		sql 'CREATE TABLE trail (revision VARCHAR(20), direction VARCHAR(20), place VARCHAR(20))'
}

mode_of()
{
	echo on
}

# Kinds of revisions: DDL that may be repeated; DDL that may not; transactions of the script's own; one table each, of which
# each announces the next; a table that takes the place of another.
up_script()
{
	local rows="WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
			SELECT CONCAT('row ', i), i FROM n"
	local columns='(note VARCHAR(40) NOT NULL, id INT PRIMARY KEY)'
	local trail="INSERT INTO trail VALUES ('$2', 'upgrade',"
	case $(($1 % 6)) in
	4 | 5) cat <<-END ;;
		CREATE TABLE t$1 $columns;
	END
	1) cat <<-END ;;
		$trail 'begin');
		CREATE TABLE IF NOT EXISTS t$1 $columns;
		SET @word = 'noted';
		INSERT INTO t$1 $rows;
		CREATE OR REPLACE DEFINER = root@localhost VIEW v$1 AS SELECT note FROM t$1;
		UPDATE t$1 SET note = CONCAT(note, ' ', @word) WHERE note LIKE '%7%';
		$trail 'end');
	END
	2) cat <<-END ;;
		$trail 'begin');
		CREATE TABLE t$1 $columns;
		INSERT INTO t$1 $rows;
		ALTER TABLE t$1 ADD COLUMN more INT NOT NULL DEFAULT 7;
		UPDATE t$1 SET more = more + id;
		CREATE INDEX t$1_note ON t$1 (note);
		UPDATE t$1 SET more = more * 2;
		$trail 'end');
	END
	3) cat <<-END ;;
		START TRANSACTION;
		$trail 'begin');
		COMMIT;
		CREATE TABLE t$1 $columns;
		START TRANSACTION;
		INSERT INTO t$1 $rows;
		DELETE FROM t$1 WHERE id > 400;
		$trail 'end');
		COMMIT;
		ALTER TABLE t$1 ADD COLUMN more INT;
	END
	0) cat <<-END ;;
		CREATE TABLE old$1 $columns;
		INSERT INTO old$1 $rows;
		$trail 'begin');
		CREATE TABLE new$1 LIKE old$1;
		INSERT INTO new$1 SELECT CONCAT(note, '!'), id FROM old$1;
		DROP TABLE old$1;
		RENAME TABLE new$1 TO t$1;
		$trail 'end');
	END
	esac
}

down_script()
{
	local trail="INSERT INTO trail VALUES ('$2', 'downgrade',"
	case $(($1 % 6)) in
	4 | 5) cat <<-END ;;
		DROP TABLE t$1;
	END
	1) cat <<-END ;;
		$trail 'begin');
		DROP VIEW IF EXISTS v$1;
		DROP TABLE IF EXISTS t$1;
		$trail 'end');
	END
	2) cat <<-END ;;
		$trail 'begin');
		DELETE FROM t$1 WHERE id > 9;
		ALTER TABLE t$1 DROP COLUMN more;
		DROP TABLE t$1;
		$trail 'end');
	END
	*) cat <<-END ;;
		$trail 'begin');
		DELETE FROM t$1;
		DROP TABLE t$1;
	END
	esac
}

# Whether nobody can know what a killed statement has done.
is_unknowable()
{
	[[ $1 =~ ^(CREATE|ALTER|DROP|RENAME) && ! $1 =~ EXISTS|REPLACE ]]
}

# The statement, so that it can be run whether it has taken effect or not.
by_hand()
{
	sed -e 's/^CREATE TABLE\|^CREATE INDEX\|ADD COLUMN/& IF NOT EXISTS/' \
		-e 's/^DROP TABLE\|^RENAME TABLE\|DROP COLUMN/& IF EXISTS/' <<<"$1"
}

run_by_hand()
{
	mariadb "${connection[@]}" "$database"
}

show_schema()
{
	mariadb-dump "${connection[@]}" --no-data --compact "$database"
}

# A table as one line.
rows_query()
{
	echo "SELECT '$1', COUNT(*), BIT_XOR(CRC32(CONCAT(id, ':', note))), SUM(id) FROM $1;"
}

# What must not be left: locks.
leftovers_query="SELECT 'lock' FROM DUAL
	WHERE IS_USED_LOCK('$database:sqlembic:\`$database\`.\`alembic_version\`') IS NOT NULL"
