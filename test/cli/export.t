export: revisions as plain files for a reader without us.

  $ printf 'CREATE TABLE account (id INTEGER PRIMARY KEY);\n' | mkrev a1 '' 'create account' 'create_date: 2026-01-05 09:30:00'
  $ printf 'DROP TABLE account;\n' > migrations/versions/a1.down.sql
  $ printf 'CREATE TABLE left_side (id INTEGER REFERENCES account (id));\n' | mkrev b1 a1 'the left'
  $ printf 'DROP TABLE left_side;\n' > migrations/versions/b1.down.sql
  $ printf '\nCREATE INDEX right_side ON account (id);' | mkrev b2 a1 'the right' 'transaction: off'
  $ printf -- '-- revision: b2\n-- transaction: off\nDROP INDEX right_side;\n' > migrations/versions/b2.down.sql
  $ printf '' | mkrev m1 'b1, b2' 'joined'
  $ printf -- '-- nothing' > migrations/versions/m1.down.sql
  $ printf '/* seen by no other */\nBEGIN;\nCREATE TABLE own (i INTEGER);\nCOMMIT;\n' | mkrev d1 '' '.' 'transaction: own' 'depends_on: b2'
  $ ls migrations/versions | wc -l
  9

The order is one that respects the graph; nothing is written by a dry run.

  $ sqlembic export plain --dry-run
  plain/0001_create_account.up.sql <- a1
  plain/0002_the_right.up.sql <- b2 (transaction: off)
  plain/0003_the_left.up.sql <- b1
  plain/0004_joined.up.sql <- m1
  plain/0005_d1.up.sql <- d1 (transaction: own) (irreversible)
  5 revisions would be exported to plain.
  $ ls plain
  ls: cannot access 'plain': No such file or directory
  [2]
  $ sqlembic export -q plain > /dev/null; ls plain
  0001_create_account.down.sql
  0001_create_account.up.sql
  0002_the_right.down.sql
  0002_the_right.up.sql
  0003_the_left.down.sql
  0003_the_left.up.sql
  0004_joined.down.sql
  0004_joined.up.sql
  0005_d1.up.sql

What the headers say stays, and is said in words.

  $ cat plain/0001* plain/0002*
  /* 1: takes back revision a1. In one transaction. */
  DROP TABLE account;
  -- create account
  --
  -- revision: a1
  -- down_revision: 
  -- create_date: 2026-01-05 09:30:00
  
  /* 1: makes revision a1. In one transaction. */
  CREATE TABLE account (id INTEGER PRIMARY KEY);
  -- revision: b2
  -- transaction: off
  /* 2: takes back revision b2. Outside of a transaction, statement by statement. */
  DROP INDEX right_side;
  -- the right
  --
  -- revision: b2
  -- down_revision: a1
  -- transaction: off
  
  
  /* 2: makes revision b2, after 0001_create_account. Outside of a transaction, statement by statement. */
  CREATE INDEX right_side ON account (id);
  $ cat plain/0004* plain/0005*
  -- nothing
  /* 4: takes back revision m1. In one transaction. */
  -- joined
  --
  -- revision: m1
  -- down_revision: b1, b2
  
  /* 4: makes revision m1, after 0003_the_left and 0002_the_right. In one transaction. */
  -- .
  --
  -- revision: d1
  -- down_revision: 
  -- transaction: own
  -- depends_on: b2
  
  /* 5: makes revision d1, after 0002_the_right. It begins and ends its transactions by itself. */
  /* seen by no other */
  BEGIN;
  CREATE TABLE own (i INTEGER);
  COMMIT;

