One look through the scripts names all that is to be corrected, on every engine: the first finding is the error, the
others are warnings above it, and nothing has run.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"

  $ every_script_that_is_refused_is_named()
  > {
  >   mkrev a1 '' first <<<'CREATE TABLE one (id INTEGER);'
  >   printf -- '-- +goose Down\nDROP TABLE one;\n' >> migrations/versions/a1.up.sql
  >   mkrev b2 a1 second <<<'CREATE TABLE two (id INTEGER);'
  >   mkrev c3 b2 third <<<"INSERT INTO two VALUES ('it's');"
  >   mkrev d4 c3 fourth <<<'CREATE TABLE four (id INTEGER);'
  >   printf -- '-- migrate:down\nDROP TABLE four;\n' >> migrations/versions/d4.up.sql
  >   run upgrade head
  >   query 'SELECT * FROM one' 2>&1 | grep -ciE "no such table|does not exist|doesn't exist"
  > }
  $ everywhere every_script_that_is_refused_is_named
  warning: ./migrations/versions/c3.up.sql:6:30: the quote opened here has no end
  warning: ./migrations/versions/d4.up.sql:7:1: '-- migrate:down' begins the down section of another tool's file; its statements would run with this script
  sqlembic: '-- +goose Down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:7:1
    detail: 2 more to correct: see the warnings above
    state: nothing was changed
    next: move what stands below that line into the .down.sql beside this script
  [1]
  1

  $ every_revision_without_a_way_back_is_named()
  > {
  >   for n in 1 2 3; do
  >     mkrev r$n "$([ $n = 1 ] || echo r$((n - 1)))" "step $n" <<<"CREATE TABLE t$n (id INTEGER);"
  >     rm -f migrations/versions/r$n.down.sql
  >   done
  >   run -q upgrade head
  >   run downgrade base
  >   version_rows
  > }
  $ everywhere every_revision_without_a_way_back_is_named
  warning: ./migrations/versions/r2.up.sql:3: revision r2 cannot be downgraded: it has no down script
  warning: ./migrations/versions/r1.up.sql:3: revision r1 cannot be downgraded: it has no down script
  sqlembic: revision r3 cannot be downgraded: it has no down script
    at ./migrations/versions/r3.up.sql:3
    detail: 2 more to correct: see the warnings above
    state: nothing was changed
    next: write its .down.sql, or restore a backup; a .down.sql of comments only is a downgrade that does nothing
  [1]
  r3

  $ every_script_that_needs_a_header_is_named()
  > {
  >   mkrev a1 '' first <<<'VACUUM; CREATE TABLE one (id INTEGER); VACUUM;'
  >   mkrev b2 a1 second <<<'CREATE TABLE two (id INTEGER);'
  >   mkrev c3 b2 third <<<'BEGIN; COMMIT; VACUUM;'
  >   mkrev d4 c3 fourth <<<'VACUUM;'
  >   run upgrade head
  >   sed -i '2i -- transaction: off' migrations/versions/*.up.sql
  >   sed -i 's/BEGIN; COMMIT; //' migrations/versions/c3.up.sql
  >   run -q upgrade head
  >   version_rows
  > }
  $ on sqlite postgresql every_script_that_needs_a_header_is_named
  warning: ./migrations/versions/c3.up.sql:6:1: the script begins or ends a transaction by itself (BEGIN)
  warning: ./migrations/versions/c3.up.sql:6:16: VACUUM cannot run inside a transaction
  warning: ./migrations/versions/d4.up.sql:6:1: VACUUM cannot run inside a transaction
  sqlembic: VACUUM cannot run inside a transaction
    at ./migrations/versions/a1.up.sql:6:1
    | VACUUM
    detail: 3 more to correct: see the warnings above
    state: nothing was changed
    next: add the header line "-- transaction: off" to run the script statement by statement
  [1]
  d4
