A connection that is lost in the middle: what the state line says is so, and what `next:` says can be typed.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ die() { case $engine in mysql) echo 'KILL CONNECTION_ID();' ;; *) echo 'SELECT pg_terminate_backend(pg_backend_pid());' ;; esac; }
  $ told() { grep -e ' state: ' -e ' next: ' -e '^\[' "$@"; }
  $ shorten() { sed -e '/detail/d; /^ *|/d' -e 's/ was lost: .*/ was lost/'; }
  $ type_it() { set -- $(sed -n 's/.* next: .*: sqlembic //p' out); echo "-- $*"; run "$@"; }

By an upgrade, and by the way down. The command that is shown finds out what is in effect, or asks for what it cannot
know:

  $ killed()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT);' 'DROP TABLE one;'
  >   revision b2 a1 "$(printf 'CREATE TABLE two (n INT);\n%s\nCREATE TABLE three (n INT);' "$(die)")"
  >   run upgrade head >out; told out; type_it | told
  >   run upgrade -- +1 >out; told out
  >   rm migrations/versions/b2.*
  > }
  $ on postgresql mysql killed
  postgresql:
    state: upgrade of b2 was rolled back; the database is at a1
    next: run the command again: sqlembic upgrade head
  [5]
    state: upgrade of b2 was rolled back; the database is at a1
    next: run the command again: sqlembic upgrade head
  [5]
    state: upgrade of b2 was rolled back; the database is at a1
    next: run the command again: sqlembic upgrade b2
  [5]
  mysql:
    state: at least 1 of 3 statements of the upgrade of b2 are committed; the next run finds out how many more
    next: when the server answers: sqlembic upgrade head
  [8]
    state: 1 of 3 statements of the upgrade of b2 are committed; statement 2 may be, too
    next: look at the database; if the statement is in effect: sqlembic resolve b2 --done; if it is not: sqlembic resolve b2 --retry
  [8]
    state: 1 of 3 statements of the upgrade of b2 are committed; statement 2 may be, too
    next: look at the database; if the statement is in effect: sqlembic resolve b2 --done; if it is not: sqlembic resolve b2 --retry
  [8]

  $ killed_on_the_way_down()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT); CREATE TABLE two (n INT);' "$(printf 'DROP TABLE two;\n%s\nDROP TABLE one;' "$(die)")"
  >   run -q upgrade head
  >   run downgrade base >out; told out; type_it | told
  > }
  $ on postgresql mysql killed_on_the_way_down
  postgresql:
    state: downgrade of a1 was rolled back; the database is at a1
    next: run the command again: sqlembic downgrade base
  [5]
    state: downgrade of a1 was rolled back; the database is at a1
    next: run the command again: sqlembic downgrade base
  [5]
  mysql:
    state: at least 1 of 3 statements of the downgrade of a1 are committed; the next run finds out how many more
    next: when the server answers: sqlembic downgrade base
  [8]
    state: 1 of 3 statements of the downgrade of a1 are committed; statement 2 may be, too
    next: look at the database; if the statement is in effect: sqlembic resolve a1 --done; if it is not: sqlembic resolve a1 --retry
  [8]

While DDL was waiting:

  $ ddl_is_killed()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT);' 'DROP TABLE one;'
  >   run -q upgrade head
  >   revision b2 a1 'CREATE TABLE two (n INT); ALTER TABLE one ADD m INT; CREATE TABLE three (n INT);'
  >   exec {lock}> >(mariadb_on "$database")
  >   echo 'LOCK TABLES one READ;' >&$lock
  >   until_true "SELECT COUNT(*) = 1 FROM information_schema.processlist WHERE db = DATABASE() AND command = 'Sleep'"
  >   run upgrade head >out & runner=$!
  >   altering="FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'ALTER TABLE one%'"
  >   until_true "SELECT COUNT(*) = 1 $altering AND state LIKE 'Waiting for table%'"
  >   query "KILL $(query "SELECT id $altering")"
  >   wait $runner; told out
  >   exec {lock}>&-
  >   type_it
  > }
  $ on mysql ddl_is_killed
    state: at least 1 of 3 statements of the upgrade of b2 are committed; the next run finds out how many more
    next: when the server answers: sqlembic upgrade head
  [8]
  -- upgrade head
  Running upgrade a1 -> b2, about b2
  Resuming b2 at statement 2 of 3
  Done: 1 revision, 3 statements, N ms; now at b2 (head).