Others run them: upwards by number, and back; the schema is the same.

  $ export DATABASE_URL=sqlite:///ours.db
  $ sqlembic upgrade -q heads
  $ for file in plain/*.up.sql; do sqlite3 -bail theirs.db < $file; done
  $ sqlembic diff -q sqlite:///theirs.db sqlite:///ours.db
  $ for file in $(ls -r plain/*.down.sql); do sqlite3 -bail theirs.db < $file; done; sqlite3 theirs.db .tables
  own

The same command writes what is missing, and what has been added behind; what came in between has moved the numbers.

  $ printf 'SELECT 1;' | mkrev d2 d1 'more'
  $ sqlembic export plain
  plain/0001_create_account.up.sql <- a1 (there already)
  plain/0002_the_right.up.sql <- b2 (transaction: off) (there already)
  plain/0003_the_left.up.sql <- b1 (there already)
  plain/0004_joined.up.sql <- m1 (there already)
  plain/0005_d1.up.sql <- d1 (transaction: own) (irreversible) (there already)
  plain/0006_more.up.sql <- d2 (irreversible)
  Done: 1 revision exported to plain.
  $ echo '-- more' >> plain/0003_the_left.down.sql; rm plain/0001*; sqlembic export plain; ls plain/0001*
  sqlembic: plain/0003_the_left.down.sql is there already, and is not what would be written
    next: export into a new directory, or delete it
  ls: cannot access 'plain/0001*': No such file or directory
  [2]
  $ rm plain/0003_the_left.down.sql; printf 'SELECT 1;' | mkrev b1b b1 'another'; sqlembic export plain
  sqlembic: plain/0004_joined.down.sql is there, and is no file of this export
    next: numbers change where a branch has been added in between: export into a new directory, or delete what is in this one
  [1]
  $ ls plain | wc -l
  7

What would be read as revisions is not written there, nor where files cannot be.

  $ sqlembic export migrations/versions 2>&1 | sed "s,$PWD/,,g"
  sqlembic: migrations/versions lies in the version location migrations/versions: what is exported there would be read as revisions
    next: export into a directory of its own
  $ sqlembic export $PWD/migrations/versions/plain 2>&1 | sed "s,$PWD/,,g"
  sqlembic: migrations/versions/plain lies in the version location migrations/versions: what is exported there would be read as revisions
    next: export into a directory of its own
  $ sqlembic export alembic.ini
  sqlembic: cannot read the directory alembic.ini: Not a directory
  [1]
  $ sqlembic export
  usage: sqlembic export [--dry-run] directory
  sqlembic: argument missing: directory
  [2]

The client that a script needs is named; what no client could read from a file is refused by its place.

  $ rm -rf migrations plain; printf 'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\n' | mkrev a1 '' 'a*/b'
  $ DATABASE_URL=mysql://root@/x sqlembic export plain; cat plain/*
  plain/0001_a_b.up.sql <- a1 (irreversible)
  Done: 1 revision exported to plain.
  -- a*/b
  --
  -- revision: a1
  -- down_revision: 
  
  /* 1: makes revision a1. For the mysql client, which knows DELIMITER. */
  DELIMITER //
  CREATE PROCEDURE p() BEGIN SELECT 1; END//
  $ rm -rf plain; printf 'COPY t FROM stdin;\n1\n\\.\n' | mkrev a1 '' 'rows'
  $ DATABASE_URL=postgresql:/// sqlembic export -q plain > /dev/null; tail -n +5 plain/*
  
  /* 1: makes revision a1. In one transaction. For psql, which reads the rows of COPY. */
  COPY t FROM stdin;
  1
  \.
  $ rm -rf plain; printf 'SELECT 1;\n.read other.sql\n' | mkrev a1 '' 'reads'; sqlembic export plain 2>&1 | sed "s,$PWD/,,g"
  sqlembic: .read is a command of the sqlite3 client, not SQL
    at migrations/versions/a1.up.sql:7:1
    next: put that file's statements here, or take the line out where that file is read anyway
  $ ls plain
  ls: cannot access 'plain': No such file or directory
  [2]

A squash stands for what it replaces. Import takes the files back.

  $ printf 'CREATE TABLE a (i INTEGER);\n' | mkrev a1 '' 'first'; printf 'CREATE TABLE b (i INTEGER);\n' | mkrev b2 a1 'second'
  $ DATABASE_URL=sqlite:///new.db sqlembic squash -q base:head --rev-id s9 --irreversible; sqlembic export plain --json
  {
    "revisions": [
      {
        "revision": "s9",
        "message": "squash of a1 to b2",
        "up": "plain/0001_squash_of_a1_to_b2.up.sql",
        "transaction": "on",
        "is_new": true
      }
    ]
  }
  $ sqlembic init -q again 2>/dev/null; printf '[alembic]\nscript_location = again\n' > again.ini; sqlembic -c again.ini import plain
  0001 <- plain/0001_squash_of_a1_to_b2.up.sql (irreversible)
  Done: 1 revision of golang-migrate written.
