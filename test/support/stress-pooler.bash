# stress-pooler.bash: what test/support/stress-server has to know of PostgreSQL behind a pooler: pgbouncer and Odyssey, which pool
# transactions, and pgpool, which pools sessions and has a standby to balance what only reads.  It is sourced.

# shellcheck source=test/support/stress-postgresql.bash
. "$support/stress-postgresql.bash"
server_port=$port
pooler=$work/pooler
ways=(client connection pooler holder)
chmod 755 "$work"
case $engine in
pgpool)
	"$support/server-postgresql" standby "$work/standby" "$directory" || fail 'there is no standby'
	"$support/server-pgpool" start "$pooler" "$directory" "$work/standby" || fail 'pgpool does not start'
	port=$(<"$pooler/port")
	;;
*) port=$("$support/server-$engine" start "$pooler" | sed -n 's/^SQLEMBIC_SERVER_[A-Z]*_PORT=//p') ;;
esac
[ -n "$port" ] || fail "$engine does not start"
past_url=$direct_url
direct_url="postgresql://postgres@127.0.0.1:$port/$database"
proxied_url="postgresql://postgres@127.0.0.1:\${PROXY_PORT}/$database?sslmode=disable"
# Half of them come past the pooler.
inis=(direct past)

psql_in()
{
	psql -h "$directory" -p "$server_port" -U postgres -X -q -A -t -v ON_ERROR_STOP=1 -d "$@"
}

# The pooler keeps its connections.
drop_database()
{
	local _
	for _ in {1..100}; do
		psql_in postgres -c 'SET client_min_messages = warning' \
			-c "DO \$\$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$database'; END \$\$" \
			-c "DROP DATABASE IF EXISTS $database" 2>"$work/drop" && return
	done
	cat "$work/drop" >&2
	return 1
}

# pgpool connects a client to both servers, and not at all where the standby has not got the database yet.
await_standby()
{
	local at
	[ -e "$work/standby" ] || return 0
	at=$(psql_in postgres -c 'SELECT pg_current_wal_lsn()') || return 1
	until [ "$(psql -h "$work/standby" -p "$(<"$work/standby/port")" -U postgres -X -q -A -t -d postgres \
		-c "SELECT pg_last_wal_replay_lsn() >= '$at'")" = t ]; do
		sleep 0.05
	done
}

show_schema()
{
	pg_dump -h "$directory" -p "$server_port" -U postgres --schema-only "$database" | grep -v '^\\\(un\)\?restrict '
}

disturb_pooler()
{
	local pid
	move "$1" >disturbed.out 2>&1 &
	pid=$!
	random_sleep "$1"
	"$support/server-$engine" kill "$pooler"
	wait $pid
	local status=$?
	"$support/server-$engine" restart "$pooler" || fail 'the pooler did not start again'
	return $status
}

# The connection that holds the lock, as a limit of the pooler or an administrator ends it.
disturb_holder()
{
	local pid
	move "$1" >disturbed.out 2>&1 &
	pid=$!
	random_sleep "$1"
	sql "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock'
		AND database = (SELECT oid FROM pg_database WHERE datname = current_database())" >/dev/null
	wait $pid
}

end()
{
	drop_database
	"$support/server-$engine" stop "$pooler"
	[ ! -e "$work/standby" ] || "$support/server-postgresql" stop "$work/standby"
}
