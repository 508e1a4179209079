# cases.bash: for tests of the program on a server, each a function case_<name> that is run in a directory and a
# database of its own.  Who sources it has set $program and defines
#   value SQL            in the case's $database: the answer in one line, blanks between columns
#   make_database NAME, drop_database NAME, url_of NAME, control_server kill|restart
#   running PATTERN      the connection that runs such a statement there; nothing when there is none
# and calls run_cases with the names of its arguments, or none for all.
support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
unset ALEMBIC_CONFIG DATABASE_URL
export ALEMBIC_LOCK_TIMEOUT=30 NO_COLOR=1
suite=${0##*/}
exec </dev/null

fail()
{
	echo "$suite: $*"
	[ -s out ] && cat out
	exit 1
}

expect()
{
	[ "$2" = "$3" ] || fail "$1: expected \"$3\", got \"$2\""
}

# run STATUS ARGUMENTS...: the program must end with STATUS.
run()
{
	local wanted=$1 status
	shift
	timeout -k 5 120 "$program" "$@" >out 2>&1
	status=$?
	[ "$status" -eq "$wanted" ] || fail "$*: exit status $status, expected $wanted"
}

# begin ARGUMENTS...: the program in the background, as $pid.  It does not keep a gate shut that a case holds.
begin()
{
	"$program" "$@" >out 2>&1 9>&- &
	pid=$!
}

# ends STATUS: what has begun must end so, soon.
ends()
{
	local status
	timeout 60 tail --pid="$pid" -s 0.02 -f /dev/null || fail "it does not end; the server runs: $(running %)"
	wait "$pid"
	status=$?
	[ "$status" -eq "$1" ] || fail "exit status $status, expected $1"
} 2>/dev/null

# said TEXT...: each is in what the last run has printed.
said()
{
	local text
	for text; do
		tr '\n' ' ' <out | tr -s ' ' | grep -qF -- "$text" || fail "nothing was said of: $text"
	done
}

# unsaid TEXT: it is not in what the last run has printed.
unsaid()
{
	! grep -qF -- "$1" out || fail "said: $1"
}

# revision ID DOWN [HEADER]: standard input is its up script.
revision()
{
	{
		printf -- '-- revision: %s\n-- down_revision: %s\n%s\n' "$1" "$2" "${3:+-- $3$'\n'}"
		cat
	} >"migrations/versions/$1.up.sql"
}

# catch PATTERN...: waits until somebody is running such a statement; $connection runs it.
catch()
{
	local _
	for _ in {1..1200}; do
		connection=$(running "$@")
		[ -z "$connection" ] || return 0
		[ -z "$pid" ] || kill -0 "$pid" 2>/dev/null || break
		sleep 0.02
	done
	fail "it never ran: $1"
}

# gone PATTERN: nobody runs such a statement any more.
gone()
{
	local _
	for _ in {1..1200}; do
		[ -n "$(running "$1")" ] || return 0
		sleep 0.02
	done
	fail "the server still runs $1"
}

# run_case NAME
run_case()
{
	mkdir -p "$top/$1/migrations/versions"
	# A case that failed may have left the server dead.
	make_database "$database" || { control_server restart && make_database "$database"; } || return 1
	export ALEMBIC_SCRIPT_LOCATION=$top/$1/migrations
	ALEMBIC_SQLALCHEMY_URL=$(url_of "$database")
	export ALEMBIC_SQLALCHEMY_URL
	pid=
	(
		trap '[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null' EXIT
		cd "$top/$1" && "case_$1"
	)
}

# In a shell of its own: who calls it has a trap of its own, which ends its servers.
run_cases()
(
	local name names passed=0 failed=0
	top=$(mktemp -d)
	trap 'rm -rf "$top"' EXIT
	names=("$@")
	[ $# -gt 0 ] || mapfile -t names < <(declare -F | sed -n 's/^declare -f case_//p')
	for name in "${names[@]}"; do
		database=sqlembic_run_$$_$((passed + failed))
		if run_case "$name"; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAIL $suite/$name"
		fi
		drop_database "$database"
	done
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
)
