What a command says about the database is what the database says.  (pitfalls.t says how to read this.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ empty() { echo '--- down' | mkrev "$1" "$2" "$1" "${@:3}"; }

Where the run has ended.

  $ the_end_of_a_downgrade_through_a_merge_is_where_the_rows_are()
  > {
  >   empty a ''; empty b a; empty c a; empty d 'b, c'
  >   run -q upgrade heads
  >   run downgrade base | tail -1
  >   version_rows
  >   run -q upgrade heads
  >   run downgrade b | tail -1
  >   version_rows
  > }
  $ everywhere the_end_of_a_downgrade_through_a_merge_is_where_the_rows_are
  Done: 4 revisions, 0 statements, N ms; now at base.
  Done: 1 revision, 0 statements, N ms; now at b, c.
  b
  c
  $ the_end_of_a_downgrade_through_a_merge_of_three_is_where_the_rows_are()
  > {
  >   empty m ''; empty z9 m; empty k3 m; empty a1 m; empty b2 'z9, k3, a1'
  >   run -q upgrade heads
  >   run downgrade m | tail -1
  >   run -q upgrade heads
  >   run downgrade z9 --json | tail -1 | grep -o '"rows":.*'
  >   version_rows
  > }
  $ everywhere the_end_of_a_downgrade_through_a_merge_of_three_is_where_the_rows_are
  Done: 4 revisions, 0 statements, N ms; now at m (branchpoint).
  "rows": ["a1", "k3", "z9"]}
  a1
  k3
  z9
  $ the_end_of_moves_with_depends_on_and_stamp_is_where_the_rows_are()
  > {
  >   empty z9 ''; empty a1 ''
  >   empty m5 z9 'depends_on: a1'
  >   run upgrade m5 | tail -1
  >   run downgrade z9@base | tail -1
  >   version_rows
  >   run stamp a1 z9 | tail -1
  >   run stamp m5 | tail -1
  >   run stamp base | tail -1
  > }
  $ everywhere the_end_of_moves_with_depends_on_and_stamp_is_where_the_rows_are
  Done: 3 revisions, 0 statements, N ms; now at a1 (effective head), m5 (head).
  Done: 2 revisions, 0 statements, N ms; now at a1 (effective head).
  a1
  Done, nothing was run: now at a1 (effective head), z9.
  Done, nothing was run: now at a1 (effective head), m5 (head).
  Done, nothing was run: now at base.

Who has the lock.

  $ status_names_the_run_that_has_the_lock()
  > {
  >   { printf -- '-- revision: a1\n-- down_revision:\n'; gated; } >migrations/versions/a1.up.sql
  >   close_gate
  >   sqlembic -q upgrade head & wait_for_gate 1
  >   run status | grep '^lock' | sed 's/ .*[0-9].*/ held by another/'
  >   open_gate; wait
  > }
  $ on postgresql mysql status_names_the_run_that_has_the_lock
  lock held by another
  $ status_names_the_run_that_has_the_lock_where_there_is_no_log()
  > {
  >   export ALEMBIC_LOG_TABLE=
  >   status_names_the_run_that_has_the_lock
  > }
  $ on postgresql mysql status_names_the_run_that_has_the_lock_where_there_is_no_log
  lock held by another

What a statement is.

  $ a_statement_that_is_quoted_ends_with_a_whole_character()
  > {
  >   { printf 'SAVEPOINT "'; printf 'x%.0s' {1..499}; echo 'ééé";'; } | mkrev a1 '' quoted 'transaction: off'
  >   run upgrade head >said; grep -q '^  |' said && iconv -f utf-8 -t utf-8 said >/dev/null && echo whole
  >   { printf 'SELECT "'; printf 'x%.0s' {1..502}; echo 'é" FROM nowhere;'; } | mkrev a1 '' quoted
  >   run upgrade head >said; grep -q '^  |' said && iconv -f utf-8 -t utf-8 said >/dev/null && echo whole
  >   { printf 'SAVEPOINT "'; printf 'x%.0s' {1..497}; echo '語";'; } | mkrev a1 '' quoted 'transaction: off'
  >   run upgrade head >said; grep -q '^  |' said && iconv -f utf-8 -t utf-8 said >/dev/null && echo whole
  > }
  $ on sqlite postgresql a_statement_that_is_quoted_ends_with_a_whole_character
  whole
  whole
  whole

