What somebody meets who comes from another tool, or whose scripts are not there.  (pitfalls.t says how to read this.)

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ alembic_project()
  > {
  >   printf '"""add name\n\nRevision ID: ae10\n"""\nfrom alembic import op\n\nrevision = "ae10"\ndown_revision = "1975"\n' \
  >     >migrations/versions/2026_add_name.py
  >   printf 'revision: str = '"'1975'"'\ndown_revision = None\n' >migrations/versions/1975_create.py
  >   touch migrations/versions/__init__.py
  >   query "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)" \
  >     "INSERT INTO alembic_version VALUES ('ae10')"
  > }
  $ here() { sed "s|$PWD|HERE|g"; }

In an Alembic project the first commands say what it is, and what to do.

  $ revisions_of_alembic_are_named()
  > {
  >   alembic_project
  >   run upgrade head 2>&1 | here
  >   run current | here
  >   run history | here
  >   run heads | here
  >   run revision -m new | here
  >   run show 1975 | here
  >   run stamp 1975 | here
  >   ls migrations/versions
  >   version_rows
  >   another
  >   run upgrade head | here
  > }
  $ everywhere revisions_of_alembic_are_named
  sqlembic: Can't locate revision identified by 'ae10'
    detail: HERE/migrations/versions/2026_add_name.py has this revision, for Alembic: .py files are not read here
    state: nothing was changed
    next: begin where the database is (docs/from-alembic.md): sqlembic revision --rev-id ae10 --irreversible -m "what Alembic has built"
  [1]
  sqlembic: Can't locate revision identified by 'ae10'
    detail: HERE/migrations/versions/2026_add_name.py has this revision, for Alembic: .py files are not read here
    next: begin where the database is (docs/from-alembic.md): sqlembic revision --rev-id ae10 --irreversible -m "what Alembic has built"
  [1]
  The script directory holds no revisions (sqlembic config shows where it is).
  Not read: HERE/migrations/versions/1975_create.py and 1 other file. Alembic's revisions are Python; docs/from-alembic.md has the way to SQL.
  The script directory holds no revisions (sqlembic config shows where it is).
  Not read: HERE/migrations/versions/1975_create.py and 1 other file. Alembic's revisions are Python; docs/from-alembic.md has the way to SQL.
  sqlembic: the revisions of this script directory are Alembic's, and a new one would be a second base
    detail: 2 files are not read, the first is HERE/migrations/versions/1975_create.py
    next: begin where the database is (docs/from-alembic.md): sqlembic revision --rev-id ID --irreversible -m TEXT, with the id that alembic current prints
  [1]
  sqlembic: Can't locate revision identified by '1975'
    detail: HERE/migrations/versions/1975_create.py has this revision, for Alembic: .py files are not read here
    next: write it as a pair of SQL scripts (docs/from-alembic.md), or go on with alembic
  [1]
  sqlembic: Can't locate revision identified by 'ae10'
    detail: HERE/migrations/versions/2026_add_name.py has this revision, for Alembic: .py files are not read here
    state: nothing was changed
    next: begin where the database is (docs/from-alembic.md): sqlembic revision --rev-id ae10 --irreversible -m "what Alembic has built"
  [1]
  1975_create.py
  2026_add_name.py
  __init__.py
  ae10
  Nothing to do: already at base.
  The script directory holds no revisions (sqlembic config shows where it is).
  Not read: HERE/migrations/versions/1975_create.py and 1 other file. Alembic's revisions are Python; docs/from-alembic.md has the way to SQL.

The advice works: a revision with that id, and the project goes on in SQL beside the files of Alembic.

  $ the_advice_for_an_alembic_project_works()
  > {
  >   alembic_project
  >   run -q revision --rev-id ae10 --irreversible -m "what Alembic has built"
  >   run current
  >   run -q revision --rev-id b2 -m next
  >   echo 'CREATE TABLE b (x INT);' >>migrations/versions/b2_next.up.sql
  >   run upgrade head
  >   rm migrations/versions/b2_next.*
  >   printf 'revision = "b2"\n' >migrations/versions/b2.py
  >   run upgrade head | here
  > }
  $ everywhere the_advice_for_an_alembic_project_works
  ae10 (head)
  Running upgrade ae10 -> b2, next
  Done: 1 revision, 1 statement, N ms; now at b2 (head).
  sqlembic: Can't locate revision identified by 'b2'
    detail: HERE/migrations/versions/b2.py has this revision, for Alembic: .py files are not read here
    state: nothing was changed
    next: write it as a pair of SQL scripts (docs/from-alembic.md), or go on with alembic
  [1]

