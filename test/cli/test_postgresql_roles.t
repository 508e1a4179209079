Roles are the server's, and not made in scratch.  What is for one that scripts would make is left out, too, so that all the rest, and
what is behind it, is tested.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ versions=migrations/versions
  $ test_() { run test "$@" | sed "s,$PWD/,,; s/$database/NAME/g; s/\(sql:[0-9]*\):[0-9]*/\1/"; }

  $ history_with_roles()
  > {
  >   revision a1 '' "CREATE TABLE a (x int, y int);
  > CREATE FUNCTION f(x int, y int) RETURNS int LANGUAGE sql AS 'SELECT 1';
  > DO \$\$ BEGIN
  >   IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$database') THEN CREATE ROLE $database; END IF;
  > END \$\$;
  > DO \$\$ BEGIN EXECUTE format('CREATE ROLE %I NOLOGIN', '${database}_Two'); END \$\$;
  > GRANT SELECT, INSERT (x, y) ON a TO $database, \"${database}_Two\" WITH GRANT OPTION;
  > GRANT EXECUTE ON FUNCTION f(int, int) TO \"${database}_Two\";
  > ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO GROUP ${database^^};
  > ALTER DEFAULT PRIVILEGES FOR ROLE $database GRANT SELECT ON TABLES TO public;
  > ALTER TABLE a OWNER TO $database; ALTER FUNCTION f(int, int) OWNER TO $database;
  > CREATE POLICY p ON a FOR SELECT TO $database USING (x IN (1, 2));" \
  >     "REVOKE ALL ON a FROM $database; DROP TABLE a; DROP FUNCTION f; DROP OWNED BY $database; DROP ROLE $database;"
  >   revision b2 a1 'ALTER TABLE a ADD z int;' '-- nothing'
  >   revision c3 b2 "ALTER TABLE a RENAME TO $database; ALTER TABLE $database ADD n int;
  > GRANT SELECT ON $database TO public;" "REVOKE ALL ON $database FROM public; ALTER TABLE $database DROP n; ALTER TABLE $database RENAME TO a;"
  >   revision d4 c3 "GRANT SELECT ON $database TO $database; ALTER TABLE $database ADD m int, OWNER TO $database;" '-- nothing'
  >   revision e5 c3 "CREATE TABLE e (x int); REVOKE SELECT ON e FROM $database;" '-- nothing'
  >   revision f6 c3 "GRANT SELECT ON $database TO nobody_we_know;" '-- nothing'
  >   revision g7 c3 "GRANT SELECT ON $database TO public, $database;" '-- nothing'
  > }
  $ roles_are_not_there()
  > {
  >   history_with_roles
  >   test_
  > }
  $ on postgresql roles_are_not_there
  skipped a1, about a1
      note: up: left out: DO reaches beyond the scratch database
        at migrations/versions/a1.up.sql:6
      note: up: left out: GRANT SELECT INSERT is for the role 'NAME_Two', which is not there
        at migrations/versions/a1.up.sql:10
      note: down: left out: DROP OWNED BY NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
      note: down: left out: REVOKE ALL ON a FROM NAME is for the role 'NAME', which is not there
        at migrations/versions/a1.down.sql:1
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  failed  b2, about b2
      down: the down script does nothing: leaves column 'a.z'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: column "z" of relation "a" already exists
        at migrations/versions/b2.up.sql:4
  passed  c3, about c3
  skipped d4, about d4
      note: up: left out: GRANT SELECT ON NAME TO NAME is for the role 'NAME', which is not there
        at migrations/versions/d4.up.sql:4
      note: up: it may need what is left out of d4: the up script fails: role "NAME" does not exist
        at migrations/versions/d4.up.sql:4
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  failed  e5, about e5
      note: up: left out: REVOKE SELECT ON e FROM NAME is for the role 'NAME', which is not there
        at migrations/versions/e5.up.sql:4
      down: the down script does nothing: leaves table 'e'
        at migrations/versions/e5.down.sql
      again: the up script fails after the down script: relation "e" already exists
        at migrations/versions/e5.up.sql:4
  skipped f6, about f6
      note: up: it may need what is left out of a1: the up script fails: role "nobody_we_know" does not exist
        at migrations/versions/f6.up.sql:4
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  skipped g7, about g7
      note: up: it may need what is left out of a1: the up script fails: role "NAME" does not exist
        at migrations/versions/g7.up.sql:4
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  sqlembic: 2 of 7 failed, 4 could not be tested
    next: correct the scripts, then: sqlembic test
  [3]

