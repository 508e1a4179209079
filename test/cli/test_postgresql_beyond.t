What roles are given on databases is the server's, from within whichever database it is given, and so is what roles own there: it is
left out, and what the server has stays what it is.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ test_() { run test "$@" | sed "s,$PWD/,,; s/$database/NAME/g"; }
  $ state() { query "SELECT datacl::text || ' ' || pg_get_userbyid(datdba) FROM pg_database WHERE datname = '$database'"; }
  $ beyond()
  > {
  >   query "CREATE ROLE $database" "CREATE ROLE ${database}_2" "CREATE ROLE \"on-$database\"" "GRANT CONNECT ON DATABASE $database TO $database" "ALTER DATABASE $database OWNER TO ${database}_2"
  >   state | sed "s/$database/NAME/g" >before
  >   revision a1 '' "REVOKE ALL ON DATABASE $database FROM PUBLIC;
  > GRANT CONNECT, TEMP ON DATABASE $database TO ${database}_2;
  > DO \$\$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM $database', '$database'); END \$\$;
  > REASSIGN OWNED BY ${database}_2 TO $database;
  > GRANT $database, ${database}_2 TO postgres;
  > GRANT SET ON PARAMETER work_mem TO $database;
  > GRANT \"on-$database\" TO postgres;
  > DO \$\$ BEGIN PERFORM 'works on database'; CREATE TABLE parameter (x int); END \$\$;
  > GRANT SELECT ON parameter, public.parameter TO $database;
  > CREATE TABLE database (x int); GRANT SELECT ON database TO $database; ALTER TABLE database OWNER TO $database;" \
  >     "DROP TABLE database, parameter; DROP OWNED BY $database; DO \$\$ BEGIN DROP OWNED BY $database; END \$\$; GRANT CONNECT ON DATABASE $database TO PUBLIC;"
  >   test_; test_ --kill | tail -1
  >   cp migrations/versions/a1.up.sql schema.sql
  >   run diff live schema.sql | sed "s/$database/NAME/g"
  >   state | sed "s/$database/NAME/g" | cmp - before
  >   query "SELECT count(*) FROM pg_auth_members WHERE roleid IN (SELECT oid FROM pg_roles WHERE rolname IN ('$database', 'on-$database'))"
  >   query "ALTER DATABASE $database OWNER TO postgres" "REVOKE ALL ON DATABASE $database FROM $database" "DROP ROLE $database, ${database}_2, \"on-$database\""
  > }
  $ on postgresql beyond
  passed  a1, about a1
      note: up: left out: REVOKE ALL ON DATABASE NAME FROM PUBLIC reaches beyond the scratch database
        at migrations/versions/a1.up.sql:4
      note: down: left out: DROP OWNED BY NAME reaches beyond the scratch database
        at migrations/versions/a1.down.sql:1
  All pass.
  All pass.
  warning: schema.sql:4: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:5: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:6: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:7: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:8: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:9: left out of the wanted schema: this statement reaches beyond its database
  warning: schema.sql:10: left out of the wanted schema: this statement reaches beyond its database
  CREATE TABLE public.database (
  \tx integer (esc)
  );
  CREATE TABLE public.parameter (
  \tx integer (esc)
  );
  ALTER TABLE public.database OWNER TO NAME;
  GRANT SELECT ON TABLE public.parameter TO NAME;
  0
