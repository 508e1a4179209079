Other sessions in the way of a statement: it is rolled back, and tried again.  (pitfalls.t says how to read this.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ export ALEMBIC_LOCK_RETRY_DELAY=10ms ALEMBIC_LOCK_TIMEOUT=60s
  $ two_rows()
  > {
  >   query 'CREATE TABLE one (id INT PRIMARY KEY, x INT)' 'INSERT INTO one VALUES (1, 0), (2, 0)'
  >   quick='DO 0;' slow=
  >   [ "$engine" = mysql ] || quick="SET deadlock_timeout = '10ms';" slow="SET deadlock_timeout = '1h';"
  >   { echo "$quick UPDATE one SET x = x + 1 WHERE id = 1;"; gated; echo 'UPDATE one SET x = x + 1 WHERE id = 2;'
  >   } | mkrev a1 '' crossing
  > }
  $ statuses() { query "SELECT revision, direction, status FROM sqlembic_log ORDER BY id"; }

The server ends a deadlock at the cost of the younger, or the lighter, of two transactions.

  $ cross()
  > {
  >   close_gate
  >   if [ "$engine" = mysql ]; then
  >     exec {other}> >(mariadb_on "$database" >/dev/null)
  >   else
  >     exec {other}> >(psql_on "$database" >/dev/null)
  >   fi
  >   echo "$slow BEGIN; UPDATE one SET x = 5 WHERE id = 2;" >&"$other"
  >   for i in {11..60}; do echo "INSERT INTO one VALUES ($i, 0);"; done >&"$other"
  >   (exec {gate}>&- {other}>&-; run upgrade head "$@" >out) & runner=$!
  >   wait_for_gate 1
  >   echo 'UPDATE one SET x = 5 WHERE id = 1; COMMIT;' >&"$other"
  >   if [ "$engine" = mysql ]; then
  >     # What this table says is made anew only where nobody has read it for a tenth of a second.
  >     until_true "SELECT SLEEP(0.2) = 0 AND (SELECT COUNT(*) = 1 FROM information_schema.INNODB_TRX t
  >       JOIN information_schema.PROCESSLIST p ON p.ID = t.trx_mysql_thread_id
  >       WHERE p.DB = DATABASE() AND t.trx_state = 'LOCK WAIT')"
  >   else
  >     until_true "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'"
  >   fi
  >   open_gate
  >   wait $runner; exec {other}>&-
  >   grep -iE '^(Retry|Done|\[)|deadlock' out
  > }
  $ the_victim_of_a_deadlock_ends_with_status_4()
  > {
  >   two_rows; cross | tail -1
  >   query 'SELECT x FROM one WHERE id < 3 ORDER BY id'
  >   run upgrade head | tail -1
  >   query 'SELECT x FROM one WHERE id < 3 ORDER BY id'
  > }
  $ on postgresql mysql the_victim_of_a_deadlock_ends_with_status_4
  [4]
  5
  5
  Done: 1 revision, 4 statements, N ms; now at a1 (head).
  6
  6
  $ the_victim_of_a_deadlock_is_tried_again()
  > {
  >   two_rows; cross --lock-retries 3 | sed -n '/^Retry/s/:.*//p;$p'
  >   query 'SELECT x FROM one WHERE id < 3 ORDER BY id'
  > }
  $ on postgresql mysql the_victim_of_a_deadlock_is_tried_again
  Retry 1 of 3 in N ms
  Done: 1 revision, 4 statements, N ms; now at a1 (head).
  6
  6

A transaction that cannot be serialized.

  $ a_transaction_that_cannot_be_serialized_is_tried_again()
  > {
  >   query 'CREATE TABLE one (id INT PRIMARY KEY, x INT)' 'INSERT INTO one VALUES (1, 0)'
  >   { echo 'SELECT * FROM one;'; gated; echo 'UPDATE one SET x = x + 1;'; } | mkrev a1 '' second
  >   export PGOPTIONS='-c default_transaction_isolation=repeatable\ read'
  >   close_gate
  >   (exec {gate}>&-; run upgrade head "$@" >out) & runner=$!
  >   wait_for_gate 1
  >   query 'UPDATE one SET x = 5'
  >   open_gate
  >   wait $runner
  >   sed -n '/^Retry/s/:.*//p;$p' out
  >   query 'SELECT x FROM one'
  > }
  $ on postgresql a_transaction_that_cannot_be_serialized_is_tried_again
  [4]
  5
  $ once_more() { a_transaction_that_cannot_be_serialized_is_tried_again --lock-retries 2; }
  $ on postgresql once_more
  Retry 1 of 2 in N ms
  Done: 1 revision, 3 statements, N ms; now at a1 (head).
  6
