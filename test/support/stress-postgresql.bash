# stress-postgresql.bash: what test/support/stress-server has to know of PostgreSQL.  It is sourced.

directory=${SQLEMBIC_SERVER_POSTGRESQL_DIR:?start a server with test/support/with-server postgresql}
port=$(<"$directory/port")
direct_url="postgresql://postgres@/$database?host=$directory&port=$port"
proxied_url="postgresql://postgres@127.0.0.1:\${PROXY_PORT}/$database?sslmode=disable"

psql_in()
{
	psql -h "$directory" -p "$port" -U postgres -X -q -A -t -v ON_ERROR_STOP=1 -d "$@"
}

sql()
{
	psql_in "$database" -f - <<<"$1"
}

control_server()
{
	"$support/server-postgresql" "$1" "$directory"
}

drop_database()
{
	psql_in postgres -c 'SET client_min_messages = warning' -c "DROP DATABASE IF EXISTS $database"
}

# Where there is none.
await_standby()
{
	return 0
}

make_database()
{
	drop_database && psql_in postgres -c "CREATE DATABASE $database" &&
		sql 'CREATE TABLE trail (revision text, direction text, place text)' && await_standby
}

# Kinds of revisions: as a whole, two of them in a row, which share the wait for the disk; with indexes made CONCURRENTLY;
# with transactions of their own; with a type that gets values.
mode_of()
{
	local modes=(off on off own on on)
	echo "${modes[$1 % 6]}"
}

up_script()
{
	local rows="SELECT 'row ' || n, n FROM generate_series(1, 2000) AS n"
	local trail="INSERT INTO trail VALUES ('$2', 'upgrade',"
	case $(($1 % 6)) in
	1 | 4 | 5) cat <<-END ;;
		$trail 'begin');
		CREATE TABLE t$1 (id integer PRIMARY KEY, note text NOT NULL);
		INSERT INTO t$1 (note, id) $rows;
		CREATE INDEX t$1_note ON t$1 (note);
		UPDATE t$1 SET note = note || '!' WHERE id % 2 = 1;
	END
	2) cat <<-END ;;
		$trail 'begin');
		CREATE TABLE t$1 (id integer PRIMARY KEY, note text NOT NULL);
		INSERT INTO t$1 (note, id) $rows;
		CREATE INDEX CONCURRENTLY t$1_note ON t$1 (note);
		UPDATE t$1 SET note = note || '!' WHERE id % 2 = 1;
		CREATE UNIQUE INDEX CONCURRENTLY t$1_both ON t$1 (note, id);
		$trail 'end');
	END
	3) cat <<-END ;;
		BEGIN;
		$trail 'begin');
		CREATE TABLE t$1 (id integer PRIMARY KEY, note text NOT NULL);
		INSERT INTO t$1 (note, id) $rows;
		COMMIT;
		CREATE INDEX CONCURRENTLY t$1_note ON t$1 (note);
		BEGIN;
		UPDATE t$1 SET note = note || '!' WHERE id % 2 = 1;
		$trail 'end');
		COMMIT;
	END
	0) cat <<-END ;;
		$trail 'begin');
		CREATE TYPE mood$1 AS ENUM ('calm');
		CREATE TABLE t$1 (note text NOT NULL, id integer, mood mood$1 NOT NULL DEFAULT 'calm');
		ALTER TYPE mood$1 ADD VALUE 'glad';
		INSERT INTO t$1 $rows;
		ALTER TYPE mood$1 ADD VALUE 'sad' BEFORE 'glad';
		UPDATE t$1 SET mood = 'sad' WHERE note LIKE '%7%';
		$trail 'end');
	END
	esac
}

down_script()
{
	local trail="INSERT INTO trail VALUES ('$2', 'downgrade',"
	case $(($1 % 6)) in
	1 | 4 | 5) cat <<-END ;;
		$trail 'begin');
		DELETE FROM t$1 WHERE id > 9;
		DROP TABLE t$1;
	END
	2) cat <<-END ;;
		$trail 'begin');
		DROP INDEX CONCURRENTLY t$1_note;
		DELETE FROM t$1 WHERE id > 9;
		DROP INDEX CONCURRENTLY t$1_both;
		DROP TABLE t$1;
		$trail 'end');
	END
	3) cat <<-END ;;
		DROP INDEX CONCURRENTLY t$1_note;
		BEGIN;
		$trail 'begin');
		DROP TABLE t$1;
		COMMIT;
	END
	0) cat <<-END ;;
		$trail 'begin');
		DROP TABLE t$1;
		DROP TYPE mood$1;
		$trail 'end');
	END
	esac
}

# Whether nobody can know what a killed statement has done.
is_unknowable()
{
	[[ $1 == *CONCURRENTLY* ]]
}

# The statement, so that it can be run whether it has taken effect or not.
by_hand()
{
	local index
	index=$(grep -o 't[0-9]*_[a-z]*' <<<"$1" | head -n 1)
	echo 'SET client_min_messages = warning;'
	echo "DROP INDEX IF EXISTS $index;"
	[[ $1 == DROP* ]] || echo "$1"
}

run_by_hand()
{
	psql_in "$database" -f -
}

# A dump names a key of its own.
show_schema()
{
	pg_dump -h "$directory" -p "$port" -U postgres --schema-only "$database" | grep -v '^\\\(un\)\?restrict '
}

# A table as one line.
rows_query()
{
	echo "SELECT '$1', count(*), md5(string_agg(t::text, ',' ORDER BY t::text)) FROM $1 AS t;"
}

# What must not be left: broken indexes, locks.
leftovers_query="SELECT 'invalid', indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready
	UNION ALL SELECT 'lock', l.pid::text FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
	WHERE l.locktype = 'advisory' AND d.datname = current_database()"
