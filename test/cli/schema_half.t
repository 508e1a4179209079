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
