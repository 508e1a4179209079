Scratch databases of SQLite that outlive a session are files, in a directory of their own where temporary files are.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ files() { find tmp -mindepth 1 -maxdepth 1 -printf '%f\n' | sed -E '/_(empty1|others|file01|link01|killed)$/!s/_scratch_[a-zA-Z0-9]{6}$/_scratch_XXXXXX/' | LC_ALL=C sort; }

The script goes on for ever where its database is a file.  Nothing is left of a run that is interrupted, and what a killed one
leaves goes with the next; the directory of one that lives stays, and so does what is not of our making.

  $ endless()
  > {
  >   mkdir tmp; export TMPDIR=$PWD/tmp
  >   revision a1 '' "CREATE TABLE t (x INTEGER); CREATE TABLE u (x INTEGER);
  > INSERT INTO t WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c
  >   WHERE (SELECT length(file) > 0 FROM pragma_database_list LIMIT 1)) SELECT count(*) FROM c;" 'DROP TABLE t; DROP TABLE u;'
  >   echo "-- interrupted"
  >   begin; kill -INT $pid; wait $pid; echo "[$?]"; files
  >   echo "-- killed"
  >   begin; kill -KILL $pid; wait $pid 2>/dev/null; files
  >   echo "-- the next one, while it runs"
  >   mkdir tmp/sqlembic_scratch_{empty1,longer1,others} kept
  >   touch tmp/sqlembic_scratch_{file01,others/data} kept/{lock,data}
  >   ln -s "$PWD/kept" tmp/sqlembic_scratch_link01
  >   begin; files; ls kept
  >   echo "-- beside another one"
  >   mkdir -p tmp/sqlembic_scratch_killed/deep; touch tmp/sqlembic_scratch_killed/lock
  >   ln -s "$PWD/kept" tmp/sqlembic_scratch_killed/deep/link
  >   printf 'DROP TABLE t;' >migrations/versions/a1.down.sql
  >   printf -- '-- revision: a1\n-- down_revision:\nCREATE TABLE t (x INTEGER);\nINSERT INTO t VALUES (1);' >migrations/versions/a1.up.sql
  >   run test --kill; files; ls kept; kill -TERM $pid; wait $pid; echo "[$?]"; files
  > }
  $ begin()
  > {
  >   local made= before=" $(echo tmp/*/database) "
  >   env --default-signal=INT sqlembic test --kill 2>said & pid=$!
  >   until [ $made ]; do
  >     sleep 0.05
  >     for file in tmp/*/database; do [[ ! -e $file || $before = *" $file "* ]] || made=yes; done
  >   done
  > }
  $ on sqlite endless
  -- interrupted
  [7]
  -- killed
  sqlembic_scratch_XXXXXX
  -- the next one, while it runs
  sqlembic_scratch_XXXXXX
  sqlembic_scratch_file01
  sqlembic_scratch_link01
  sqlembic_scratch_longer1
  sqlembic_scratch_others
  data
  lock
  -- beside another one
  passed  a1
  All pass.
  sqlembic_scratch_XXXXXX
  sqlembic_scratch_file01
  sqlembic_scratch_link01
  sqlembic_scratch_longer1
  sqlembic_scratch_others
  data
  lock
  [7]
  sqlembic_scratch_file01
  sqlembic_scratch_link01
  sqlembic_scratch_longer1
  sqlembic_scratch_others

TMPDIR that is not there, or has no room: no revision is to blame.

  $ no_room()
  > {
  >   mkdir tmp; export TMPDIR=$PWD/tmp
  >   revision a1 '' "CREATE TABLE t (b BLOB); INSERT INTO t VALUES (zeroblob(1000000));" 'DROP TABLE t;'
  >   (ulimit -f 500; run test --kill)
  >   TMPDIR=nowhere run test --kill
  >   TMPDIR=nowhere run test
  > }
  $ on sqlite no_room
  sqlembic: reading or writing ./tmp/sqlembic_scratch_*/database failed (glob)
    detail: SQLITE_IOERR_WRITE: disk I/O error
    state: this happened in a scratch database in ./tmp, the directory for temporary files; the database was not touched
    next: free space in ./tmp or raise the limit of a file's size (ulimit -f), or let the environment variable TMPDIR name a directory that has room; then run the same command again
  [1]
  sqlembic: no directory can be made in ./nowhere: No such file or directory
    next: see that ./nowhere is there and has room, and that the user who runs the command may write there, or let the environment variable TMPDIR name another directory
  [1]
  passed  a1, about a1
  All pass.