By a stamp, which says everything by itself:

  $ stamped()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT);'
  >   run ensure_version
  >   case $engine in
  >   mysql) query 'CREATE TRIGGER dies BEFORE INSERT ON alembic_version FOR EACH ROW KILL CONNECTION_ID()' ;;
  >   *)
  >     query 'CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$' \
  >       'CREATE TRIGGER dies BEFORE INSERT ON alembic_version FOR EACH ROW EXECUTE PROCEDURE dies()'
  >     ;;
  >   esac
  >   run stamp a1 | told
  >   query 'SELECT COUNT(*) FROM alembic_version'
  > }
  $ on postgresql mysql stamped
    state: nothing was changed
    next: when the server answers, run the same command again
  [5]
  0

By what only reads, while it waits for a table that another session has locked:

  $ hold()
  > {
  >   case $engine in
  >   mysql)
  >     exec {lock}> >(mariadb_on "$database")
  >     echo 'LOCK TABLES alembic_version WRITE, sqlembic_log WRITE, one WRITE;' >&$lock
  >     until_true "SELECT COUNT(*) = 1 FROM information_schema.processlist WHERE db = DATABASE() AND command = 'Sleep'"
  >     ;;
  >   *)
  >     exec {lock}> >(psql_on "$database")
  >     echo 'BEGIN; LOCK alembic_version, sqlembic_log, one IN ACCESS EXCLUSIVE MODE;' >&$lock
  >     until_true "SELECT COUNT(*) = 3 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND locktype = 'relation'
  >       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
  >     ;;
  >   esac
  > }
  $ kill_who_waits()
  > {
  >   case $engine in
  >   mysql) set -- "SELECT CONCAT('KILL ', id) FROM information_schema.processlist WHERE db = '$database' AND state LIKE 'Waiting for table%'" ;;
  >   *) set -- "SELECT 'SELECT pg_terminate_backend(' || pid || ')' FROM pg_stat_activity WHERE datname = '$database' AND wait_event_type = 'Lock'" ;;
  >   esac
  >   while kill -0 $runner 2>/dev/null && ! killing=$(query "$1" | grep .); do sleep 0.05; done
  >   query "$killing" >/dev/null
  > }
  $ read()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT); CREATE VIEW v AS SELECT n FROM one;' 'DROP VIEW v; DROP TABLE one;'
  >   run -q upgrade head
  >   hold
  >   echo 'CREATE TABLE one (n INT);' >target.sql
  >   for command in "${commands[@]}"; do
  >     run $command >out & runner=$!
  >     kill_who_waits; wait $runner; echo "$command: $(told out | grep -v state | sed 's/^ *//' | xargs -d'\n')"
  >   done
  >   exec {lock}>&-
  > }
  $ commands=(current status log 'history -i' 'upgrade current:head --sql' 'upgrade head' 'stamp head' ensure_version 'check --drift' 'test --from live')
  $ on postgresql mysql read
  current: next: when the server answers, run the same command again [5]
  status: next: when the server answers, run the same command again [5]
  log: next: when the server answers, run the same command again [5]
  history -i: next: when the server answers, run the same command again [5]
  upgrade current:head --sql: next: when the server answers, run the same command again [5]
  upgrade head: next: when the server answers: sqlembic upgrade head [5]
  stamp head: next: when the server answers, run the same command again [5]
  ensure_version: next: when the server answers, run the same command again [5]
  check --drift: next: when the server answers, run the same command again [5]
  test --from live: next: when the server answers, run the same command again [5]
  $ commands=(dump)
  $ on postgresql read
  dump: next: when the server answers, run the same command again [5]