Files under a name that no script has: with our header they are a mistake, which every command mentions.

  $ a_file_that_is_not_read_is_named()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE a (x INT);
  > END
  >   printf -- '-- revision: b2\n-- down_revision: a1\n' >migrations/versions/b2.UP.sql
  >   printf -- '-- revision: c3\n-- down_revision: a1\n' >migrations/versions/c3.sql
  >   printf 'SELECT 1;\n' >migrations/versions/001_x.sql
  >   run upgrade b2 | here
  >   run show c3 | here
  >   rm migrations/versions/[abc]*
  >   run history | here
  > }
  $ everywhere a_file_that_is_not_read_is_named
  warning: HERE/migrations/versions/b2.UP.sql is not read: the name of an up script ends in .up.sql
  warning: HERE/migrations/versions/c3.sql is not read: the name of an up script ends in .up.sql
  sqlembic: Can't locate revision identified by 'b2'
    detail: HERE/migrations/versions/b2.UP.sql has this revision and is not read: the name of an up script ends in .up.sql
    state: nothing was changed
    next: mv HERE/migrations/versions/b2.UP.sql HERE/migrations/versions/b2.up.sql
  [1]
  warning: HERE/migrations/versions/b2.UP.sql is not read: the name of an up script ends in .up.sql
  warning: HERE/migrations/versions/c3.sql is not read: the name of an up script ends in .up.sql
  sqlembic: Can't locate revision identified by 'c3'
    detail: HERE/migrations/versions/c3.sql has this revision and is not read: the name of an up script ends in .up.sql
    next: mv HERE/migrations/versions/c3.sql HERE/migrations/versions/c3.up.sql
  [1]
  The script directory holds no revisions (sqlembic config shows where it is).
  Not read: HERE/migrations/versions/001_x.sql. The name of an up script ends in .up.sql.

A database that is older than a squash, or newer than the scripts: writing the row anew would leave tables out.

  $ a_row_of_no_script_is_no_reason_to_stamp()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE a (x INT);
  > END
  >   run -q upgrade head
  >   mv migrations/versions/a1.up.sql migrations/versions/squashed.up.sql
  >   sed -i s/a1/s1/ migrations/versions/squashed.up.sql
  >   run upgrade head
  >   run current
  >   run wait --revision head --timeout 0
  > }
  $ everywhere a_row_of_no_script_is_no_reason_to_stamp
  sqlembic: Can't locate revision identified by 'a1'
    detail: the version table holds 'a1', and no script has this revision
    state: nothing was changed
    next: use newer scripts if these are older than the database; if a1 was squashed away, upgrade first with the release that has it
  [1]
  sqlembic: Can't locate revision identified by 'a1'
    detail: the version table holds 'a1', and no script has this revision
    next: use newer scripts if these are older than the database; if a1 was squashed away, upgrade first with the release that has it
  [1]
  sqlembic: Can't locate revision identified by 'a1'
    detail: the version table holds 'a1', and no script has this revision
    next: use newer scripts if these are older than the database; if a1 was squashed away, upgrade first with the release that has it
  [1]

