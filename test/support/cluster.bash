# cluster.bash: what cases-galera and cases-group share, behind cases.bash.  Who sources it has set $ports and defines
#   socket_of NODE, and $freshly, the setting with which a node has all that others have done before it is asked
sql_at()
{
	mariadb --no-defaults --skip-ssl -u root -S "$(socket_of "$1")" -N -B "${@:2}"
}

value()
{
	sql_at 1 "$database" --init-command "$freshly" -e "$1" | tr '\t' ' ' | paste -sd' '
}

# An ordinary user, of this database alone.
make_database()
{
	sql_at 1 -e "CREATE DATABASE $1; CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'secret'; GRANT ALL ON $1.* TO app@'%'"
}

drop_database()
{
	sql_at 1 -e "DROP DATABASE $1" 2>/dev/null
}

url_at()
{
	echo "mysql://app:secret@127.0.0.1:${ports[$1 - 1]}/$database"
}

url_of()
{
	url_at 1
}

# at NODE ARGUMENTS... [STATUS]: the program at that node must end with STATUS, or 0.
at()
{
	local node=$1 status=0
	shift
	[[ ${!#} =~ ^[0-9]$ ]] && status=${!#} && set -- "${@:1:$#-1}"
	ALEMBIC_SQLALCHEMY_URL=$(url_at "$node") run "$status" "$@"
}

begin_at()
{
	ALEMBIC_SQLALCHEMY_URL=$(url_at "$1")
	begin "${@:2}"
	ALEMBIC_SQLALCHEMY_URL=$(url_at 1)
}

# catch_at NODE PATTERN: waits until app runs such a statement there; $connection runs it.
catch_at()
{
	local _
	for _ in {1..600}; do
		connection=$(sql_at "$1" -e "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'app' AND INFO LIKE '$2'")
		[ -z "$connection" ] || return 0
		sleep 0.02
	done
	fail "it never ran: $2"
}

running()
{
	sql_at 1 -e "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'app' AND INFO LIKE '$1'"
}

# A change of TABLE that takes a while for each of its rows.
slow_change()
{
	echo "ALTER TABLE $1 ADD COLUMN slow VARCHAR(64) AS (SHA2(REPEAT(id, 1000000), 256)) STORED, ALGORITHM=COPY;"
}

# Two runners at once, each at its node: every revision runs once, and both say that all is done.
run_two_at_once()
{
	local i before='' first second
	for i in 1 2 3 4 5 6; do
		revision "r$i" "$before" <<<"CREATE TABLE t$i (id INT PRIMARY KEY); INSERT INTO t$i VALUES (1);"
		before=r$i
	done
	ALEMBIC_SQLALCHEMY_URL=$(url_at 1) "$program" upgrade head >first 2>&1 &
	first=$!
	ALEMBIC_SQLALCHEMY_URL=$(url_at 2) "$program" upgrade head >second 2>&1 &
	second=$!
	wait $first || fail "the first run: $(cat first)"
	wait $second || fail "the second run: $(cat second)"
	expect revisions "$(cat first second | grep -c ^Running)" 6
	expect log "$(value "SELECT COUNT(*), COUNT(DISTINCT revision) FROM sqlembic_log WHERE status = 'done'")" '6 6'
}

# Whoever takes the lock away, as another run does when it has heard nothing: what was begun is not committed.
case_a_run_that_has_lost_its_lock_commits_nothing()
{
	revision a '' <<<'CREATE TABLE one (id INT PRIMARY KEY);'
	revision b a <<<"INSERT INTO one SELECT GET_LOCK('gate', 100) + RELEASE_LOCK('gate');"
	at 1 upgrade a
	mkfifo gate
	sql_at 1 --unbuffered "$database" <gate >held &
	local holder=$!
	exec 9>gate
	echo "SELECT GET_LOCK('gate', 0), 'held';" >&9
	until grep -qs held held; do sleep 0.05; done
	ALEMBIC_SQLALCHEMY_URL=$(url_at 1) "$program" upgrade head >out 2>&1 9>&- &
	pid=$!
	catch_at 1 'INSERT INTO one%'
	sql_at 2 "$database" -e "UPDATE sqlembic_lock SET holder = '1@1@elsewhere 1000 app', beat = beat + 1"
	exec 9>&-
	wait $holder
	ends 1
	expect rows "$(value 'SELECT COUNT(*) FROM one')" 0
	expect version "$(value 'SELECT version_num FROM alembic_version')" a
	at 1 upgrade head
	expect rows "$(value 'SELECT COUNT(*) FROM one')" 1
}

# Another node cannot tell what has become of it, unless the server has done what else came with it, up to the version row; the node that
# it was sent to is asked, and works for it yet.
case_what_a_killed_run_has_sent_is_asked_about_at_its_node()
{
	revision a '' <<<'CREATE TABLE one (id INT PRIMARY KEY);'
	slow_change one | revision b a
	at 1 upgrade a
	sql_at 1 "$database" -e "INSERT INTO one VALUES $(printf '(%d),' {1..99}) (100)"
	ALEMBIC_LOCK_LEASE=1s begin_at 2 upgrade head
	catch_at 2 'ALTER TABLE one%'
	kill -KILL "$pid"
	{ wait "$pid"; } 2>/dev/null
	ALEMBIC_SQLALCHEMY_URL=$(url_at 1) "$program" upgrade head >out 2>&1
	case $? in
	0) said 'Nothing to do' ;;
	8) said 'run the command at' 'sqlembic resolve b --done' ;;
	*) fail 'it ends otherwise' ;;
	esac
	at 2 upgrade head
	at 1 upgrade head
	said 'Nothing to do'
	expect rows "$(sql_at 2 "$database" -e 'SELECT COUNT(slow) FROM one')" 100
}

# Node 2 has not done yet what node 1 has committed: a run there waits for it, and finds nothing to do.  $hold_up keeps it from
# doing it, in a session that is open for so long.
case_a_node_that_lags_is_waited_for()
{
	revision a '' <<<'CREATE TABLE one (id INT PRIMARY KEY);'
	revision b a <<<'CREATE TABLE two (id INT PRIMARY KEY);'
	at 1 upgrade a
	# That the run has ended comes to the other node later, too: as long as it sees one there, who reads does not wait.
	for _ in {1..100}; do
		at 2 current
		grep -qx 'a.*' out && break
		sleep 0.1
	done
	said a
	mkfifo gate
	sql_at 2 --unbuffered "$database" <gate >held &
	local holder=$!
	exec 9>gate
	echo "$hold_up; SELECT 'held';" >&9
	until grep -qs held held; do sleep 0.05; done
	at 1 upgrade b
	expect lag "$(sql_at 2 "$database" -e 'SET SESSION group_replication_consistency = EVENTUAL' 2>/dev/null
		sql_at 2 "$database" -e 'SELECT version_num FROM alembic_version')" a
	ALEMBIC_SQLALCHEMY_URL=$(url_at 2) "$program" upgrade head >out 2>&1 9>&- &
	pid=$!
	catch_at 2 'SELECT%'
	exec 9>&-
	wait $holder
	ends 0
	said 'Nothing to do'
}
