# mysql.bash: what cases.bash asks for, on the MariaDB or MySQL server that the environment names
# (test/support/with-server mariadb).  Who sources it has set $program.
socket=${SQLEMBIC_TEST_MYSQL_SOCKET:?start a server with test/support/with-server mariadb}
# shellcheck source=test/support/cases.bash
. "${BASH_SOURCE[0]%/*}/cases.bash"

# Without a locale newer clients speak latin1.
sql()
{
	mariadb --no-defaults --skip-ssl --default-character-set=utf8mb4 -u root -S "$socket" -N -B "$@"
}

value()
{
	sql "$database" -e "$1" | tr '\t' ' ' | paste -sd' '
}

make_database()
{
	sql -e "CREATE DATABASE $1 CHARACTER SET utf8mb4"
}

drop_database()
{
	sql -e "DROP DATABASE $1"
}

is_mariadb()
{
	[ -n "$(value "SELECT 1 FROM DUAL WHERE VERSION() LIKE '%MariaDB%'")" ]
}

control_server()
{
	"$support/server-mariadb" "$1" "$SQLEMBIC_TEST_MYSQL_DIR"
}

url_of()
{
	echo "mysql://root@localhost/$1?unix_socket=$socket&read_default_file=/dev/null"
}

running()
{
	value "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()
		AND INFO LIKE '$1'"
}

# hold SQL: in a session of its own, until `release`.
hold()
{
	rm -f gate
	: >held
	mkfifo gate
	sql --unbuffered "$database" <gate >held &
	holder=$!
	exec 9>gate
	echo "$1; SELECT 'held';" >&9
	until grep -qs held held; do sleep 0.05; done
}

release()
{
	exec 9>&-
	wait $holder
}

# until_out TEXT: until the program in the background has said it.
until_out()
{
	local _
	for _ in {1..600}; do
		grep -q "$1" out && return
		sleep 0.05
	done
	fail "never said: $1"
}

# own_server OPTIONS: one of this case's own, with the case's database in it.
own_server()
{
	place=$(mktemp -d)
	chmod 755 "$place"
	trap '"$support/server-mariadb" stop "$place/server"; rm -rf "$place"' EXIT
	MYSQL_OPTIONS=$1 "$support/server-mariadb" start "$place/server" >where || fail "no server with $1"
	socket=$place/server/sock
	make_database "$database"
	ALEMBIC_SQLALCHEMY_URL=$(url_of "$database")
}
