Where revisions are replayed to see what they build, they are run without what reaches beyond their database, as in a test: the server
may be that of the live one.  The first that is left out is told, and how many there are.

  $ . "$SQLEMBIC_SOURCE/test/support/engines.bash"
  $ drift() { { run check --drift; run diff history live; } | sed "s/$database/NAME/g; s/utf8mb4_uca1400_ai_ci/utf8mb4_general_ci/g"; }
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
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 2 more
  No drift detected.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 2 more
  The schemas are equal.
  {postgres=CTc/postgres,=c/postgres}{work_mem=7MB}
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 3 more
  No drift detected.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 3 more
  The schemas are equal.

A role that one head makes another head may need.

  $ heads()
  > {
  >   revision a1 '' "CREATE ROLE r_$database; CREATE TABLE a (x int);"
  >   revision b1 '' "CREATE TABLE b (x int); GRANT SELECT ON b TO r_$database;"
  >   run -q upgrade a1
  >   run -q upgrade b1
  >   query "DROP OWNED BY r_$database" "DROP ROLE r_$database"
  >   run check --drift
  > }
  $ on postgresql heads
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so is 1 more
  No drift detected.

What is for a role that scripts make, and the server of scratch databases does not have, is on the live side only: it is no drift.
What else differs is.

  $ lacking()
  > {
  >   revision a1 '' "CREATE ROLE r_$database; CREATE ROLE \"R_$database, x\"; CREATE TABLE a (x int, y int); CREATE TABLE b (x int);
  > CREATE POLICY q ON a FOR SELECT TO PUBLIC USING (x > 0); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r_$database;
  > CREATE TABLE c (x int);"
  >   revision b2 a1 "GRANT SELECT, INSERT (x) ON a TO r_$database; ALTER TABLE b OWNER TO \"R_$database, x\";
  > ALTER POLICY q ON a TO r_$database, \"R_$database, x\"; CREATE POLICY p ON a TO r_$database USING (x > 0);"
  >   run -q upgrade head
  >   export ALEMBIC_SCRATCH_URL=local
  >   drift
  >   run diff live history
  >   query 'GRANT SELECT ON a TO PUBLIC' "REVOKE INSERT (x) ON a FROM r_$database"
  >   drift
  >   query "DROP OWNED BY r_$database, \"R_$database, x\"" "DROP ROLE r_$database, \"R_$database, x\""
  > }
  $ on postgresql lacking | sed "s/t[0-9]*_[0-9]/NAME/g"
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 6 more
  warning: not compared: what is for roles that the server of scratch databases does not have: 'r_NAME', 'R_NAME, x'
  No drift detected.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 6 more
  warning: not compared: what is for roles that the server of scratch databases does not have: 'r_NAME', 'R_NAME, x'
  The schemas are equal.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 6 more
  warning: not compared: what is for roles that the server of scratch databases does not have: 'r_NAME', 'R_NAME, x'
  The schemas are equal.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 6 more
  warning: not compared: what is for roles that the server of scratch databases does not have: 'r_NAME', 'R_NAME, x'
  added privilege 'TABLE public.a TO PUBLIC'
      database: privileges: SELECT, grantable: 
  sqlembic: the database is not as its revisions have made it
    next: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 6 more
  warning: not compared: what is for roles that the server of scratch databases does not have: 'r_NAME', 'R_NAME, x'
  GRANT SELECT ON TABLE public.a TO PUBLIC;

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
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 2 more
  warning: not compared: the collation that new tables get: latin1_swedish_ci, and utf8mb4_general_ci in what it is compared with
  No drift detected.
  warning: ./migrations/versions/a1.up.sql:4: left out of the replay: this statement reaches beyond its database; so are 2 more
  warning: not compared: the collation that new tables get: latin1_swedish_ci, and utf8mb4_general_ci in what it is compared with
  The schemas are equal.
  4
  utf8mb4
  0

So there is a word for what is told as drift since it was made in another database.

  $ elsewhere()
  > {
  >   revision a1 '' 'CREATE TABLE a (x int);'
  >   revision b2 a1 "CREATE DATABASE o_$database; USE o_$database; CREATE TABLE b (x int);"
  >   run -q upgrade heads
  >   drift
  >   query "DROP DATABASE o_$database"
  > }
  $ on mysql elsewhere
  warning: ./migrations/versions/b2.up.sql:4: left out of the replay: this statement reaches beyond its database; so is 1 more
  removed table 'b'
      revisions: options: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci, order of columns: x
  sqlembic: the database is not as its revisions have made it
    next: take the change back by hand, or write a revision that makes it and mark it as applied with: sqlembic stamp REVISION
  [3]
  warning: ./migrations/versions/b2.up.sql:4: left out of the replay: this statement reaches beyond its database; so is 1 more
  /* loses data: drops table b */
  DROP TABLE `b`;

A file of rows is no wanted schema; and one that is tried again behind the next revision, or the next file, says it once.

  $ again()
  > {
  >   revision a1 '' 'CREATE TABLE a (x int);' 'DROP TABLE a;'
  >   revision b2 a1 'CREATE TABLE b (x int);' 'DROP TABLE b;'
  >   printf '%s;\n' "CREATE DATABASE o_$database" 'INSERT INTO b VALUES (1)' >rows.sql
  >   run test --data rows.sql
  >   printf '%s;\n' "CREATE DATABASE o_$database" 'CREATE VIEW v AS SELECT x FROM b' >1.sql
  >   printf '%s;\n' 'CREATE TABLE b (x int)' >2.sql
  >   mkdir wanted; mv 1.sql 2.sql wanted; run diff live wanted | sed 's/public\.//; s/`//g' | head -2
  > }
  $ on postgresql mysql again
  warning: rows.sql:1: left out of the rows: this statement reaches beyond its database
  passed  a1, about a1
  passed  b2, about b2
  All pass.
  warning: wanted/1.sql:1: left out of the wanted schema: this statement reaches beyond its database
  CREATE TABLE b (
