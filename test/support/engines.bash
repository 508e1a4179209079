# engines.bash: for transcripts that hold on several engines.  Source it: it defines
#   everywhere TEST        runs the function TEST on each engine, every time in an empty directory and on an empty database,
#                          and prints what it printed: once where all agree, else by engine
#   on ENGINE... TEST      the same on some of them
# and for the function
#   $engine, $database     where it runs; $DATABASE_URL says it to sqlembic
#   run ARGUMENT...        sqlembic, its output in one stream; a status other than 0 stands below it, in brackets
#   query SQL...           what the engine's own client answers, one row a line, columns separated by "|"
#   revision ID PARENT UP [DOWN]   writes its scripts into migrations/versions; no DOWN: no down script
#   feed FILE              the engine's own client runs a script, and stops at the first error
#   another                a second database, which $DATABASE_URL and the client mean from here on
#   gated                  prints SQL that waits until open_gate, where close_gate was before (not on SQLite)
#   wait_for_gate N        until N sessions wait there
#   log_rows, version_rows what the two tables hold, but for what differs from run to run
# The servers are those that test/support/check starts, or test/support/with-servers.
engines='sqlite postgresql mysql'
: "${SQLEMBIC_SERVER_POSTGRESQL:?start the servers first: test/support/with-servers COMMAND}"
: "${SQLEMBIC_TEST_MYSQL_SOCKET:?start the servers first: test/support/with-servers COMMAND}"

psql_on()
{
	PGOPTIONS='-c client_min_messages=warning' psql -qAtX -v ON_ERROR_STOP=1 -d "${SQLEMBIC_SERVER_POSTGRESQL/\/postgres\?//$1?}" "${@:2}"
}

mariadb_on()
{
	mariadb --no-defaults --skip-ssl --default-character-set=utf8mb4 -u root -S "$SQLEMBIC_TEST_MYSQL_SOCKET" -NB \
		"${@:2}" "$1"
}

revision()
{
	printf -- '-- %s\n-- revision: %s\n-- down_revision: %s\n%s\n' "about $1" "$1" "$2" "$3" >migrations/versions/"$1".up.sql
	if [ $# -gt 3 ]; then printf -- '%s\n' "$4" >migrations/versions/"$1".down.sql; fi
}

query()
{
	local sql
	case $engine in
	sqlite) sqlite3 -bail "$database.db" "$@" ;;
	postgresql) psql_on "$database" "${@/#/-c}" ;;
	mysql)
		for sql; do
			mariadb_on "$database" -e "$sql" | tr '\t' '|'
		done
		;;
	esac
}

feed()
{
	case $engine in
	sqlite) sqlite3 -bail "$database.db" <"$1" ;;
	postgresql) psql_on "$database" -f "$1" >/dev/null ;;
	mysql) mariadb_on "$database" <"$1" >/dev/null ;;
	esac
}

run()
{
	local status=0
	sqlembic "$@" 2>&1 || status=$?
	[ $status -eq 0 ] || echo "[$status]"
}

version_rows()
{
	query 'SELECT version_num FROM alembic_version ORDER BY 1'
}

log_rows()
{
	query "SELECT id, format, revision, direction, status, moved_from, moved_to, statements, statements_done,
		statement_intended, checksum, tag, error FROM sqlembic_log ORDER BY id"
}

another()
{
	database=t${BASHPID}_${#databases[@]}
	databases+=("$database")
	case $engine in
	sqlite) DATABASE_URL=sqlite:///$database.db ;;
	postgresql)
		psql_on postgres -c "CREATE DATABASE $database TEMPLATE template0"
		DATABASE_URL=${SQLEMBIC_SERVER_POSTGRESQL/\/postgres\?//$database?}
		;;
	mysql)
		mariadb_on '' -e "CREATE DATABASE $database CHARACTER SET utf8mb4"
		DATABASE_URL="mysql://root@localhost/$database?unix_socket=$SQLEMBIC_TEST_MYSQL_SOCKET&read_default_file=/dev/null"
		;;
	esac
	export DATABASE_URL
}

