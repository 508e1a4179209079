A function, or a block that puts its statements together, may change the roles and databases of the server, which nobody sees in the
text of what calls it.  In a scratch database that is looked at behind each such statement, and undone.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ plain() { run "$@" | sed "s,$PWD/,,; s/$database/NAME/g"; }
  $ roles() { query "SELECT rolname || ' ' || COALESCE(rolconfig::text, '') FROM pg_roles WHERE rolname LIKE '$database%' ORDER BY 1" "SELECT count(*) FROM pg_auth_members WHERE roleid = '$database'::regrole" | sed "s/$database/NAME/g"; }
  $ set_up()
  > {
  >   query "CREATE ROLE $database" "CREATE ROLE ${database}_2"
  >   revision a1 '' "CREATE TABLE a (x int);
  > CREATE FUNCTION give(r text) RETURNS void LANGUAGE plpgsql AS \$\$ BEGIN EXECUTE 'GRANT $database TO ' || r; END \$\$;" 'DROP FUNCTION give; DROP TABLE a;'
  >   run -q upgrade head
  > }
  $ calls()
  > {
  >   set_up
  >   revision b2 a1 "SELECT give('${database}_2');" 'SELECT 1;'
  >   run -q upgrade head
  >   query "REVOKE $database FROM ${database}_2"
  >   plain check --drift
  >   plain test
  >   roles
  > }
  $ on postgresql calls
  sqlembic: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
    at migrations/versions/b2.up.sql:4:1
    | SELECT give('NAME_2')
    state: this happened in a scratch database; the database was not touched
    next: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  [1]
  passed  a1, about a1
  failed  b2, about b2
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/b2.up.sql:4:1
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  sqlembic: 1 of 2 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  NAME 
  NAME_2 
  0

Nor is a script to blame where it makes a role in that way which the server has.

  $ makes()
  > {
  >   revision a1 '' "CREATE TABLE a (x int); DO \$\$ BEGIN EXECUTE concat('CREATE ', 'ROLE ${database}_4'); END \$\$;" 'DROP TABLE a;'
  >   run -q upgrade head
  >   plain check --drift
  >   plain test
  >   query "DROP ROLE ${database}_4"
  > }
  $ on postgresql makes
  sqlembic: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
    at migrations/versions/a1.up.sql:4:25
    | DO $$ BEGIN EXECUTE concat('CREATE ', 'ROLE NAME_4'); END $$
    detail: role "NAME_4" already exists
    state: this happened in a scratch database; the database was not touched
    next: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  [1]
  failed  a1, about a1
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        detail: role "NAME_4" already exists
        at migrations/versions/a1.up.sql:4:25
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test a1
  [3]

Neither in a transaction nor outside of one.

  $ outside()
  > {
  >   set_up
  >   revision b2 a1 "-- transaction: off
  > DO \$\$ BEGIN EXECUTE concat('ALTER ', 'ROLE $database SET work_mem = 64'); END \$\$;" 'SELECT 1;'
  >   plain test b2
  >   roles
  > }
  $ on postgresql outside
  failed  b2, about b2
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/b2.up.sql:5:1
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  sqlembic: 1 of 1 failed
    next: correct the scripts, then: sqlembic test b2
  [3]
  NAME 
  NAME_2 
  0

What is about the scratch database itself goes with it, and a block that commits (it may since 11) is run as it is.

  $ commit=$(! since 11 || echo 'COMMIT;')
  $ own()
  > {
  >   revision a1 '' "CREATE TABLE a (x int);
  > DO \$\$ BEGIN EXECUTE concat('ALTER ', format('DATABASE %I SET work_mem = 64', current_database())); EXECUTE concat('COMMENT ', format('ON DATABASE %I IS %L', current_database(), 'mine')); END \$\$;
  > SELECT count(*) FROM a;" "DO \$\$ BEGIN EXECUTE concat('ALTER ', format('DATABASE %I RESET work_mem', current_database())); END \$\$; DROP TABLE a;"
  >   revision b2 a1 "-- transaction: off
  > DO \$\$ BEGIN INSERT INTO a VALUES (1); $commit INSERT INTO a VALUES (2); END \$\$;" 'DELETE FROM a WHERE x < 3;'
  >   plain test
  >   run -q upgrade head
  >   plain check --drift
  > }
  $ on postgresql own
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  No drift detected.

What others do meanwhile is theirs.

  $ others()
  > {
  >   revision a1 '' 'CREATE TABLE a (x int); SELECT pg_sleep(0.3); SELECT 1;' 'DROP TABLE a;'
  >   (while [ ! -e done ]; do query "ALTER DATABASE $database SET work_mem = '$((RANDOM % 60 + 1))MB'"; done) &
  >   plain test; touch done; wait
  > }
  $ on postgresql others
  passed  a1, about a1
  All pass.

A private server has roles of its own.

  $ apart()
  > {
  >   revision a1 '' "SELECT set_config('a.b', 'c', false); DO \$\$ BEGIN EXECUTE concat('CREATE ', 'ROLE ${database}_3'); END \$\$; CREATE TABLE a (x int);" "DROP TABLE a; DO \$\$ BEGIN EXECUTE concat('DROP ', 'ROLE ${database}_3'); END \$\$;"
  >   ALEMBIC_SCRATCH_URL=local plain test
  > }
  $ on postgresql apart
  passed  a1, about a1
  All pass.
