What leads to another server's rows is left out where revisions are tested: what a script did to them would be done there.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ foreign_table()
  > {
  >   revision a1 '' 'CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
  > CREATE USER MAPPING FOR CURRENT_USER SERVER s; CREATE FOREIGN TABLE f (a int) SERVER s;' \
  >     'DROP FOREIGN TABLE f; DROP USER MAPPING FOR CURRENT_USER SERVER s; DROP SERVER s; DROP FOREIGN DATA WRAPPER w;'
  >   run test
  >   run -q upgrade head
  >   revision b2 a1 'CREATE TABLE t (a int);' 'DROP TABLE t;'
  >   run test --from live
  > }
  $ on postgresql foreign_table
  passed  a1, about a1
      note: up: left out: CREATE USER MAPPING FOR CURRENT_USER SERVER s reaches beyond the scratch database
        at ./migrations/versions/a1.up.sql:5
      note: down: left out: DROP USER MAPPING FOR CURRENT_USER SERVER s reaches beyond the scratch database
        at ./migrations/versions/a1.down.sql:1
  All pass.
  sqlembic: user mapping s:postgres cannot be copied: it leads to rows elsewhere, which revisions would change
    state: the database was not touched
    next: sqlembic test, without --from
  [1]

The rows of a live database stay what they are.

  $ live_rows()
  > {
  >   query 'CREATE EXTENSION postgres_fdw' 'CREATE TABLE far (a int)' 'INSERT INTO far VALUES (7)'
  >   echo 'CREATE EXTENSION postgres_fdw;' >setup.sql
  >   local address="host '$(query 'SHOW unix_socket_directories' | cut -d, -f1)', port '$(query 'SHOW port')', dbname '$database'"
  >   revision a1 '' "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS ($address);
  > CREATE USER MAPPING FOR CURRENT_USER SERVER s;
  > CREATE FOREIGN TABLE near (a int) SERVER s OPTIONS (table_name 'far');
  > DELETE FROM near;" '-- nothing'
  >   ALEMBIC_SCRATCH_SETUP=setup.sql run test
  >   query 'SELECT a FROM far'
  >   run -q upgrade head
  >   query 'SELECT count(*) FROM far'
  > }
  $ on postgresql live_rows
  skipped a1, about a1
      note: up: left out: CREATE USER MAPPING FOR CURRENT_USER SERVER s reaches beyond the scratch database
        at ./migrations/versions/a1.up.sql:5
      note: up: it may need what is left out of a1: the up script fails: user mapping not found for *"postgres"* (glob)
        at ./migrations/versions/a1.up.sql:7:1
      note: up: let a statement before this one make it, or, where others do that (an extension), the file that scratch_setup names
  sqlembic: 0 of 1 failed, 1 could not be tested
    next: try a1 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
  7
  0
