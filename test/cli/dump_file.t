dump_file: the schema in a file, written after each upgrade and downgrade that ran something.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ revision() { printf -- '-- revision: %s\n-- down_revision: %s\n\n%s\n' "$1" "$2" "$3" >migrations/versions/$1.up.sql
  >   printf '%s\n' "$4" >migrations/versions/$1.down.sql; }
  $ two() { revision a '' 'CREATE TABLE one (x int);' 'DROP TABLE one;'; revision b a 'CREATE TABLE two (x int);' 'DROP TABLE two;'; }
  $ tables() { grep -o 'TABLE [a-z.`"]*' "$1" | sed 's/public\.//; s/`//g'; }
  $ export ALEMBIC_DUMP_FILE=structure.sql

  $ written() {
  >   two; run upgrade -q a; tables structure.sql; sqlembic dump | cmp - structure.sql
  >   run upgrade -q head; tables structure.sql
  >   run downgrade -q -1; tables structure.sql
  >   echo "-- nothing to do, printed, stamped: not written"
  >   echo old >structure.sql; run upgrade -q a; run upgrade head --sql >/dev/null; run stamp -q head; run stamp -q a; cat structure.sql
  >   echo "-- no other file is left"
  >   ls -I '*.db'
  > }
  $ everywhere written
  TABLE one
  TABLE one
  TABLE two
  TABLE one
  -- nothing to do, printed, stamped: not written
  old
  -- no other file is left
  alembic.ini
  migrations
  structure.sql

A link stays one; a file that cannot be written is said, and what was run stays; so is one that is the wanted schema.

  $ mkdir link && cd link && mkdir -p migrations/versions elsewhere && printf '[alembic]\nscript_location = migrations\n' >alembic.ini
  $ export DATABASE_URL=sqlite:///a.db; two; touch elsewhere/real.sql; ln -s elsewhere/real.sql structure.sql
  $ sqlembic upgrade -q a; readlink structure.sql; tables elsewhere/real.sql
  elsewhere/real.sql
  TABLE one
  $ ALEMBIC_DUMP_FILE=nowhere/structure.sql sqlembic upgrade -q head
  sqlembic: cannot write nowhere/structure.sql: No such file or directory
    state: the upgrade is done; dump_file nowhere/structure.sql was not written
    next: when it can be written: sqlembic dump > nowhere/structure.sql
  [1]
  $ sqlembic current
  b (head)
  $ ALEMBIC_TARGET_METADATA=elsewhere/real.sql sqlembic downgrade -q -1
  sqlembic: dump_file = structure.sql would replace a file of the wanted schema (target_metadata)
    next: name another file in dump_file
  [1]
  $ ALEMBIC_TARGET_METADATA=elsewhere ALEMBIC_DUMP_FILE=elsewhere/new.sql sqlembic downgrade -q -1 2>&1 | head -1
  sqlembic: dump_file = elsewhere/new.sql would replace a file of the wanted schema (target_metadata)
  $ sqlembic current
  b (head)

A pipe, or a device, is written to, and stays what it is.

  $ mkfifo pipe; cat pipe >got & ALEMBIC_DUMP_FILE=pipe sqlembic downgrade -q -1; test -p pipe && wait && tables got
  TABLE one