Where they are there, all of it is tested but for what reaches beyond the database.

  $ roles_are_there()
  > {
  >   history_with_roles
  >   rm $versions/[d-g]*
  >   query "CREATE ROLE $database" "CREATE ROLE \"${database}_Two\""
  >   test_ | grep -v ' at migrations'
  >   query "DROP ROLE $database" "DROP ROLE \"${database}_Two\""
  > }
  $ on postgresql roles_are_there
  skipped a1, about a1
      note: up: left out: DO reaches beyond the scratch database
      note: down: left out: DROP OWNED BY NAME reaches beyond the scratch database
      note: down: it may need what is left out of a1: the down script does not lead back: leaves default privilege 'postgres public TABLES NAME', default privilege 'NAME TABLES PUBLIC'
  failed  b2, about b2
      down: the down script does nothing: leaves column 'a.z'
      again: the up script fails after the down script: column "z" of relation "a" already exists
  passed  c3, about c3
  sqlembic: 1 of 3 failed, 1 could not be tested
    next: correct the scripts, then: sqlembic test b2
  [3]

With --kill they are left out as well.

  $ stopped()
  > {
  >   revision a1 '' "-- transaction: off
  > CREATE TABLE a (x int); CREATE ROLE $database; GRANT SELECT ON a TO $database; CREATE TABLE b (x int);" 'DROP TABLE a, b;'
  >   revision b2 a1 'CREATE TABLE c (x int);' 'DROP TABLE c;'
  >   test_ --kill
  > }
  $ on postgresql stopped
  skipped a1, about a1
      note: up: left out: CREATE ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.up.sql:5
      note: up: left out: GRANT SELECT ON a TO NAME is for the role 'NAME', which is not there
        at migrations/versions/a1.up.sql:5
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  passed  b2, about b2
  sqlembic: 0 of 2 failed, 1 could not be tested
    next: try a1 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]

So is what makes such a role the user, and a block of nothing but what is for it.  A schema is made without its owner.

  $ deeper()
  > {
  >   revision a1 '' "CREATE ROLE $database;
  > CREATE SCHEMA app AUTHORIZATION $database CREATE TABLE t (x int);
  > CREATE SCHEMA IF NOT EXISTS AUTHORIZATION $database;
  > SET ROLE $database; CREATE TABLE app.u (x int); RESET ROLE;
  > SET LOCAL ROLE TO '$database'; SET SESSION AUTHORIZATION \"$database\"; RESET SESSION AUTHORIZATION;
  > DO \$\$ DECLARE r record; BEGIN
  >   GRANT USAGE ON SCHEMA app TO $database;
  >   FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'app' LOOP
  >     EXECUTE format('GRANT SELECT ON app.%I TO $database', r.tablename);
  >   END LOOP;
  >   EXECUTE 'ALTER TABLE app.t OWNER TO $database';
  > END \$\$;
  > DO \$\$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '$database') THEN GRANT USAGE ON SCHEMA app TO $database; END IF; END \$\$;" \
  >     "DROP SCHEMA app CASCADE; DROP SCHEMA $database; DROP ROLE $database;"
  >   revision b2 a1 'ALTER TABLE app.t ADD y int; ALTER TABLE app.u ADD y int;' '-- nothing'
  >   revision c3 b2 "DO \$\$ BEGIN GRANT SELECT ON app.t TO $database; DELETE FROM app.t; END \$\$;" '-- nothing'
  >   revision d4 c3 "CREATE SCHEMA d AUTHORIZATION $database;" 'DROP SCHEMA d;'
  >   revision e5 d4 "CREATE TABLE d.t (x int);" 'DROP TABLE d.t;'
  >   test_; rm migrations/versions/[bc]*; sed -i 's/a: c3/a: a1/; s/: c3/: a1/' migrations/versions/d4*; test_ --kill
  > }
  $ on postgresql deeper
  skipped a1, about a1
      note: up: left out: CREATE ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      note: up: made: CREATE SCHEMA app AUTHORIZATION NAME CREATE TABLE t without its owner, the role 'NAME', which is not there
        at migrations/versions/a1.up.sql:5
      note: down: left out: DROP ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  failed  b2, about b2
      down: the down script does nothing: leaves column 'app.t.y', column 'app.u.y'
        at migrations/versions/b2.down.sql
      again: the up script fails after the down script: column "y" of relation "t" already exists
        at migrations/versions/b2.up.sql:4
  skipped c3, about c3
      note: up: it may need what is left out of a1: the up script fails: role "NAME" does not exist
        detail: where: SQL statement "GRANT SELECT ON app.t TO NAME" PL/pgSQL function inline_code_block line 1 at SQL statement
        at migrations/versions/c3.up.sql:4
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  skipped d4, about d4
      note: up: not tested, since an ancestor fails: the up script fails: role "NAME" does not exist
        at migrations/versions/c3.up.sql:4
  skipped e5, about e5
      note: up: not tested, since an ancestor fails: the up script fails: role "NAME" does not exist
        at migrations/versions/c3.up.sql:4
  sqlembic: 1 of 5 failed, 4 could not be tested
    next: correct the scripts, then: sqlembic test b2
  [3]
  skipped a1, about a1
      note: up: left out: CREATE ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      note: up: made: CREATE SCHEMA app AUTHORIZATION NAME CREATE TABLE t without its owner, the role 'NAME', which is not there
        at migrations/versions/a1.up.sql:5
      note: down: left out: DROP ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  skipped d4, about d4
      note: up: made: CREATE SCHEMA d AUTHORIZATION NAME without its owner, the role 'NAME', which is not there
        at migrations/versions/d4.up.sql:4
      note: up: nothing was found in the rest; all of it is tested where the role is there: let an administrator make it (CREATE ROLE), or scratch_url name a server that has it
  passed  e5, about e5
  sqlembic: 0 of 3 failed, 2 could not be tested
    next: try a1 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]

