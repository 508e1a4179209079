Where revisions are replayed to see what they build, they are run without what reaches beyond their database, as in a test: the server
may be that of the live one.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ drift() { run check --drift | sed "s/$database/NAME/g"; run diff history live; }
  $ roles()
  > {
  >   revision a1 '' "CREATE ROLE r_$database; ALTER DATABASE $database SET work_mem = '5MB'; REVOKE ALL ON DATABASE $database FROM PUBLIC;
  > CREATE TABLE a (x text); GRANT SELECT ON a TO r_$database; CREATE SCHEMA app AUTHORIZATION r_$database;"
  >   run -q upgrade head
  >   query "GRANT CONNECT ON DATABASE $database TO PUBLIC" "ALTER DATABASE $database SET work_mem = '7MB'"
  >   drift
  >   query "SELECT datacl::text || setconfig::text FROM pg_database d, pg_db_role_setting WHERE datname = '$database' AND setdatabase = d.oid"
  >   query "DROP OWNED BY r_$database" "DROP ROLE r_$database" "CREATE SCHEMA app" "GRANT SELECT ON a TO postgres"
  >   drift
  > }
  $ on postgresql roles
  No drift detected.
  The schemas are equal.
  {postgres=CTc/postgres,=c/postgres}{work_mem=7MB}
  No drift detected.
  The schemas are equal.

  $ live()
  > {
  >   revision a1 '' "CREATE TABLE a (x int); INSERT INTO a VALUES (1); CREATE USER IF NOT EXISTS r_$database; GRANT SELECT ON $database.* TO r_$database;"
  >   revision b2 a1 "USE $database; UPDATE a SET x = x * 2; CREATE TABLE b (x int);"
  >   revision c3 b2 "ALTER DATABASE $database CHARACTER SET latin1; UPDATE a SET x = x * 2;"
  >   run -q upgrade head
  >   query "ALTER DATABASE CHARACTER SET utf8mb4" "DROP USER r_$database"
  >   drift
  >   query 'SELECT x FROM a' 'SELECT @@character_set_database' "SELECT COUNT(*) FROM mysql.user WHERE User = 'r_$database'"
  > }
  $ on mysql live
  No drift detected.
  The schemas are equal.
  4
  utf8mb4
  0
