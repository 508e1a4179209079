# halves.bash: for transcripts of `test` where two halves of a history are tested at the same time.  Source it behind engines.bash.
# shellcheck shell=bash disable=SC2154

# sixteen revisions, each of a table
line()
{
	local i before=
	for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16; do
		revision "r$i" "$before" "CREATE TABLE t$i (id int PRIMARY KEY, word varchar(20) NOT NULL);" "DROP TABLE t$i;"
		before=r$i
	done
}

# rewrite FILE SQL: what a script says
rewrite()
{
	sed -i '/^[^-]/d' "migrations/versions/$1"
	echo "$2" >>"migrations/versions/$1"
}

# what is the same each time
told()
{
	sed -E "s,$PWD/,,; s/\"milliseconds\": [0-9.]*/MS/; s/sqlembic_scratch_[0-9a-f_]+/SCRATCH/"
}

# Both find the same: what is printed is that of halves.
as_one()
{
	sqlembic test --json 2>&1 | told >two
	taskset -c 0 sqlembic test --json 2>&1 | told >one
	cmp one two
	run -q test | told
}

compares_plain()
{
	line
	rewrite r02.down.sql 'DROP TABLE t02; CREATE TABLE rest (x int);'
	rewrite r05.up.sql 'CREATE TABLE t05 (id int PRIMARY KEY); ALTER TABLE t04 ADD COLUMN more int NOT NULL DEFAULT 1;'
	rewrite r05.down.sql 'DROP TABLE t05;'
	rewrite r10.up.sql "CREATE INDEX x10 ON t03 (word); CREATE VIEW v10 AS SELECT word FROM t03;"
	rewrite r10.down.sql 'DROP VIEW v10;'
	rewrite r16.down.sql 'DROP TABLE t17;'
	as_one
}

# as_owner [N]: as a role of its own, with N connections at most
as_owner()
{
	case $DATABASE_URL in
	postgresql*) query "CREATE ROLE $database LOGIN PASSWORD 'x' CREATEDB ${1:+CONNECTION LIMIT $1}" ;;
	*) query "CREATE USER $database@localhost IDENTIFIED BY 'x' ${1:+WITH MAX_USER_CONNECTIONS $1}; GRANT ALL ON *.* TO $database@localhost" ;;
	esac
	DATABASE_URL=$(echo "$DATABASE_URL" | sed "s,//[^@]*@,//$database:x@,")
	export DATABASE_URL
}

# what is still there of that role
left()
{
	case $DATABASE_URL in
	postgresql*) query "SELECT 'left: ' || count(*) FROM pg_database WHERE datname LIKE 'sqlembic\_scratch\_%' AND pg_get_userbyid(datdba) = '$database'" ;;
	*) query "SELECT CONCAT('left: ', COUNT(DISTINCT DB)) FROM information_schema.PROCESSLIST WHERE USER = '$database'" ;;
	esac
}

has_few_connections()
{
	line
	as_owner 3
	run test | tail -n 1
	left
}

threads_that_take_signals()
{
	local n=0 blocked
	while read -r _ blocked; do
		(( 0x$blocked & 1 << 14 )) || n=$((n + 1))
	done <<<"$(grep -h ^SigBlk "/proc/$1/task/"*/status)"
	echo "threads that take signals: $n"
}

sleepers()
{
	case $DATABASE_URL in
	postgresql*) query "SELECT count(*) FROM pg_stat_activity WHERE usename = '$database' AND wait_event = 'PgSleep'" ;;
	*) query "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '$database' AND STATE = 'User sleep'" ;;
	esac
}

# $sleep is what waits on the server.
is_interrupted()
{
	line
	as_owner
	rewrite r14.up.sql "CREATE TABLE t14 (id int); SELECT $sleep(600);"
	sqlembic test >said 2>&1 &
	until [ "$(sleepers)" != 0 ]; do sleep 0.1; done # both may be there
	threads_that_take_signals $!
	kill -TERM $!
	wait $! || echo "[$?]"
	sed -n 's/interrupted .*/interrupted/; /^sqlembic:/p; /state:/p' said # either half may be asleep, and the other one connecting
	left
}
