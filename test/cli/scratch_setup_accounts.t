Accounts are the server's: where that is the one of the live database, a setup that makes one is refused before anything is
run.  A private server has accounts of its own.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ makes_accounts()
  > {
  >   export ALEMBIC_SCRATCH_SETUP=setup.sql
  >   printf 'CREATE TABLE expected (a int);\n%s\n' "$1" >setup.sql
  >   echo 'CREATE TABLE t (a int);' >wanted.sql
  >   run diff history:base wanted.sql | sed "s/$database/NAME/g"
  > }
  $ role() { makes_accounts "CREATE ROLE $database;"; query "SELECT count(*) FROM pg_roles WHERE rolname = '$database'"; }
  $ on postgresql role
  sqlembic: this statement reaches beyond a scratch database, and the server is that of your database
    at setup.sql:2:1
    | CREATE ROLE NAME
    state: nothing of scratch_setup was run; neither the server nor the database was touched
    next: let an administrator run it there once, and take it out of the file; or set scratch_url to another server, or to "local", a private one: it is run there
  [1]
  0
  $ block() { makes_accounts "DO \$\$ BEGIN CREATE ROLE $database; END \$\$;" | head -3; }
  $ on postgresql block
  sqlembic: this statement reaches beyond a scratch database, and the server is that of your database
    at setup.sql:2:1
    | DO $$ BEGIN CREATE ROLE NAME; END $$
  $ account() { makes_accounts "CREATE USER $database; GRANT SELECT ON x TO $database;"; query "SELECT count(*) FROM mysql.user WHERE User = '$database'"; }
  $ on mysql account
  sqlembic: this statement reaches beyond a scratch database, and the server is that of your database
    at setup.sql:2:1
    | CREATE USER NAME
    state: nothing of scratch_setup was run; neither the server nor the database was touched
    next: let an administrator run it there once, and take it out of the file; or set scratch_url to another server, or to "local", a private one: it is run there
  [1]
  0
  $ moves() { makes_accounts "USE $database; CREATE TABLE stays (a int);" | head -3; query 'SHOW TABLES'; }
  $ on mysql moves
  sqlembic: this statement reaches beyond a scratch database, and the server is that of your database
    at setup.sql:2:1
    | USE NAME
  $ elsewhere() { export ALEMBIC_SCRATCH_URL=$DATABASE_URL; makes_accounts "CREATE USER IF NOT EXISTS $database;" | head -1; query "DROP USER $database"; }
  $ on mysql elsewhere
  CREATE TABLE `t` (
