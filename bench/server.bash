# server.bash: what is measured alike on every server; bench/postgresql and bench/mysql say how theirs is reached.  They set
#
#	database      its name                      url PORT     the URL on that port; without one, by the socket
#	peer          the C program and its server  sql TEXT     runs it outside of the database
#	serial        type of a counting key        client FILE  runs a file in one transaction, by the vendor's client
#	large_limit   what a large file may cost beside that client
#	nothing_limit what a run may cost that finds nothing to do
# shellcheck shell=bash disable=SC2154

program=$(cd "$(dirname "$1")" && pwd)/${1##*/}
peers=$(cd "$2" && pwd)
proxy=$(cd "$(dirname "$3")" && pwd)/${3##*/}
support=$(cd "$(dirname "$0")/../test/support" && pwd)
# shellcheck source=bench/table.bash
. "$(dirname "$0")/table.bash"
megabytes=${BENCH_SERVER_MB:-30}
rounds=${BENCH_ROUNDS:-3}
work=$(mktemp -d "${BENCH_DIR:-/dev/shm}/sqlembic-bench.XXXXXX")
chmod 755 "$work"
unset ALEMBIC_CONFIG DATABASE_URL
export LC_ALL=C

# start_server NAME: a private one that does not wait for a disk, until the script ends.
start_server()
{
	local place
	trap '"$support/server-'"$1"'" stop "$work/server"; rm -rf "$work"' EXIT
	place=$("$support/server-$1" start "$work/server")
	eval "$place"
	cd "$work"
	PATH=$work:$PATH
}

# make_project DIRECTORY N KIND: N revisions in a line, of one table each ("tables"), or of one row in the first one's.
make_project()
{
	mkdir -p "$1/versions"
	printf '[alembic]\nscript_location = %%(here)s\n' >"$1/alembic.ini"
	awk -v dir="$1/versions" -v n="$2" -v kind="$3" -v key="$serial" '
	BEGIN {
		for (i = 1; i <= n; i++) {
			file = sprintf("%s/%012x_step.up.sql", dir, i)
			parent = i == 1 ? "" : sprintf(" %012x", i - 1)
			printf "-- step %d\n--\n-- revision: %012x\n-- down_revision:%s\n\n", i, i, parent >file
			if (i == 1 || kind == "tables")
				printf "CREATE TABLE t%d (id %s PRIMARY KEY, note TEXT);\n", i, key >file
			else
				printf "INSERT INTO t1 (note) VALUES (\047revision %d\047);\n", i >file
			close(file)
		}
	}'
}

# A database with our tables and nothing else, as a command for hyperfine.
make_fresh()
{
	ALEMBIC_SQLALCHEMY_URL=$(url)
	export ALEMBIC_SQLALCHEMY_URL
	make_project ten 10 rows
	{
		echo '#!/bin/bash'
		declare -f sql
		declare -p database server
		printf 'sql "DROP DATABASE IF EXISTS %s" && sql "CREATE DATABASE %s" &&\n' "$database" "$database"
		printf '\texec %q -c %q ensure_version\n' "$program" "$work/ten/alembic.ini"
	} >fresh
	chmod +x fresh
	./fresh
}

bench_nothing()
{
	ours -c ten/alembic.ini upgrade head
	header '10 revisions, ms' 'C' sqlembic
	local times
	mapfile -t times < <(fastest 200 "$peer current" "$program -c ten/alembic.ini upgrade head")
	row 'upgrade head, nothing to do' "${times[0]}" "${times[1]}" "$nothing_limit"
}

# bench_static LIMIT: one file with all engines and nothing to do, beside a program that loads its driver.  That is the one
# of BENCH_BEFORE, the build directory of an earlier version, or else today's, for which there is no limit.  Where there is
# Go, golang-migrate does the same.
bench_static()
{
	[ -x "${BENCH_STATIC:-}" ] || return 0
	local limit=$1 loaded=$program before=${BENCH_BEFORE:-} times here=(-c ten/alembic.ini upgrade head)
	[ -n "$before" ] && loaded=$before/sqlembic || limit=-
	mapfile -t times < <(SQLEMBIC_DRIVER_PATH=${before:-$(dirname "$program")}/lib/sqlembic cheapest 200 \
		"$loaded ${here[*]}" "$BENCH_STATIC ${here[*]}")
	header "linked in instead of loaded, ms" "${before:+before, }loaded" static
	row 'upgrade head, nothing to do' "${times[0]% *}" "${times[1]% *}" "$limit"
	row 'upgrade head, nothing to do: CPU' "${times[0]#* }" "${times[1]#* }" "$limit"
	[ "$serial" = serial ] && [ -x "${BENCH_MIGRATE:-}" ] || return 0
	bench_migrate
}

bench_migrate()
{
	local i times theirs="$BENCH_MIGRATE -path other -database postgres://postgres@127.0.0.1:$port/$database"
	theirs+='?sslmode=disable up'
	mkdir -p other
	for i in {1..10}; do echo 'SELECT 1;' >"other/${i}_step.up.sql"; done
	$theirs >ours.out 2>&1
	mapfile -t times < <(ALEMBIC_SQLALCHEMY_URL=$(url "$port") cheapest 100 \
		"$theirs" "$BENCH_STATIC -c ten/alembic.ini upgrade head")
	header "10 revisions, by TCP, ms" golang-migrate static
	row 'upgrade head, nothing to do' "${times[0]% *}" "${times[1]% *}" 1
	row 'upgrade head, nothing to do: CPU' "${times[0]#* }" "${times[1]#* }" 1
}

# bench_apply KIND LIMIT LOGGED: 1000 revisions from base to head, beside a message each of statement and version row, and beside
# one that also has the row of the log, as ours has.  Tables are held to the first, of which they are the greater part, rows to
# the second.
bench_apply()
{
	local times upgrade="$program -c $1/alembic.ini upgrade head"
	make_project "$1" 1000 "$1"
	header "1000 one-statement revisions ($1), ms" "C" sqlembic
	mapfile -t times < <(fastest 25 --prepare ./fresh "$peer $1 1000" "$peer $1 1000 logged" "$upgrade")
	row 'beside statement and version row' "${times[0]}" "${times[2]}" "$2"
	row 'beside these with a log row' "${times[1]}" "${times[2]}" "$3"
	./fresh
	# shellcheck disable=SC2086
	at_most 'peak MiB' "$(peak $upgrade)" 16
}

# Over a connection whose round trip takes 5 ms longer.  The limit is a third of five round trips a revision, which is what
# tools need that begin, run, record and commit one after the other, with a prepared statement among them.
bench_distance()
{
	local revisions=100 here there
	make_project distant $revisions rows
	# shellcheck disable=SC2016
	printf '#!/bin/bash\nexport ALEMBIC_SQLALCHEMY_URL="%s"\nexec %q -c %q upgrade head\n' "$(url '$PROXY_PORT')" \
		"$program" "$work/distant/alembic.ini" >distant/upgrade
	chmod +x distant/upgrade
	here=$(fastest 5 --prepare ./fresh "$proxy 0 $port distant/upgrade")
	there=$(fastest 5 --prepare ./fresh "$proxy --delay-up=5 0 $port distant/upgrade")
	header "$revisions revisions, 5 ms away, ms" "25/3 ms each" sqlembic
	row 'what the distance costs' "$(awk "BEGIN { print $revisions * 25 / 3 }")" \
		"$(awk "BEGIN { print $there - $here }")" 1
}

# bench_file TITLE FILE LIMIT: a revision with the text of FILE behind one that makes its table.
bench_file()
{
	local i script=large/versions/000000000002_step.up.sql
	rm -rf large client.times ours.times
	make_project large 2 rows
	sed -i '$d' $script
	cat "$2" >>$script
	for ((i = 0; i < rounds; i++)); do
		./fresh && ours -c large/alembic.ini upgrade +1
		"$peers/measure" bash -c "$(declare -f client); $(declare -p database server); client $2" >>client.times
		./fresh && ours -c large/alembic.ini upgrade +1
		"$peers/measure" "$program" -c large/alembic.ini upgrade head >>ours.times
	done
	header "$1, s" "client" sqlembic
	row 'upgrade head' "$(awk '{ print $1 }' client.times | minimum)" "$(awk '{ print $1 }' ours.times | minimum)" "$3"
	at_most 'peak MiB' "$(awk '{ print $2 / 1024 }' ours.times | sort -gr | head -1)" 16
}

bench_inserts()
{
	awk -v size="$((megabytes * 1000000))" 'BEGIN {
		for (written = 0; written < size; written += length(line)) {
			line = sprintf("INSERT INTO t1 (note) VALUES (\047row %d; it\047\047s -- text, and %s\047);\n", ++i,
				"long enough to look like a line of a dump that somebody has made of a real table")
			printf "%s", line
		}
	}' >inserts.sql
	bench_file "$megabytes MB of one-row INSERTs" inserts.sql "$large_limit"
}