In a scratch database nothing is half done, and the next run drops what is left there. A script cannot end its connection itself
there on MySQL and MariaDB: another session does.

  $ scratch_die() { case $engine in mysql) echo "DO SLEEP(600.${database//[!0-9]/});" ;; *) die ;; esac; }
  $ kill_sleepers()
  > {
  >   while sleep 0.05; do
  >     mariadb_on '' -e "SELECT CONCAT('KILL ', id, ';') FROM information_schema.processlist WHERE info = 'DO SLEEP(600.${database//[!0-9]/})'" |
  >       mariadb_on '' -f 2>/dev/null
  >   done
  > }
  $ proven()
  > {
  >   if [ $engine = mysql ]; then kill_sleepers & killer=$!; fi
  >   revision a1 '' 'CREATE TABLE one (n INT);' 'DROP TABLE one;'
  >   run -q upgrade head
  >   { echo "CREATE TABLE one (n INT);"; scratch_die; } >target.sql
  >   revision a1 '' "$(printf 'CREATE TABLE one (n INT);\n%s\n' "$(scratch_die)")" 'DROP TABLE one;'
  >   export ALEMBIC_TARGET_METADATA=target.sql
  >   for command in test check 'check --drift' 'diff history live' 'diff live target.sql' 'diff history target.sql' 'revision --autogenerate -m x'; do
  >     echo "-- $command"; run $command | shorten
  >   done
  >   unset ALEMBIC_TARGET_METADATA
  >   revision b2 a1 'CREATE TABLE two (n INT);' 'DROP TABLE two;'
  >   echo "-- squash"; run squash a1:b2 | shorten
  >   ls migrations/versions
  >   [ $engine != mysql ] || kill $killer
  > }
  $ on postgresql mysql proven
  postgresql:
  -- test
  sqlembic: terminating connection due to administrator command
    at ./migrations/versions/a1.up.sql:5:1
    state: the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- check
  sqlembic: terminating connection due to administrator command
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- check --drift
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
  sqlembic: terminating connection due to administrator command
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff history live
  sqlembic: terminating connection due to administrator command
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff live target.sql
  sqlembic: terminating connection due to administrator command
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff history target.sql
  sqlembic: terminating connection due to administrator command
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- revision --autogenerate -m x
  sqlembic: terminating connection due to administrator command
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- squash
  sqlembic: terminating connection due to administrator command
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  a1.down.sql
  a1.up.sql
  b2.down.sql
  b2.up.sql
  mysql:
  -- test
  sqlembic: the connection to scratch database was lost
    at ./migrations/versions/a1.up.sql:5:1
    state: the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- check
  sqlembic: the connection to scratch database was lost
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- check --drift
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
  sqlembic: the connection to scratch database was lost
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff history live
  sqlembic: the connection to scratch database was lost
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff live target.sql
  sqlembic: the connection to scratch database was lost
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- diff history target.sql
  sqlembic: the connection to scratch database was lost
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- revision --autogenerate -m x
  sqlembic: the connection to scratch database was lost
    at target.sql:2:1
    state: this is the wanted schema; the database was not touched
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  -- squash
  sqlembic: the connection to scratch database was lost
    at ./migrations/versions/a1.up.sql:5:1
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: run the same command again, which drops the scratch databases that this one has left
  [5]
  a1.down.sql
  a1.up.sql
  b2.down.sql
  b2.up.sql

A squash that fails says what to do, too:

  $ squashed()
  > {
  >   revision a1 '' 'CREATE TABLE one (n INT);' 'DROP TABLE one;'
  >   revision b2 a1 'CREATE TABLE two (n INT); SELECT absent FROM one;' 'DROP TABLE two;'
  >   run squash a1:b2 | told
  >   revision a1 '' "CREATE TABLE one (n INT); SET lock_timeout = '9s';" 'DROP TABLE one;'
  >   revision b2 a1 "DO \$\$ BEGIN EXECUTE format('CREATE TABLE t_%s (n INT)', current_setting('lock_timeout')); END \$\$;" 'DROP TABLE IF EXISTS t_0, t_9s;'
  >   run squash a1:b2 | told
  > }
  $ on postgresql squashed
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: correct the script, then run the same command again
  [1]
    state: this happened in a scratch database; the database was not touched, and no file of the squash is left
    next: let each script put back at its end what it sets for its session, then run the same command again, or squash a shorter range
  [1]