Alembic has built the database, and its .py files are elsewhere: the hint leads to where the database is.

  $ a_database_of_alembic_is_taken_over()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE a (x INT);
  > END
  >   run -q upgrade head
  >   rm migrations/versions/*
  >   run upgrade head
  >   run -q revision --rev-id a1 --irreversible -m "what Alembic has built"
  >   run current
  > }
  $ everywhere a_database_of_alembic_is_taken_over
  sqlembic: Can't locate revision identified by 'a1'
    detail: the version table holds 'a1', and the script directory holds no revisions
    state: nothing was changed
    next: sqlembic config shows where the scripts are looked for; if Alembic has built the database (docs/from-alembic.md): sqlembic revision --rev-id a1 --irreversible -m "what Alembic has built"
  [1]
  a1 (head)

An image without its migrations.

  $ no_revisions_are_not_the_head()
  > {
  >   rm -rf migrations/versions/*
  >   run wait --revision head --timeout 0
  >   run wait --revision heads --timeout 0
  >   run current --check-heads
  >   run status --exit-code | grep -v database
  >   echo 'SELECT 1;' >migrations/versions/001_x.sql
  >   run wait --revision head --timeout 0 | here
  >   run wait --timeout 0
  > }
  $ everywhere no_revisions_are_not_the_head
  sqlembic: the script directory holds no revisions
    next: sqlembic config shows where it is; are the scripts part of this image?
  [1]
  sqlembic: the script directory holds no revisions
    next: sqlembic config shows where it is; are the scripts part of this image?
  [1]
  sqlembic: the script directory holds no revisions
    next: sqlembic config shows where it is; are the scripts part of this image?
  [1]
  current    base
  heads      none
  pending    nothing
  lock       free
  [1]
  sqlembic: the script directory holds no revisions
    detail: 1 file is not read, the first is HERE/migrations/versions/001_x.sql
    next: sqlembic config shows where it is; are the scripts part of this image?
  [1]
  The database accepts connections.

Files of other tools that hold both ways: what stands below the marker of the way back would run as well.

  $ the_down_section_of_another_tool_is_refused()
  > {
  >   for marker in '-- +goose Down' '--+GOOSE DOWN' '-- migrate:down' '--migrate:down transaction:false' \
  >     '-- +migrate Down notransaction' '-- +micrate Down' '-- Down Migration' '---- down migration ----' \
  >     '-- rambler down' '-- !Downs' '--//@UNDO'; do
  >     mkrev a1 '' first <<END
  > -- +goose Up
  > CREATE TABLE a (x INT);
  >   $marker
  > DROP TABLE a;
  > END
  >     run upgrade head | sed -n '1,2p;$p'
  >   done
  >   run current
  > }
  $ everywhere the_down_section_of_another_tool_is_refused
  sqlembic: '-- +goose Down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '--+GOOSE DOWN' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- migrate:down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '--migrate:down transaction:false' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- +migrate Down notransaction' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- +micrate Down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- Down Migration' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '---- down migration ----' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- rambler down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '-- !Downs' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]
  sqlembic: '--//@UNDO' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:8:3
  [1]

A statement without a semicolon before the marker, a down script with the way up, and real comments.

  $ comments_are_no_sections()
  > {
  >   mkrev a1 '' first <<'END'
  > CREATE TABLE a (x INT)
  > -- migrate:down
  > ;
  > END
  >   run upgrade head
  >   mkrev a1 '' first <<'END'
  > -- The way back: see +goose Down, migrate:down and the down migration.
  > -- down migration is in the other file
  > -- Down Migration: none
  > -- +goose Downgrade
  > -- goose Down
  > -- migrate:downwards
  > /*
  > -- +goose Down
  > */
  > CREATE TABLE a (x VARCHAR(80)); -- +goose Down
  > INSERT INTO a VALUES ('
  > -- +goose Down
  > ');
  > -- +goose Down
  > -- nothing is below it but comments
  > --- down
  > -- +goose Down
  > DROP TABLE a;
  > END
  >   run upgrade head
  >   run downgrade base
  >   mkrev b2 a1 second <<'END'
  > CREATE TABLE b (x INT);
  > --- down
  > -- migrate:up
  > CREATE TABLE b (x INT);
  > -- migrate:down
  > DROP TABLE b;
  > END
  >   run -q upgrade head
  >   run downgrade base
  > }
  $ everywhere comments_are_no_sections
  sqlembic: '-- migrate:down' begins the down section of another tool's file; its statements would run with this script
    at ./migrations/versions/a1.up.sql:7:1
    state: nothing was changed
    next: move what stands below that line into the .down.sql beside this script
  [1]
  Running upgrade  -> a1, first
  Done: 1 revision, 2 statements, N ms; now at a1 (head).
  Running downgrade a1 -> , first
  Done: 1 revision, 1 statement, N ms; now at base.
  sqlembic: '-- migrate:up' begins the up section of another tool's file; its statements would run with this script
    at ./migrations/versions/b2.down.sql:1:1
    state: nothing was changed
    next: leave in this script only what takes the revision back
  [1]
