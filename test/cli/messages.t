How much is said to a server: each message is a way there and back.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ said()
  > {
  >   local log=$SQLEMBIC_SERVER_POSTGRESQL_DIR/log pid
  >   DATABASE_URL="$DATABASE_URL&options=-c%20log_statement%3Dall" run "$@"
  >   pid=$(sed -n "s/.*\[\([0-9]*\)\] LOG:  statement: .*$ALEMBIC_VERSION_TABLE.*/\1/p" "$log" | tail -1)
  >   grep -c "\[$pid\] LOG:  statement: " "$log"
  > }
  $ settings_rows_and_log_are_read_in_one_message()
  > {
  >   export ALEMBIC_VERSION_TABLE=version_$database
  >   mkrev a1 '' one <<<'CREATE TABLE t (id INT);'
  >   said upgrade head | sed '$d'
  >   said upgrade head
  >   ALEMBIC_VERSION_TABLE_SCHEMA=public said upgrade head
  >   ALEMBIC_LOG_TABLE= said upgrade head
  > }
  $ on postgresql settings_rows_and_log_are_read_in_one_message
  Running upgrade  -> a1, one
  Done: 1 revision, 1 statement, N ms; now at a1 (head).
  Nothing to do: already at a1 (head).
  1
  Nothing to do: already at a1 (head).
  1
  Nothing to do: already at a1 (head).
  1

A log of the same name that comes first on the search_path is none of ours; what is asked together is then asked again.

  $ a_log_elsewhere_on_the_path_is_not_taken_for_ours()
  > {
  >   mkrev a1 '' one <<<'CREATE TABLE t (id INT);'
  >   run -q upgrade head
  >   query 'CREATE SCHEMA first' "CREATE TABLE first.sqlembic_log AS SELECT * FROM sqlembic_log" \
  >     "UPDATE first.sqlembic_log SET format = 99, program = 'somebody'" \
  >     "ALTER DATABASE $database SET search_path = first, public"
  >   run upgrade head
  > }
  $ on postgresql a_log_elsewhere_on_the_path_is_not_taken_for_ours
  Nothing to do: already at a1 (head).
