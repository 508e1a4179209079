# mysql.bash: what cases.bash asks for, on the MariaDB or MySQL server that the environment names
# (test/support/with-server mariadb).  Who sources it has set $program.
socket=${SQLEMBIC_TEST_MYSQL_SOCKET:?start a server with test/support/with-server mariadb}
# shellcheck source=test/support/cases.bash
. "${BASH_SOURCE[0]%/*}/cases.bash"

sql()
{
	mariadb --no-defaults --skip-ssl -u root -S "$socket" -N -B "$@"
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
