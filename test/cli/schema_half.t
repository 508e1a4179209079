What a half-applied step has left is neither a difference from the wanted schema nor drift: no revision is made of it.  `diff`
compares what is there.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ half()
  > {
  >   printf -- '-- revision: a1\n-- down_revision:\n-- transaction: off\nCREATE TABLE t (x INT);\nCREATE TABLE u (x INT);\n' >migrations/versions/a1.up.sql
  >   printf -- '-- transaction: off\nDROP TABLE u;\nDROP TABLE absent;\nDROP TABLE t;\n' >migrations/versions/a1.down.sql
  >   echo 'CREATE TABLE t (x INT); CREATE TABLE u (x INT);' >schema.sql
  >   export ALEMBIC_TARGET_METADATA=schema.sql
  >   run -q upgrade head
  >   run -q downgrade base | tail -1
  >   run check
  >   run check --drift
  >   run revision --autogenerate -m x
  >   ls migrations/versions
  >   run diff live applied | grep -c 'CREATE TABLE .*u'
  >   sed -i /absent/d migrations/versions/a1.down.sql
  >   run -q downgrade base
  >   run -q upgrade head
  >   run check
  >   run check --drift
  > }
  $ everywhere half
  [8]
  sqlembic: the downgrade of revision a1 is half applied: 1 of 3 statements are done
    state: the database was not touched
    next: finish it with: sqlembic downgrade base; or complete or undo it by hand, then say which: sqlembic resolve a1 --all-done, or --all-undone
  [8]
  sqlembic: the downgrade of revision a1 is half applied: 1 of 3 statements are done
    state: the database was not touched
    next: finish it with: sqlembic downgrade base; or complete or undo it by hand, then say which: sqlembic resolve a1 --all-done, or --all-undone
  [8]
  sqlembic: the downgrade of revision a1 is half applied: 1 of 3 statements are done
    state: no file was written; the database was not touched
    next: finish it with: sqlembic downgrade base; or complete or undo it by hand, then say which: sqlembic resolve a1 --all-done, or --all-undone
  [8]
  a1.down.sql
  a1.up.sql
  1
  No new upgrade operations detected.
  No drift detected.

A step that another process is in the middle of is not half applied: it is waited for, as a run waits.

  $ step_of_another()
  > {
  >   { printf -- '-- revision: a1\n-- down_revision:\n-- transaction: off\nCREATE TABLE t (x INT);\n'; gated; echo 'CREATE TABLE u (x INT);'; } >migrations/versions/a1.up.sql
  >   echo 'CREATE TABLE t (x INT); CREATE TABLE u (x INT);' >schema.sql
  >   export ALEMBIC_TARGET_METADATA=schema.sql
  >   close_gate
  >   sqlembic -q upgrade head & runner=$!
  >   wait_for_gate 1
  >   for command in check 'check --drift' 'revision --autogenerate -m x'; do
  >     ALEMBIC_LOCK_TIMEOUT=100ms run $command | sed -E 's/waiting for .* on .*\), who/waiting for SOMEBODY, who/'
  >   done
  >   sqlembic check --drift >drift 2>&1 & drift=$!
  >   sqlembic check >checked 2>&1 & checked=$!
  >   until grep -qs '^Waiting for' drift && grep -qs '^Waiting for' checked; do sleep 0.1; done
  >   open_gate
  >   wait $runner; echo "[$?]"
  >   wait $drift; echo "[$?]"
  >   wait $checked; echo "[$?]"
  >   cat drift checked | grep -v '^Waiting for'
  > }
  $ on postgresql mysql step_of_another
  sqlembic: another run did not end within 0.1 s: still waiting for SOMEBODY, who is running the upgrade of a1
    state: the database was not touched
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  sqlembic: another run did not end within 0.1 s: still waiting for SOMEBODY, who is running the upgrade of a1
    state: the database was not touched
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  sqlembic: another run did not end within 0.1 s: still waiting for SOMEBODY, who is running the upgrade of a1
    state: no file was written; the database was not touched
    next: wait for that process to finish, or raise lock_timeout, then run the command again
  [4]
  [0]
  [0]
  [0]
  No drift detected.
  No new upgrade operations detected.

In a scratch database nothing is half applied, and nobody goes on there: a script that fails has failed, and what is
interrupted is that.

  $ replayed()
  > {
  >   revision a1 '' 'CREATE TABLE t (x INT);' 'DROP TABLE t;'
  >   run -q upgrade head
  >   revision a1 '' 'CREATE TABLE t (x INT); CREATE TABLE u (x INT); SELECT absent FROM t;'
  >   run check --drift | grep -v -e detail -e absent -e '\^'
  >   run diff applied live | grep -v -e detail -e absent -e '\^'
  >   case $engine in mysql) wait='SELECT SLEEP(60)' ;; *) wait='SELECT pg_sleep(60)' ;; esac
  >   revision a1 '' "CREATE TABLE t (x INT); CREATE TABLE u (x INT); $wait;"
  >   env --default-signal=TERM sqlembic diff applied live >out 2>&1 &
  >   until_true "$asleep"; kill -TERM $!; wait $!; echo "[$?]"; grep -v -e detail -e ' at ' -e '|' out
  > }
  $ asleep="SELECT COUNT(*) = 1 FROM information_schema.processlist WHERE info LIKE '%SLEEP(60)%' AND db LIKE 'sqlembic\_scratch%'"
  $ on mysql replayed
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
    at ./migrations/versions/a1.up.sql:4:56
    state: this happened in a scratch database; the database was not touched
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
  [1]
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
    at ./migrations/versions/a1.up.sql:4:56
    state: this happened in a scratch database; the database was not touched
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
  [1]
  [7]
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
  sqlembic: interrupted
    state: this happened in a scratch database; the database was not touched
  $ asleep="SELECT COUNT(*) = 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND datname LIKE 'sqlembic\_scratch%'"
  $ on postgresql replayed
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
    at ./migrations/versions/a1.up.sql:4:56
    state: this happened in a scratch database; the database was not touched
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
  [1]
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
    at ./migrations/versions/a1.up.sql:4:56
    state: this happened in a scratch database; the database was not touched
    next: set scratch_setup in the ini file to an SQL file that makes what the revisions expect to be there before them, or correct the script
  [1]
  [7]
  warning: a1 was edited after it was applied, and is replayed as it is now: ./migrations/versions/a1.up.sql
  sqlembic: interrupted
    state: this happened in a scratch database; the database was not touched