Roles and what they are granted are nothing that a table, a column, an index or a constraint could be missing for: what fails over these is
blamed though such statements are left out.

  $ access()
  > {
  >   revision a1 '' "CREATE ROLE $database; CREATE TABLE a (x int PRIMARY KEY); GRANT SELECT ON a TO $database;" \
  >     "REVOKE SELECT ON a FROM $database; DROP ROLE $database; DROP TABLE a;"
  >   revision b2 a1 'ALTER TABLE a ADD y int;' 'ALTER TABLE a DROP z;'
  >   revision c3 b2 'CREATE TABLE c (x int REFERENCES a);' 'DROP TABLE a;'
  >   revision d4 c3 'CREATE INDEX id ON c (x);' 'DROP INDEX di;'
  >   revision e5 d4 'ALTER TABLE c ADD CONSTRAINT e CHECK (x > 0);' 'ALTER TABLE c DROP CONSTRAINT f;'
  >   revision f6 e5 'CREATE TABLE f (x int);' 'DROP TABLE g;'
  >   revision g7 f6 'CREATE TABLE g (x int);' "DO \$\$ BEGIN DROP TABLE h; END \$\$; DROP TABLE g;"
  >   revision h8 g7 'CREATE TABLE h (x int);' "INSERT INTO h VALUES (1 / 0); DROP TABLE h;"
  >   revision i9 h8 'CREATE TABLE i (x int);' "ALTER ROLE $database SET search_path = i; DROP TABLE j;"
  >   test_ | grep -e '^[a-z]' -e fails:
  > }
  $ on postgresql access
  skipped a1, about a1
  failed  b2, about b2
      down: the down script fails: column "z" of relation "a" does not exist
  failed  c3, about c3
      down: the down script fails: cannot drop table a because other objects depend on it
  failed  d4, about d4
      down: the down script fails: index "di" does not exist
  failed  e5, about e5
      down: the down script fails: constraint "f" of relation "c" does not exist
  failed  f6, about f6
      down: the down script fails: table "g" does not exist
  skipped g7, about g7
      note: down: it may need what is left out of a1: the down script fails: table "h" does not exist
  skipped h8, about h8
      note: down: it may need what is left out of a1: the down script fails: division by zero
  skipped i9, about i9
      note: down: it may need what is left out of i9: the down script fails: table "j" does not exist
  sqlembic: 5 of 9 failed, 4 could not be tested

Where a revision fails beside another head, and without it for a role that was left out, it is the role.

  $ two_heads()
  > {
  >   revision a1 '' "CREATE ROLE $database; CREATE TABLE t (x int);" "DROP TABLE t; DROP ROLE $database;"
  >   revision b2 a1 'ALTER TABLE t ADD y int;' 'ALTER TABLE t DROP y;'
  >   revision c3 a1 "ALTER TABLE t ADD y int; GRANT SELECT ON t TO $database, postgres;" 'ALTER TABLE t DROP y;'
  >   test_
  > }
  $ on postgresql two_heads
  passed  a1, about a1
      note: up: left out: CREATE ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      note: down: left out: DROP ROLE NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
  passed  b2, about b2
  skipped c3, about c3
      note: up: it may need what is left out of a1: the up script fails: role "NAME" does not exist
        at migrations/versions/c3.up.sql:4
      note: up: roles are the server's: let an administrator make it (CREATE ROLE), or scratch_setup where scratch_url is local, or take the statement out
  sqlembic: 0 of 3 failed, 1 could not be tested
    next: try c3 with upgrade and downgrade on a database for tests, where nothing is left out
  [3]