# The gate is a lock that a client holds until it is told otherwise; what runs behind it may have inherited its input.
gated()
{
	case $engine in
	postgresql) echo 'SELECT pg_advisory_lock_shared(1);' ;;
	mysql) echo "DO GET_LOCK(CONCAT('gate ', DATABASE()), 600);" ;;
	esac
}

until_true()
{
	local _
	for _ in {1..1200}; do
		case $(query "$1" 2>/dev/null) in
		t | 1) return ;;
		esac
		sleep 0.05
	done
	echo "never true: $1"
}

close_gate()
{
	case $engine in
	postgresql)
		exec {gate}> >(psql_on "$database" >/dev/null)
		echo 'SELECT pg_advisory_lock(1);' >&"$gate"
		until_true "SELECT count(*) = 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 1 AND
			database = (SELECT oid FROM pg_database WHERE datname = current_database())"
		;;
	mysql)
		exec {gate}> >(mariadb_on "$database" >/dev/null)
		echo "DO GET_LOCK(CONCAT('gate ', DATABASE()), 0);" >&"$gate"
		until_true "SELECT IS_USED_LOCK(CONCAT('gate ', DATABASE())) IS NOT NULL"
		;;
	esac
}

wait_for_gate()
{
	case $engine in
	postgresql)
		until_true "SELECT count(*) = $1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 1 AND
			database = (SELECT oid FROM pg_database WHERE datname = current_database())"
		;;
	mysql)
		until_true "SELECT COUNT(*) = $1 FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND
			STATE = 'User lock'"
		;;
	esac
}

open_gate()
{
	case $engine in
	postgresql) echo 'SELECT pg_advisory_unlock(1);' >&"$gate" ;;
	mysql) echo "DO RELEASE_LOCK(CONCAT('gate ', DATABASE()));" >&"$gate" ;;
	esac
	exec {gate}>&-
}

# With whoever is still there; before version 13 the statement cannot end them itself.  A warning says who has just gone by itself.
drop_forced()
{
	psql_on postgres -c 'SET client_min_messages = error' -c "ALTER DATABASE $1 ALLOW_CONNECTIONS false" \
		-c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$1'" >/dev/null
	local _
	for _ in {1..200}; do
		psql_on postgres -c "DROP DATABASE $1" 2>/dev/null && return
		sleep 0.05
	done
	psql_on postgres -c "DROP DATABASE $1"
}

drop_databases()
{
	local name
	for name in "${databases[@]}"; do
		case $engine in
		postgresql) drop_forced "$name" ;;
		mysql) mariadb_on '' -e "DROP DATABASE $name" ;;
		esac
	done
}

# In a subshell of its own: what it changes ends with it.
run_on()
{
	engine=$1 databases=()
	another
	trap drop_databases EXIT
	mkdir -p "$PWD/$2/$engine/migrations/versions" && cd "$PWD/$2/$engine" || exit
	printf '[alembic]\nscript_location = %%(here)s/migrations\n' >alembic.ini
	"$2" 2>&1
}

# Paths, names of databases and times differ from run to run.
settle()
{
	sed -E "s,$PWD/$1/[a-z]+,.,g; s/\bt[0-9]+_[0-9]+\b/DB/g; s/[0-9.]+ (ms|s|min)([;, .]|$)/N \1\2/g"
}

on()
{
	local test=${!#} name said first='' same=yes
	for name in "${@:1:$#-1}"; do
		(run_on "$name" "$test") | settle "$test" >"$test.$name"
		said=$test.$name
		[ -z "$first" ] && first=$said
		cmp -s "$first" "$said" || same=
	done
	if [ $same ]; then
		cat "$first"
		return
	fi
	for name in "${@:1:$#-1}"; do
		echo "$name:"
		cat "$test.$name"
	done
}

everywhere()
{
	# shellcheck disable=SC2086
	on $engines "$1"
}
