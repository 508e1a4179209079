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

What calls it in the midst of something else is found when the transaction ends: a trigger, a default, an index.  No line can be said.

  $ within()
  > {
  >   set_up
  >   revision b2 a1 "CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN PERFORM give('${database}_2'); RETURN NEW; END \$\$;
  > CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE PROCEDURE tr();
  > CREATE FUNCTION f(x int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS \$\$ BEGIN PERFORM public.give('${database}_2'); RETURN x; END \$\$;" 'DROP FUNCTION f; DROP TRIGGER tr ON a; DROP FUNCTION tr;'
  >   revision c3 b2 'SAVEPOINT s; RELEASE s; INSERT INTO a VALUES (1);' 'DELETE FROM a;'
  >   revision d4 b2 'CREATE TABLE b (x int); ALTER TABLE b ADD y int DEFAULT f(1);' 'DROP TABLE b;'
  >   revision e5 b2 "-- transaction: own
  > BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; CREATE TABLE d (x int); INSERT INTO a VALUES (2);
  > COMMIT;" 'DROP TABLE d;'
  >   revision f6 b2 "-- transaction: off
  > INSERT INTO a VALUES (3);" 'DELETE FROM a;'
  >   revision g7 b2 "CREATE TABLE c (x int); INSERT INTO c VALUES (1); CREATE INDEX ON c (f(x));" 'DROP TABLE c;'
  >   revision h8 b2 "-- transaction: off
  > CREATE TABLE h (x int);
  > CREATE INDEX CONCURRENTLY i ON h (x);" 'DROP TABLE h;'
  >   revision i9 b2 "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET TRANSACTION READ WRITE; CREATE TABLE e (x int); SELECT 1; SAVEPOINT s; INSERT INTO e VALUES (1); ROLLBACK TO s; SELECT 2; INSERT INTO e VALUES (2);" 'DROP TABLE e;'
  >   plain test
  >   roles
  > }
  $ on postgresql within
  passed  a1, about a1
  passed  b2, about b2
  failed  c3, about c3
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/c3.up.sql
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  failed  d4, about d4
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/d4.up.sql
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  failed  e5, about e5
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/e5.up.sql:6:1
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  failed  f6, about f6
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/f6.up.sql:5:1
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  failed  g7, about g7
      up: the up script fails: what the statement calls changes roles, their rights or other databases of the server, and it runs in a scratch database: it was undone
        at migrations/versions/g7.up.sql
      note: up: set scratch_url to "local", a private server whose roles are its own; a revision that is applied nowhere yet may say CREATE ROLE, GRANT and the like in statements of their own, which are left out there
  passed  h8, about h8
  passed  i9, about i9
  passed  h8 and i9 in both orders
  sqlembic: 5 of 10 failed
    next: correct the scripts, then: sqlembic test
  [3]
  NAME 
  NAME_2 
  0

A role that may make roles, and is no superuser, sees what it has changed, too.

  $ ordinary()
  > {
  >   query "CREATE ROLE ${database}_5 LOGIN CREATEDB CREATEROLE" "GRANT ALL ON SCHEMA public TO ${database}_5"
  >   export DATABASE_URL=${DATABASE_URL/postgres@/${database}_5@}
  >   revision a1 '' "CREATE TABLE a (x int);
  > CREATE FUNCTION make() RETURNS int LANGUAGE plpgsql AS \$\$ BEGIN EXECUTE concat('CREATE ', 'ROLE ${database}_6'); RETURN 1; END \$\$;" 'DROP FUNCTION make; DROP TABLE a;'
  >   revision b2 a1 "SELECT make();" 'SELECT 1;'
  >   revision c3 a1 "ALTER TABLE a ADD y int DEFAULT make(); INSERT INTO a VALUES (1);" 'ALTER TABLE a DROP y; DELETE FROM a WHERE x = 1;'
  >   revision d4 a1 "DO \$\$ BEGIN EXECUTE concat('ALTER ', 'ROLE ${database}_5 SET work_mem = 64'); END \$\$;" 'SELECT 1;'
  >   revision e5 a1 "DO \$\$ BEGIN EXECUTE concat('ALTER ', format('DATABASE %I SET work_mem = 64', current_database())); END \$\$; CREATE TABLE e (x int); INSERT INTO e VALUES (1);" 'DROP TABLE e;'
  >   plain test | grep -v '^    '
  >   query "SELECT rolname, rolconfig FROM pg_roles WHERE rolname LIKE '$database%'" "DROP OWNED BY ${database}_5" "DROP ROLE ${database}_5" | sed "s/$database/NAME/"
  > }
  $ on postgresql ordinary
  passed  a1, about a1
  failed  b2, about b2
  failed  c3, about c3
  failed  d4, about d4
  passed  e5, about e5
  sqlembic: 3 of 5 failed
    next: correct the scripts, then: sqlembic test
  [3]
  NAME_5|

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

Nor is what comes behind it in the same session to blame for it, and what reaches beyond is still seen.

  $ behind()
  > {
  >   set_up
  >   revision b2 a1 "CREATE TABLE b (x int);
  > DO \$\$ BEGIN EXECUTE concat('ALTER ', format('DATABASE %I SET work_mem = 64', current_database())); END \$\$;" 'DROP TABLE b;'
  >   revision c3 b2 'CREATE TABLE c (x int); SAVEPOINT s; INSERT INTO c VALUES (1); ROLLBACK TO s;' 'DROP TABLE c;'
  >   revision d4 c3 "CREATE TABLE d (x int); CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN PERFORM give('${database}_2'); RETURN NEW; END \$\$;
  > CREATE TRIGGER tr BEFORE INSERT ON d FOR EACH ROW EXECUTE PROCEDURE tr();" 'DROP TABLE d; DROP FUNCTION tr;'
  >   revision e5 d4 'INSERT INTO d VALUES (1);' 'DELETE FROM d;'
  >   revision f6 d4 'CREATE TABLE f (x int);' 'DROP TABLE f;'
  >   revision g7 d4 "UPDATE d SET x = 2; SELECT give('${database}_2');" 'SELECT 1;'
  >   plain test | grep -v '^    '
  >   roles
  > }
  $ on postgresql behind
  passed  a1, about a1
  passed  b2, about b2
  passed  c3, about c3
  passed  d4, about d4
  failed  e5, about e5
  passed  f6, about f6
  failed  g7, about g7
  sqlembic: 2 of 7 failed
    next: correct the scripts, then: sqlembic test
  [3]
  NAME 
  NAME_2 
  0

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