What another run has done meanwhile.

  $ a_step_that_another_run_has_ended_meanwhile_is_not_half_applied()
  > {
  >   { printf -- '-- revision: a1\n-- down_revision:\n-- branch_labels: a\n-- transaction: off\n'
  >     echo 'CREATE TABLE zero (id INT PRIMARY KEY);'; gated
  >     echo 'CREATE TABLE one (id INT PRIMARY KEY);'; } >migrations/versions/a1.up.sql
  >   mkrev b1 '' second 'branch_labels: b' <<<'CREATE TABLE two (id INT PRIMARY KEY);'
  >   close_gate
  >   : >second; sqlembic upgrade a@head >first 2>&1 & wait_for_gate 1
  >   sqlembic upgrade b@head >second 2>&1 & second=$!
  >   until grep -qsi waiting second; do sleep 0.05; done
  >   open_gate; wait $second; echo "status $?"
  >   tail -1 second
  > }
  $ on postgresql mysql a_step_that_another_run_has_ended_meanwhile_is_not_half_applied
  status 0
  Done: 1 revision, 1 statement, N ms; now at a1 (head), b1 (head).

A downgrade that found nothing applied begins where that run has ended.

  $ what_a_downgrade_finds_under_the_lock_is_undone()
  > {
  >   { printf -- '-- revision: a1\n-- down_revision:\n-- transaction: off\n'
  >     echo 'CREATE TABLE zero (id INT PRIMARY KEY);'; gated
  >     echo 'CREATE TABLE one (id INT PRIMARY KEY);'; } >migrations/versions/a1.up.sql
  >   echo 'DROP TABLE one; DROP TABLE zero;' >migrations/versions/a1.down.sql
  >   close_gate
  >   sqlembic upgrade a1 >first 2>&1 & wait_for_gate 1
  >   : >second; sqlembic downgrade base >second 2>&1 & second=$!
  >   until grep -qsi 'waiting\|nothing' second; do sleep 0.05; done
  >   open_gate; wait $second; echo "status $?"
  >   tail -1 second; version_rows
  > }
  $ on postgresql mysql what_a_downgrade_finds_under_the_lock_is_undone
  status 0
  Done: 1 revision, 2 statements, N ms; now at base.

How long a step took that failed.

  $ busy()
  > {
  >   case $engine in
  >   sqlite) echo 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 300000) SELECT max(x) FROM c;' ;;
  >   postgresql) echo 'SELECT max(md5(x::text)) FROM generate_series(1, 50000) AS s(x);' ;;
  >   mysql) echo "DO BENCHMARK(200000, MD5('x'));" ;;
  >   esac
  > }
  $ a_failed_step_has_its_duration()
  > {
  >   empty a1 ''; run -q upgrade head
  >   { busy; echo 'INSERT INTO nowhere VALUES (1);'; } | mkrev b2 a1 failing
  >   run -q upgrade head >/dev/null
  >   query "SELECT COUNT(*) FROM sqlembic_log WHERE status = 'failed' AND duration_ms > 0"
  >   [ "$(query "SELECT duration_ms FROM sqlembic_log ORDER BY id DESC")" = \
  >     "$(sqlembic log --json | grep -o '"duration_ms": [0-9]*' | cut -d' ' -f2)" ] && echo alike
  > }
  $ everywhere a_failed_step_has_its_duration
  1
  alike

Trouble with our own rows.

  $ the_state_of_a_step_whose_row_was_spoilt_is_what_is_committed()
  > {
  >   mkrev a1 '' spoiling 'transaction: off' <<'END'
  > CREATE TABLE one (id INT PRIMARY KEY);
  > UPDATE sqlembic_log SET statements_done = 7;
  > CREATE TABLE two (id INT PRIMARY KEY);
  > END
  >   run upgrade head | grep -v '^Running\|^  at' | sed 's/in [a-zA-Z0-9_]*[.]sqlembic_log/in sqlembic_log/'
  >   query 'SELECT COUNT(*) FROM one'
  > }
  $ everywhere the_state_of_a_step_whose_row_was_spoilt_is_what_is_committed
  Resuming a1 at statement 2 of 3
  Resuming a1 at statement 2 of 3
  Resuming a1 at statement 2 of 3
  sqlembic: the row of the step in sqlembic_log is changed by somebody else
    state: at least 1 of 3 statements of the upgrade of a1 are committed, whatever the log table says
    next: take out of the script what it does to that table; sqlembic status says where the step is
  [1]
  0
